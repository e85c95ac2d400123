"""A week to fill in: days on a phone, a table on a laptop."""

import reflex as rx


def editor() -> rx.Component:
    return rx.fragment()


def editor_heading() -> rx.Component:
    """What the phone's header says of the week."""
    return rx.fragment()
