"""What a candidate is told about documents and details: one function per message.

``name`` is how the reader is addressed; ``by`` is who looked at it.
"""

from rxportal.locales import t
from rxportal.messages.message import Message, Quote, flat


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
