"""What the page of a payslip, an annual statement or a payment shows beside its figures."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from rxportal.db.scope import visible
from rxportal.db.tables import AnnualStatement, Client, Declaration, Payment, Payslip, Placement
from rxportal.domain import periods, text
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.declaration import Status
from rxportal.domain.errors import NotFound
from rxportal.domain.periods import PeriodKind
from rxportal.locales import t
from rxportal.services import payslips

MOST = 20  # declarations named on a payslip; a month of two placements has ten


@dataclass(frozen=True)
class Link:
    """Something that belongs to it, on a page of its own. ``kind``: payslip, payment or hours."""

    kind: str
    label: str
    href: str


@dataclass(frozen=True)
class About:
    """``file_key`` is empty where there is no paper; ``new``: its candidate never opened it."""

    file_key: str = ""
    links: tuple[Link, ...] = ()
    new: bool = False


def payslip(session: Session, actor: Actor, row_id: int, *, now: datetime) -> About:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.PAYSLIP_READ)
    row = payslips.find(session, actor, Payslip, row_id)
    links = (*_payments(session, actor, row), *_declarations(session, actor, row))
    return About(row.file_key, links, _is_new(actor, row.seen_at))


def statement(session: Session, actor: Actor, row_id: int, *, now: datetime) -> About:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.STATEMENT_READ)
    row = payslips.find(session, actor, AnnualStatement, row_id)
    return About(row.file_key, (), _is_new(actor, row.seen_at))


def payment(session: Session, actor: Actor, row_id: int, *, now: datetime) -> About:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.PAYMENT_READ)
    row = session.exec(
        select(Payment).where(Payment.id == row_id, visible(actor, Payment))
    ).one_or_none()
    if row is None:
        raise NotFound
    slip = session.exec(
        select(Payslip).where(Payslip.id == row.payslip_id, visible(actor, Payslip))
    ).one_or_none()
    if slip is None:
        return About()
    period = periods.name(periods.period_of(slip.period, slip.starts_on))
    label = t("Loonstrook van {period}", period=period)
    return About(links=(Link("payslip", label, f"/loonstroken/{slip.id}"),))


def _is_new(actor: Actor, seen_at: datetime | None) -> bool:
    return actor.role is Role.CANDIDATE and seen_at is None


def _payments(session: Session, actor: Actor, slip: Payslip) -> list[Link]:
    found = session.exec(
        select(Payment)
        .where(Payment.payslip_id == slip.id, visible(actor, Payment))
        .order_by(col(Payment.paid_on), col(Payment.id))
    )
    return [
        Link(
            "payment",
            t(
                "Betaling van {amount} op {day}",
                amount=text.money(each.amount_cents),
                day=text.day_short(each.paid_on),
            ),
            f"/betalingen/{each.id}",
        )
        for each in found
    ]


def _declarations(session: Session, actor: Actor, slip: Payslip) -> list[Link]:
    """The hours that were handed in for the days of the payslip."""
    found = session.exec(
        select(Declaration, Placement.period, Client.name)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .join(Client, col(Client.id) == Declaration.client_id)
        .where(
            visible(actor, Declaration),
            Declaration.candidate_id == slip.candidate_id,
            Declaration.starts_on >= slip.starts_on,
            Declaration.ends_on <= slip.ends_on,
            Declaration.status != Status.CANCELLED,
        )
        .order_by(col(Declaration.starts_on), col(Declaration.id))
        .limit(MOST)
    )
    return [
        Link(
            "hours",
            t(
                "Uren van {period} bij {client}",
                period=periods.name(periods.period_of(PeriodKind(kind), row.starts_on)),
                client=client,
            ),
            f"/declaraties/{row.id}",
        )
        for row, kind, client in found
    ]
