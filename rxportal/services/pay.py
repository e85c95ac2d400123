"""What the page of a payslip, an annual statement or a payment shows beside its figures."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import AnnualStatement, Client, Declaration, Payment, Payslip, Placement
from rxportal.domain import periods, text
from rxportal.domain.access import Actor, Permission, Role, require
from rxportal.domain.declaration import Status
from rxportal.domain.pay import PaymentState
from rxportal.domain.periods import PeriodKind
from rxportal.domain.zone import today
from rxportal.locales import mark, t
from rxportal.services import payslips, scoped

MOST = 20  # declarations named on a payslip; a month of two placements has ten


@dataclass(frozen=True)
class Link:
    """Something that belongs to it, on a page of its own. ``kind``: payslip, payment or hours."""

    kind: str
    label: str
    href: str


@dataclass(frozen=True)
class About:
    """``file_key`` is empty where there is no paper; ``new``: its candidate never opened it.

    ``amount`` is what it comes to, ``label`` what that is and ``note`` where it went.
    """

    label: str = ""
    amount: str = ""
    note: str = ""
    file_key: str = ""
    links: tuple[Link, ...] = ()
    new: bool = False


def payslip(session: Session, actor: Actor, row_id: int, *, now: datetime) -> About:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.PAYSLIP_READ)
    row = payslips.find(session, actor, Payslip, row_id)
    paid = _payments(session, actor, row)
    links = (*map(_payment_link, paid), *_declarations(session, actor, row))
    return About(
        label=t("Netto op je rekening") if actor.role is Role.CANDIDATE else t("Netto"),
        amount=text.told_money(row.net_cents),
        note=_note(paid[-1]) if paid else "",
        file_key=row.file_key,
        links=links,
        new=_is_new(actor, row.seen_at),
    )


def statement(session: Session, actor: Actor, row_id: int, *, now: datetime) -> About:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.STATEMENT_READ)
    row = payslips.find(session, actor, AnnualStatement, row_id)
    return About(
        label=t("Ingehouden loonheffing"),
        amount=text.told_money(row.tax_cents),
        file_key=row.file_key,
        new=_is_new(actor, row.seen_at),
    )


def payment(session: Session, actor: Actor, row_id: int, *, now: datetime) -> About:  # noqa: ARG001
    """Raises ``Forbidden`` and ``NotFound``."""
    require(actor, Permission.PAYMENT_READ)
    row = scoped.find(session, actor, Payment, row_id)
    slip = session.exec(
        select(Payslip).where(Payslip.id == row.payslip_id, visible(actor, Payslip))
    ).one_or_none()
    links: tuple[Link, ...] = ()
    if slip is not None:
        period = periods.name(periods.period_of(slip.period, slip.starts_on))
        label = t("Loonstrook van {period}", period=period)
        links = (Link("payslip", label, f"/loonstroken/{slip.id}"),)
    return About(
        label=t("Bedrag"),
        amount=text.money(row.amount_cents),
        note=_note(row),
        links=links,
    )


@dataclass(frozen=True)
class Totals:
    """Above the list of a candidate's payments; texts, each empty where there is nothing."""

    next_day: str = ""
    next_amount: str = ""
    year: str = ""
    paid: str = ""
    account: str = ""


def totals(session: Session, actor: Actor, *, now: datetime) -> Totals:
    """What is coming, what was paid this year, and to which account. Raises ``Forbidden``."""
    require(actor, Permission.PAYMENT_READ)
    if actor.role is not Role.CANDIDATE:
        return Totals()
    day = today(now)
    mine = select(Payment).where(visible(actor, Payment))
    coming = session.exec(
        mine.where(Payment.state == PaymentState.EXPECTED, Payment.paid_on >= day)
        .order_by(col(Payment.paid_on), col(Payment.id))
        .limit(1)
    ).first()
    last = session.exec(
        mine.where(Payment.state != PaymentState.RETURNED)
        .order_by(col(Payment.paid_on).desc(), col(Payment.id).desc())
        .limit(1)
    ).first()
    paid = session.scalar(
        select(func.sum(Payment.amount_cents)).where(
            visible(actor, Payment),
            Payment.state == PaymentState.PAID,
            Payment.paid_on >= day.replace(month=1, day=1),
            Payment.paid_on <= day,
        )
    )
    return Totals(
        next_day=text.day_long(coming.paid_on) if coming else "",
        next_amount=text.money(coming.amount_cents) if coming else "",
        year=str(day.year),
        paid=text.money(paid or 0),
        account=last.iban_end if last else "",
    )


def _is_new(actor: Actor, seen_at: datetime | None) -> bool:
    return actor.role is Role.CANDIDATE and seen_at is None


def _payments(session: Session, actor: Actor, slip: Payslip) -> list[Payment]:
    return list(
        session.exec(
            select(Payment)
            .where(Payment.payslip_id == slip.id, visible(actor, Payment))
            .order_by(col(Payment.paid_on), col(Payment.id))
        )
    )


def _payment_link(row: Payment) -> Link:
    label = t(
        "Betaling van {amount} op {day}",
        amount=text.money(row.amount_cents),
        day=text.day_short(row.paid_on),
    )
    return Link("payment", label, f"/betalingen/{row.id}")


def _note(row: Payment) -> str:
    """When it goes, went or came back, and which account that is."""
    sentences = {
        PaymentState.EXPECTED: mark("Verwacht op {day}, rekening eindigt op {end}"),
        PaymentState.PAID: mark("Betaald op {day}, rekening eindigt op {end}"),
        PaymentState.RETURNED: mark("De bank stortte dit terug. Rekening eindigt op {end}"),
    }
    return t(sentences[row.state], day=text.day_short(row.paid_on), end=row.iban_end)


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
