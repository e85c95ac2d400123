"""One row of a register: a form with what is there now, or an empty one."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain.errors import NotFound
from rxportal.locales import t
from rxportal.registers import keeping, reading
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.keeping import ChangedMeanwhile, Kept, Unfit
from rxportal.registers.reading import LONGEST_SEARCH, Begun
from rxportal.registers.spec import Kind, Register
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look

ROW = "rij"  # in the address: the row that is changed
OF = ":"  # between a field of several rows and the key of one


@dataclass
class Option:
    key: str = ""
    label: str = ""
    ticked: bool = False


class RegisterState(rx.State):
    """Which register it is, the address says. The form begins anew when ``turn`` changes."""

    ready: bool = False
    id: int = 0  # 0: a new one
    version: int = 0
    title: str = ""
    typed: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    names: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # of what a field names
    options: rx.Field[dict[str, list[Option]]] = rx.field(default_factory=dict)
    said: rx.Field[dict[str, str]] = rx.field(default_factory=dict)  # typed, and not saved yet
    problems: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    error: str = ""
    turn: int = 0

    @rx.event
    async def arrive(self) -> None:
        """The page opens."""
        self.reset()
        asked = str(self.router.url.query_parameters.get(ROW, ""))
        await self._read(arguments.last_number(asked) if asked else 0)

    @rx.event
    async def find(self, key: str, words: str) -> None:
        """Propose rows for a field while somebody types."""
        register = self._register()
        key = arguments.one_of(key, [each.key for each in register.fields])
        words = arguments.words(words, LONGEST_SEARCH * 2)
        if words:
            self.said[key] = words
        within = register.field(key).within
        owner = self.said.get(within, "") or self.typed.get(within, "")
        found = await look(self, reading.choices, register, key, words, owner)
        self.options[key] = [Option(each.key, each.label) for each in found]

    @rx.event
    async def save(self, form: dict[str, Any]) -> Any:
        """*Opslaan*; what is wrong is said at the field, and what was typed stays."""
        given, register = arguments.form(form), self._register()
        number, seen = _whole(given.get("id")), _whole(given.get("version"))
        self.problems, self.error = {}, ""
        try:
            kept: Kept = await act(
                self, keeping.save, register, number, _given(register, given, number), seen=seen
            )
        except Unfit as unfit:
            self.problems, self.error = dict(unfit.problems), str(unfit)
            return None
        except ChangedMeanwhile as refusal:
            self.error = str(refusal)
            return None
        said = t("Toegevoegd.") if kept.added else t("Opgeslagen.")
        return [rx.redirect(f"/{register.slug}/{kept.row.id}"), NoticeState.tell(said)]

    def _register(self) -> Register:
        slug = str(self.router.url.path or "").strip("/").rpartition("/")[0]
        if slug not in REGISTERS:
            raise NotFound
        return REGISTERS[slug]

    async def _read(self, number: int) -> None:
        register = self._register()
        found: Begun = await look(self, reading.begun, register, number)
        self.id, self.version, self.title = found.id, found.version, found.title
        self.typed, self.names = found.typed, found.names
        self.options = {
            each.key: [] for each in register.fields if each.kind in {Kind.ROW, Kind.ROWS}
        } | {
            key: [
                Option(each.key, each.label, each.key in found.typed[key].split(", "))
                for each in choices
            ]
            for key, choices in found.choices.items()
        }
        self.turn += 1
        self.ready = True


def _given(register: Register, form: dict[str, Any], number: int) -> dict[str, object]:
    """What the form says of each field. What is said once is not said again; a number that is kept
    sealed is said only to change it.
    """
    given: dict[str, object] = {}
    for each in register.fields:
        if each.fixed and number:
            continue
        if each.kind is Kind.ROWS:
            begins = each.key + OF
            ticked = [name.removeprefix(begins) for name in form if name.startswith(begins)]
            given[each.key] = ", ".join(
                name for name in ticked if form[begins + name] not in {None, "", False}
            )
            continue
        said = form.get(each.key)
        said = said if isinstance(said, str | bool) or said is None else str(said)
        if each.secret and not said:
            continue
        given[each.key] = said
    return given


def _whole(given: Any) -> int:
    words = arguments.words(given, 12)
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0  # noqa: PLR2004
