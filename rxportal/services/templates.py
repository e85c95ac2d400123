"""Contracts made from a template: filled for a placement, drawn as a PDF and offered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Agency,
    Candidate,
    Client,
    Contract,
    ContractTemplate,
    CostCentre,
    PhaseRecord,
    Placement,
)
from rxportal.domain import template as rules
from rxportal.domain import text
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.contract import State
from rxportal.domain.errors import Refused
from rxportal.domain.periods import PeriodKind
from rxportal.domain.template import Block, Shape
from rxportal.domain.zone import instant, today
from rxportal.gateways.store import Store
from rxportal.locales import SOURCE, mark, t, using
from rxportal.services import contracts, offer_desk, offering, scoped
from rxportal.services.offering import Wish

PERIODS = {
    PeriodKind.WEEK: mark("per week"),
    PeriodKind.FOUR_WEEKS: mark("per vier weken"),
    PeriodKind.MONTH: mark("per maand"),
}
OPEN = (State.DRAFT, State.OFFERED)


class AlreadyOpen(Refused):
    code = "sjabloon-loopt"

    def __init__(self) -> None:
        super().__init__(
            t("Dit contract wacht al op een handtekening. Vervang het, of trek het eerst in.")
        )


class PlacementChanged(Refused):
    code = "plaatsing-gewijzigd"

    def __init__(self) -> None:
        super().__init__(t("Deze plaatsing is net gewijzigd. Kijk haar na en bied dan aan."))


class Retired(Refused):
    code = "sjabloon-weg"

    def __init__(self) -> None:
        super().__init__(t("Dit sjabloon wordt niet meer gebruikt. Kies een ander."))


@dataclass(frozen=True)
class Choice:
    id: int
    name: str


@dataclass(frozen=True)
class Filled:
    """A template with everything of one placement in it; nothing is missing."""

    title: str
    blocks: list[Block]
    agency: str
    at: datetime


def choices(session: Session, actor: Actor, *, now: datetime) -> list[Choice]:  # noqa: ARG001
    """The templates one can offer, by name. Raises ``Forbidden``."""
    require(actor, Permission.CONTRACT_OFFER)
    rows = session.exec(
        select(ContractTemplate)
        .where(visible(actor, ContractTemplate), col(ContractTemplate.retired).is_(False))
        .order_by(col(ContractTemplate.name), col(ContractTemplate.id))
    )
    return [Choice(row.id or 0, row.name) for row in rows]


def filled(
    session: Session, actor: Actor, template_id: int, placement_id: int, *, now: datetime
) -> Filled:
    """The contract as it would be offered now, in the language of contracts.

    Raises ``Forbidden``, ``NotFound`` and ``Holes``.
    """
    require(actor, Permission.CONTRACT_OFFER)
    template = scoped.find(session, actor, ContractTemplate, template_id)
    place = scoped.find(session, actor, Placement, placement_id)
    with using(SOURCE):
        values = _values(session, actor, place, now)
    rules.require(f"{template.title}\n{template.text}", values)
    return Filled(
        rules.fill_line(template.title, values),
        rules.fill(template.text, values),
        values["bureau.naam"],
        now,
    )


def drawn(contract: Filled) -> bytes:
    """The PDF: takes a moment."""
    # Takes tens of megabytes, and most processes never write a paper.
    from rxportal.formats.paper import Paper  # noqa: PLC0415

    paper = Paper(
        contract.title,
        head=contract.agency,
        note=text.day_full(today(contract.at)),
        at=contract.at,
        language=SOURCE,
    )
    write = {
        Shape.HEADING: paper.heading,
        Shape.POINT: paper.point,
        Shape.PARAGRAPH: paper.paragraph,
    }
    for block in contract.blocks:
        write[block.shape](block.text)
    return paper.content()


def offer(
    session: Session,
    actor: Actor,
    store: Store,
    placement_id: int,
    *,
    version: int,
    choice: int,
    now: datetime,
) -> Contract:
    """Ask the candidate of a placement to sign what the template ``choice`` says of it.

    Raises ``Forbidden``, ``NotFound``, ``PlacementChanged``, ``Retired``, ``AlreadyOpen``,
    ``Holes`` and what ``offering.draft`` and ``send`` raise.
    """
    require(actor, Permission.CONTRACT_OFFER)
    # Whoever is second waits here, and finds what the first one made.
    place = scoped.find(session, actor, Placement, placement_id, hold=True)
    if place.version != version:
        raise PlacementChanged
    template = scoped.find(session, actor, ContractTemplate, choice)
    if template.retired:
        raise Retired
    _require_none_open(session, actor, template, place)
    contract = filled(session, actor, choice, placement_id, now=now)
    begun = offer_desk.chosen(session, actor, placement_id=placement_id, now=now)
    wish = Wish(
        candidate_id=place.candidate_id,
        title=contract.title,
        starts_on=place.starts_on,
        sign_before=instant(today(now) + timedelta(days=template.days + 1), 0),
        phase=template.phase,
        placement_id=placement_id,
        hours_week=begun.hours_week,
        wage=begun.wage,
        template_id=choice,
    )
    return offering.offer(session, actor, store, wish, contracts.checked(drawn(contract)), now=now)


def _require_none_open(
    session: Session, actor: Actor, template: ContractTemplate, place: Placement
) -> None:
    there = session.exec(
        select(Contract.id).where(
            Contract.template_id == template.id,
            Contract.placement_id == place.id,
            col(Contract.state).in_(OPEN),
            visible(actor, Contract),
        )
    ).first()
    if there is not None:
        raise AlreadyOpen


def _values(session: Session, actor: Actor, place: Placement, now: datetime) -> dict[str, str]:
    """What is known of the fields; empty for what is not."""
    begun = offer_desk.chosen(session, actor, placement_id=place.id or 0, now=now)
    candidate = session.get_one(Candidate, place.candidate_id)
    centre = session.get(CostCentre, place.cost_centre_id) if place.cost_centre_id else None
    phase = session.exec(
        select(PhaseRecord.phase)
        .where(PhaseRecord.candidate_id == place.candidate_id, visible(actor, PhaseRecord))
        .order_by(col(PhaseRecord.starts_on).desc(), col(PhaseRecord.id).desc())
    ).first()
    return {
        "kandidaat.naam": candidate.name,
        "kandidaat.voornaam": candidate.first_name,
        "kandidaat.achternaam": candidate.last_name,
        "kandidaat.nummer": candidate.number,
        "kandidaat.fase": str(phase or "").upper(),
        "plaatsing.nummer": place.number or "",
        "plaatsing.opdrachtgever": session.get_one(Client, place.client_id).name,
        "plaatsing.functie": place.job_title,
        "plaatsing.kostenplaats": centre.label if centre else "",
        "plaatsing.begin": text.day_full(place.starts_on),
        "plaatsing.einde": text.day_full(place.ends_on) if place.ends_on else "",
        "plaatsing.uren": text.hours_brief(begun.hours_week) if begun.hours_week else "",
        "plaatsing.uurloon": text.money(place.wage_cents) if place.wage_cents else "",
        "plaatsing.periode": t(PERIODS[place.period]),
        "bureau.naam": session.exec(select(Agency.name)).first() or "",
        "vandaag": text.day_full(today(now)),
    }
