"""How an amount in cents reads in a cell, and what a file gets."""

from datetime import date

from rxportal.domain import text


def cell(_today: date, cents: int) -> str:
    return text.told_money(cents)


def euros(cents: int) -> float:
    """For a file: a number that can be added up."""
    return round(cents / 100, 2)
