"""What a candidate is told about documents and details: one function per message.

``name`` is how the reader is addressed; ``by`` is who looked at it.
"""

from datetime import datetime

from rxportal.domain import text
from rxportal.locales import t
from rxportal.messages.message import Message, Quote, flat

DETAILS = "/mijn-gegevens"


def document_rejected(*, name: str, document: str, by: str, reason: str, path: str) -> Message:
    """A document cannot be used, and why."""
    called = flat(document)
    request = t("Voeg een nieuw document toe.")
    return Message(
        kind="document_rejected",
        subject=t("Actie vereist: je document {document} is afgewezen", document=called),
        preheader=request,
        title=t("Je document {document} is afgewezen", document=called),
        lines=(t("Hallo {name}, we kunnen je document niet gebruiken.", name=name), request),
        quote=Quote(t("Afgewezen door {name}:", name=by), reason),
        button=t("Document bekijken"),
        path=path,
        asks=True,
    )


def change_asked(*, name: str, what: str, at: datetime) -> Message:
    """Somebody, the reader one hopes, asked to change something that matters."""
    when = text.moment(at)
    return Message(
        kind="change_asked",
        subject=t("Wijziging ontvangen: {what}", what=what),
        preheader=t("Was jij dit niet? Bel dan direct je vestiging."),
        title=t("We hebben je wijziging ontvangen: {what}", what=what),
        lines=(
            t("Hallo {name}, je hebt dit gewijzigd op {when}.", name=name, when=when),
            t("We kijken de wijziging na. Tot die tijd blijft alles zoals het was."),
        ),
        strong=when,
        button=t("Mijn gegevens bekijken"),
        path=DETAILS,
        after=t("Was jij dit niet? Bel dan direct je vestiging en wijzig je wachtwoord."),
    )


def change_approved(*, name: str, what: str) -> Message:
    return Message(
        kind="change_approved",
        subject=t("Je wijziging is goedgekeurd: {what}", what=what),
        preheader=t("De wijziging is verwerkt in je gegevens."),
        title=t("Je wijziging is goedgekeurd: {what}", what=what),
        lines=(t("Hallo {name}, de wijziging is verwerkt in je gegevens.", name=name),),
        button=t("Mijn gegevens bekijken"),
        path=DETAILS,
    )


def change_rejected(*, name: str, what: str, by: str, reason: str) -> Message:
    request = t("Kijk je gegevens na en wijzig ze opnieuw.")
    return Message(
        kind="change_rejected",
        subject=t("Actie vereist: je wijziging is afgewezen ({what})", what=what),
        preheader=request,
        title=t("Je wijziging is afgewezen: {what}", what=what),
        lines=(t("Hallo {name}, we konden je wijziging niet verwerken.", name=name), request),
        quote=Quote(t("Afgewezen door {name}:", name=by), reason),
        button=t("Gegevens wijzigen"),
        path=DETAILS,
        asks=True,
    )
