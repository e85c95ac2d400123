"""What can be done with the chosen rows: the *Acties* menu, the selection bar, the progress."""

import reflex as rx

from rxportal.components.controls import button, file_link, go, icon
from rxportal.components.dialog import sheet
from rxportal.components.feedback import progress
from rxportal.components.focus import print_page
from rxportal.components.overview_saved import save_button
from rxportal.components.overview_table import checkbox
from rxportal.components.templates import template_dialog
from rxportal.locales import t
from rxportal.overviews.spec import Action
from rxportal.state.bulk import BulkState

_FAILURES = "bekijk-fouten"
_ITEM = (
    "flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-body hover:bg-hover cursor-pointer"
)


def menu(state: type[BulkState]) -> rx.Component:
    """The button *Acties* with what this person may do."""
    return rx.el.span(
        button(
            t("Acties"),
            icon("chevron-down", 18),
            id="acties-knop",
            kind="primary",
            custom_attrs={"popovertarget": "acties"},
            more="[anchor-name:--acties]",
        ),
        rx.el.div(
            rx.cond(
                (state.actions.length() > 0) & (state.chosen_count == 0),
                rx.el.p(
                    t("Kies eerst een of meer regels."),
                    class_name="px-2.5 py-2 text-dense text-ink3",
                ),
            ),
            *[_item(state, action) for action in state.overview.actions],
            exports(state),
            save_button(
                state,
                custom_attrs={"popovertarget": "acties", "popovertargetaction": "hide"},
                class_name=f"{_ITEM} disabled:opacity-45",
            ),
            id="acties",
            custom_attrs={"popover": "auto"},
            class_name=(
                "fixed inset-auto right-6 top-36 m-0 w-64 rounded-lg border border-line "
                "bg-surface p-1.5 text-ink shadow-over [position-anchor:--acties] "
                "supports-[anchor-name:--a]:top-[calc(anchor(bottom)_+_4px)] "
                "supports-[anchor-name:--a]:right-[anchor(right)]"
            ),
        ),
        class_name="hidden lg:inline-flex",
    )


def exports(state: type[BulkState]) -> rx.Component:
    """The list as it is on the screen, as a file. Links: the browser shows how far it is."""

    def export(kind: str, label: str) -> rx.Component:
        return file_link(
            icon("download", 16, more="text-ink3"),
            label,
            href=f"/export/{state.overview.slug}.{kind}?" + state.query,
            download=True,
            class_name=f"{_ITEM} max-lg:h-12 max-lg:px-0 max-lg:text-read",
        )

    return rx.fragment(
        export("xlsx", t("Exporteren naar Excel")),
        export("csv", t("Exporteren naar CSV")),
        rx.el.button(
            icon("printer", 16, more="text-ink3"),
            t("Afdrukken"),
            type="button",
            on_click=print_page(),
            class_name=f"{_ITEM} max-lg:h-12 max-lg:px-0 max-lg:text-read",
        ),
    )


def selection(state: type[BulkState]) -> rx.Component:
    """The dark bar with what is chosen; it gives way to the progress of what was started."""
    return rx.cond(
        state.job != "",
        _progress(state),
        rx.cond(state.chosen_count > 0, _bar(state), rx.fragment()),
    )


def dialogs(state: type[BulkState]) -> rx.Component:
    """What is asked first, and the list of what was refused."""
    return rx.fragment(
        *[
            template_dialog(state, _quick_id(each))
            for each in state.overview.actions
            if each.chooses
        ],
        *([] if any(each.chooses for each in state.overview.actions) else [_disclaimer(state)]),
        sheet(
            None,
            rx.el.ul(
                rx.foreach(
                    state.failures,
                    lambda failure: rx.el.li(
                        go(
                            failure.title,
                            href=failure.href,
                            class_name="font-semibold text-primary",
                        ),
                        rx.el.p(failure.sentence, class_name="text-ink2"),
                        class_name="py-3",
                    ),
                ),
                class_name="divide-y divide-line",
            ),
            title=t("Niet gelukt"),
            open_=state.failures_open,
            opener=_FAILURES,
            on_open_change=state.show_failures,
        ),
    )


def _disclaimer(state: type[BulkState]) -> rx.Component:
    return sheet(
        None,
        rx.el.p(state.disclaimer, class_name="mb-4 text-read"),
        rx.el.div(
            checkbox(t("Ik ga akkoord"), state.accepted, state.accept, large=True),
            rx.el.span(t("Ik ga akkoord"), aria_hidden="true", class_name="font-semibold"),
            class_name="flex items-center gap-1",
        ),
        title=t("Goedkeuren"),
        open_=state.asking,
        opener=next((_quick_id(each) for each in state.overview.actions if each.asks), None),
        on_open_change=state.close_question,
        close=t("Annuleren"),
        foot=button(
            t("Goedkeuren"),
            kind="primary",
            size="lg",
            more="w-full",
            on_click=state.agree,
            disabled=~state.accepted,
        ),
    )


