"""A process of its own for tests to kill: it does one thing and says so on its screen.

``python -m tests.jobs.process send <smtp url>``; ``… submit <declaration> committed|uncommitted``.
"""

import sys
from datetime import UTC, datetime

from rxportal.db.engine import transaction
from rxportal.gateways.mail import SmtpMailer
from rxportal.jobs import outbox
from rxportal.jobs.outbox import Ways
from rxportal.services import declarations
from tests import make


def main() -> None:
    what, argument, *more = sys.argv[1:]
    now = datetime.now(UTC)
    if what == "send":
        outbox.send_due(Ways(SmtpMailer(argument), sender="portaal@example.nl"), lambda: now)
        return
    with transaction() as session:
        declarations.submit(session, make.candidate, int(argument), now=now)
        if more == ["uncommitted"]:
            _wait_to_be_killed()
    _wait_to_be_killed()


def _wait_to_be_killed() -> None:
    print("ready", flush=True)  # noqa: T201
    sys.stdin.read()


if __name__ == "__main__":
    main()
