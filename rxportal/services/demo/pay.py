"""What the people of the demo agency were paid: payslips, payments and annual statements."""

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from rxportal.db.tables import (
    AnnualStatement,
    Candidate,
    Declaration,
    Payment,
    Payslip,
    PayslipConsent,
    Placement,
)
from rxportal.domain import periods, text
from rxportal.domain.declaration import Kind, Status
from rxportal.domain.pay import PaperState, PaymentKind, PaymentState
from rxportal.domain.periods import PeriodKind
from rxportal.domain.zone import instant, today
from rxportal.formats.paper import Paper
from rxportal.gateways.store import Store
from rxportal.locales import SOURCE
from rxportal.services.demo import names
from rxportal.services.demo.cast import Cast

WEEKS = 10  # of which the newest are not paid yet
CENTS_AN_HOUR = 1656
TAX, PREMIUMS = 1855, 826  # of 10,000 parts of the gross wage
FOOT = (
    "Dit is een voorbeeld van een demonstratie. De bedragen zijn verzonnen en volgen geen "
    "belastingtabel."
)


@dataclass
class Earned:
    """What one candidate worked in one period, on all placements that are paid by it."""

    candidate: int
    kind: PeriodKind
    starts: date
    ends: date
    minutes: int = 0

    @property
    def gross(self) -> int:
        return self.minutes * CENTS_AN_HOUR // 60

    @property
    def tax(self) -> int:
        return self.gross * TAX // 10_000

    @property
    def premiums(self) -> int:
        return self.gross * PREMIUMS // 10_000

    @property
    def net(self) -> int:
        return self.gross - self.tax - self.premiums

    @property
    def paid_on(self) -> date:
        """The second Wednesday after the last day."""
        return self.ends + timedelta(days=(2 - self.ends.weekday()) % 7 + 7)


@dataclass
class _Printer:
    """Puts papers into the store; without a store it only gives out keys."""

    store: Store | None
    now: datetime

    def print(self, paper: Paper) -> str:
        key = secrets.token_urlsafe(24)
        if self.store is not None:
            self.store.put(key, paper.content())
        return key


def fill(session: Session, cast: Cast, store: Store | None, *, now: datetime) -> None:
    """Everything of pay. Without a ``store`` the papers are named, and not there."""
    printer = _Printer(store, now)
    people = {each.id or 0: each for each in session.exec(select(Candidate))}
    slips: dict[int, list[Payslip]] = defaultdict(list)
    for earned in _earned(session, cast.monday, now):
        slip = _payslip(people[earned.candidate], earned, printer, now)
        slips[earned.candidate].append(slip)
        session.add(slip)
    session.flush()
    for candidate, theirs in slips.items():
        session.add_all(_payment(slip, now) for slip in theirs)
        theirs[0].state, theirs[0].published_at = PaperState.PUBLISHED, now
        theirs[0].seen_at = None
        session.add(_statement(people[candidate], printer, now))
    _story(session, slips, cast, now)


def _earned(session: Session, monday: date, now: datetime) -> list[Earned]:
    """The newest first; a payslip is made of what is processed and paid by today."""
    found: dict[tuple[int, date, date], Earned] = {}
    rows = session.exec(
        select(Declaration, Placement.period)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .where(
            Declaration.status == Status.PROCESSED,
            Declaration.kind == Kind.REGULAR,
            Declaration.starts_on >= monday - timedelta(weeks=WEEKS),
            Declaration.minutes > 0,
        )
        .order_by(col(Declaration.starts_on).desc(), col(Declaration.id))
    )
    for row, kind in rows:
        key = (row.candidate_id, row.starts_on, row.ends_on)
        earned = found.setdefault(
            key, Earned(row.candidate_id, PeriodKind(kind), row.starts_on, row.ends_on)
        )
        earned.minutes += row.minutes
    return [each for each in found.values() if each.paid_on <= today(now)]


def _paper(name: str, person: Candidate, now: datetime) -> Paper:
    paper = Paper(name, head=names.AGENCY, note="", at=now, language=SOURCE)
    paper.lead(f"{person.name}, {person.number}")
    return paper


