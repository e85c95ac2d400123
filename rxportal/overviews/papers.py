"""What the lists of pay have in common: whose it is, when it was paid, whether it was read."""

from datetime import date, datetime

from rxportal.db.tables import Candidate
from rxportal.domain import text
from rxportal.domain.pay import PAPER_LABELS, PaperState
from rxportal.locales import mark, t
from rxportal.overviews.spec import AGENCY, Column, How, Search

_TONES = {
    PaperState.DRAFT: "signal",
    PaperState.PUBLISHED: "good",
    PaperState.WITHDRAWN: "bad",
}


def _full_name(_today: date, first: str, last: str) -> str:
    return f"{first} {last}"


def day(today: date, on: date) -> str:
    """``16 sep``, and the year where it is another one."""
    short = text.day_and_month(on)
    return short if on.year == today.year else f"{short} {on.year}"


def same(on: date) -> date:
    """For a file: the day itself."""
    return on


def seen(_today: date, at: datetime | None) -> dict[str, str]:
    return {"": t("Bekeken"), "tone": "plain"} if at else {"": t("Nieuw"), "tone": "info"}


def state(_today: date, now: PaperState) -> dict[str, str]:
    return {"": t(PAPER_LABELS[now]), "tone": _TONES[now]}


def label(now: PaperState) -> str:
    return t(PAPER_LABELS[now])


CANDIDATE = Column(
    "candidate",
    mark("Kandidaat"),
    (Candidate.first_name, Candidate.last_name),
    _full_name,
    roles=AGENCY,
)
BY_NAME = Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200, roles=AGENCY)
