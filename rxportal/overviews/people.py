"""The candidate of a row: how they are called, and how they are searched."""

from datetime import date

from rxportal.db.tables import Candidate
from rxportal.locales import mark
from rxportal.overviews.spec import AGENCY, Column, How, Search

NAME = (Candidate.first_name, Candidate.last_name)


def full_name(_today: date, first: str, last: str) -> str:
    return f"{first} {last}"


CANDIDATE = Column("candidate", mark("Kandidaat"), NAME, full_name, roles=AGENCY)
BY_NAME = Search(mark("kandidaat"), How.NAME, "candidate", Candidate, most=200, roles=AGENCY)
