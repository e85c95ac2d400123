"""/beheer/documenttypes/[row]: one kind of document; *toevoegen* in its place is a new one."""

import reflex as rx

from rxportal.components.document_types import kind_form, kind_head
from rxportal.components.feedback import page_skeleton
from rxportal.components.record import back
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.overviews.document_types import DOCUMENT_TYPES
from rxportal.state.document_types import DocumentTypeState as State

LIST = f"/{DOCUMENT_TYPES.slug}"
ROUTE, TITLE = f"{LIST}/[row]", mark("Documenttype")


def page() -> rx.Component:
    return shell(
        rx.el.div(
            back(DOCUMENT_TYPES),
            rx.cond(
                State.ready,
                rx.fragment(kind_head(t("Documenttype toevoegen")), kind_form()),
                page_skeleton(),
            ),
            class_name="grid w-full max-w-2xl content-start gap-5 px-4 pb-24 pt-5 lg:px-6 lg:pb-8",
        ),
        title=t(TITLE),
        path=LIST,
        back=LIST,
    )
