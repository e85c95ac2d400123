"""What the agency arranges with a client: its deadlines, and what its contacts reach."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, or_, select

from rxportal.db.tables import Client, Contact, ContactCostCentre, CostCentre, Placement
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.errors import Invalid, NotFound, Refused
from rxportal.locales import t
from rxportal.services import audit
from rxportal.services.signals import note

MOST_DAYS = 14  # to a reminder or an escalation


@dataclass(frozen=True)
class Reach:
    """A contact; without ``limited`` they reach everything. ``centres`` are ids."""

    id: int
    name: str
    email: str
    limited: bool
    centres: tuple[int, ...]


@dataclass(frozen=True)
class Terms:
    """``escalation_id`` is the contact who is asked when nobody answers, 0 for none."""

    id: int
    name: str
    remind_after: int
    escalate_after: int
    escalation_id: int
    contacts: tuple[Reach, ...]
    centres: tuple[tuple[int, str], ...]

    @property
    def mark(self) -> str:
        """The same as long as nobody changes anything."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Wish:
    """What a client's form asks for; ``reach``: of each contact the centres, ``None`` for all."""

    remind_after: int
    escalate_after: int
    escalation_id: int
    reach: Mapping[int, Sequence[int] | None]


class Unfit(Refused):
    """What cannot be saved like this; ``problems`` has a sentence by field or contact id."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(t("Nog niet opgeslagen. Kijk bij de velden wat er niet klopt."))
        self.problems = dict(problems)


class ChangedMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__(t("Iemand anders heeft dit net gewijzigd. Kijk het na en begin opnieuw."))


def terms(session: Session, actor: Actor, client_id: int, *, now: datetime) -> Terms:  # noqa: ARG001
    """How it is now. Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.CLIENT_ARRANGE)
    return _read(session, _client(session, client_id))


def arrange(
    session: Session, actor: Actor, client_id: int, wish: Wish, *, seen: str, now: datetime
) -> None:
    """From the next click on it is like this. ``seen`` is the ``mark`` of what the wish was made
    from. Raises ``Forbidden``, ``NotFound``, ``Unfit`` and ``ChangedMeanwhile``.
    """
    require(actor, Permission.CLIENT_ARRANGE)
    client = _client(session, client_id, hold=True)
    before = _read(session, client)
    if before.mark != seen:
        raise ChangedMeanwhile
    _check(wish, before)
    if problems := _problems(session, wish, before):
        raise Unfit(problems)
    client.remind_after, client.escalate_after = wish.remind_after, wish.escalate_after
    session.add(client)
    for contact in before.contacts:
        _reach(session, contact.id, wish)
    session.flush()
    after = _read(session, client)
    note(session, client_id=client_id, now=now)
    if changes := _changes(before, after):
        audit.record(
            session, "client.arranged", actor=actor, details={"client": client.name} | changes,
            now=now,
        )  # fmt: skip


def _reach(session: Session, contact_id: int, wish: Wish) -> None:
    row, centres = session.get_one(Contact, contact_id), wish.reach[contact_id]
    row.limited, row.escalation = centres is not None, contact_id == wish.escalation_id
    session.add(row)
    session.exec(delete(ContactCostCentre).where(col(ContactCostCentre.contact_id) == contact_id))
    session.add_all(
        ContactCostCentre(contact_id=contact_id, cost_centre_id=centre)
        for centre in sorted(set(centres or ()))
    )


def _check(wish: Wish, before: Terms) -> None:
    """No screen of ours sends anything else."""
    own, contacts = {number for number, _ in before.centres}, {each.id for each in before.contacts}
    if (
        set(wish.reach) != contacts
        or wish.escalation_id not in {0, *contacts}
        or any(not set(centres or ()) <= own for centres in wish.reach.values())
    ):
        raise Invalid


def _problems(session: Session, wish: Wish, before: Terms) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, days in (("remind", wish.remind_after), ("escalate", wish.escalate_after)):
        if not 0 <= days <= MOST_DAYS:
            found[key] = t("Kies een aantal dagen van 0 tot en met {n}.", n=MOST_DAYS)
    if not found and 0 < wish.escalate_after < wish.remind_after:
        found["escalate"] = t("Escaleer niet eerder dan de eerste herinnering.")
    for contact in before.contacts:
        centres = wish.reach[contact.id]
        if centres is not None and _approves_elsewhere(session, contact.id, centres):
            found[f"contact-{contact.id}"] = t(
                "{name} beoordeelt ook plaatsingen buiten deze kostenplaatsen. Vink die erbij aan.",
                name=contact.name,
            )
    return found


def _approves_elsewhere(session: Session, contact_id: int, centres: Sequence[int]) -> bool:
    """Somebody who cannot see what they have to approve would let it lie."""
    return (
        session.exec(
            select(Placement.id)
            .where(
                or_(
                    col(Placement.contact_id) == contact_id,
                    col(Placement.second_contact_id) == contact_id,
                ),
                or_(
                    col(Placement.cost_centre_id).is_(None),
                    col(Placement.cost_centre_id).not_in(list(centres)),
                ),
            )
            .limit(1)
        ).first()
        is not None
    )


def _read(session: Session, client: Client) -> Terms:
    contacts = session.exec(
        select(Contact)
        .where(Contact.client_id == client.id)
        .order_by(Contact.name, col(Contact.id))
    ).all()
    named = session.exec(
        select(ContactCostCentre)
        .where(col(ContactCostCentre.contact_id).in_([each.id for each in contacts]))
        .order_by(col(ContactCostCentre.cost_centre_id))
    ).all()
    centres = session.exec(
        select(CostCentre).where(CostCentre.client_id == client.id).order_by(CostCentre.code)
    )
    return Terms(
        client.id or 0,
        client.name,
        client.remind_after,
        client.escalate_after,
        next((each.id or 0 for each in contacts if each.escalation), 0),
        tuple(
            Reach(
                each.id or 0,
                each.name,
                each.email,
                each.limited,
                tuple(row.cost_centre_id for row in named if row.contact_id == each.id),
            )
            for each in contacts
        ),
        tuple((each.id or 0, each.label) for each in centres),
    )


def _client(session: Session, client_id: int, *, hold: bool = False) -> Client:
    """``hold`` its row, so that whoever is second waits here and reads what the first one did."""
    row = select(Client).where(Client.id == client_id)
    if hold:
        row = row.with_for_update().execution_options(populate_existing=True)
    found = session.exec(row).one_or_none()
    if found is None:
        raise NotFound
    return found


def _changes(before: Terms, after: Terms) -> dict[str, str]:
    """What was changed, from what to what."""
    names = {each.id: each.name for each in before.contacts} | {0: "–"}
    labels = dict(before.centres)

    def words(of: Terms) -> dict[str, str]:
        reach = {
            f"reach {each.name}": ", ".join(labels[number] for number in each.centres) or "–"
            if each.limited
            else "all"
            for each in of.contacts
        }
        return {
            "remind after": str(of.remind_after),
            "escalate after": str(of.escalate_after),
            "escalation": names[of.escalation_id],
        } | reach

    old, new = words(before), words(after)
    return {key: f"{old[key]} → {new[key]}" for key in old if old[key] != new[key]}
