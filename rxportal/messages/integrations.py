"""What administrators are told about the programs of others."""

from rxportal.locales import t
from rxportal.messages.message import Message


def webhook_stopped(*, name: str, program: str) -> Message:
    """A program does not answer any more, so nothing is sent to it."""
    return Message(
        kind="webhook_stopped",
        subject=t("Een koppeling krijgt geen berichten meer"),
        preheader=t("De webhook is uitgezet."),
        title=t("Een koppeling krijgt geen berichten meer"),
        lines=(
            t(
                "Hallo {name}, de webhook van {program} is uitgezet: het adres neemt al dagen "
                "geen berichten aan, of zegt dat het er niet meer is.",
                name=name,
                program=program,
            ),
            t("Vraag het aan wie het programma beheert en stel daarna een nieuwe webhook in."),
        ),
        button=t("Naar de koppelingen"),
        path="/beheer/koppelingen",
        asks=True,
    )
