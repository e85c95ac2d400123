"""What a program can ask of the portal, described as OpenAPI 3.1: made from the overviews."""

import re
from collections.abc import Iterable
from typing import Any

from rxportal.config import settings
from rxportal.locales import t
from rxportal.overviews import feed
from rxportal.overviews.spec import LONGEST_TEXT, MOST_DIGITS, Filter, Overview
from rxportal.overviews.view import (
    LONGEST_SEARCH,
    MOST_VALUES,
    ORDER,
    PERIOD,
    PRESETS,
    SEARCH,
    SIZE,
)
from rxportal.registers import programs
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.spec import Register
from rxportal.web import openapi_rows
from rxportal.web.openapi_rows import ID, answers, key_header, match_header, query, size


def document(overviews: Iterable[Overview]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "rxportal", "version": "1"},
        "paths": _paths(overviews),
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": settings().cookie_name},
                "token": {"type": "http", "scheme": "bearer"},
            },
            "schemas": {"Problem": _PROBLEM},
        },
        "security": [{"session": []}, {"token": []}],
    }


_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "status", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def _paths(overviews: Iterable[Overview]) -> dict[str, Any]:
    """Every list, each register with its rows, and what ``openapi_rows.py`` has."""
    paths: dict[str, Any] = {f"/api/v1/{each.slug}": {"get": _listing(each)} for each in overviews}
    for slug, register in REGISTERS.items():
        paths.setdefault(f"/api/v1/{slug}", {})["post"] = _creating(register)
        paths[f"/api/v1/{slug}/{{id}}"] = {
            "parameters": [ID],
            "get": _reading(register),
            "patch": _changing(register),
        }
    for path, item in openapi_rows.paths().items():
        paths.setdefault(path, {}).update(item)
    return paths


def _creating(register: Register) -> dict[str, Any]:
    return {
        **_of(register, "create"),
        "parameters": [key_header()],
        "requestBody": _body(register, new=True),
        "responses": answers(201, programs.row_schema(register), 400, 403, 409, 413, 415, 422),
    }


def _reading(register: Register) -> dict[str, Any]:
    return {
        **_of(register, "read"),
        "responses": answers(200, programs.row_schema(register), 403, 404),
    }


def _changing(register: Register) -> dict[str, Any]:
    row = programs.row_schema(register)
    return {
        **_of(register, "change"),
        "parameters": [match_header(), key_header()],
        "requestBody": _body(register, new=False),
        "responses": answers(200, row, 400, 403, 404, 409, 412, 413, 415, 422, 428),
    }


def _of(register: Register, verb: str) -> dict[str, Any]:
    name = register.slug.rpartition("/")[2].replace("-", "_")
    return {
        "summary": t(register.one),
        "operationId": f"{verb}_{name}",
        "security": [{"token": []}],
    }


def _body(register: Register, *, new: bool) -> dict[str, Any]:
    found = {"application/json": {"schema": programs.schema(register, new=new)}}
    return {"required": True, "content": found}


def _listing(overview: Overview) -> dict[str, Any]:
    searched = {"type": "string", "maxLength": LONGEST_SEARCH}
    return {
        "summary": t(overview.title),
        "operationId": f"list_{overview.slug.replace('-', '_').replace('/', '_')}",
        "parameters": [
            query(SEARCH, t("Woorden om te zoeken"), searched),
            *[query(each.key, t(each.label), _values(each)) for each in overview.filters],
            *([query(PERIOD, t("Periode"), _PERIOD)] if overview.period else []),
            query(
                ORDER,
                t("Volgorde"),
                {"type": "string", "enum": feed.orders(overview), "default": overview.order},
            ),
            query(feed.CURSOR, t("Waar dit deel begint: next van het vorige"), _CURSOR),
            query(SIZE, t("Regels in een deel"), size()),
        ],
        "responses": answers(200, _page(overview), 403, 404, 422),
    }


_CURSOR = {"type": "string", "minLength": 1, "maxLength": 1000}
_PERIOD = {
    "type": "string",
    "pattern": f"^({'|'.join(PRESETS)}|[0-9]{{4}}-W[0-9]{{2}}_[0-9]{{4}}-W[0-9]{{2}})$",
}


def _values(each: Filter) -> dict[str, Any]:
    """What a filter takes: some values with commas between, from..to, or words."""
    if each.measure is not None:
        number = "(-?[0-9]{1,9}([.,][0-9]{1,2})?)"
        pattern = rf"^({number}\.\.{number}?|\.\.{number})$"
        return {"type": "string", "pattern": pattern}
    if each.text is not None:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    one = "|".join(map(re.escape, map(each.write, each.values))) or f"[0-9]{{1,{MOST_DIGITS}}}"
    pattern = f"^({one})(,({one})){{0,{MOST_VALUES - 1}}}$"
    return {"type": "string", "pattern": pattern}


def _page(overview: Overview) -> dict[str, Any]:
    row = {column.key: {"description": t(column.label)} for column in overview.columns}
    rows = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "integer"}, **row},
        },
    }
    properties = {
        "rows": rows,
        "next": {"type": ["string", "null"], "description": t("De cursor van het volgende deel")},
        "total": {"type": "integer", "description": t("Hoeveel regels; 1001 is: meer dan 1000")},
    }
    return {"type": "object", "required": list(properties), "properties": properties}
