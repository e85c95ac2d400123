"""What people are told about their account: one function per message.

``name`` is how the reader is addressed; ``number`` is a mobile number with most of it hidden.
"""

from datetime import datetime

from rxportal.domain import text
from rxportal.locales import t
from rxportal.messages.message import Message, flat


def activate(*, name: str, agency: str, number: str, path: str) -> Message:
    """An invitation; ``path`` holds the link that opens once."""
    return Message(
        kind="activate",
        subject=t("Activeer je account bij {agency}", agency=flat(agency)),
        preheader=t("Activeer je account. De link werkt 7 dagen."),
        title=t("Welkom {name}, activeer je account", name=name),
        lines=(
            t("In het urenportaal staat alles over je uren bij elkaar."),
            t("Activeren duurt ongeveer 2 minuten. De link werkt 7 dagen, één keer."),
        ),
        steps=(
            t("Vul de pincode in die je per sms krijgt op {number}", number=number),
            t("Maak een wachtwoord aan"),
            t("Klaar, je bent ingelogd"),
        ),
        button=t("Activeer"),
        path=path,
        after=t("Klopt je 06-nummer niet? Bel dan eerst je vestiging."),
    )


def reset(*, name: str, path: str) -> Message:
    """Somebody, the reader one hopes, forgot the password."""
    return Message(
        kind="reset",
        subject=t("Maak een nieuw wachtwoord"),
        preheader=t("De link werkt 60 minuten."),
        title=t("Maak een nieuw wachtwoord"),
        lines=(
            t("Hallo {name}, je vroeg een nieuw wachtwoord aan.", name=name),
            t("De link werkt 60 minuten, één keer."),
        ),
        button=t("Nieuw wachtwoord maken"),
        path=path,
        after=t("Was jij dit niet? Dan hoef je niets te doen. Je wachtwoord blijft hetzelfde."),
    )


def password_changed(*, name: str, at: datetime) -> Message:
    """Told after the fact, so that a stranger's doing is noticed."""
    when = text.moment(at)
    return Message(
        kind="password_changed",
        subject=t("Je wachtwoord is gewijzigd"),
        preheader=t("Was jij dit niet? Maak dan direct een nieuw wachtwoord."),
        title=t("Je wachtwoord is gewijzigd"),
        lines=(
            t("Hallo {name}, je wachtwoord is gewijzigd op {when}.", name=name, when=when),
            t("Op andere apparaten ben je afgemeld."),
        ),
        strong=when,
        button=t("Dit was ik niet"),
        path="/wachtwoord-vergeten",
        after=t("Was jij dit zelf? Dan hoef je niets te doen."),
    )


def tried_too_often(*, name: str, times: int) -> Message:
    """The account is closed until its owner takes another password."""
    return Message(
        kind="tried_too_often",
        subject=t("Maak een nieuw wachtwoord om weer in te loggen"),
        preheader=t("Iemand probeerde vaak met een verkeerd wachtwoord in te loggen."),
        title=t("Maak een nieuw wachtwoord"),
        lines=(
            t(
                "Hallo {name}, er is {times} keer achter elkaar met een verkeerd wachtwoord "
                "ingelogd op jouw account.",
                name=name,
                times=times,
            ),
            t("Daarom kun je pas weer inloggen als je een nieuw wachtwoord hebt gemaakt."),
        ),
        button=t("Nieuw wachtwoord maken"),
        path="/wachtwoord-vergeten",
        asks=True,
    )
