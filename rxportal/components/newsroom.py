"""Writing news: the form, and what stands over an article for who publishes it."""

from typing import Any

import reflex as rx

from rxportal.components.controls import (
    FIELD,
    button,
    field,
    field_error,
    go,
    icon,
    link_button,
    look,
    tag,
    toned,
)
from rxportal.components.dialog import sheet
from rxportal.components.feedback import banner
from rxportal.components.forms import hidden, post_form
from rxportal.domain.news import LONGEST_ALT, LONGEST_BODY, LONGEST_TITLE
from rxportal.locales import t
from rxportal.state.article import ArticleState
from rxportal.state.newsroom import NewsroomState as State

FORM = "/nieuws/toevoegen"
_KINDS = "image/jpeg,image/png,image/heic,image/heif"
_PART = "grid gap-4 rounded-lg border border-line bg-surface p-4 lg:p-5"
_HEAD = "text-head font-semibold"
_TEXT = (
    "w-full rounded-md border border-field bg-surface px-3 py-2 text-read text-ink "
    "aria-invalid:border-bad lg:text-body"
)
_TICK = "flex min-h-11 cursor-pointer items-center gap-2.5 text-body text-ink"
_BOX = "size-[1.125rem] shrink-0 accent-primary"


def writing() -> rx.Component:
    """A form of the browser's own, as a picture comes with it. The picture comes last: of one that
    is too large nothing more is read, and the text is kept.
    """
    return post_form(
        hidden("versie", State.version),
        # What Enter in a field does.
        rx.el.button(type="submit", name="doen", value="bewaren", form_no_validate=True,
                     hidden=True, tab_index=-1),
        _said(),
        _text(),
        _readers(),
        _pictures(),
        rx.el.div(
            rx.el.button(
                icon("eye", 18), t("Opslaan en bekijken"), type="submit", name="doen",
                value="bekijken", form_no_validate=True,
                class_name=look("primary", "xl", "w-full sm:w-fit"),
            ),
            rx.el.button(
                t("Opslaan"), type="submit", name="doen", value="bewaren", form_no_validate=True,
                class_name=look("secondary", "xl", "w-full sm:w-fit"),
            ),
            class_name="flex flex-wrap gap-3",
        ),
        # What was saved is drawn anew.
        key=State.id + "." + State.version,
        action="/bestanden/nieuws?bericht=" + State.id,
        enc_type="multipart/form-data",
        class_name="grid gap-5",
    )  # fmt: skip


def _said() -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.beside != "",
            banner(
                "signal",
                "users",
                t("Een collega heeft dit bericht net ook gewijzigd"),
                rx.el.p(t("Jouw tekst staat hieronder als apart concept: er is niets weg.")),
                go(
                    t("Bekijk wat je collega schreef"),
                    href=State.beside,
                    class_name="inline-flex min-h-11 items-center font-semibold text-primary-ink underline",
                ),
            ),
        ),
        rx.cond(
            State.unfit,
            rx.el.p(
                icon("pencil", 18),
                t("Opgeslagen, maar nog niet af. Kijk bij de velden wat er mist."),
                role="alert",
                class_name="flex items-center gap-2 rounded-lg bg-signal-soft px-4 py-3 text-signal-ink",
            ),
        ),
        rx.cond(
            State.message != "",
            rx.el.p(
                icon("check", 18),
                State.message,
                role="status",
                class_name="flex items-center gap-2 rounded-lg bg-good-soft px-4 py-3 text-good-ink",
            ),
        ),
        rx.cond(
            State.published,
            banner(
                "info",
                "info",
                t("Dit bericht is gepubliceerd"),
                rx.el.p(t("Lezers zien je wijziging pas als je die ook publiceert.")),
            ),
        ),
    )


