"""A message as plain text."""

from rxportal.locales import t
from rxportal.messages.message import Card, Message, Sender


def plain(message: Message, sender: Sender, to: str) -> str:
    """The text part of the mail to the address ``to``."""
    parts = [t("Actie vereist")] if message.asks else []
    parts += [message.title, "\n".join(message.lines)]
    if message.quote:
        parts.append(f"{message.quote.by}\n“{message.quote.words}”")
    if message.steps:
        parts.append("\n".join(f"{n}. {step}" for n, step in enumerate(message.steps, 1)))
    if message.card:
        parts.append(_card(message.card))
    parts.append(f"{message.button}:\n{sender.link(message)}")
    if message.after:
        parts.append(message.after)
    parts.append("-- \n" + "\n".join(footer(sender, to)))
    return "\n\n".join(parts) + "\n"


def _card(card: Card) -> str:
    strip = "  ".join(f"{column.label} {column.hours or '–'}" for column in card.strip)
    return "\n".join(part for part in (card.title, card.place, strip, card.note) if part)


def footer(sender: Sender, to: str) -> list[str]:
    """What stands below every message."""
    never = t("Wij vragen nooit per e-mail of telefoon om je wachtwoord of pincode.")
    lines = [f"{t('Deze e-mail is verstuurd naar {address}.', address=to)} {never}"]
    if sender.phone:
        lines.append(
            t("Vragen? Bel {agency} op {phone}.", agency=sender.agency, phone=sender.phone)
        )
    return lines
