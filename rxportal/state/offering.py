"""Offering a contract: for whom, the form, and what is done with one that waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import reflex as rx

from rxportal.domain import contract as rules
from rxportal.domain import text
from rxportal.domain.errors import Invalid
from rxportal.domain.offer import FIELDS, FLAWS
from rxportal.formats.uploads import REFUSALS
from rxportal.locales import t
from rxportal.services import contracts, offer_desk, offering
from rxportal.services.offer_desk import Begun, Person
from rxportal.state import arguments
from rxportal.state.contract import ContractState
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

ROUTE = "/contracten/toevoegen"
_OF_THE_FILE = (contracts.UnfitFile, *REFUSALS)
_LONGEST = 1000  # characters of a field that come back


@dataclass
class Choice:
    """A placement or, without one, the person: what stands on the button, and where it leads."""

    label: str = ""
    since: str = ""
    href: str = ""


@dataclass
class Somebody:
    name: str = ""
    number: str = ""
    choices: list[Choice] = field(default_factory=list[Choice])


class NewContractState(rx.State):
    """The URL says for whom it is, and what was filled in when something was wrong."""

    ready: bool = False
    search: str = ""
    people: rx.Field[list[Somebody]] = rx.field(default_factory=list)
    who: str = ""  # whose contract it is; empty: choose first
    place: str = ""
    action: str = ""  # where the form is posted
    replaces: bool = False
    again: bool = False  # a draft that is changed: it has a file
    typed: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # by field
    flaws: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # by field
    message: str = ""  # what is wrong with the whole

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        asked = self.router.url.query_parameters
        about = {
            name: arguments.last_number(asked[key])
            for name, key in _ABOUT.items()
            if asked.get(key)
        }
        if about:
            self._begin(await look(self, offer_desk.chosen, **about))
            self._give_back(asked)
        else:
            self.search = asked.get("zoek", "")[: offer_desk.LONGEST_SEARCH]
            found: list[Person] = await look(self, offer_desk.find, self.search)
            self.people = [_somebody(each, everything=bool(self.search)) for each in found]
        self.ready = True

    @rx.event
    def find(self, form: dict[str, Any]) -> Any:
        """Only people with these words in their name or number."""
        words = arguments.words(arguments.form(form).get("zoek", ""), offer_desk.LONGEST_SEARCH)
        return rx.redirect(f"{ROUTE}?zoek={quote(words.strip())}")

    def _begin(self, begun: Begun) -> None:
        self.who, self.place = begun.person.name, begun.place
        self.replaces, self.again = begun.replaces > 0, begun.draft > 0
        numbers = {
            "kandidaat": begun.person.id,
            "plaatsing": begun.placement_id,
            "vervangt": begun.replaces,
            "concept": begun.draft,
        }
        query = "&".join(f"{key}={value}" for key, value in numbers.items() if value)
        self.action = f"/bestanden/contracten?{query}"
        self.typed = {
            "titel": begun.title,
            "fase": begun.phase,
            "ingang": begun.starts_on.isoformat() if begun.starts_on else "",
            "termijn": begun.last_day.isoformat() if begun.last_day else "",
            "uren": text.hours_brief(begun.hours_week) if begun.hours_week else "",
            "loon": text.money(begun.wage).lstrip("€\u00a0") if begun.wage else "",
            "waarom": begun.why,
        }

    def _give_back(self, asked: Mapping[str, str]) -> None:
        """What was filled in, and what is wrong with it."""
        codes = asked.get("melding", "").split(",")
        if codes == [""]:
            return
        self.typed = {name: asked.get(name, "")[:_LONGEST] for name in FIELDS}
        self.flaws = {name: t(FLAWS[name]) for name in FIELDS if name in codes}
        of_file = [str(each()) for each in _OF_THE_FILE if each.code in codes]
        if of_file:
            self.flaws = {**self.flaws, "bestand": of_file[0]}
        if rules.StepNotAllowed.code in codes:
            self.message = t(
                "Het contract dat je wilt vervangen, wacht niet meer op ondertekening."
            )
        elif not self.flaws:
            self.message = str(Invalid())


# What a contract is about, by the name of the argument: how the address calls it.
_ABOUT = {
    "candidate_id": "kandidaat",
    "placement_id": "plaatsing",
    "replaces": "vervangt",
    "draft": "concept",
}


class OfferState(rx.State):
    """What the agency does with a contract on its page."""

    withdrawing: bool = False
    discarding: bool = False
    problem: str = ""  # with the reason that is typed

    @rx.event
    async def send(self, contract: int, version: int) -> Any:
        """*Aanbieden*: the candidate is asked to sign it."""
        number, seen = arguments.number(contract), arguments.count(version)
        await act(self, offering.send, number, version=seen)
        said = t("Het contract is aangeboden. De kandidaat krijgt een e-mail.")
        return [ContractState.arrive, NoticeState.tell(said)]

    @rx.event
    def ask_to_discard(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        self.discarding = arguments.yes_or_no(open_)

    @rx.event
    async def discard(self, contract: int, version: int) -> Any:
        """Throw a draft away."""
        number, seen = arguments.number(contract), arguments.count(version)
        self.discarding = False
        await act(self, offering.discard, number, version=seen)
        return [rx.redirect("/contracten"), NoticeState.tell(t("Het concept is verwijderd."))]

    @rx.event
    def ask_to_withdraw(self, open_: bool) -> None:  # noqa: FBT001 - event argument
        self.withdrawing, self.problem = arguments.yes_or_no(open_), ""

    @rx.event
    async def withdraw(self, contract: int, version: int, form: dict[str, Any]) -> Any:
        """*Intrekken*; what is wrong with the reason is said at its field."""
        number, seen = arguments.number(contract), arguments.count(version)
        reason = arguments.words(arguments.form(form).get("waarom"))
        try:
            rules.reason(reason, rules.WhyMissing)
        except (rules.ReasonMissing, rules.ReasonTooLong) as problem:
            self.problem = str(problem)
            return None
        await act(self, offering.withdraw, number, version=seen, reason=reason)
        self.withdrawing = False
        said = t("Het contract is ingetrokken. De kandidaat krijgt een e-mail.")
        return [ContractState.arrive, NoticeState.tell(said)]


def _somebody(person: Person, *, everything: bool) -> Somebody:
    """Without a placement too, for who was looked for and for who has none."""
    choices = [
        Choice(
            each.label,
            t("vanaf {day}", day=text.day_full(each.starts_on)),
            f"{ROUTE}?plaatsing={each.id}",
        )
        for each in person.places
    ]
    if everything or not choices:
        choices.append(Choice(t("Zonder plaatsing"), "", f"{ROUTE}?kandidaat={person.id}"))
    return Somebody(person.name, person.number, choices)
