"""The hour declaration: its statuses, the steps between them, and who may take them.

Source: manual "Het online urenportaal", section "Declaraties"; *Vervallen*, withdrawing and
reopening are what agencies need around it.
"""

from enum import StrEnum

from rxportal.domain.access import Permission
from rxportal.domain.errors import Refused
from rxportal.domain.typed import words
from rxportal.locales import mark, t

MODULE = "declaraties"  # the slug of its overview


class Status(StrEnum):
    """Where a declaration stands. The value is what the database, the URL and the API carry."""

    REPORT = "report"  # the candidate fills it in
    SUBMITTED = "submitted"  # the client decides
    REJECTED = "rejected"  # the candidate corrects it
    COMPLETED = "completed"  # waits for payroll
    PROCESSED = "processed"  # paid; nothing moves it any more
    CANCELLED = "cancelled"  # withdrawn by the agency


LABELS: dict[Status, str] = {
    Status.REPORT: mark("Rapporteer"),
    Status.SUBMITTED: mark("Ingediend"),
    Status.REJECTED: mark("Afgewezen"),
    Status.COMPLETED: mark("Afgerond"),
    Status.PROCESSED: mark("Verwerkt"),
    Status.CANCELLED: mark("Vervallen"),
}

OPEN = frozenset({Status.REPORT, Status.REJECTED})  # the hours can be edited


class Step(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    AGREE = "agree"  # the first of two who have to approve
    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"
    PROCESS = "process"
    CANCEL = "cancel"


class Kind(StrEnum):
    """A placement has one REGULAR declaration per period; the others come beside it."""

    REGULAR = "regular"
    CORRECTION = "correction"  # names the processed declaration it corrects
    EXTRA = "extra"


class Channel(StrEnum):
    """How somebody took a step; kept with every transition."""

    PORTAL = "portal"
    API = "api"
    COMMAND = "command"
    JOB = "job"
    MAIL = "mail"  # by a link in a mail, without signing in


NEEDS: dict[Step, Permission] = {
    Step.SUBMIT: Permission.DECLARATION_SUBMIT,
    Step.WITHDRAW: Permission.DECLARATION_WITHDRAW,
    Step.AGREE: Permission.DECLARATION_APPROVE,
    Step.APPROVE: Permission.DECLARATION_APPROVE,
    Step.REJECT: Permission.DECLARATION_APPROVE,
    Step.REOPEN: Permission.DECLARATION_REOPEN,
    Step.PROCESS: Permission.DECLARATION_PROCESS,
    Step.CANCEL: Permission.DECLARATION_CANCEL,
}

JUDGES = frozenset({Step.AGREE, Step.APPROVE, Step.REJECT})
WITH_REASON = frozenset({Step.REJECT, Step.REOPEN, Step.CANCEL})

# The whole life of a declaration. What is not in this table cannot happen.
NEXT: dict[tuple[Status, Step], Status] = {
    (Status.REPORT, Step.SUBMIT): Status.SUBMITTED,
    (Status.REJECTED, Step.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Step.WITHDRAW): Status.REPORT,
    (Status.SUBMITTED, Step.AGREE): Status.SUBMITTED,
    (Status.SUBMITTED, Step.APPROVE): Status.COMPLETED,
    (Status.SUBMITTED, Step.REJECT): Status.REJECTED,
    (Status.COMPLETED, Step.REOPEN): Status.SUBMITTED,
    (Status.COMPLETED, Step.PROCESS): Status.PROCESSED,
    (Status.REPORT, Step.CANCEL): Status.CANCELLED,
    (Status.SUBMITTED, Step.CANCEL): Status.CANCELLED,
    (Status.REJECTED, Step.CANCEL): Status.CANCELLED,
    (Status.COMPLETED, Step.CANCEL): Status.CANCELLED,
}

LONGEST_REASON = 1000  # characters


class StepNotAllowed(Refused):
    """The declaration is not in a status from which this step leads anywhere."""

    def __init__(self, status: Status, step: Step) -> None:
        super().__init__(
            t(
                "Dat kan niet meer: deze declaratie staat op {status}.",
                status=t(LABELS[status]),
            )
        )
        self.status = status
        self.step = step


class HoursClosed(Refused):
    """The hours of a declaration in this status are no longer the candidate's to change."""

    def __init__(self, status: Status) -> None:
        super().__init__(
            t(
                "De uren liggen vast: deze declaratie staat op {status}.",
                status=t(LABELS[status]),
            )
        )
        self.status = status


class ChangedMeanwhile(Refused):
    """Somebody else was first, or the hours are no longer the ones that were shown."""


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__(t("Schrijf kort op waarom. De ander leest dit."))


class ReasonTooLong(Refused):
    def __init__(self) -> None:
        super().__init__(t("Houd de reden korter dan {n} tekens.", n=LONGEST_REASON))


class OwnHours(Refused):
    def __init__(self) -> None:
        super().__init__(t("Je kunt je eigen uren niet goedkeuren. Vraag het een collega."))


class AlreadyAgreed(ChangedMeanwhile):
    def __init__(self) -> None:
        super().__init__(
            t("Je hebt deze uren al goedgekeurd. Een tweede persoon keurt ze ook nog goed.")
        )


class HalfApproved(Refused):
    def __init__(self) -> None:
        super().__init__(
            t(
                "Je opdrachtgever heeft je uren al voor de helft goedgekeurd. Bel je vestiging als "
                "er iets niet klopt."
            )
        )


def after(status: Status, step: Step) -> Status:
    """The status that ``step`` leads to; raises ``StepNotAllowed`` if it leads nowhere."""
    try:
        return NEXT[status, step]
    except KeyError:
        raise StepNotAllowed(status, step) from None


def reason_for(step: Step, reason: str) -> str:
    """The reason, stripped; raises when ``step`` asks for one and there is none."""
    reason = words(reason)
    if step in WITH_REASON and not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong
    return reason
