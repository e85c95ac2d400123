"""Hours, runs and documents in the description of the API, and what all of it is described with."""

from http import HTTPStatus
from typing import Any

from rxportal.domain.declaration import LONGEST_REASON, Kind, Status
from rxportal.domain.review import Review
from rxportal.domain.run import Stage
from rxportal.domain.week import Absence
from rxportal.locales import t
from rxportal.overviews.feed import CURSOR, MOST, USUAL
from rxportal.overviews.view import SIZE
from rxportal.services import run_files
from rxportal.web import api_documents, api_hours, api_runs
from rxportal.web.programs import MOST_ID

Schema = dict[str, Any]
_PROBLEM: Schema = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
}
NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": MOST_ID}
ID: Schema = {"name": "id", "in": "path", "required": True, "schema": NUMBER}
_WHOLE: Schema = {"type": "integer"}
_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_PLACE: Schema = {"type": "string", "pattern": "^[1-9][0-9]{0,9}$"}
_MAYBE_WHOLE: Schema = {"type": ["integer", "null"]}
_DAY: Schema = {"type": "string", "format": "date"}
_MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_MAYBE_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_TICK: Schema = {"type": "boolean"}
_TAG: Schema = {"type": "string", "pattern": '^"[0-9]{1,9}"$'}
_BINARY: Schema = {"type": "string", "contentMediaType": "application/octet-stream"}


def paths() -> dict[str, Any]:
    hours, runs, papers = (
        f"/api/v1/{module.SLUG}" for module in (api_hours, api_runs, api_documents)
    )
    return {
        hours: {"post": _new_declaration()},
        f"{hours}/{{id}}": _of_row(get=_read("declaraties", t("Declaratie"), _DECLARATION)),
        f"{hours}/{{id}}/verwerken": _of_row(post=_step("process", t("Verwerken"))),
        f"{hours}/{{id}}/heropenen": _of_row(
            post=_step("reopen", t("Heropenen"), reason=_reason())
        ),
        f"{runs}/{{id}}": _of_row(get=_read("verwerking", t("Verwerking"), _RUN)),
        f"{runs}/{{id}}/regels": _of_row(get=_lines()),
        f"{runs}/{{id}}/bestanden/{{kind}}": {
            "parameters": [ID, _kind()],
            "get": _file("file_verwerking", list(run_files.MEDIA.values()), 409),
        },
        papers: {"post": _new_document()},
        f"{papers}/{{id}}": _of_row(get=_read("documenten", t("Document"), _DOCUMENT)),
        f"{papers}/{{id}}/bestand": _of_row(get=_file("file_document", ["*/*"], 409)),
    }


def answers(good: int, schema: Schema, *bad: int) -> dict[str, Any]:
    """One that is as asked, and the problems there can be; 401 and 429 are everywhere."""
    return {
        str(good): {
            "description": HTTPStatus(good).phrase,
            "headers": _headers(good, schema),
            "content": {"application/json": {"schema": schema}},
        },
        **_problems(*bad),
    }


def key_header() -> Schema:
    return {
        "name": "Idempotency-Key", "in": "header",
        "description": t("Hetzelfde verzoek onder dezelfde sleutel geeft hetzelfde antwoord"),
        "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
    }  # fmt: skip


def match_header() -> Schema:
    return {
        "name": "If-Match", "in": "header", "required": True,
        "description": t("De versie die gelezen is, uit ETag"),
        "schema": _TAG,
    }  # fmt: skip


def query(name: str, label: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": label, "schema": schema}


def size() -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}


def _problems(*bad: int) -> dict[str, Any]:
    return {
        str(code): {
            "description": HTTPStatus(code).phrase,
            "headers": _headers(code, {}),
            "content": _PROBLEM,
        }
        for code in sorted({401, 429, *bad})
    }


def _headers(code: int, schema: Schema) -> Schema:
    """What comes with an answer, beside its body."""
    found = {
        "ETag": (_TAG, "version" in schema.get("properties", {})),
        "Location": (_TEXT, code == HTTPStatus.CREATED),
        "WWW-Authenticate": (_TEXT, code == HTTPStatus.UNAUTHORIZED),
        "Retry-After": (_WHOLE, code == HTTPStatus.TOO_MANY_REQUESTS),
    }
    return {
        name: {"required": True, "schema": schema}
        for name, (schema, there) in found.items()
        if there
    }


def _of_row(**methods: Schema) -> Schema:
    return {"parameters": [ID], **methods}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _sent(properties: Schema) -> Schema:
    return {**_object(properties), "additionalProperties": False}


def _json(schema: Schema) -> Schema:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _op(name: str, summary: str, responses: Schema, **more: Any) -> Schema:
    return {
        "summary": summary, "operationId": name, "security": [{"token": []}], **more,
        "responses": responses,
    }  # fmt: skip


def _read(name: str, summary: str, schema: Schema) -> Schema:
    return _op(f"read_{name}", summary, answers(200, schema, 403, 404))


