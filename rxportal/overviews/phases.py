"""Fases: how far somebody is in temp work, a row for each time the count began."""

from datetime import date, timedelta
from typing import Any

from rxportal.db.tables import Candidate, PhaseRecord, PhaseRules
from rxportal.domain import phases, text
from rxportal.domain.access import Permission, Role
from rxportal.domain.phases import LABELS, Outlook, Phase, Rules, Standing
from rxportal.locales import mark, t, tn
from rxportal.overviews import cells, people
from rxportal.overviews.spec import (
    AGENCY,
    NOBODY,
    Column,
    Filter,
    How,
    Join,
    Look,
    Order,
    Overview,
    Search,
    col,
)

R = PhaseRecord
_RULES = (
    PhaseRules.since,
    PhaseRules.weeks_in_a,
    PhaseRules.months_in_b,
    PhaseRules.contracts_in_b,
    PhaseRules.months_without_work,
)
_STANDING = (R.phase, R.since, R.last_week, R.weeks, R.contracts)
SIDE, PITCH, IN_A_ROW = 10, 12, 26  # of the blocks that show the weeks


def reached(standing: Standing, rules: Rules) -> str:
    """What of the phase is behind: ``"31 van 52 weken"``."""
    match standing.phase:
        case Phase.A:
            return t("{n} van {all} weken", n=standing.weeks, all=rules.weeks_in_a)
        case Phase.B:
            return t("{n} van {all} contracten", n=standing.contracts, all=rules.contracts_in_b)
        case Phase.C:
            return t("geen einde")


def left(outlook: Outlook, phase: Phase) -> str:
    """What of the phase is still to come, in words; empty when it has no end."""
    match phase:
        case Phase.A:
            return tn("nog {n} week", "nog {n} weken", outlook.weeks_left)
        case Phase.B:
            return tn("nog {n} contract", "nog {n} contracten", outlook.contracts_left)
        case Phase.C:
            return ""


def blocks(weeks: int, limit: int) -> dict[str, str]:
    """A block for each week of phase A, as paths: those worked, the last of them, and the rest.

    ``box`` is the view box; a block is 10 wide, every 26 a new row begins.
    """
    drawn = {"worked": "", "last": "", "rest": ""}
    for index in range(limit):
        row, place = divmod(index, IN_A_ROW)
        path = f"M{place * PITCH + 1} {row * PITCH + 1}h{SIDE}v{SIDE}h-{SIDE}z"
        drawn["worked" if index < weeks else "rest"] += path
        if index + 1 == min(weeks, limit):
            drawn["last"] = path
    rows = -(-limit // IN_A_ROW)
    return {**drawn, "box": f"0 0 {IN_A_ROW * PITCH} {rows * PITCH}"}


def _phase(_today: date, phase: Phase) -> dict[str, str]:
    return {"": t(LABELS[phase]), "note": ""}


def _reached(_today: date, *values: Any) -> str:
    standing, rules = _known(values)
    return reached(standing, rules)


def _left(today: date, *values: Any) -> str:
    standing, rules = _known(values)
    return left(phases.outlook(standing, rules, today), standing.phase)


def _next(today: date, *values: Any) -> str:
    standing, rules = _known(values)
    found = phases.outlook(standing, rules, today)
    if found.next_phase is None or found.next_on is None:
        return "–"
    day = text.day_of_year(found.next_on)
    return t("{phase} rond {day}", phase=t(LABELS[found.next_phase]), day=day)


def _state(today: date, last_week: date, *rules: Any) -> dict[str, str]:
    if today >= phases.restarts_on(last_week, Rules(*rules)):
        return {"": t("Afgesloten"), "tone": "plain"}
    return {"": t("Loopt"), "tone": "good"}


def _known(values: tuple[Any, ...]) -> tuple[Standing, Rules]:
    size = len(_STANDING)
    return Standing(*values[:size]), Rules(*values[size:])


def _week(_today: date, monday: date) -> str:
    return text.date_range_short(monday, monday + timedelta(days=6))


def _rules(_today: date, since: date) -> str:
    return t("vanaf {day}", day=text.day_of_year(since))


PHASES = Overview(
    slug="fases",
    title=mark("Fases"),
    hint=mark("Hoe langer je werkt, hoe meer zekerheid je krijgt."),
    one=mark("telling"),
    many=mark("tellingen"),
    none=(
        mark("Nog geen fase"),
        mark("Zodra je eerste gewerkte week is verwerkt, zie je hier waar je bent."),
    ),
    table=R,
    needs=Permission.PHASE_READ,
    picture="signpost",
    own_page=True,
    joins=(
        Join(Candidate, col(R.candidate_id) == Candidate.id),
        Join(PhaseRules, col(R.rules_id) == PhaseRules.id),
    ),
    columns=(
        Column("phase", mark("Fase"), (R.phase,), _phase, Look.LEAD, value=cells.label(LABELS),
               locked=True),
        Column("candidate", mark("Kandidaat"), people.NAME,
               people.full_name, roles=AGENCY, on_phone=NOBODY),
        Column("reached", mark("Bereikt"), (*_STANDING, *_RULES), _reached),
        Column("left", mark("Nog te gaan"), (*_STANDING, *_RULES), _left, Look.QUIET),
        Column("next", mark("Daarna"), (*_STANDING, *_RULES), _next, Look.QUIET),
        Column("begun", mark("Eerste week"), (R.starts_on,), cells.full_day, Look.DATE, "begun",
               cells.same),
        Column("last_week", mark("Laatst gewerkt"), (R.last_week,), _week, Look.DATE,
               value=cells.same, on_phone=NOBODY),
        Column("weeks", mark("Gewerkte weken"), (R.weeks,), cells.number,
               Look.NUMBER, "weeks", int, shown=NOBODY, on_phone=NOBODY),
        Column("rules", mark("Regels"), (PhaseRules.since,), _rules, Look.QUIET, value=cells.same,
               shown=NOBODY, on_phone=NOBODY),
        Column("state", mark("Stand"), (R.last_week, *_RULES), _state, Look.TAG),
    ),
    heads={
        Role.CANDIDATE: ("phase",),
        Role.OFFICE: ("candidate", "phase"),
        Role.ADMINISTRATOR: ("candidate", "phase"),
    },
    keys={
        "id": col(R.id),
        "candidate": col(R.candidate_id),
        "phase": col(R.phase),
    },
    own={Role.CANDIDATE: "candidate"},
    few=frozenset({"id", "candidate"}),
    orders={
        "begun": Order(col(R.starts_on), (("candidate",), ("phase",), ())),
        "weeks": Order(col(R.weeks)),
    },
    order="-begun",
    filters=(
        Filter("fase", mark("Fase"), "phase", dict(LABELS)),
        Filter("weken", mark("Gewerkte weken"), measure=col(R.weeks)),
    ),
    searches=(
        people.BY_NAME,
        Search(mark("fase"), How.CHOICE, "phase", choices="fase"),
    ),
)  # fmt: skip
