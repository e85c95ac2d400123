"""What the lists of pay have in common: whose it is, when it was paid, whether it was read."""

from datetime import date, datetime

from rxportal.domain.pay import PAPER_LABELS, PaperState
from rxportal.locales import t
from rxportal.overviews import cells, people

_TONES = {
    PaperState.DRAFT: "signal",
    PaperState.PUBLISHED: "good",
    PaperState.WITHDRAWN: "bad",
}


def seen(_today: date, at: datetime | None) -> dict[str, str]:
    return {"": t("Bekeken"), "tone": "plain"} if at else {"": t("Nieuw"), "tone": "info"}


state = cells.tag(PAPER_LABELS, _TONES)
label = cells.label(PAPER_LABELS)
CANDIDATE, BY_NAME = people.CANDIDATE, people.BY_NAME
