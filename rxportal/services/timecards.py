"""Declarations as timecards, for who pays or sends an invoice. Only approved hours are made one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Candidate,
    Client,
    CostCentre,
    Declaration,
    DeclarationLine,
    HourType,
    Transition,
)
from rxportal.domain import revision
from rxportal.domain.access import Actor
from rxportal.domain.declaration import Status, Step
from rxportal.domain.errors import Refused
from rxportal.domain.hour_types import Unit
from rxportal.domain.revision import Item, Version
from rxportal.formats.setu import Approval, Party, Timecard
from rxportal.locales import t
from rxportal.services.record import as_type, as_value, ordered

AT_ONCE = 200  # declarations in memory
LEAVES = frozenset({Status.COMPLETED, Status.PROCESSED})


class NotApproved(Refused):
    def __init__(self) -> None:
        super().__init__(t("Alleen goedgekeurde uren gaan naar de verloning."))


def cards(
    session: Session,
    actor: Actor,
    numbers: Sequence[int],
    prices: Mapping[str, int] | None = None,
) -> Iterator[Timecard]:
    """A timecard of each, in order; none where there is nothing to report.

    ``prices`` says by code what a unit of something paid, where that is not what it pays now.
    Raises ``NotApproved``. Forgets the rows of the session as it goes on.
    """
    for at in range(0, len(numbers), AT_ONCE):
        yield from _Some(session, actor, numbers[at : at + AT_ONCE], prices or {}).cards()
        session.expunge_all()


class _Some:
    """What some declarations need, asked for all of them at once."""

    def __init__(
        self, session: Session, actor: Actor, numbers: Sequence[int], prices: Mapping[str, int]
    ) -> None:
        found = session.exec(
            select(Declaration, Candidate, Client, CostCentre)
            .join(Candidate, col(Candidate.id) == Declaration.candidate_id)
            .join(Client, col(Client.id) == Declaration.client_id)
            .join(CostCentre, col(CostCentre.id) == Declaration.cost_centre_id, isouter=True)
            .where(col(Declaration.id).in_(numbers), visible(actor, Declaration))
            .order_by(col(Declaration.id))
        ).all()
        self.rows = found
        if any(row.status not in LEAVES for row, *_ in found):
            raise NotApproved
        self.chains = {row.id or 0: _chain(session, row) for row, *_ in found}
        types = session.exec(select(HourType)).all()
        self.types = {each.id or 0: each for each in types}
        self.cents = {each.code: each.cents_per_unit for each in types} | dict(prices)
        self.items = self._items(session, {at for chain in self.chains.values() for at in chain})
        self.approved = _approved(session, numbers)

    def cards(self) -> Iterator[Timecard]:
        for row, person, client, centre in self.rows:
            chain = self.chains[row.id or 0]
            version = revision.latest([self.items[number] for number in chain])
            if version.lines:
                yield self._card(row, person, client, centre, chain[0], version)

    def _card(
        self,
        row: Declaration,
        person: Candidate,
        client: Client,
        centre: CostCentre | None,
        first: int,
        version: Version,
    ) -> Timecard:
        at = self.approved.get(row.id or 0, row.changed_at)
        return Timecard(
            id=f"D{first}",
            person=Party(person.number, person.name),
            customer=Party(f"C{client.id}", client.name),
            cost_centre=Party(centre.code, centre.name) if centre else None,
            assignment=f"P{row.placement_id}",
            starts=row.starts_on,
            ends=row.ends_on,
            submitted_at=row.submitted_at or row.changed_at,
            approval=Approval(row.decided_by or client.name, at),
            version=version,
            corrects=first != row.id,
            cents_per_unit=self.cents,
        )

    def _items(self, session: Session, numbers: Iterable[int]) -> dict[int, list[Item]]:
        rows = session.exec(
            select(DeclarationLine).where(col(DeclarationLine.declaration_id).in_(sorted(numbers)))
        )
        found: dict[int, list[DeclarationLine]] = defaultdict(list)
        for row in rows:
            found[row.declaration_id].append(row)
        return {number: self._in_order(found[number]) for number in numbers}

    def _in_order(self, rows: list[DeclarationLine]) -> list[Item]:
        """Hours before what is declared beside them, each by day and begin."""
        items = [self._item(row) for row in ordered(rows)]
        return sorted(items, key=lambda each: each.kind.unit is not Unit.HOURS)

    def _item(self, row: DeclarationLine) -> Item:
        kind = as_type(self.types[row.hour_type_id])
        if kind.unit is Unit.HOURS:
            return Item(row.day, kind, as_value(row, kind.code))
        return Item(row.day, kind, quantity=row.quantity)


def _chain(session: Session, row: Declaration) -> list[int]:
    """The declaration, after what it corrects: the first one first."""
    chain = [row.id or 0]
    before = row.corrects_id
    while before:
        chain.insert(0, before)
        before = session.get_one(Declaration, before).corrects_id
    return chain


def _approved(session: Session, numbers: Sequence[int]) -> dict[int, datetime]:
    """When each was approved last."""
    rows = session.exec(
        select(Transition.declaration_id, Transition.at)
        .where(col(Transition.declaration_id).in_(numbers), Transition.step == Step.APPROVE)
        .order_by(col(Transition.id))
    )
    return dict(rows.all())
