"""What the virus scanner said of a file: only one that it let through is ever given out."""

from enum import StrEnum


class Scan(StrEnum):
    CLEAN = "clean"  # or there is no scanner
    HELD = "held"  # it could not be asked: a job asks again
    INFECTED = "infected"  # the file is gone, the row says that it was there