def _text() -> rx.Component:
    return rx.el.section(
        field(
            t("Titel"),
            rx.el.input(
                id="titel",
                name="titel",
                default_value=State.title,
                max_length=LONGEST_TITLE,
                auto_complete="off",
                aria_invalid=State.problems.title != "",
                aria_describedby="titel-error",
                class_name=FIELD,
            ),
            name="titel",
            error=State.problems.title,
        ),
        field(
            t("Tekst"),
            rx.el.textarea(
                id="tekst",
                name="tekst",
                default_value=State.body,
                rows=14,
                max_length=LONGEST_BODY,
                aria_invalid=State.problems.body != "",
                aria_describedby="tekst-hint tekst-error",
                class_name=_TEXT,
            ),
            name="tekst",
            hint=rx.fragment(
                t("Een lege regel begint een alinea. Zo maak je op:"),
                " ",
                *[
                    rx.fragment(
                        rx.el.code(example, class_name="whitespace-nowrap font-mono text-ink2"),
                        f" {words}" + ("." if last else ", "),
                    )
                    for example, words, last in (
                        (t("**woord**"), t("vet"), False),
                        (t("## Kop"), t("een kop"), False),
                        (t("- punt"), t("een lijst"), False),
                        (t("[woord](https://…)"), t("een link"), True),
                    )
                ],
            ),
            error=State.problems.body,
        ),
        class_name=_PART,
    )


def _readers() -> rx.Component:
    return rx.el.section(
        rx.el.fieldset(
            rx.el.legend(t("Voor wie"), class_name="text-body font-semibold text-ink"),
            _tick(t("Kandidaten"), "kandidaten", State.for_candidates),
            _tick(t("Opdrachtgevers"), "opdrachtgevers", State.for_clients),
            field_error(State.problems.audience, name="voor"),
            aria_describedby="voor-error",
        ),
        rx.el.div(
            field(
                t("Vanaf"),
                rx.el.input(id="vanaf", name="vanaf", type="date", default_value=State.first,
                            aria_describedby="vanaf-hint", class_name=FIELD),
                name="vanaf",
                hint=t("Een latere dag: dan staat het bericht klaar tot die dag."),
            ),
            field(
                t("Tot en met"),
                rx.el.input(id="tot", name="tot", type="date", default_value=State.last,
                            aria_invalid=State.problems.until != "",
                            aria_describedby="tot-hint tot-error", class_name=FIELD),
                name="tot",
                hint=t("Leeg: het bericht blijft staan."),
                error=State.problems.until,
            ),
            class_name="grid gap-4 sm:grid-cols-2",
        ),
        class_name=_PART,
    )  # fmt: skip


def _tick(label: str, name: str, on: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=name, default_checked=on, class_name=_BOX),
        label,
        class_name=_TICK,
    )


def _pictures() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Foto’s"), class_name=_HEAD),
        rx.cond(
            State.pictures.length() > 0,
            rx.fragment(
                rx.el.p(
                    t(
                        "In je tekst heeft elke foto een eigen regel. Zet die regel waar de foto "
                        "moet komen. Haal je hem weg, dan is de foto weg."
                    ),
                    class_name="text-ink2",
                ),
                rx.el.ul(
                    rx.foreach(State.pictures, _picture),
                    class_name="grid grid-cols-2 gap-3 sm:grid-cols-4",
                ),
            ),
        ),
        field(
            t("Wat staat er op de foto?"),
            rx.el.input(
                id="alt", name="alt", required=True, max_length=LONGEST_ALT, auto_complete="off",
                aria_describedby="alt-hint", class_name=FIELD,
            ),
            name="alt",
            hint=t("Voor wie de foto niet kan zien, bijvoorbeeld: De nieuwe hal in Almere."),
        ),
        field(
            t("Foto kiezen"),
            rx.el.input(
                id="file", type="file", name="file", accept=_KINDS, required=True,
                aria_describedby="file-hint file-error",
                class_name="block w-full text-body text-ink file:mr-3 file:h-11 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-strong file:bg-surface file:px-3 file:font-semibold file:text-ink",
            ),
            name="file",
            hint=t("JPG, PNG of HEIC, hoogstens 10 MB. Waar de foto is gemaakt, bewaren we niet."),
            error=State.error,
        ),
        rx.el.button(
            icon("image-plus", 18), t("Foto toevoegen"), type="submit", name="doen", value="foto",
            class_name=look("secondary", "lg", "w-full sm:w-fit"),
        ),
        class_name=_PART,
    )  # fmt: skip


