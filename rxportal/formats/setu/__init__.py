"""SETU timecards: hours as payroll and brokers take them, in the versions 1.4 and 2.0."""

from rxportal.formats.setu.values import Approval, Party, Timecard, Uncoded

__all__ = ["Approval", "Party", "Timecard", "Uncoded"]
