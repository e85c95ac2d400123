"""What a program can ask of the portal, described as OpenAPI 3.1: made from the overviews."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from rxportal.config import settings
from rxportal.locales import t
from rxportal.overviews.spec import Overview
from rxportal.overviews.view import ORDER, PAGE, PERIOD, SEARCH, SIZE, SIZES
from rxportal.registers import programs
from rxportal.registers.catalogue import REGISTERS
from rxportal.registers.spec import Register


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
    """Every list, and each register with its rows."""
    paths: dict[str, Any] = {f"/api/v1/{each.slug}": {"get": _listing(each)} for each in overviews}
    for slug, register in REGISTERS.items():
        paths.setdefault(f"/api/v1/{slug}", {})["post"] = _creating(register)
        paths[f"/api/v1/{slug}/{{id}}"] = {
            "parameters": [
                {
                    "name": "id", "in": "path", "required": True,
                    "schema": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
                }
            ],
            "get": _reading(register),
            "patch": _changing(register),
        }  # fmt: skip
    return paths


def _creating(register: Register) -> dict[str, Any]:
    key = {
        "name": "Idempotency-Key", "in": "header",
        "description": t("Hetzelfde verzoek onder dezelfde sleutel geeft hetzelfde antwoord"),
        "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    }  # fmt: skip
    return {
        **_of(register, "create"),
        "parameters": [key],
        "requestBody": _body(register, new=True),
        "responses": _answers(201, 400, 401, 403, 404, 409, 413, 415, 422, 429),
    }


def _reading(register: Register) -> dict[str, Any]:
    return {**_of(register, "read"), "responses": _answers(200, 401, 403, 404, 429)}


def _changing(register: Register) -> dict[str, Any]:
    match = {
        "name": "If-Match", "in": "header", "required": True,
        "description": t("De versie die gelezen is, uit ETag"),
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    }  # fmt: skip
    return {
        **_of(register, "change"),
        "parameters": [match],
        "requestBody": _body(register, new=False),
        "responses": _answers(200, 400, 401, 403, 404, 412, 413, 415, 422, 428, 429),
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


def _answers(good: int, *bad: int) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    row = {"application/json": {"schema": {"type": "object", "required": ["id", "version"]}}}
    told = {str(code): {"description": HTTPStatus(code).phrase, "content": problem} for code in bad}
    return {str(good): {"description": HTTPStatus(good).phrase, "content": row}, **told}


def _listing(overview: Overview) -> dict[str, Any]:
    return {
        "summary": t(overview.title),
        "operationId": f"list_{overview.slug.replace('-', '_').replace('/', '_')}",
        "parameters": [
            _query(SEARCH, t("Woorden om te zoeken"), {"type": "string"}),
            *[
                _query(each.key, t(each.label), {"type": "string"}, t("Komma's tussen waarden"))
                for each in overview.filters
            ],
            *([_query(PERIOD, t("Periode"), {"type": "string"})] if overview.period else []),
            _query(
                ORDER,
                t("Volgorde"),
                {
                    "type": "string",
                    "enum": [f"{sign}{key}" for key in overview.orders for sign in ("", "-")],
                    "default": overview.order,
                },
            ),
            _query(PAGE, t("Pagina"), {"type": "integer", "minimum": 1, "default": 1}),
            _query(SIZE, t("Regels per pagina"), {"type": "integer", "enum": list(SIZES)}),
        ],
        "responses": {
            "200": {
                "description": t(overview.title),
                "content": {"application/json": {"schema": _page(overview)}},
            },
            "401": {"description": t("Niet ingelogd")},
            "403": {"description": t("Niet met dit account")},
        },
    }


def _page(overview: Overview) -> dict[str, Any]:
    row = {column.key: {"description": t(column.label)} for column in overview.columns}
    number = {"type": "integer"}
    return {
        "type": "object",
        "required": ["rows", "page", "per", "more", "total"],
        "properties": {
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {"id": number, **row},
                },
            },
            "page": number,
            "per": number,
            "more": {"type": "boolean"},
            "total": number,
        },
    }


def _query(name: str, label: str, schema: dict[str, Any], hint: str = "") -> dict[str, Any]:
    return {"name": name, "in": "query", "description": hint or label, "schema": schema}
