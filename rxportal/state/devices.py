"""*Mijn apparaten*: where I am signed in."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxportal.locales import t, tn
from rxportal.services import devices, sessions
from rxportal.state import arguments
from rxportal.state.notice import NoticeState
from rxportal.state.session import act, look, token_of


@dataclass
class Device:
    """A signed-in browser, as it is shown; ``name`` is ``"Chrome op Android"``."""

    id: int = 0
    name: str = ""
    seen: str = ""
    address: str = ""
    phone: bool = False
    here: bool = False


class DevicesState(rx.State):
    devices: rx.Field[list[Device]] = rx.field(default_factory=list)
    others: bool = False  # somewhere else too

    @rx.event
    async def arrive(self) -> None:
        """The page opens, or something was ended."""
        found: list[devices.Device] = await look(self, devices.mine, self._here())
        self.devices = [
            Device(each.id, each.name, each.seen, each.address, each.phone, each.here)
            for each in found
        ]
        self.others = any(not each.here for each in found)

    @rx.event
    async def end(self, device_id: int) -> Any:
        """*Afmelden* on one of them."""
        await act(self, devices.end, arguments.number(device_id))
        return [type(self).arrive, NoticeState.tell(t("Dat apparaat is afgemeld."))]

    @rx.event
    async def end_others(self) -> Any:
        number = await act(self, devices.end_others, self._here())
        said = tn("{n} ander apparaat is afgemeld.", "{n} andere apparaten zijn afgemeld.", number)
        return [type(self).arrive, NoticeState.tell(said)]

    def _here(self) -> str:
        return sessions.fingerprint(token_of(self))
