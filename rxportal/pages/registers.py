"""/<register>/toevoegen: the form of a register, for a new row and, with one in the address, for
that one.
"""

from functools import partial

from rxportal.components.register import register_page
from rxportal.overviews.modules import MODULES
from rxportal.pages.overviews import Page, apart
from rxportal.registers.catalogue import REGISTERS
from rxportal.state.register import RegisterState
from rxportal.state.shell import ShellState

PAGES = [
    (
        Page(
            f"/{slug}/toevoegen",
            MODULES[slug].title,
            apart(__name__, f"{slug}_form", partial(register_page, MODULES[slug], each)),
        ),
        [ShellState.arrive, RegisterState.arrive],
    )
    for slug, each in REGISTERS.items()
]
