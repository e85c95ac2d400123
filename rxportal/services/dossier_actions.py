"""Benodigde acties about papers and details: to sign, supply and confirm, or to review."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, ChangeRequest, Contract, Document, DocumentType
from rxportal.domain import text
from rxportal.domain.access import Actor
from rxportal.domain.action import ActionItem
from rxportal.domain.details import FOLLOWED, PARTS, WHATS, Part
from rxportal.domain.review import Review
from rxportal.domain.zone import local
from rxportal.locales import t, tn
from rxportal.services import confirming, waiting

MOST = 6  # of a kind


def needed(session: Session, actor: Actor, *, now: datetime) -> tuple[list[ActionItem], int]:
    """The first few actions of each open module, and how many things wait in all."""
    items: list[ActionItem] = []
    total = 0
    for slug, found in _BY_MODULE.items():
        if slug not in actor.closed:
            some, number = found(session, actor, now)
            items, total = items + some, total + number
    return items, total


def _to_sign(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    mine = waiting.contracts(actor, waiting.at(now))
    if mine is None:
        return [], 0
    found = session.exec(
        select(Contract)
        .where(col(Contract.id).in_(mine))
        .order_by(col(Contract.sign_before), col(Contract.id))
        .limit(MOST)
    )
    items = [
        ActionItem(
            kind="sign",
            title=t("Contract ondertekenen"),
            about=t("{title}, vanaf {day}", title=row.title, day=text.day_full(row.starts_on)),
            due=t("vóór {moment}", moment=text.day_short(local(row.sign_before).date())),
            path=f"/contracten/{row.id}",
            verb=t("Ondertekenen"),
        )
        for row in found
    ]
    return items, waiting.number(session, mine)


def _documents(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    if actor.is_agency:
        return _documents_to_review(session, actor, now)
    mine = waiting.documents(actor, waiting.at(now))
    if mine is None:
        return [], 0
    kinds = session.exec(
        select(DocumentType)
        .where(col(DocumentType.id).in_(mine))
        .order_by(col(DocumentType.position), col(DocumentType.id))
    ).all()
    newest: dict[int, Document] = {}
    for row in session.exec(
        select(Document)
        .where(visible(actor, Document), col(Document.type_id).in_([kind.id for kind in kinds]))
        .order_by(col(Document.id).desc())
    ):
        newest.setdefault(row.type_id, row)
    items = [_supply(kind, newest.get(kind.id or 0)) for kind in kinds[:MOST]]
    return items, len(kinds)


def _supply(kind: DocumentType, last: Document | None) -> ActionItem:
    about = t("Je uitzendbureau heeft dit van je nodig.")
    if last is not None and last.review is Review.REJECTED:
        about = t("Afgewezen: {reason}", reason=last.reason)
    elif last is not None and last.expires_on is not None:
        about = t("Verlopen op {day}", day=text.day_of_year(last.expires_on))
    return ActionItem(
        kind="supply",
        title=t("Document toevoegen: {kind}", kind=kind.name),
        about=about,
        due="",
        path=f"/documenten/toevoegen?soort={kind.id}",
        verb=t("Toevoegen"),
    )


def _to_confirm(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    """*Mijn gegevens*, which nobody can switch off."""
    asked = confirming.asked(session, actor, now=now)
    items = [
        _confirm(
            t("Gegevens aanvullen: {part}", part=t(PARTS[part])),
            t("Nog leeg: {fields}", fields=", ".join(labels)),
            _tab(part),
            t("Aanvullen"),
        )
        for part, labels in asked.missing.items()
    ]
    if asked.expired:
        items.append(
            _confirm(
                t("Gegevens aanvullen: {part}", part=t(PARTS[Part.IDENTITY])),
                t("Je ID-document is verlopen. Vul je nieuwe in."),
                _tab(Part.IDENTITY),
                t("Aanvullen"),
            )
        )
    items += [
        _confirm(
            t("Wijziging afgewezen: {what}", what=t(WHATS[row.what])),
            row.reason,
            f"{FOLLOWED}/{row.id}",
            t("Bekijken"),
        )
        for row in asked.refused
    ]
    if asked.confirm:
        items.append(
            _confirm(
                t("Gegevens bevestigen"),
                t("Kijk na of alles nog klopt."),
                _tab(Part.PERSON),
                t("Nakijken"),
            )
        )
    return items, len(items)


def _tab(part: Part) -> str:
    return "/mijn-gegevens" + ("" if part is Part.PERSON else f"?tab={part.value}")


def _confirm(title: str, about: str, path: str, verb: str) -> ActionItem:
    return ActionItem("confirm", title, about, "", path, verb)


def _changes_to_review(
    session: Session, actor: Actor, now: datetime
) -> tuple[list[ActionItem], int]:
    return _to_review(
        session,
        waiting.changes(actor, waiting.at(now)),
        ChangeRequest,
        ChangeRequest.asked_at,
        waiting.CHANGES,
        lambda n: tn("{n} wijziging controleren", "{n} wijzigingen controleren", n),
        now,
    )


def _documents_to_review(
    session: Session, actor: Actor, now: datetime
) -> tuple[list[ActionItem], int]:
    return _to_review(
        session,
        waiting.documents(actor, waiting.at(now)),
        Document,
        Document.added_at,
        waiting.DOCUMENTS,
        lambda n: tn("{n} document controleren", "{n} documenten controleren", n),
        now,
    )


def _to_erase(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    """Leads to who asked first."""
    mine = waiting.people(actor, waiting.at(now))
    if mine is None:
        return [], 0
    row = session.exec(
        select(Candidate)
        .where(col(Candidate.id).in_(mine))
        .order_by(col(Candidate.erasure_asked_at), col(Candidate.id))
    ).first()
    if row is None or row.erasure_asked_at is None:
        return [], 0
    item = ActionItem(
        kind="review",
        title=t("Verzoek om gegevens te wissen"),
        about=t("Van {name}", name=row.name),
        due=t("wacht sinds {when}", when=text.relative_day(row.erasure_asked_at, now)),
        path=f"/mijn-gegevens/privacy?kandidaat={row.id}",
        verb=t("Bekijken"),
    )
    return [item], waiting.number(session, mine)


def _to_review(
    session: Session,
    mine: waiting.Ids | None,
    table: Any,
    sent_at: Any,
    slug: str,
    title: Callable[[int], str],
    now: datetime,
) -> tuple[list[ActionItem], int]:
    """One line for all that waits: the row itself when there is one, else the list of them."""
    number = waiting.number(session, mine)
    if mine is None or not number:
        return [], 0
    row, candidate = session.exec(
        select(table, Candidate)
        .join(Candidate, col(Candidate.id) == table.candidate_id)
        .where(table.id.in_(mine))
        .order_by(col(sent_at), table.id)
        .limit(1)
    ).one()
    since = text.relative_day(getattr(row, sent_at.key), now)
    item = ActionItem(
        kind="review",
        title=title(number),
        about=t("Van {name}", name=candidate.name)
        if number == 1
        else t("De eerste is van {name}", name=candidate.name),
        due=t("wacht sinds {when}", when=since),
        path=f"/{slug}/{row.id}" if number == 1 else f"/{slug}?staat={Review.WAITING.value}",
        verb=t("Controleren"),
    )
    return [item], number


# In the order they are shown; *Mijn gegevens* is no module that can be switched off.
_BY_MODULE: dict[str, Callable[[Session, Actor, datetime], tuple[list[ActionItem], int]]] = {
    waiting.CONTRACTS: _to_sign,
    waiting.DOCUMENTS: _documents,
    "mijn-gegevens": _to_confirm,
    waiting.CHANGES: _changes_to_review,
    waiting.PEOPLE: _to_erase,
}