def _new_declaration() -> Schema:
    body = _json(_sent({"placement": {**NUMBER, "title": t("Plaatsing")}, "day": {
        **_DAY, "title": t("Een dag van de periode"),
    }}))  # fmt: skip
    made = answers(201, _DECLARATION, 400, 403, 404, 409, 413, 415, 422)
    title = t("Declaratie maken")
    return _op("create_declaraties", title, made, parameters=[key_header()], requestBody=body)


def _reason() -> Schema:
    return {"type": "string", "title": t("Reden"), "minLength": 1, "maxLength": LONGEST_REASON}


def _step(name: str, summary: str, **fields: Schema) -> Schema:
    body = {"requestBody": _json(_sent(fields))} if fields else {}
    bad = (400, 413, 415, 422) if fields else (400, 422)
    done = answers(200, _DECLARATION, 403, 404, 409, 412, 428, *bad)
    headers = [match_header(), key_header()]
    return _op(f"{name}_declaraties", summary, done, parameters=headers, **body)


def _lines() -> Schema:
    rows = {"type": "array", "items": _RUN_LINE}
    after = query(CURSOR, t("Waar dit deel begint: next van het vorige"), _PLACE)
    found = answers(200, _object({"rows": rows, "next": _MAYBE_TEXT}), 403, 404, 422)
    asked = [after, query(SIZE, t("Regels in een deel"), size())]
    return _op("lines_verwerking", t("Regels van een verwerking"), found, parameters=asked)


def _kind() -> Schema:
    kinds = [kind.value for kind in run_files.Kind]
    return {
        "name": "kind", "in": "path", "required": True, "schema": {"type": "string", "enum": kinds},
    }  # fmt: skip


def _file(name: str, media: list[str], *bad: int) -> Schema:
    content = {each.partition(";")[0]: {"schema": _BINARY} for each in media}
    found = {"200": {"description": "OK", "content": content}}
    return _op(name, t("Bestand"), {**found, **_problems(403, 404, *bad)})


def _new_document() -> Schema:
    fields = {
        "type": {**_TEXT, "title": t("Type document")},
        "candidate": {**_TEXT, "title": t("Kandidaatnummer")},
        "file": _BINARY,
    }
    form = _sent(fields)
    form["properties"] = {**fields, "expires_on": {**_DAY, "title": t("Geldig tot en met")}}
    return _op(
        "create_documenten",
        t("Document toevoegen"),
        answers(201, _DOCUMENT, 400, 403, 409, 413, 415, 422),
        parameters=[key_header()],
        requestBody={"required": True, "content": {"multipart/form-data": {"schema": form}}},
    )


_LINE = _object({
    "id": _WHOLE, "day": _DAY, "hour_type": _TEXT, "begins": _MAYBE_WHOLE, "ends": _MAYBE_WHOLE,
    "break_minutes": _WHOLE, "minutes": _WHOLE, "quantity": _WHOLE, "note": _TEXT,
    "receipt": _TICK,
})  # fmt: skip
_DAY_ROW = _object({
    "day": _DAY, "absence": {"enum": [*(each.value for each in Absence), None]}, "rejected": _TICK,
})  # fmt: skip
_DECLARATION = _object({
    "id": _WHOLE, "version": _WHOLE, "status": {"enum": [each.value for each in Status]},
    "kind": {"enum": [each.value for each in Kind]}, "corrects": _MAYBE_WHOLE,
    "placement": _WHOLE, "candidate": _TEXT, "client": _MAYBE_TEXT, "cost_centre": _MAYBE_TEXT,
    "starts_on": _DAY, "ends_on": _DAY, "minutes": _WHOLE, "not_worked": _TICK,
    "submitted_at": _MAYBE_MOMENT, "changed_at": _MOMENT, "reason": _TEXT,
    "days": {"type": "array", "items": _DAY_ROW}, "lines": {"type": "array", "items": _LINE},
})  # fmt: skip
_TOTAL = _object({
    "hour_type": _TEXT, "setu_code": _MAYBE_TEXT, "minutes": _WHOLE, "quantity": _WHOLE,
    "cents": _WHOLE,
})  # fmt: skip
_RUN = _object({
    "id": _WHOLE, "version": _WHOLE, "stage": {"enum": [each.value for each in Stage]},
    "starts_on": _MAYBE_DAY, "ends_on": _MAYBE_DAY, "client": _MAYBE_TEXT,
    "cost_centre": _MAYBE_TEXT, "made_at": _MOMENT, "final_at": _MAYBE_MOMENT,
    "declarations": _WHOLE, "left_out": _WHOLE, "minutes": _WHOLE, "cents": _WHOLE,
    "totals": {"type": "array", "items": _TOTAL},
})  # fmt: skip
_RUN_LINE = _object({
    "id": _WHOLE, "declaration": _WHOLE, "candidate": _TEXT, "hour_type": _TEXT,
    "minutes": _WHOLE, "quantity": _WHOLE, "cents": _WHOLE,
})  # fmt: skip
_DOCUMENT = _object({
    "id": _WHOLE, "version": _WHOLE, "candidate": _TEXT, "type": _TEXT, "name": _TEXT,
    "media_type": _TEXT, "size": _WHOLE, "sha256": _TEXT, "expires_on": _MAYBE_DAY,
    "state": {"enum": [each.value for each in Review]}, "added_at": _MOMENT,
})  # fmt: skip