def _picture(each: Any) -> rx.Component:
    return rx.el.li(
        rx.el.img(
            src=each.file,
            alt=each.name,
            class_name="h-28 w-full rounded-md border border-line bg-sunken object-cover",
        ),
        rx.el.div(
            rx.el.code(each.name, class_name="font-mono text-dense text-ink2"),
            rx.cond(~each.used, tag(t("niet in de tekst"))),
            class_name="flex flex-wrap items-center gap-1.5",
        ),
        class_name="grid content-start gap-1.5",
    )


def desk() -> rx.Component:
    """Over an article: where it stands, and what its writer can do with it."""
    state: Any = ArticleState
    return rx.el.section(
        rx.el.h2(t("Publicatie"), class_name="sr-only"),
        rx.el.div(
            toned(state.status, state.tone),
            rx.el.span(state.about, class_name="font-medium"),
            class_name="flex flex-wrap items-center gap-x-2 gap-y-1",
        ),
        rx.el.p(state.changed, class_name="num text-dense text-ink3 empty:hidden"),
        rx.cond(
            state.differs,
            banner(
                "info",
                "info",
                t("Je ziet een wijziging"),
                rx.el.p(t("Lezers zien nog de vorige tekst, tot je deze publiceert.")),
            ),
        ),
        rx.cond(
            state.missing.length() > 0,
            banner(
                "signal",
                "pencil",
                t("Nog niet af"),
                rx.el.ul(rx.foreach(state.missing, rx.el.li)),
            ),
        ),
        rx.el.div(
            rx.cond(
                (state.missing.length() == 0) & (~state.published | state.differs), _publish()
            ),
            link_button(
                icon("pencil", 18), t("Wijzigen"), href=FORM + "?bericht=" + state.id.to_string(),
                size="lg",
            ),
            rx.cond(state.differs, _discard()),
            rx.cond(
                state.published,
                button(
                    icon("eye-off", 18), t("Intrekken"), kind="danger", size="lg",
                    on_click=state.withdraw(state.id, state.version),
                ),
            ),
            class_name="flex flex-wrap items-end gap-3",
        ),
        class_name="mb-6 grid gap-3 lg:mt-3 rounded-lg border border-line bg-sunken p-4 lg:p-5",
    )  # fmt: skip


def _publish() -> rx.Component:
    state: Any = ArticleState
    return rx.el.form(
        hidden("article", state.id.to_string()),
        hidden("version", state.version.to_string()),
        rx.cond(
            state.had_readers,
            rx.el.label(
                rx.el.input(type="checkbox", name="again", class_name=_BOX),
                t("Ook opnieuw als nieuw tonen aan wie het al las"),
                class_name=_TICK,
            ),
        ),
        button(icon("send", 18), t("Publiceren"), kind="primary", size="lg", type="submit"),
        on_submit=state.publish,
        class_name=rx.cond(state.had_readers, "grid w-full gap-1 justify-items-start", ""),
    )


def _discard() -> rx.Component:
    state: Any = ArticleState
    return sheet(
        button(t("Wijziging weggooien"), kind="ghost", size="lg"),
        title=t("Wijziging weggooien?"),
        description=t("Wat je hebt gewijzigd, is dan weg. Lezers blijven zien wat ze nu zien."),
        foot=button(
            t("Weggooien"), kind="alarm", size="xl", more="w-full sm:w-fit",
            on_click=state.discard(state.id, state.version),
        ),
        close=t("Annuleren"),
    )  # fmt: skip
