"""Who may ask what of the API: every operation, by each scope of a token and each role."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from rxportal.config import settings
from rxportal.db.tables import User
from rxportal.domain.declaration import Status
from rxportal.overviews.modules import MODULES
from rxportal.services import integrations, sessions
from rxportal.services.integrations import SCOPES
from rxportal.web import api, modules, openapi
from rxportal.web.own_pages import OwnPagesOnly
from tests import make
from tests.make import NOW, administrator

NOBODY: set[str] = set()
HOURS, PAPERS = {"hours", "hours_write"}, {"documents", "document_files", "documents_add"}
AGENCY = {"office", "administrator"}
EVERYBODY = {"candidate", "client", *AGENCY}
OWN = {"candidate", *AGENCY}  # what is about a candidate

# Of each operation the scopes of a token by which it is done, and the roles that read it on a
# screen and so by their cookie too. No cookie changes anything.
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "list_plaatsingen": ({"placements"}, EVERYBODY),
    "create_plaatsingen": ({"placements"}, NOBODY),
    "read_plaatsingen": ({"placements"}, NOBODY),
    "change_plaatsingen": ({"placements"}, NOBODY),
    "list_contracten": ({"contracts"}, OWN),
    "list_documenten": (PAPERS, OWN),
    "create_documenten": ({"documents_add"}, NOBODY),
    "read_documenten": (PAPERS, NOBODY),
    "file_document": ({"document_files"}, NOBODY),
    "list_declaraties": (HOURS, EVERYBODY),
    "create_declaraties": ({"hours_write"}, NOBODY),
    "read_declaraties": (HOURS, NOBODY),
    "process_declaraties": ({"hours_write"}, NOBODY),
    "reopen_declaraties": ({"hours_write"}, NOBODY),
    "list_loonstroken": ({"pay"}, OWN),
    "list_jaaropgaven": ({"pay"}, OWN),
    "list_fases": (NOBODY, OWN),
    "list_reserveringen": ({"pay"}, OWN),
    "list_betalingen": ({"pay"}, OWN),
    "list_nieuws": (NOBODY, EVERYBODY),
    "list_beheer_wijzigingen": (NOBODY, AGENCY),
    "list_beheer_kandidaten": ({"candidates"}, AGENCY),
    "create_kandidaten": ({"candidates"}, NOBODY),
    "read_kandidaten": ({"candidates"}, NOBODY),
    "change_kandidaten": ({"candidates"}, NOBODY),
    "list_beheer_opdrachtgevers": ({"clients"}, AGENCY),
    "create_opdrachtgevers": ({"clients"}, NOBODY),
    "read_opdrachtgevers": ({"clients"}, NOBODY),
    "change_opdrachtgevers": ({"clients"}, NOBODY),
    "list_beheer_contactpersonen": ({"clients"}, AGENCY),
    "create_contactpersonen": ({"clients"}, NOBODY),
    "read_contactpersonen": ({"clients"}, NOBODY),
    "change_contactpersonen": ({"clients"}, NOBODY),
    "list_beheer_kostenplaatsen": ({"clients"}, AGENCY),
    "create_kostenplaatsen": ({"clients"}, NOBODY),
    "read_kostenplaatsen": ({"clients"}, NOBODY),
    "change_kostenplaatsen": ({"clients"}, NOBODY),
    "list_beheer_uursoorten": (NOBODY, {"administrator"}),
    "create_uursoorten": (NOBODY, NOBODY),
    "read_uursoorten": (NOBODY, NOBODY),
    "change_uursoorten": (NOBODY, NOBODY),
    "list_beheer_contractsjablonen": (NOBODY, AGENCY),
    "create_contractsjablonen": (NOBODY, NOBODY),
    "read_contractsjablonen": (NOBODY, NOBODY),
    "change_contractsjablonen": (NOBODY, NOBODY),
    "list_beheer_documenttypes": (NOBODY, AGENCY),
    "list_beheer_verwerking": ({"runs"}, AGENCY),
    "read_verwerking": ({"runs"}, NOBODY),
    "lines_verwerking": ({"runs"}, NOBODY),
    "file_verwerking": ({"runs"}, NOBODY),
}
BODIES = {  # what is looked at before it is asked who may
    "create_declaraties": {"placement": 1, "day": "2026-10-12"},
    "reopen_declaraties": {"reason": "Verkeerde kostenplaats"},
}
REFUSED = {401, 403}


def operations():
    for path, item in openapi.document(MODULES.values())["paths"].items():
        for verb in item:
            if verb != "parameters":
                yield item[verb]["operationId"], path, verb


def reached(headers):
    """The operations that are not refused to who names themselves so."""
    app = OwnPagesOnly(Starlette(routes=[*api.ROUTES, *modules.ROUTES]))
    client, found = TestClient(app, headers=headers), set()
    for name, path, verb in operations():
        url = path.replace("{id}", "1").replace("{kind}", "csv")
        sent = {} if verb == "get" else {"json": BODIES.get(name, {})}
        answer = client.request(verb, url, headers={"if-match": '"9"'}, **sent)
        assert answer.status_code < 500
        if answer.status_code not in REFUSED:
            found.add(name)
    return found


def allowed(place, who):
    return {name for name, each in ALLOWED.items() if who in each[place]}


def test_no_operation_is_forgotten():
    assert {name for name, _, _ in operations()} == set(ALLOWED)
    assert {scope for scopes, _ in ALLOWED.values() for scope in scopes} == set(SCOPES)


@pytest.mark.asvs("8.2.1", "8.3.1")
@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_reaches_what_its_scope_says_and_no_more(session, scope):
    make.declaration(session, status=Status.COMPLETED)
    token = integrations.make(session, administrator, scope, [scope], None, now=NOW)
    session.commit()
    assert reached({"authorization": f"Bearer {token}"}) == allowed(0, scope)


@pytest.mark.asvs("8.2.1", "8.3.1")
@pytest.mark.parametrize(
    "who", [make.candidate, make.client, make.office, administrator], ids=lambda who: who.role.value
)
def test_a_cookie_reads_the_lists_of_its_role_and_changes_nothing(session, who):
    user = session.get_one(User, who.user_id)
    found = sessions.open_for(session, user, now=datetime.now(UTC)).token
    session.commit()
    cookie = {"cookie": f"{settings().cookie_name}={found}"}
    assert reached(cookie | {"sec-fetch-site": "same-origin"}) == allowed(1, who.role.value)


def test_who_says_nothing_reaches_nothing(session):
    session.commit()
    assert reached({"sec-fetch-site": "same-origin"}) == NOBODY
    assert reached({"authorization": "Bearer rxp_made-up"}) == NOBODY
