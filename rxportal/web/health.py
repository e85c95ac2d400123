"""Whether this process lives and can do its work: for the balancer and the start script."""

import asyncio
from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from rxportal.db import engine

PATIENCE_SECONDS = 5


async def healthz(_request: Request) -> JSONResponse:
    """200 when this process answers and its database does too."""
    return await _verdict(_reaches_the_database)


async def readyz(_request: Request) -> JSONResponse:
    """200 when visitors may come: the tables, too, are those this version works with."""
    return await _verdict(_has_the_newest_tables)


def _reaches_the_database() -> bool:
    with engine.reading() as session:
        session.connection().execute(text("SELECT 1")).scalar_one()
    return True


def _has_the_newest_tables() -> bool:
    from rxportal.db.upgrade import is_current  # noqa: PLC0415 - brings Alembic along

    return is_current(engine.default())


async def _verdict(question: Callable[[], bool]) -> JSONResponse:
    try:
        fine = await asyncio.wait_for(asyncio.to_thread(question), PATIENCE_SECONDS)
    except (SQLAlchemyError, TimeoutError):
        fine = False
    status = 200 if fine else 503
    return JSONResponse({"ok": fine}, status, headers={"cache-control": "no-store"})


routes = (Route("/healthz", healthz), Route("/readyz", readyz))
