"""What a program is told when it cannot be done: problems as RFC 9457 has them."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from rxportal.domain import declaration
from rxportal.domain.errors import Forbidden, Invalid, NotFound, Refused, SignedOut
from rxportal.overviews.feed import Unclear
from rxportal.registers.keeping import ChangedMeanwhile, Unfit
from rxportal.services.limits import TooOften

NO_STORE = {"Cache-Control": "private, no-store"}
_STATUS: tuple[tuple[type[Refused], int], ...] = (
    (SignedOut, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (Invalid, 400),
    (ChangedMeanwhile, 412),
    (declaration.ChangedMeanwhile, 412),
    (Unfit, 422),
    (Unclear, 422),
    (TooOften, 429),
)


def told(refusal: Refused) -> Response:
    """The problem, with a sentence for each field where there is more than one thing wrong."""
    status = next((code for kind, code in _STATUS if isinstance(refusal, kind)), 409)
    headers: dict[str, str] = {}
    more: dict[str, Any] = {}
    if isinstance(refusal, SignedOut):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(refusal, TooOften):
        headers["Retry-After"] = str(refusal.seconds)
    if isinstance(refusal, Unfit | Unclear):
        more["errors"] = [
            {"field": field, "message": sentence} for field, sentence in refusal.problems.items()
        ]
    return problem(status, str(refusal), headers, **more)


def problem(
    status: int, title: str, headers: Mapping[str, str] | None = None, **more: Any
) -> Response:
    body = {"type": "about:blank", "status": status, "title": title, **more}
    return Response(
        json.dumps(body, ensure_ascii=False),
        status,
        {**NO_STORE, **(headers or {})},
        "application/problem+json",
    )
