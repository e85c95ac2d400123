"""What a program can ask of the portal, described as OpenAPI 3.1: made from the overviews."""

from collections.abc import Iterable
from typing import Any

from rxportal.config import settings
from rxportal.locales import t
from rxportal.overviews.spec import Overview
from rxportal.overviews.view import ORDER, PAGE, PERIOD, SEARCH, SIZE, SIZES


def document(overviews: Iterable[Overview]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "rxportal", "version": "1"},
        "paths": {f"/api/v1/{each.slug}": {"get": _listing(each)} for each in overviews},
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": settings().cookie_name}
            }
        },
        "security": [{"session": []}],
    }


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
