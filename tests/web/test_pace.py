"""How fast a tab may speak, by a clock of our own; tests/security/test_sockets.py has a flood."""

from starlette.types import Message

from rxportal.web import pace
from rxportal.web.pace import A_SECOND, BURST, PATIENCE, EventPace, Pace


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_goes_through_at_once_and_what_follows_waits():
    speed = Pace(Clock())
    assert [speed.take() for _ in range(BURST)] == [0.0] * BURST
    assert speed.take() == 1 / A_SECOND


def test_a_key_held_down_never_waits_long():
    """Thirty a second for three seconds, as a keyboard repeats."""
    clock = Clock()
    speed = Pace(clock)
    waits = []
    for _ in range(90):
        clock.now += 1 / 30
        waits.append(speed.take())
    assert max(waits) == 0


def test_a_pause_makes_good():
    clock = Clock()
    speed = Pace(clock)
    for _ in range(2 * BURST):
        speed.take()
    clock.now += 60
    assert speed.take() == 0
    assert speed.waited == 0


async def _flood(monkeypatch, messages: int) -> tuple[list[Message], list[Message], list[float]]:
    """What the application got, what the browser got, and how long was waited each time."""
    got, sent, waits = [], [], []

    async def receive() -> Message:
        return {"type": "websocket.receive", "text": "2"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    async def app(scope, receive, send) -> None:
        for _ in range(messages):
            got.append(await receive())
            if got[-1]["type"] == "websocket.disconnect":
                return

    monkeypatch.setattr(pace.asyncio, "sleep", wait)
    await EventPace(app)({"type": "websocket"}, receive, send)
    return got, sent, waits


async def test_what_comes_too_fast_waits_and_is_not_lost(monkeypatch):
    got, sent, waits = await _flood(monkeypatch, BURST + 10)
    assert len(got) == BURST + 10
    assert len(waits) >= 9
    assert not sent


async def test_what_keeps_coming_is_cut_off(monkeypatch):
    got, sent, _ = await _flood(monkeypatch, BURST + 2 * PATIENCE)
    assert got[-1]["type"] == "websocket.disconnect"
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert len(got) <= BURST + PATIENCE + 10
