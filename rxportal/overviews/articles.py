"""Nieuws: what the agency has to tell, the newest first."""

from datetime import date
from typing import Any

from sqlalchemy import String, bindparam, case, cast, func, select
from sqlmodel import col

from rxportal.db.tables import Article, ArticleDraft, ArticleRead
from rxportal.domain import news, text
from rxportal.domain.access import Permission, Role
from rxportal.domain.news import LABELS, TONES, Stage, Standing
from rxportal.formats import markdown
from rxportal.locales import mark, t
from rxportal.overviews.spec import (
    AGENCY,
    EVERYBODY,
    NOBODY,
    Column,
    Filter,
    How,
    Look,
    Order,
    Overview,
    Search,
)

A = Article


def _title(_today: date, title: str) -> dict[str, str]:
    return {"": title or t("Zonder titel"), "note": ""}


def _opening(_today: date, body: str) -> str:
    return markdown.opening(body)


def _day(_today: date, day: date | None) -> str:
    return text.day_of_year(day) if day else ""


def _first(day: date | None) -> date | None:
    return day


def _audience(_today: date, candidates: bool, clients: bool) -> str:  # noqa: FBT001
    if candidates and clients:
        return t("iedereen")
    if candidates or clients:
        return t("kandidaten") if candidates else t("opdrachtgevers")
    return t("alleen het bureau")


def _standing(today: date, stage: Stage, first: date, last: date | None) -> dict[str, str]:
    found = news.standing(stage, first, last, today)
    return {"": t(LABELS[found]), "tone": TONES[found]}


def _changes(_today: date, changes: bool) -> str:  # noqa: FBT001
    return t("Nog niet gepubliceerd") if changes else ""


def _words(_today: date, words: str) -> str:
    return words


def _unread(_today: date, is_read: bool) -> dict[str, str]:  # noqa: FBT001
    if is_read:
        return {"": t("Gelezen"), "tone": "plain"}
    return {"": t("Nieuw"), "tone": "primary"}


def _c(column: Any) -> Any:
    return col(column)


IS_READ = (
    select(_c(ArticleRead.article_id))
    .where(
        _c(ArticleRead.article_id) == A.id,
        _c(ArticleRead.user_id) == bindparam("actor_user"),
    )
    .correlate(A)
    .exists()
)

HAS_DRAFT = (
    select(_c(ArticleDraft.article_id))
    .where(_c(ArticleDraft.article_id) == A.id)
    .correlate(A)
    .exists()
)

# As ``domain/news.py: standing``, in the language of the database.
STANDING = case(
    (_c(A.stage) != Stage.PUBLISHED, cast(A.stage, String)),
    (_c(A.published_from) > func.current_date(), Standing.PLANNED.value),
    (_c(A.published_until) < func.current_date(), Standing.OVER.value),
    else_=Standing.SHOWN.value,
)

ARTICLES = Overview(
    slug="nieuws",
    title=mark("Nieuws"),
    hint=mark("Wat je bureau je wil vertellen."),
    one=mark("bericht"),
    many=mark("berichten"),
    none=(mark("Nog geen nieuws"), mark("Zodra er nieuws is, lees je het hier.")),
    table=A,
    needs=Permission.NEWS_READ,
    picture="newspaper",
    own_page=True,
    adds=(mark("Bericht schrijven"), Permission.NEWS_WRITE),
    columns=(
        Column("title", mark("Titel"), (A.title,), _title, Look.LEAD, "title", str, locked=True),
        Column("opening", mark("Begin"), (A.body,), _opening, Look.QUIET,
               on_phone=NOBODY),
        Column("audience", mark("Voor"), (A.for_candidates, A.for_clients), _audience, Look.QUIET,
               roles=AGENCY, on_phone=NOBODY),
        Column("published", mark("Vanaf"), (A.published_from,), _day, Look.DATE, "published",
               _first, on_phone=NOBODY),
        Column("until", mark("Tot en met"), (A.published_until,), _day, Look.DATE, value=_first,
               roles=AGENCY, on_phone=NOBODY),
        Column("state", mark("Status"), (A.stage, A.published_from, A.published_until), _standing,
               Look.TAG, roles=AGENCY),
        Column("changes", mark("Wijziging"), (HAS_DRAFT,), _changes, Look.QUIET, roles=AGENCY),
        Column("changed_by", mark("Gewijzigd door"), (A.changed_by,), _words, Look.QUIET,
               roles=AGENCY, shown=NOBODY, on_phone=NOBODY),
        Column("unread", mark("Gelezen"), (IS_READ,), _unread, Look.TAG,
               shown=EVERYBODY - AGENCY, on_phone=EVERYBODY - AGENCY),
    ),
    heads=dict.fromkeys(Role, ("title", "published")),
    keys={"id": _c(A.id), "standing": STANDING},
    own={},
    few=frozenset({"id"}),
    orders={
        "published": Order(_c(A.published_from)),
        "title": Order(_c(A.title)),
    },
    order="-published",
    period="published",
    filters=(
        Filter("status", mark("Status"), "standing", dict(LABELS), roles=AGENCY),
        Filter("titel", mark("Titel"), text=_c(A.title)),
        Filter("tekst", mark("Tekst"), text=_c(A.body)),
    ),
    searches=(
        Search(mark("titel"), How.NAME, "id", Article, most=200),
        Search(mark("status"), How.CHOICE, "standing", choices="status", roles=AGENCY),
    ),
    version=A.version,
)  # fmt: skip
