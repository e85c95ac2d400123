"""The life of an article of the news, and what it needs before anybody reads it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rxportal.locales import mark, t

MODULE = "nieuws"
LONGEST_TITLE = 120  # characters
LONGEST_BODY = 20_000
LONGEST_ALT = 200


class Stage(StrEnum):
    """Only what is published has readers, and those on its days."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


NEXT: dict[tuple[Stage, Step], Stage] = {
    (Stage.DRAFT, Step.PUBLISH): Stage.PUBLISHED,
    (Stage.PUBLISHED, Step.PUBLISH): Stage.PUBLISHED,  # what was changed since
    (Stage.WITHDRAWN, Step.PUBLISH): Stage.PUBLISHED,
    (Stage.PUBLISHED, Step.WITHDRAW): Stage.WITHDRAWN,
}


class Standing(StrEnum):
    """Where an article is on a day, for who writes it."""

    DRAFT = "draft"
    PLANNED = "planned"
    SHOWN = "shown"
    OVER = "over"
    WITHDRAWN = "withdrawn"


LABELS: dict[Standing, str] = {
    Standing.DRAFT: mark("Concept"),
    Standing.PLANNED: mark("Gepland"),
    Standing.SHOWN: mark("Gepubliceerd"),
    Standing.OVER: mark("Voorbij"),
    Standing.WITHDRAWN: mark("Ingetrokken"),
}
TONES: dict[Standing, str] = {
    Standing.DRAFT: "signal",
    Standing.PLANNED: "info",
    Standing.SHOWN: "good",
    Standing.OVER: "plain",
    Standing.WITHDRAWN: "bad",
}


@dataclass(frozen=True)
class Copy:
    """What somebody writes: Markdown, for whom, and from which day to which (both included)."""

    title: str
    body: str
    published_from: date
    published_until: date | None = None
    for_candidates: bool = True
    for_clients: bool = False


def standing(stage: Stage, first: date, last: date | None, today: date) -> Standing:
    """Where it is on that day."""
    if stage is not Stage.PUBLISHED:
        return Standing(stage.value)
    if first > today:
        return Standing.PLANNED
    return Standing.OVER if last and last < today else Standing.SHOWN


def before(step: Step) -> frozenset[Stage]:
    """The stages in which the step can be taken."""
    return frozenset(stage for stage, each in NEXT if each is step)


def after(step: Step) -> Stage:
    """The stage it leads to, from whichever it may be taken."""
    return next(stage for (_, each), stage in NEXT.items() if each is step)


def problems(copy: Copy, today: date) -> dict[str, str]:
    """What is missing before it can be published: a sentence for each field."""
    found: dict[str, str] = {}
    if not copy.title:
        found["title"] = t("Geef het bericht een titel.")
    if not copy.body.strip():
        found["body"] = t("Schrijf het bericht.")
    if not (copy.for_candidates or copy.for_clients):
        found["audience"] = t("Kies voor wie het is.")
    last = copy.published_until
    if last and last < copy.published_from:
        found["until"] = t("De laatste dag komt vóór de eerste. Kies een latere dag.")
    elif last and last < today:
        found["until"] = t("Deze dag is al voorbij. Kies een latere dag, of laat hem leeg.")
    return found
