"""Whether this process lives and can do its work: for the balancer and the start script."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def healthz(_request: Request) -> JSONResponse:
    """200 while the process answers."""
    return JSONResponse({"ok": True}, headers={"cache-control": "no-store"})


routes = (Route("/healthz", healthz),)
