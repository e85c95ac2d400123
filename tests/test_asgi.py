"""The private switches of Reflex that the server depends on: an upgrade that renames one fails."""

import os
import subprocess
import sys

import pytest
from reflex_base.environment import environment

from rxportal.asgi import SWITCHES

NAMES = {
    name: getattr(environment, name.removeprefix("__")).name
    for name in SWITCHES
    if hasattr(type(environment), name.removeprefix("__"))
}


@pytest.mark.parametrize("name", sorted(set(SWITCHES) - {"REFLEX_TELEMETRY_ENABLED"}))
def test_reflex_still_knows_the_switch_by_this_name(name):
    assert NAMES[name] == name


def test_they_do_what_they_say():
    asks = (
        "from reflex_base.environment import environment as e;"
        "print(e.REFLEX_SKIP_COMPILE.get(), e.REFLEX_MOUNT_FRONTEND_COMPILED_APP.get(),"
        "e.REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE.get(), e.REFLEX_ENV_MODE.get().value)"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", asks],
        env={**os.environ, **SWITCHES},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "False", "65536", "prod"]


def test_what_only_a_client_of_other_servers_needs_is_not_loaded_and_stays_importable():
    asks = (
        "import sys\n"
        "from rxportal.asgi import CLIENTS, _without\n"
        "with _without(CLIENTS):\n"
        "    import engineio, socketio\n"
        "print(*(name for name in CLIENTS if name in sys.modules))\n"
        "import requests\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", asks], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
