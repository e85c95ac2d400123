"""Reflex configuration. The build and the server each read it more than once: no side effects."""

import json
import os
from pathlib import Path

import reflex as rx

from rxportal.config import settings
from rxportal.locales import SOURCE, set_default

_tokens = json.loads((Path(__file__).parent / "design" / "tailwind.tokens.json").read_text())

# The build compiles once per language and says here which one it is at.
set_default(os.environ.get("RXPORTAL_BUILD_LANGUAGE", SOURCE))

config = rx.Config(
    app_name="rxportal",
    frontend_port=settings().port,
    backend_port=settings().port,
    # A browser that opens the event socket from any other origin is refused with 403.
    cors_allowed_origins=list(settings().origins),
    # State is a cache: what matters is in the database, so one process's memory is enough.
    state_manager_mode="memory",
    redis_token_expiration=4 * 3600,
    trusted_proxy_hops=settings().trusted_proxy_hops,
    telemetry_enabled=False,
    show_built_with_reflex=False,
    # Our own build writes the compressed files (rxportal/web/build.py).
    frontend_compression_formats=[],
    plugins=[rx.plugins.TailwindV4Plugin(_tokens)],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