def _payslip(person: Candidate, earned: Earned, printer: _Printer, now: datetime) -> Payslip:
    period = periods.period_of(earned.kind, earned.starts)
    money = text.money
    paper = _paper(f"Loonstrook {periods.label(period)}", person, now)
    paper.lead(f"Betaald op {text.day_long(earned.paid_on)} {earned.paid_on.year}")
    worked = f"Normale uren: {text.hours(earned.minutes)} × {money(CENTS_AN_HOUR)}"
    paper.amounts("Loon", [(worked, money(earned.gross)), ("Bruto", money(earned.gross))])
    paper.amounts(
        "Inhoudingen",
        [
            ("Loonheffing", money(-earned.tax)),
            ("Pensioen en premies", money(-earned.premiums)),
            ("Netto op je rekening", money(earned.net)),
        ],
    )
    paper.paragraph(FOOT)
    published = min(instant(earned.paid_on, 9 * 60), now)
    return Payslip(
        candidate_id=person.id or 0,
        period=earned.kind,
        starts_on=earned.starts,
        ends_on=earned.ends,
        minutes=earned.minutes,
        gross_cents=earned.gross,
        net_cents=earned.net,
        paid_on=earned.paid_on,
        file_key=printer.print(paper),
        state=PaperState.PUBLISHED,
        published_at=published,
        seen_at=min(published + timedelta(hours=8), now),
    )


def _payment(slip: Payslip, now: datetime) -> Payment:
    paid = slip.paid_on < today(now)
    year, number, _ = slip.starts_on.isocalendar()
    return Payment(
        candidate_id=slip.candidate_id,
        payslip_id=slip.id,
        kind=PaymentKind.WAGE,
        period=slip.period,
        starts_on=slip.starts_on,
        ends_on=slip.ends_on,
        paid_on=slip.paid_on,
        amount_cents=slip.net_cents,
        iban_end=_iban_end(slip.candidate_id),
        reference=f"FLX-{year % 100}-{number:02d}-{7700 + slip.candidate_id}" if paid else "",
        state=PaymentState.PAID if paid else PaymentState.EXPECTED,
    )


def _statement(person: Candidate, printer: _Printer, now: datetime) -> AnnualStatement:
    """Of last year; everybody worked for the agency then as well, each as much as they did."""
    year = today(now).year - 1
    wage = (9_000 + 1_373 * ((person.id or 0) % 11)) * 100
    tax = wage * TAX // 10_000
    paper = _paper(f"Jaaropgave {year}", person, now)
    paper.amounts(
        "Voor je belastingaangifte",
        [
            ("Loon loonbelasting en volksverzekeringen", text.money(wage)),
            ("Ingehouden loonheffing", text.money(tax)),
        ],
    )
    paper.paragraph(FOOT)
    published = min(instant(date(year + 1, 1, 28), 9 * 60), now)
    return AnnualStatement(
        candidate_id=person.id or 0,
        year=year,
        wage_cents=wage,
        tax_cents=tax,
        file_key=printer.print(paper),
        state=PaperState.PUBLISHED,
        published_at=published,
    )


def _story(session: Session, slips: dict[int, list[Payslip]], cast: Cast, now: datetime) -> None:
    """What makes the lists worth a look: somebody's payslip waits, and one was withdrawn; a bank
    sent money back, expenses were paid; some have said how they want their payslips.
    """
    daria, piotr = (cast.placed[0].row.candidate_id, cast.placed[1].row.candidate_id)
    others = [each for each in slips if each not in {daria, piotr}]
    for candidate in others[:2]:
        newest = slips[candidate][0]
        newest.state, newest.published_at = PaperState.DRAFT, None
    if len(slips[piotr]) > 1:
        wrong = slips[piotr][1]
        wrong.state, wrong.withdrawn_at = PaperState.WITHDRAWN, now - timedelta(hours=3)
    for candidate, digital in zip(others, (True, True, False), strict=False):
        session.add(
            PayslipConsent(
                candidate_id=candidate, digital=digital, answered_at=now - timedelta(days=70)
            )
        )
    oldest = slips[daria][-1]
    returned = Payment(**_payment(oldest, now).model_dump(exclude={"id"}))
    returned.state, returned.iban_end = PaymentState.RETURNED, "0289"
    returned.reference = f"{returned.reference}-R"
    returned.paid_on = oldest.paid_on - timedelta(days=2)
    expenses = Payment(**_payment(slips[daria][1], now).model_dump(exclude={"id", "payslip_id"}))
    expenses.kind, expenses.amount_cents = PaymentKind.EXPENSES, 5895
    expenses.reference = expenses.reference.replace("FLX", "FLX-OK")
    coming = [_coming(slips[each][0], now) for each in (daria, piotr)]
    session.add_all([returned, expenses, *coming])


def _coming(newest: Payslip, now: datetime) -> Payment:
    """The week after the newest payslip is paid on the next Wednesday."""
    row = Payment(**_payment(newest, now).model_dump(exclude={"id", "payslip_id"}))
    row.starts_on, row.ends_on = (
        each + timedelta(weeks=1) for each in (row.starts_on, row.ends_on)
    )
    row.paid_on = today(now) + timedelta(days=(1 - today(now).weekday()) % 7 + 1)
    row.state, row.reference = PaymentState.EXPECTED, ""
    return row


def _iban_end(candidate_id: int) -> str:
    return f"{(candidate_id * 1_789 + 89) % 10_000:04d}"
