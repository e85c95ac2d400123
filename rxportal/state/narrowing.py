"""What is typed to narrow a list: weeks, numbers, words. The address follows."""

from dataclasses import replace
from datetime import date
from typing import Any

import reflex as rx

from rxportal.domain.errors import Invalid
from rxportal.locales import t
from rxportal.overviews.view import href, span_of
from rxportal.state import arguments
from rxportal.state.overview import OverviewState

_ANY_DAY = date(2026, 1, 1)


class NarrowState(OverviewState, mixin=True):
    """The forms of the filter panel."""

    @rx.event
    async def show_weeks(self, form: dict[str, Any]) -> Any:
        """The period filter's own weeks: *van* and *t/m*, typed as 2026-36."""
        role = await self._role()
        if not isinstance(form, dict):
            raise Invalid
        weeks = [str(form.get(key, "")).strip().upper()[:8] for key in ("van", "tot")]
        period = "_".join(week if "W" in week else week.replace("-", "-W") for week in weeks)
        if span_of(period, _ANY_DAY) is None:
            self.period_error = t("Typ een jaar en een week, zoals 2026-36, de eerste week eerst.")
            return None
        self.period_error = ""
        return rx.redirect(href(self.overview, self._view(role, periode=period, pagina="1")))

    @rx.event
    async def narrow(self, key: str, form: dict[str, Any]) -> Any:
        """*van* and *t/m* of a number, or words; empty fields take the filter off."""
        said = arguments.form(form)
        view = self._view(await self._role())
        each = self._narrowing(key)
        parts = [str(said.get(name, "")).strip()[:100] for name in ("van", "tot", "woorden")]
        text = parts[2] if each.text is not None else f"{parts[0]}..{parts[1]}"
        if text in {"", ".."}:
            return rx.redirect(href(self.overview, view.without(each.key)))
        try:
            value = each.parse(text)
        except ValueError:
            sentence = t("Typ een getal, zoals 7,5. Het eerste is het kleinst.")
            self.filter_errors = {**self.filter_errors, each.key: sentence}
            return None
        filters = {**view.filters, each.key: (value,)}
        return rx.redirect(href(self.overview, replace(view, filters=filters, page=1)))

    def _narrowing(self, key: str) -> Any:
        """A filter in which something is typed. Raises ``Invalid``."""
        try:
            each = self.overview.filter(arguments.words(key))
        except ValueError:
            raise Invalid from None
        if each.is_choice:
            raise Invalid
        return each
