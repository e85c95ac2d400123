"""What the browser needs on *Beveiliging* to use a passkey, or to make one."""

from typing import Any

import reflex as rx

from rxportal.domain.browser import in_words
from rxportal.services import security
from rxportal.services.security import Here
from rxportal.state.session import act, token_of


class PasskeyState(rx.State):
    options: rx.Field[dict[str, Any]] = rx.field(default_factory=dict)
    device: str = ""  # what a new one is called unless its owner knows better

    @rx.event
    async def arrive(self) -> None:
        """The page opens: its forms are good for a few minutes, once."""
        self.options = await act(self, security.offer_passkey, Here(token_of(self)))
        self.device = in_words(self.router.headers.user_agent)
