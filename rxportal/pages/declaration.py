"""/declaraties/<id>: one week; to fill in, or to judge."""

import reflex as rx

from rxportal.components.judge import judge, judge_heading
from rxportal.components.shell import shell
from rxportal.components.week_editor import editor, editor_heading
from rxportal.locales import mark, t
from rxportal.state.judge import JudgeState
from rxportal.state.session import SessionState
from rxportal.state.week import WeekState

ROUTE, TITLE = "/declaraties/[declaration_id]", mark("Declaratie")


def page() -> rx.Component:
    return shell(
        _for_whom(editor(), judge()),
        title=t(TITLE),
        path="/declaraties",
        back="/declaraties",
        heading=_for_whom(editor_heading(), judge_heading()),
        bar=rx.fragment(),  # both screens have an action bar of their own
    )


def _for_whom(mine: rx.Component, theirs: rx.Component) -> rx.Component:
    """The candidate fills in, the client judges; the agency judges, and fills in when asked to."""
    # One condition: what stands in two branches is sent twice.
    agency_fills = (SessionState.role != "client") & WeekState.editable & JudgeState.filling
    return rx.cond((SessionState.role == "candidate") | agency_fills, mine, theirs)
