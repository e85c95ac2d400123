"""What is sent by SMS: one function per text. Short, and nothing in it to click."""

from dataclasses import dataclass
from datetime import datetime

from rxportal.domain import text
from rxportal.domain.zone import local
from rxportal.locales import t
from rxportal.messages.message import flat


@dataclass(frozen=True, slots=True)
class Text:
    """``subject`` says in lists what it is; only ``body`` is sent."""

    kind: str
    subject: str
    body: str


def pin(code: str, *, agency: str, host: str, until: datetime) -> Text:
    """A pin. Its last line lets a phone fill in the code by itself, on that host only."""
    wall = local(until)
    words = t(
        "{code} is je eenmalige pincode voor {agency}. Geldig tot {time}. Geef hem aan niemand.",
        code=code,
        agency=flat(agency),
        time=text.clock(wall.hour * 60 + wall.minute),
    )
    return Text("pin", t("Sms: eenmalige pincode"), f"{words}\n\n@{host} #{code}")
