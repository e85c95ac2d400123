"""What people are told about their second factor, their number and their address.

``name`` is how the reader is addressed. Told after the fact, so that a stranger's doing is noticed.
"""

from datetime import datetime

from rxportal.domain import text
from rxportal.locales import t
from rxportal.messages.message import Message

SECURITY = "/mijn-gegevens/beveiliging"


def factor_changed(*, name: str, factor: str, at: datetime, by_office: bool = False) -> Message:
    """``factor`` is ``"sms"``, ``"app"`` or ``""`` for none."""
    when = text.moment(at)
    what = {
        "app": t("Je logt nu in met een code uit een app."),
        "sms": t("Je logt nu in met een pincode per sms."),
    }.get(factor, t("Er wordt niet meer om een code gevraagd."))
    if by_office:
        what = t("Je uitzendbureau heeft je verificatie hersteld. Stel hem opnieuw in.")
    return _notice(
        "factor_changed",
        t("Je verificatie bij het inloggen is gewijzigd"),
        (
            t("Hallo {name}, je verificatie is gewijzigd op {when}.", name=name, when=when),
            what,
        ),
        when,
    )


def passkey_added(*, name: str, passkey: str, at: datetime) -> Message:
    """``passkey`` is what its owner called it."""
    when = text.moment(at)
    return _notice(
        "passkey_added",
        t("Je hebt een nieuwe passkey"),
        (
            t("Hallo {name}, op {when} is een passkey gemaakt.", name=name, when=when),
            t("Hij heet {passkey}. Hiermee kun je inloggen.", passkey=passkey),
        ),
        when,
    )


def passkey_removed(*, name: str, passkey: str, at: datetime) -> Message:
    when = text.moment(at)
    return _notice(
        "passkey_removed",
        t("Er is een passkey verwijderd"),
        (
            t("Hallo {name}, op {when} is een passkey verwijderd.", name=name, when=when),
            t("Met {passkey} kun je niet meer inloggen.", passkey=passkey),
        ),
        when,
    )


def recovery_code_used(*, name: str, left: int, at: datetime) -> Message:
    when = text.moment(at)
    return _notice(
        "recovery_code_used",
        t("Er is ingelogd met een herstelcode"),
        (
            t("Hallo {name}, op {when} is ingelogd met een herstelcode.", name=name, when=when),
            t("Je hebt er nog {n} over. Ben je je telefoon kwijt? Stel de app opnieuw in.", n=left),
        ),
        when,
    )


def recovery_codes_made(*, name: str, at: datetime) -> Message:
    when = text.moment(at)
    return _notice(
        "recovery_codes_made",
        t("Je hebt nieuwe herstelcodes"),
        (
            t("Hallo {name}, op {when} zijn nieuwe herstelcodes gemaakt.", name=name, when=when),
            t("De oude werken niet meer."),
        ),
        when,
    )


def number_changed(*, name: str, number: str, at: datetime) -> Message:
    """``number`` is the new one, with most of it hidden."""
    when = text.moment(at)
    return _notice(
        "number_changed",
        t("Je mobiele nummer is gewijzigd"),
        (
            t("Hallo {name}, je mobiele nummer is gewijzigd op {when}.", name=name, when=when),
            t("Pincodes gaan vanaf nu naar {number}.", number=number),
        ),
        when,
    )


def address_changed(*, name: str, address: str, at: datetime) -> Message:
    """To the old address and to the new one; ``address`` is the new one."""
    when = text.moment(at)
    return _notice(
        "address_changed",
        t("Je e-mailadres is gewijzigd"),
        (
            t("Hallo {name}, je e-mailadres is gewijzigd op {when}.", name=name, when=when),
            t("Je logt nu in met {address}.", address=address),
        ),
        when,
    )


def confirm_address(*, name: str, code: str, until: datetime) -> Message:
    """To the new address, before it is taken."""
    when = text.moment(until)
    return Message(
        kind="confirm_address",
        subject=t("Bevestig je nieuwe e-mailadres"),
        preheader=t("Vul de code in op de pagina die je open hebt."),
        title=t("Bevestig je nieuwe e-mailadres"),
        lines=(
            t("Hallo {name}, vul deze code in op de pagina die je open hebt.", name=name),
            t("Je code is {code}. Hij is geldig tot {when}.", code=code, when=when),
        ),
        strong=code,
        button=t("Naar het portaal"),
        path=SECURITY,
        after=t("Was jij dit niet? Dan hoef je niets te doen."),
    )


def texts_spent(*, name: str, most: int) -> Message:
    """To the administrators: nobody can be texted for a while."""
    return Message(
        kind="texts_spent",
        subject=t("Er zijn te veel sms'jes aangevraagd"),
        preheader=t("Er gaan even geen pincodes meer de deur uit."),
        title=t("Er zijn te veel sms'jes aangevraagd"),
        lines=(
            t(
                "Hallo {name}, er zijn in een uur {most} sms'jes verstuurd. Voorlopig gaan er "
                "geen meer de deur uit.",
                name=name,
                most=most,
            ),
            t("Kijk in het logboek of iemand misbruik maakt van het inloggen."),
        ),
        button=t("Naar het portaal"),
        path="/beheer/logboek",
        asks=True,
    )


def _notice(kind: str, title: str, lines: tuple[str, ...], when: str) -> Message:
    return Message(
        kind=kind,
        subject=title,
        preheader=t("Was jij dit niet? Bel dan direct je uitzendbureau."),
        title=title,
        lines=lines,
        strong=when,
        button=t("Beveiliging bekijken"),
        path=SECURITY,
        after=t("Was jij dit zelf? Dan hoef je niets te doen. Zo niet: bel je uitzendbureau."),
    )
