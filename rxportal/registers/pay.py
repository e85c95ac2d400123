"""What payroll says of pay: payments, how reserves stand, and the figures of papers that are here.

Nobody types these: they come in by a file (``catalogue.IMPORTED``).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, func, select

from rxportal.db.tables import Accrual, AnnualStatement, Payment, Payslip
from rxportal.domain import periods
from rxportal.domain.access import Permission
from rxportal.domain.accruals import LABELS, Cause, Reserve
from rxportal.domain.errors import Refused
from rxportal.domain.hour_types import Unit, amount
from rxportal.domain.pay import KIND_LABELS, PAYMENT_LABELS, PaymentKind, PaymentState
from rxportal.locales import mark, t
from rxportal.registers.spec import Field, Kind, Register, Value, Values, col
from rxportal.registers.typed import Unfit
from rxportal.services import pay_periods, signals

LARGEST = 99_999_999  # cents
_YEARS = (2000, 2100)

_CANDIDATE = Field("candidate", mark("Kandidaat"), Kind.ROW, needed=True, of="beheer/kandidaten",
                   hint=mark("Het nummer van de kandidaat."), fixed=True,
                   also=("kandidaatnummer", "personeelsnummer"))  # fmt: skip


def _period_of(_session: Session, row: Any) -> Value:
    return periods.period_of(row.period, row.starts_on).key


def _spread(key: Value) -> Mapping[str, Any]:
    found = periods.parse(str(key))
    return {"period": found.kind, "starts_on": found.starts, "ends_on": found.ends}


def _period(session: Session, words: Value, values: Values) -> Value:
    """The key of the period that is meant. Raises ``UnclearPeriod``."""
    candidate = values.get("candidate")
    if not isinstance(candidate, int):
        return str(words)  # whose it is, is what is wrong
    return pay_periods.read(session, candidate, str(words)).key


_PERIOD = Field("period", mark("Periode"), needed=True, longest=12, means=_period,
                read=_period_of, spread=_spread, also=("week", "tijdvak"))  # fmt: skip


def _account(value: Any) -> str:
    """Of a whole number its last four signs, which is all that is kept."""
    return "".join(sign for sign in str(value).upper() if sign.isalnum())[-4:]


def _minutes(hundredths: Any) -> int:
    """Of hours as payroll writes them: ``38,50``."""
    return (int(hundredths) * 60 + 50) // 100


def _payment_rule(
    _session: Session, _row: Payment | None, values: dict[str, Value]
) -> dict[str, str]:
    values["kind"] = values.get("kind") or PaymentKind.WAGE
    values["state"] = values.get("state") or PaymentState.PAID
    return {}


def _payment_after(session: Session, row: Payment, _changed: frozenset[str], now: datetime) -> None:
    """A wage leads to the payslip that says how it came about."""
    if row.kind is PaymentKind.WAGE and row.payslip_id is None:
        row.payslip_id = session.exec(
            select(Payslip.id).where(
                Payslip.candidate_id == row.candidate_id,
                Payslip.starts_on == row.starts_on,
                Payslip.ends_on == row.ends_on,
            )
        ).first()
        session.add(row)
    signals.note(session, candidate_id=row.candidate_id, now=now)


def _note(session: Session, row: Any, _changed: frozenset[str], now: datetime) -> None:
    signals.note(session, candidate_id=row.candidate_id, now=now)


def _held(session: Session, row: Accrual) -> int:
    """What is in the reserve at the end of that day."""
    asked = select(func.coalesce(func.sum(col(Accrual.amount)), 0)).where(
        Accrual.candidate_id == row.candidate_id,
        Accrual.reserve == row.reserve,
        col(Accrual.day) <= row.day,
    )
    return int(session.exec(asked).one())


def _bring_to(session: Session, row: Accrual, value: Value) -> None:
    """The next balance that payroll said stays what it is."""
    more = int(str(value)) - _held(session, row)
    row.amount += more
    session.add(row)
    after = session.exec(
        select(Accrual)
        .where(
            Accrual.candidate_id == row.candidate_id,
            Accrual.reserve == row.reserve,
            Accrual.cause == Cause.BALANCE,
            col(Accrual.day) > row.day,
        )
        .order_by(col(Accrual.day))
        .limit(1)
    ).first()
    if after is not None:
        after.amount -= more
        session.add(after)
    session.flush()


def _balance(_session: Session, words: Value, values: Values) -> Value:
    """Hours as minutes, euros as cents; below 0 where somebody took more than there was."""
    bare, reserve = str(words).replace("\u2212", "-").strip(), values.get("reserve")
    try:
        found = amount(bare.removeprefix("-"), Unit.EUROS, LARGEST)
    except Refused:
        raise Unfit(t("Typ hoeveel erin zit, bijvoorbeeld 86,40.")) from None
    found = _minutes(found) if reserve is Reserve.LEAVE else found
    return -found if bare.startswith("-") else found


def _is_there(told: str) -> Any:
    """Figures are said of a paper: that came first."""

    def rule(_session: Session, row: Any, _values: dict[str, Value]) -> dict[str, str]:
        return {} if row is not None else {"candidate": t(told)}

    return rule


PAYMENTS = Register(
    slug="betalingen",
    noun="payment",
    one=mark("betaling"),
    many=mark("betalingen"),
    table=Payment,
    needs=Permission.PAYMENT_WRITE,
    key=("number",),
    called=("number",),
    rule=_payment_rule,
    after=_payment_after,
    fields=(
        Field("number", mark("Nummer"), needed=True, longest=40, also=("betalingsnummer",),
              hint=mark("Van de betaling, in je loonadministratie.")),
        _CANDIDATE,
        _PERIOD,
        Field("paid_on", mark("Datum"), Kind.DAY, needed=True, also=("betaaldatum", "betaald op")),
        Field("amount_cents", mark("Bedrag"), Kind.CENTS, needed=True, least=1, most=LARGEST),
        Field("iban_end", mark("Rekening"), needed=True, longest=50, fit=_account,
              also=("iban", "rekeningnummer"),
              hint=mark("We bewaren alleen de laatste vier tekens.")),
        Field("kind", mark("Soort"), Kind.CHOICE, values=KIND_LABELS),
        Field("reference", mark("Kenmerk")),
        Field("state", mark("Stand"), Kind.CHOICE, values=PAYMENT_LABELS),
    ),
)  # fmt: skip

BALANCES = Register(
    slug="reserveringen",
    noun="balance",
    one=mark("stand van een reservering"),
    many=mark("standen van reserveringen"),
    table=Accrual,
    needs=Permission.ACCRUAL_WRITE,
    key=("candidate", "reserve", "day"),
    called=("reserve", "day"),
    always={"cause": Cause.BALANCE},
    after=_note,
    fields=(
        _CANDIDATE,
        Field("reserve", mark("Soort"), Kind.CHOICE, needed=True, values=LABELS,
              also=("reservering",)),
        Field("day", mark("Datum"), Kind.DAY, needed=True, also=("per", "peildatum")),
        Field("balance", mark("Saldo"), needed=True, longest=20, also=("stand",), means=_balance,
              hint=mark("Uren van vakantiedagen, van de andere euro's."),
              read=_held, write=_bring_to),
    ),
)  # fmt: skip

PAYSLIPS = Register(
    slug="loonstroken",
    noun="payslip",
    one=mark("loonstrook"),
    many=mark("bedragen van loonstroken"),
    table=Payslip,
    needs=Permission.PAYSLIP_PUBLISH,
    key=("candidate", "period"),
    called=("starts_on",),
    rule=_is_there(
        mark("Deze loonstrook is er nog niet. Voeg eerst de PDF toe.")
    ),
    after=_note,
    fields=(
        _CANDIDATE,
        _PERIOD,
        Field("minutes", mark("Uren"), Kind.CENTS, fit=_minutes),
        Field("gross_cents", mark("Bruto"), Kind.CENTS, most=LARGEST),
        Field("net_cents", mark("Netto"), Kind.CENTS, most=LARGEST),
        Field("paid_on", mark("Betaald op"), Kind.DAY, needed=True, also=("betaaldatum",)),
    ),
)  # fmt: skip

STATEMENTS = Register(
    slug="jaaropgaven",
    noun="statement",
    one=mark("jaaropgave"),
    many=mark("bedragen van jaaropgaven"),
    table=AnnualStatement,
    needs=Permission.STATEMENT_PUBLISH,
    key=("candidate", "year"),
    called=("year",),
    rule=_is_there(
        mark("Deze jaaropgave is er nog niet. Voeg eerst de PDF toe.")
    ),
    after=_note,
    fields=(
        _CANDIDATE,
        Field("year", mark("Jaar"), Kind.WHOLE, needed=True, least=_YEARS[0], most=_YEARS[1]),
        Field("wage_cents", mark("Loon"), Kind.CENTS, most=LARGEST, also=("kolom 14",)),
        Field("tax_cents", mark("Ingehouden loonheffing"), Kind.CENTS, most=LARGEST,
              also=("kolom 15", "loonheffing")),
    ),
)  # fmt: skip
