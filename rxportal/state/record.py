"""One row of a module, for the page that shows what its columns hold."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain.access import Actor
from rxportal.domain.errors import NotFound
from rxportal.locales import t
from rxportal.overviews import query
from rxportal.overviews.leads import leads
from rxportal.overviews.modules import MODULES
from rxportal.overviews.spec import Overview
from rxportal.registers.catalogue import REGISTERS
from rxportal.services import scoped
from rxportal.state import arguments
from rxportal.state.register import ROW
from rxportal.state.session import look


@dataclass
class Held:
    """What one column holds."""

    key: str = ""
    label: str = ""
    text: str = ""
    look: str = ""


@dataclass
class Way:
    """To a list of what belongs to the row."""

    label: str = ""
    href: str = ""


class RecordState(rx.State):
    """Which module and which row it is, the address says."""

    title: str = ""
    change: str = ""  # where the row is changed, by who may
    held: rx.Field[list[Held]] = rx.field(default_factory=list)
    ways: rx.Field[list[Way]] = rx.field(default_factory=list)

    @rx.event
    async def arrive(self) -> None:
        self.title, self.change, self.held, self.ways = "", "", [], []
        path = str(self.router.url.path or "")
        overview = MODULES.get(path.strip("/").rpartition("/")[0])
        if overview is None:
            raise NotFound
        number = arguments.last_number(path)
        found: tuple[str, str, list[Held], list[Way]] = await look(self, _row, overview, number)
        self.title, self.change, self.held, self.ways = found


def _row(
    session: Any, actor: Actor, overview: Overview, row_id: int, **more: Any
) -> tuple[str, str, list[Held], list[Way]]:
    """Raises ``NotFound`` for what this actor may not see."""
    columns = overview.columns_of(actor.role)
    keys = [column.key for column in columns]
    found = query.rows(session, actor, overview, [row_id], keys, **more)
    if not found:
        raise scoped.missing(actor, overview.table, row_id)
    cells = found[0].cells
    heads = overview.heads.get(actor.role, ())
    title = next((cells[head] for head in heads if cells.get(head)), t(overview.one))
    held = [
        Held(each.key, t(each.label), cells.get(each.key, ""), each.look.value) for each in columns
    ]
    register = REGISTERS.get(overview.slug)
    may = register is not None and actor.may(register.needs)
    change = f"/{overview.slug}/toevoegen?{ROW}={row_id}" if may else ""
    ways = [Way(each.label, each.href) for each in leads(overview, actor, row_id, cells)]
    return title, change, [each for each in held if each.text], ways
