"""Where the page of a row leads: the lists of what belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from rxportal.domain.access import Actor, Permission, Role
from rxportal.locales import t
from rxportal.overviews.modules import open_to
from rxportal.overviews.spec import Overview

_OF_CANDIDATE = ("plaatsingen", "declaraties", "contracten", "documenten", "loonstroken", "fases")
_OF_CLIENT = ("plaatsingen", "declaraties", "beheer/contactpersonen", "beheer/kostenplaatsen")
# By the slug of the module: the lists, and the query that narrows them to what is of the row.
LEADS: dict[str, tuple[tuple[str, ...], str]] = {
    "beheer/kandidaten": (_OF_CANDIDATE, "zoek={number}"),
    "beheer/opdrachtgevers": (_OF_CLIENT, "opdrachtgever={id}"),
}

# People who get an account, and as what.
INVITED = {"beheer/kandidaten": Role.CANDIDATE, "beheer/contactpersonen": Role.CLIENT}


@dataclass(frozen=True)
class Lead:
    label: str
    href: str


def leads(overview: Overview, actor: Actor, row_id: int, cells: Mapping[str, str]) -> list[Lead]:
    """Only lists that this actor has."""
    slugs, query = LEADS.get(overview.slug, ((), ""))
    modules = open_to(actor)
    known = {**cells, "id": str(row_id)}
    found = [
        Lead(t(modules[slug].title), f"/{slug}?{query.format_map(known)}")
        for slug in slugs
        if slug in modules
    ]
    if overview.slug == "beheer/opdrachtgevers" and actor.may(Permission.CLIENT_ARRANGE):
        found.append(Lead(t("Goedkeuren en vervangen"), f"/beheer/goedkeuren/{row_id}"))
    if overview.slug == "beheer/kandidaten" and actor.may(Permission.PERSON_EXPORT):
        found.append(Lead(t("Privacy"), f"/mijn-gegevens/privacy?kandidaat={row_id}"))
    if overview.slug in INVITED and cells.get("email"):
        asked = urlencode({"email": cells["email"], "rol": INVITED[overview.slug].value})
        found.insert(0, Lead(t("Uitnodigen"), f"/beheer/uitnodigingen?{asked}"))
    return found
