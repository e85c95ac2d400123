"""/fases/<id>: one count of somebody's weeks, on the line of the three phases."""

import reflex as rx

from rxportal.components.phases import timeline
from rxportal.components.record import record
from rxportal.locales import mark
from rxportal.overviews.phases import PHASES
from rxportal.state.phases import PhaseState

ROUTE, TITLE = "/fases/[row]", mark("Fase")


def page() -> rx.Component:
    return record(PHASES, rx.cond(PhaseState.stages.length() > 0, timeline()))
