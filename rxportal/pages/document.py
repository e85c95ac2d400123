"""/documenten/[row]: one document, to look at, to talk about and for the agency to review."""

import reflex as rx

from rxportal.components.comments import comments
from rxportal.components.documents import preview
from rxportal.components.record import record
from rxportal.overviews.documents import DOCUMENTS

ROUTE, TITLE = "/documenten/[row]", DOCUMENTS.title


def page() -> rx.Component:
    return record(DOCUMENTS, preview(), comments())