def _item(state: type[BulkState], action: Action) -> rx.Component:
    return rx.cond(
        state.actions.contains(action.key),
        rx.el.button(
            icon(action.picture, 16, more="text-ink3"),
            t(action.label),
            type="button",
            on_click=state.start(action.key),
            disabled=(state.chosen_count == 0) | state.running,
            custom_attrs={"popovertarget": "acties", "popovertargetaction": "hide"},
            class_name=f"{_ITEM} disabled:opacity-45",
        ),
    )


def _bar(state: type[BulkState]) -> rx.Component:
    quiet = (
        "h-11 lg:h-9 whitespace-nowrap rounded-md px-2.5 text-dense font-semibold cursor-pointer"
    )
    return rx.el.div(
        rx.el.p(
            rx.el.strong(state.chosen_count, " ", t("gekozen"), class_name="font-semibold"),
            " ",
            rx.el.span(state.chosen_sum, " u", class_name="opacity-75"),
            role="status",
            class_name="num whitespace-nowrap",
        ),
        rx.cond(
            state.total != rx.Var.create(state.chosen_count).to_string(),
            rx.el.button(
                t("Kies alle"),
                " ",
                state.total,
                type="button",
                on_click=state.choose_all,
                class_name=f"{quiet} underline underline-offset-4",
            ),
        ),
        rx.el.span(class_name="mx-1.5 hidden h-6 w-px bg-surface/25 lg:block"),
        *[_quick(state, action) for action in state.overview.actions],
        rx.el.button(
            icon("x", 18),
            type="button",
            aria_label=t("Selectie wissen"),
            on_click=state.choose_none,
            class_name="grid size-11 shrink-0 place-items-center rounded-md cursor-pointer lg:size-9",
        ),
        role="region",
        aria_label=t("Selectie"),
        class_name=(
            "fixed inset-x-4 bottom-20 z-20 flex min-h-13 flex-wrap items-center gap-1.5 rounded-lg "
            "bg-ink py-1 pl-4 pr-2 text-body text-surface shadow-over lg:absolute lg:inset-x-auto "
            "lg:bottom-17 lg:left-1/2 lg:-translate-x-1/2 lg:flex-nowrap"
        ),
    )


def _quick(state: type[BulkState], action: Action) -> rx.Component:
    return rx.cond(
        state.actions.contains(action.key),
        rx.el.button(
            icon(action.picture, 16),
            t(action.label),
            type="button",
            id=_quick_id(action),
            on_click=state.start(action.key),
            class_name=(
                "inline-flex h-11 items-center gap-1.5 whitespace-nowrap rounded-md bg-surface "
                "px-3.5 text-body font-semibold text-ink lg:h-9 cursor-pointer"
            ),
        ),
    )


def _quick_id(action: Action) -> str:
    return f"gekozen-{action.key}"


def _progress(state: type[BulkState]) -> rx.Component:
    finished = state.job_done + state.job_failed
    return rx.el.div(
        rx.el.div(
            rx.cond(
                state.running,
                icon("loader-circle", 22, more="text-primary motion-safe:animate-spin"),
                icon("check", 22, more="text-good"),
            ),
            rx.el.div(
                rx.el.p(
                    rx.el.span(
                        state.job,
                        ": ",
                        finished,
                        " " + t("van") + " ",
                        state.job_size,
                        class_name="grow font-semibold",
                    ),
                    class_name="num flex text-body",
                ),
                progress(state.job, finished, state.job_size),
                rx.el.p(
                    rx.el.span(state.job_done, " ", state.job_outcome),
                    rx.cond(
                        state.job_failed > 0,
                        rx.el.span(
                            icon("circle-alert", 14),
                            state.job_failed,
                            " " + t("mislukt"),
                            class_name="inline-flex items-center gap-1 font-semibold text-bad",
                        ),
                    ),
                    rx.cond(
                        state.running,
                        rx.el.span(
                            t("Je kunt verder werken, we melden het als het klaar is."),
                            class_name="hidden lg:inline",
                        ),
                    ),
                    class_name="num mt-1.5 flex flex-wrap gap-x-4 text-dense text-ink2",
                ),
                class_name="min-w-0 grow",
            ),
            rx.cond(
                state.job_failed > 0,
                button(t("Bekijk fouten"), id=_FAILURES, on_click=state.show_failures(True)),  # noqa: FBT003
            ),
            rx.cond(
                state.running,
                button(t("Stoppen"), kind="ghost", on_click=state.stop, disabled=state.stopping),
                button(t("Sluiten"), kind="ghost", on_click=state.dismiss_job),
            ),
            class_name="flex flex-wrap items-center gap-4",
        ),
        role="status",
        class_name=(
            "fixed inset-x-0 bottom-16 z-20 border-t border-line bg-surface px-5 py-3 shadow-pop "
            "lg:absolute lg:bottom-0"
        ),
    )
