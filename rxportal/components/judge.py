"""A submitted week, to judge: what was worked beside what was agreed."""

import reflex as rx


def judge() -> rx.Component:
    return rx.fragment()


def judge_heading() -> rx.Component:
    """What the phone's header says of the week."""
    return rx.fragment()
