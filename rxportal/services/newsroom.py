"""Nieuws as the back-office writes it: saved, published on its day, withdrawn.

A published article is changed in a draft beside it; its readers see nothing of that until the draft
is published as well. What nobody reads yet is changed itself.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, cast, literal
from sqlmodel import Session, col, delete, func, or_, select, update

from rxportal.db.scope import visible
from rxportal.db.tables import Article, ArticleDraft, ArticlePicture, ArticleRead
from rxportal.domain import news
from rxportal.domain.access import Actor, Permission
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.domain.news import LONGEST_ALT, LONGEST_BODY, LONGEST_TITLE, Copy, Stage, Step
from rxportal.domain.typed import one_line
from rxportal.domain.zone import today
from rxportal.formats.uploads import Clean
from rxportal.gateways.store import Store
from rxportal.locales import t
from rxportal.services import articles, audit, limits, retention
from rxportal.services.limits import Rule

MOST_PICTURES = 20  # of one article
TRIES = Rule(60, timedelta(hours=1))  # pictures of one account: each costs a second of the server
UNUSED = timedelta(days=1)  # how long a picture is kept that no text names
_FIELDS = tuple(Copy.__dataclass_fields__)


class ChangedMeanwhile(Refused):
    """A colleague saved, published or withdrew it first; ``by`` is their name."""

    code = "gewijzigd"

    def __init__(self, by: str) -> None:
        super().__init__(
            t("{name} heeft dit bericht net ook gewijzigd. Bekijk het eerst opnieuw.", name=by)
        )
        self.by = by


class Unfit(Refused):
    """Not to be published like this; ``problems`` has a sentence for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Dit bericht is nog niet af. Kijk bij Wijzigen wat er mist."))
        self.problems = dict(problems)


class NotAPicture(Refused):
    code = "geen-foto"

    def __init__(self) -> None:
        super().__init__(t("Kies een foto (JPG, PNG of HEIC)."))


class AltMissing(Refused):
    code = "omschrijving"

    def __init__(self) -> None:
        super().__init__(
            t("Schrijf in een paar woorden wat er op de foto staat, en kies de foto opnieuw.")
        )


class TooManyPictures(Refused):
    code = "te-veel-fotos"

    def __init__(self) -> None:
        super().__init__(t("Meer dan 20 foto’s passen niet in één bericht. Haal er eerst een weg."))


@dataclass(frozen=True)
class Desk:
    """An article before who writes it. ``differs``: its readers see another text than ``copy``."""

    id: int
    version: int
    stage: Stage
    copy: Copy
    differs: bool
    changed_by: str
    changed_at: datetime | None


def opened(session: Session, actor: Actor, article_id: int, *, now: datetime) -> Desk:  # noqa: ARG001
    """What is being written. Raises ``NotFound``."""
    row = _find(session, actor, article_id)
    draft = session.get(ArticleDraft, article_id)
    return Desk(
        id=article_id,
        version=row.version,
        stage=row.stage,
        copy=_copy(draft or row),
        differs=draft is not None and _copy(draft) != _copy(row),
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )


def save(
    session: Session, actor: Actor, article_id: int, copy: Copy, *, seen: int, now: datetime
) -> int:
    """Keep what was typed, finished or not; a new article without an id. The id it has.

    ``seen`` is the version it was typed in. Raises ``ChangedMeanwhile`` when there is a newer one
    that says something else, and ``Invalid`` for what no form of ours sends.
    """
    articles.enter(actor, Permission.NEWS_WRITE)
    if len(copy.title) > LONGEST_TITLE or len(copy.body) > LONGEST_BODY:
        raise Invalid
    if not article_id:
        row = Article(**asdict(copy), changed_by=actor.name, changed_at=now)
        session.add(row)
        session.flush()
        return row.id or 0
    desk = opened(session, actor, article_id, now=now)
    if desk.copy != copy:
        _write(session, _turn(session, actor, desk, seen, now), copy)
    return article_id


def publish(
    session: Session, actor: Actor, article_id: int, *, seen: int, again: bool, now: datetime
) -> Article:
    """Its readers see it from its first day on. ``again``: it is new to who read it before, too.

    Raises ``Unfit``, and ``ChangedMeanwhile`` when it is no longer what was looked at.
    """
    desk = opened(session, actor, article_id, now=now)
    if missing := news.problems(desk.copy, today(now)):
        raise Unfit(missing)
    row = _turn(session, actor, desk, seen, now, Step.PUBLISH)
    _settle(session, row)
    if again:
        session.exec(delete(ArticleRead).where(col(ArticleRead.article_id) == article_id))
    _record(session, actor, "article.published", row, now)
    return row


def withdraw(
    session: Session, actor: Actor, article_id: int, *, seen: int, now: datetime
) -> Article:
    """Nobody reads it any more; what was being changed stays. Raises ``ChangedMeanwhile``."""
    desk = opened(session, actor, article_id, now=now)
    row = _turn(session, actor, desk, seen, now, Step.WITHDRAW)
    _settle(session, row)
    _record(session, actor, "article.withdrawn", row, now)
    return row


def discard(
    session: Session, actor: Actor, article_id: int, *, seen: int, now: datetime
) -> Article:
    """Back to what its readers see. Raises ``ChangedMeanwhile``."""
    desk = opened(session, actor, article_id, now=now)
    row = _turn(session, actor, desk, seen, now)
    session.exec(delete(ArticleDraft).where(col(ArticleDraft.article_id) == article_id))
    return row


