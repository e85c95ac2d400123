"""The dialog in which somebody chooses a contract template for the chosen placements."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.domain.access import Actor
from rxportal.domain.template import Holes
from rxportal.services import templates
from rxportal.state import arguments
from rxportal.state.session import look


@dataclass
class Option:
    id: str = ""
    name: str = ""


class TemplatesState(rx.State):
    """The first of the chosen placements is the example."""

    ready: bool = False
    options: rx.Field[list[Option]] = rx.field(default_factory=list)
    chosen: int = 0
    picture: str = ""  # the address of the first page
    problem: str = ""  # why there is none

    _placement: int = 0

    @rx.event
    async def begin(self, placement: int) -> None:
        """The dialog opens: the templates there are, and the first of them."""
        self.reset()
        self._placement = arguments.number(placement)
        found = await look(self, templates.choices)
        self.options = [Option(str(each.id), each.name) for each in found]
        if found:
            await self._show(found[0].id)
        self.ready = True

    @rx.event
    async def choose(self, template: str) -> None:
        """Another template."""
        await self._show(int(arguments.one_of(template, [each.id for each in self.options])))

    async def _show(self, template: int) -> None:
        self.chosen = template
        self.problem = await look(self, _problem, template, self._placement)
        self.picture = (
            "" if self.problem else f"/bestanden/contractsjablonen/{template}/{self._placement}"
        )


def _problem(session: Any, actor: Actor, template: int, placement: int, **more: Any) -> str:
    try:
        templates.filled(session, actor, template, placement, **more)
    except Holes as holes:
        return str(holes)
    return ""
