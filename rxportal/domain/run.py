"""A processing run: which approved hours go to payroll together, and how far that is."""

from enum import StrEnum

from rxportal.domain.errors import Refused
from rxportal.locales import mark, t

MODULE = "beheer/verwerking"  # the slug of its overview


class Stage(StrEnum):
    COUNTING = "counting"  # its declarations are chosen, their hours are being added up
    PRO_FORMA = "pro_forma"  # to look at; nothing has changed yet
    PROCESSING = "processing"  # its declarations become processed, some at a time
    FINAL = "final"  # the numbers are frozen; it can be downloaded for payroll


LABELS: dict[Stage, str] = {
    Stage.COUNTING: mark("Wordt geteld"),
    Stage.PRO_FORMA: mark("Pro forma"),
    Stage.PROCESSING: mark("Wordt verwerkt"),
    Stage.FINAL: mark("Definitief"),
}
TONES: dict[Stage, str] = {
    Stage.COUNTING: "info",
    Stage.PRO_FORMA: "signal",
    Stage.PROCESSING: "info",
    Stage.FINAL: "good",
}

WORKING = frozenset({Stage.COUNTING, Stage.PROCESSING})  # may have been interrupted: can go on


class Place(StrEnum):
    """How far one declaration is in a run."""

    CHOSEN = "chosen"
    COUNTED = "counted"
    PROCESSED = "processed"
    LEFT_OUT = "left_out"  # it changed meanwhile; somebody looks at it first


class NothingToProcess(Refused):
    def __init__(self) -> None:
        super().__init__(t("Er staan geen goedgekeurde uren klaar. Kies een andere periode."))


class NotProForma(Refused):
    """Only a run that was looked at becomes final, and once."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(
            t("Dat kan niet: deze verwerking staat op {stage}.", stage=t(LABELS[stage]))
        )


class NotFinal(Refused):
    """What leaves for payroll is what was processed."""

    code = "nog-niet-definitief"

    def __init__(self) -> None:
        super().__init__(t("Maak de verwerking eerst definitief. Dan kun je dit downloaden."))