def knock(session: Session, actor: Actor, *, now: datetime) -> None:
    """Before a picture is opened, which is work. Raises ``Forbidden`` or ``TooOften``."""
    articles.enter(actor, Permission.NEWS_WRITE)
    limits.require(session, limits.of_account("picture", actor.user_id), TRIES, now=now)


def described(alt: str) -> str:
    """What a picture shows, for who cannot see it. Raises ``AltMissing``."""
    words = one_line(alt)[:LONGEST_ALT].strip()
    if not words:
        raise AltMissing
    return words


def add_picture(
    session: Session,
    actor: Actor,
    store: Store,
    article_id: int,
    *,
    alt: str,
    clean: Clean,
    now: datetime,
) -> ArticlePicture:
    """Keep a picture and put it at the end of the text, from where it can be moved.

    Raises ``AltMissing``, ``NotAPicture`` and ``TooManyPictures``.
    """
    desk = opened(session, actor, article_id, now=now)
    words = described(alt)
    if not clean.media_type.startswith("image/"):
        raise NotAPicture
    there = select(func.count()).where(ArticlePicture.article_id == article_id)
    if session.exec(there).one() >= MOST_PICTURES:
        raise TooManyPictures
    row = ArticlePicture(
        article_id=article_id,
        key=secrets.token_urlsafe(24),
        media_type=clean.media_type,
        size=len(clean.content),
        sha256=sha256(clean.content).hexdigest(),
        alt=words,
        added_at=now,
    )
    session.add(row)
    session.flush()
    plain = re.sub(r"[\[\]\\]", " ", words)
    line = f"![{plain}]({articles.named(row.id or 0)})"
    body = f"{desk.copy.body.rstrip()}\n\n{line}\n".lstrip()
    if len(body) > LONGEST_BODY:
        raise TooManyPictures
    copy = replace(desk.copy, body=body)
    _write(session, _turn(session, actor, desk, desk.version, now), copy)
    # Last: a file without a row is only a waste, a row without a file is a broken promise.
    store.put(row.key, clean.content)
    return row


def forget_pictures(session: Session, *, now: datetime, most: int = 500) -> None:
    """Take out pictures that no text names any more."""
    name = literal(f"%({articles.named('')}") + cast(ArticlePicture.id, String) + ")%"
    unused = (
        select(ArticlePicture)
        .join(Article, col(Article.id) == ArticlePicture.article_id)
        .outerjoin(ArticleDraft, col(ArticleDraft.article_id) == ArticlePicture.article_id)
        .where(
            col(ArticlePicture.added_at) < now - UNUSED,
            ~col(Article.body).like(name),
            or_(col(ArticleDraft.body).is_(None), ~col(ArticleDraft.body).like(name)),
        )
        .limit(most)
    )
    rows = session.exec(unused).all()
    for row in rows:
        session.delete(row)
    retention.discard(session, (row.key for row in rows), now=now)


def _find(session: Session, actor: Actor, article_id: int) -> Article:
    articles.enter(actor, Permission.NEWS_WRITE)
    found = session.exec(
        select(Article).where(Article.id == article_id, visible(actor, Article))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _turn(
    session: Session,
    actor: Actor,
    desk: Desk,
    seen: int,
    now: datetime,
    step: Step | None = None,
) -> Article:
    """The next version is this actor's, if it is still the one they saw: one UPDATE decides."""
    changes = {"version": seen + 1, "changed_by": actor.name, "changed_at": now}
    where = [col(Article.id) == desk.id, col(Article.version) == seen]
    if step:
        changes["stage"] = news.after(step)
        where.append(col(Article.stage).in_(news.before(step)))
    done = session.exec(
        update(Article).where(*where).values(**changes).execution_options(synchronize_session=False)
    )
    row = session.get_one(Article, desk.id)
    session.refresh(row)
    if not done.rowcount:
        raise ChangedMeanwhile(row.changed_by)
    return row


def _write(session: Session, row: Article, copy: Copy) -> None:
    """In the article itself, or beside it when it has readers."""
    held: Article | ArticleDraft = row
    if row.stage is Stage.PUBLISHED:
        draft = session.get(ArticleDraft, row.id)
        held = draft or ArticleDraft(article_id=row.id or 0, **asdict(copy))
    for name in _FIELDS:
        setattr(held, name, getattr(copy, name))
    session.add(held)
    session.flush()


def _settle(session: Session, row: Article) -> None:
    """The draft beside it becomes the article."""
    draft = session.get(ArticleDraft, row.id)
    if draft is None:
        return
    for name in _FIELDS:
        setattr(row, name, getattr(draft, name))
    session.add(row)
    session.delete(draft)
    session.flush()


def _copy(of: Article | ArticleDraft) -> Copy:
    return Copy(**{name: getattr(of, name) for name in _FIELDS})


def _record(session: Session, actor: Actor, kind: str, row: Article, now: datetime) -> None:
    days = f"{row.published_from}/{row.published_until or ''}"
    readers = {"candidates": row.for_candidates, "clients": row.for_clients}
    whom = ", ".join(name for name, reads in readers.items() if reads)
    details = {"article": str(row.id), "title": row.title, "days": days, "for": whom}
    audit.record(session, kind, actor=actor, details=details, now=now)
