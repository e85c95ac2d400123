"""The application object: puts pages, guard, routes and error handler together."""

import reflex as rx
from starlette.routing import Router
from starlette.types import ASGIApp

from rxportal import refusals
from rxportal.components.feedback import overlay, went_wrong
from rxportal.config import settings
from rxportal.jobs import loop
from rxportal.locales import current
from rxportal.pages import add_pages
from rxportal.state import watch
from rxportal.state.arriving import Arrivals
from rxportal.state.session import SessionGuard
from rxportal.web import (
    activation,
    api,
    brand,
    contracts,
    demo,
    documents,
    files,
    first_run,
    health,
    imports,
    integrations,
    judge_link,
    modules,
    news,
    offering,
    photos,
    recovery,
    runs,
    security,
    sign_in,
    verification,
)
from rxportal.web.access import AccessLog
from rxportal.web.hearing import HeardOut
from rxportal.web.own_pages import OwnPagesOnly

ROUTES = [
    *health.routes,
    *first_run.ROUTES,
    *sign_in.ROUTES,
    *verification.ROUTES,
    *activation.ROUTES,
    *judge_link.ROUTES,
    *recovery.ROUTES,
    *security.ROUTES,
    *files.ROUTES,
    *documents.ROUTES,
    *news.ROUTES,
    *contracts.ROUTES,
    *offering.ROUTES,
    *imports.ROUTES,
    *integrations.ROUTES,
    *photos.ROUTES,
    *api.ROUTES,
    *modules.ROUTES,
    *runs.ROUTES,
    *brand.ROUTES,
    *demo.routes(settings()),
]


def _with_routes(reflex: ASGIApp) -> ASGIApp:
    """Our routes before Reflex's own; a known path asked for in the wrong way is 405."""
    routes = Router(ROUTES, default=reflex, redirect_slashes=False)
    return AccessLog(HeardOut(OwnPagesOnly(routes)))


app = rx.App(
    html_lang=current(),
    stylesheets=["/tokens.css"],
    head_components=[
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="stylesheet", href="/huisstijl.css"),
    ],
    toaster=None,
    api_transformer=_with_routes,
    backend_exception_handler=refusals.tell,
    frontend_exception_handler=refusals.tell_of_browser,
    app_wraps={(55, "ErrorBoundary"): went_wrong, (5, "Overlay"): overlay},
)
app.add_middleware(SessionGuard())
app.add_middleware(Arrivals())
app.register_lifespan_task(watch.over(app).run)
add_pages(app)
if settings().jobs:
    app.register_lifespan_task(loop.run)
