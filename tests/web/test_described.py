"""The API does what its own description says: schemathesis asks it all that may be, and may not."""

from collections import Counter
from datetime import timedelta

import jsonschema
import pytest
import schemathesis
from jsonschema import Draft202012Validator
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.engine import Status, events, from_schema
from schemathesis.specs.openapi.definitions import OPENAPI_31
from starlette.applications import Starlette

from rxportal.domain.declaration import Status as Stage
from rxportal.overviews.modules import MODULES
from rxportal.services import documents, integrations, run_files
from rxportal.services.limits import Rule
from rxportal.web import api, modules, openapi
from rxportal.web.own_pages import OwnPagesOnly
from tests import make
from tests.make import MONDAY, NOW, WEEK, administrator
from tests.services.test_runs import final, made

EXAMPLES = 5  # of each operation, beside the cases at the edges
# What a description cannot say, and is refused as RFC 9110 and RFC 6585 have it: that nothing goes
# by a number, that a cursor is of another list, that a version is old, that a version is missing.
CHECKS = {
    "positive_data_acceptance": {
        "expected-statuses": ["2xx", "401", "403", "404", "409", "412", "422"]
    },
    "missing_required_header": {"expected-statuses": ["422", "428"]},
}


def rows(session):
    """A declaration in each status, a final run, documents, and all there is to refer to."""
    make.world(session)
    for place, stage in enumerate(Stage):
        make.declaration(session, status=stage, monday=MONDAY - WEEK * place)
    make.declaration(session, candidate_id=2, status=Stage.COMPLETED)
    documents.standard(session)
    session.commit()
    final(session, made(session))
    session.commit()


@pytest.fixture
def schema(session, store, monkeypatch):
    """The description as the portal gives it, with a token that may do everything."""
    for where, name in (
        (integrations, "REQUESTS"), (run_files, "TAKEN"), (documents, "TRIES_OF_PROGRAM")
    ):  # fmt: skip
        monkeypatch.setattr(where, name, Rule(10**9, timedelta(hours=1)))
    token = integrations.make(session, administrator, "All", integrations.SCOPES, None, now=NOW)
    session.commit()
    session.close()
    project = ProjectConfig(
        headers={"Authorization": f"Bearer {token}"},
        generation=GenerationConfig(
            max_examples=EXAMPLES, deterministic=True, database="none",
            with_security_parameters=False,  # beside a token no cookie is looked at
        ),
        checks=ChecksConfig.from_dict(CHECKS),
        continue_on_failure=True,
    )  # fmt: skip
    app = OwnPagesOnly(Starlette(routes=[*api.ROUTES, *modules.ROUTES]))
    config = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=project))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=config)


@pytest.mark.begins(rows=rows)
@pytest.mark.asvs("2.2.1")
def test_nothing_is_found_that_is_not_as_described(schema):
    failures, asked, errors = {}, Counter(), []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            errors.append(event)
        if not isinstance(event, events.ScenarioFinished):
            continue
        asked[event.recorder.label] += len(event.recorder.interactions)
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.status is Status.FAILURE:
                    told = f"{check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                    failures.setdefault((event.recorder.label, check.name), told)
    assert not errors
    assert not failures, "\n\n".join(f"{name}: {told}" for name, told in failures.items())
    assert {each.ok().label for each in schema.get_all_operations()} <= set(asked)


def test_the_description_is_openapi():
    """By the schema of the OpenAPI Initiative, and each schema in it by that of JSON Schema."""
    document = openapi.document(MODULES.values())
    jsonschema.validate(document, OPENAPI_31, Draft202012Validator)
    for found in _schemas(document):
        Draft202012Validator.check_schema(found)
    names = [each["operationId"] for each in _operations(document)]
    assert len(names) == len(set(names))


def _operations(document):
    for item in document["paths"].values():
        yield from (item[verb] for verb in item if verb != "parameters")


def _schemas(part):
    if isinstance(part, list):
        for each in part:
            yield from _schemas(each)
    if isinstance(part, dict):
        for key, each in part.items():
            if key == "schema":
                yield each
            yield from each.values() if key == "schemas" else _schemas(each)
