"""What *Hulp* shows on the way in: open to everybody, as the number on the agency's door is."""

import reflex as rx

from rxportal.services import doorstep
from rxportal.services.doorstep import Agent
from rxportal.state.doorstep import ask


class HelpState(rx.State):
    phone: str = ""
    dialled: str = ""  # the same, as a telephone dials it
    email: str = ""

    @rx.event
    async def arrive(self) -> None:
        """A page of the way in opens."""
        agent: Agent = await ask(doorstep.agent)
        self.phone, self.email = agent.phone, agent.email
        self.dialled = "".join(sign for sign in agent.phone if sign in "+0123456789")
