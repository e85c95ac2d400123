"""Who is doing what in which event, for the log.

What an event logs itself carries it by context; what is told of an error is told after the event
has ended, in another context, and looks it up here.
"""

from collections import OrderedDict
from typing import Any

from reflex_base.event.context import EventContext
from structlog.contextvars import bind_contextvars

_MOST = 1_000  # events remembered: far more than can wait for their error to be told
_events: OrderedDict[str, dict[str, Any]] = OrderedDict()


def note(*, user: int, address: str, handler: str) -> None:
    """Of the event that runs now; ``user`` is 0 for a stranger, ``handler`` the name it goes by."""
    who = {"user": user, "address": address, "handler": handler.rsplit("____", 1)[-1]}
    _events[EventContext.get().txid] = who
    if len(_events) > _MOST:
        _events.popitem(last=False)
    bind_contextvars(**who)


def noted() -> dict[str, Any]:
    """What was noted of the event that runs, or has just ended."""
    try:
        return _events.get(EventContext.get().txid, {})
    except LookupError:
        return {}
