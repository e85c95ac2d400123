"""Every module there is, in the order of the menu. A line here gives an overview its page, the page
of a row, a place in the menu, its files and its place in the API.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from rxportal.domain.access import Actor, require
from rxportal.domain.errors import NotFound
from rxportal.overviews.accruals import ACCRUALS
from rxportal.overviews.articles import ARTICLES
from rxportal.overviews.candidates import CANDIDATES
from rxportal.overviews.changes import CHANGES
from rxportal.overviews.clients import CLIENTS, CONTACTS, COST_CENTRES
from rxportal.overviews.contract_templates import CONTRACT_TEMPLATES
from rxportal.overviews.contracts import CONTRACTS
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.document_types import DOCUMENT_TYPES
from rxportal.overviews.documents import DOCUMENTS
from rxportal.overviews.hour_types import HOUR_TYPES
from rxportal.overviews.payments import PAYMENTS
from rxportal.overviews.payslips import PAYSLIPS
from rxportal.overviews.phases import PHASES
from rxportal.overviews.placements import PLACEMENTS
from rxportal.overviews.runs import RUNS
from rxportal.overviews.spec import Action, Overview
from rxportal.overviews.statements import STATEMENTS

MODULES: dict[str, Overview] = {
    each.slug: each
    for each in (
        PLACEMENTS,
        CONTRACTS,
        DOCUMENTS,
        DECLARATIONS,
        PAYSLIPS,
        STATEMENTS,
        PHASES,
        ACCRUALS,
        PAYMENTS,
        ARTICLES,
        CHANGES,
        CANDIDATES,
        CLIENTS,
        CONTACTS,
        COST_CENTRES,
        HOUR_TYPES,
        DOCUMENT_TYPES,
        CONTRACT_TEMPLATES,
        RUNS,
    )
}


def open_to(actor: Actor) -> dict[str, Overview]:
    """The modules this actor has: allowed to their role, and not switched off for it."""
    return {
        slug: each
        for slug, each in MODULES.items()
        if actor.may(each.needs) and slug not in actor.closed
    }


def rows_open_to(actor: Actor) -> dict[str, Overview]:
    """The modules this actor may open a row of: their own, and what they follow."""
    return {
        slug: each
        for slug, each in MODULES.items()
        if slug not in actor.closed and (actor.may(each.needs) or _follows(actor, each))
    }


def require_open(actor: Actor, overview: Overview) -> None:
    """Raises ``Forbidden`` for who may not have it, ``NotFound`` where it is switched off."""
    require(actor, overview.needs)
    if overview.slug in actor.closed:
        raise NotFound


def take(
    session: Session,
    actor: Actor,
    overview: Overview,
    action: Action,
    row_id: int,
    *,
    version: int,
    now: datetime,
    **more: Any,
) -> None:
    """The action on one row, in a module that the actor has. Raises whatever the service raises."""
    require_open(actor, overview)
    action.run(session, actor, row_id, version=version, now=now, **more)


def require_rows(actor: Actor, overview: Overview) -> None:
    """The same, for rows by their id: who follows them needs no list."""
    if overview.slug in actor.closed or not _follows(actor, overview):
        require_open(actor, overview)


def _follows(actor: Actor, overview: Overview) -> bool:
    return overview.followed is not None and actor.may(overview.followed[0])
