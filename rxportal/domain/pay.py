"""The life of a payslip or an annual statement, and what a payment is."""

from enum import StrEnum

from rxportal.domain.errors import Refused
from rxportal.locales import mark, t


class PaperState(StrEnum):
    """Of a payslip or an annual statement; only a published one is seen by the candidate."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PaperStep(StrEnum):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


NEXT: dict[tuple[PaperState, PaperStep], PaperState] = {
    (PaperState.DRAFT, PaperStep.PUBLISH): PaperState.PUBLISHED,
    (PaperState.PUBLISHED, PaperStep.WITHDRAW): PaperState.WITHDRAWN,
    (PaperState.WITHDRAWN, PaperStep.PUBLISH): PaperState.PUBLISHED,
}

PAPER_LABELS: dict[PaperState, str] = {
    PaperState.DRAFT: mark("Nog niet gepubliceerd"),
    PaperState.PUBLISHED: mark("Gepubliceerd"),
    PaperState.WITHDRAWN: mark("Ingetrokken"),
}


class PaperStepRefused(Refused):
    """The step does not follow on the state the paper has now."""

    def __init__(self, step: PaperStep) -> None:
        super().__init__(
            t("Dit is al gepubliceerd. Je hoeft niets te doen.")
            if step is PaperStep.PUBLISH
            else t("Dit is niet gepubliceerd. Er valt niets in te trekken.")
        )


def before(step: PaperStep) -> frozenset[PaperState]:
    """The states in which the step can be taken."""
    return frozenset(state for state, each in NEXT if each is step)


def after(step: PaperStep) -> PaperState:
    """The state it leads to, from whichever it may be taken."""
    return next(state for (_, each), state in NEXT.items() if each is step)


class PaymentKind(StrEnum):
    """What somebody was paid for."""

    WAGE = "wage"
    EXPENSES = "expenses"
    RESERVES = "reserves"  # days off, holiday allowance


class PaymentState(StrEnum):
    EXPECTED = "expected"
    PAID = "paid"
    RETURNED = "returned"  # by the bank: the account was closed, or is somebody else's


KIND_LABELS: dict[PaymentKind, str] = {
    PaymentKind.WAGE: mark("Loon"),
    PaymentKind.EXPENSES: mark("Onkosten"),
    PaymentKind.RESERVES: mark("Reserveringen"),
}

PAYMENT_LABELS: dict[PaymentState, str] = {
    PaymentState.EXPECTED: mark("Verwacht"),
    PaymentState.PAID: mark("Betaald"),
    PaymentState.RETURNED: mark("Teruggestort"),
}
