"""Fases: where somebody is, as a line of three phases."""

from dataclasses import dataclass

import reflex as rx

from rxportal.domain import text
from rxportal.domain.phases import LABELS, Phase, Rules
from rxportal.locales import t, tn
from rxportal.overviews.phases import blocks, left, reached
from rxportal.services import phases
from rxportal.services.phases import Progress
from rxportal.state import arguments
from rxportal.state.session import look


@dataclass
class Stage:
    """A phase on the line; ``place`` is ``past``, ``here`` or ``later``."""

    letter: str = ""
    title: str = ""
    about: str = ""
    place: str = ""


class PhaseState(rx.State):
    """Stands above the list for a candidate, and on the page of a count for everybody."""

    stages: rx.Field[list[Stage]] = rx.field(default_factory=list)
    reached: str = ""  # "31 van 52 weken"
    left: str = ""  # "nog 21 weken"
    expected: str = ""  # "Fase B rond 8 maart 2027, als je elke week werkt."
    begun: str = ""
    weeks: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # paths; empty but in phase A
    counts: rx.Field[list[str]] = rx.field(default_factory=list)  # what counts, a sentence each

    @rx.event
    async def arrive(self) -> None:
        """The list opens."""
        self._show(await look(self, phases.mine))

    @rx.event
    async def arrive_row(self) -> None:
        """The page of one count."""
        self._show(None)
        number = arguments.last_number(str(self.router.url.path or ""))
        self._show(await look(self, phases.progress, number))

    def _show(self, found: Progress | None) -> None:
        if found is None:
            self.stages, self.weeks, self.counts = [], {}, []
            self.reached = self.left = self.expected = self.begun = ""
            return
        here = found.standing.phase
        order = list(Phase)
        self.stages = [
            Stage(
                phase.value.upper(),
                t(LABELS[phase]),
                _about(phase, found.rules),
                ("past", "here", "later")[
                    (order.index(phase) >= order.index(here))
                    + (order.index(phase) > order.index(here))
                ],
            )
            for phase in order
        ]
        self.reached = reached(found.standing, found.rules)
        self.left = left(found.outlook, here)
        self.expected = _expected(found)
        self.begun = t("Eerste week: {day}", day=text.day_of_year(found.begun))
        self.weeks = blocks(found.standing.weeks, found.rules.weeks_in_a) if here is Phase.A else {}
        self.counts = _counts(found)


def _about(phase: Phase, rules: Rules) -> str:
    match phase:
        case Phase.A:
            return t(
                "De eerste {weeks} gewerkte weken. Stopt het werk, dan kan je contract eindigen.",
                weeks=rules.weeks_in_a,
            )
        case Phase.B:
            return t(
                "Contracten voor bepaalde tijd: hoogstens {contracts} in {months} maanden.",
                contracts=rules.contracts_in_b,
                months=rules.months_in_b,
            )
        case Phase.C:
            return t("Een contract voor onbepaalde tijd.")


def _expected(found: Progress) -> str:
    outlook = found.outlook
    if outlook.next_phase is None or outlook.next_on is None:
        return ""
    name, day = t(LABELS[outlook.next_phase]), text.day_of_year(outlook.next_on)
    if found.standing.phase is Phase.A:
        return t("Als je elke week werkt, begint {phase} op {day}.", phase=name, day=day)
    return t("{phase} begint uiterlijk op {day}.", phase=name, day=day)


def _counts(found: Progress) -> list[str]:
    rules, day = found.rules, text.day_of_year(found.outlook.restarts_on)
    return [
        t("Elke week waarin je werkt telt mee, bij elke opdrachtgever."),
        t("Weken waarin je betaald vakantie hebt tellen ook mee."),
        tn(
            "Na meer dan {n} maand zonder werk begint de telling opnieuw: op {day}.",
            "Na meer dan {n} maanden zonder werk begint de telling opnieuw: op {day}.",
            rules.months_without_work,
            day=day,
        ),
        t("Deze regels gelden vanaf {day}.", day=text.day_of_year(rules.since)),
    ]
