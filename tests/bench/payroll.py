"""Ten thousand approved declarations go to payroll, and their lines leave as a file."""

import asyncio
import time
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, func, insert, literal, select, update
from sqlmodel import Session

from rxportal.db.tables import Declaration, DeclarationLine, HourType
from rxportal.domain.declaration import Status
from rxportal.domain.hour_types import Unit
from rxportal.domain.run import Stage
from rxportal.services import runs
from tests import make
from tests.bench import servers
from tests.bench.load import LIST, OPENED
from tests.bench.rush import QUIET_SECONDS, clicks, p95
from tests.bench.wire import Tab

DECLARATIONS, LINES_OF_EACH = 10_000, 5
FILES = ("csv", "xlsx", "setu-2.0-json.zip")


@dataclass(frozen=True)
class Processed:
    """Declarations a second; ``longest`` is the longest transaction, which others wait for."""

    run_id: int
    counted: float
    processed: float
    longest_ms: float


@dataclass(frozen=True)
class Exported:
    """Seconds for one file, clicks by others in quiet and meanwhile, memory at the most."""

    took: float
    quiet_ms: float
    busy_ms: float
    most_mb: float


def approve(engine: Engine) -> int:
    """Everything that is in the database, each with lines of as many kinds; how many it are."""
    with engine.begin() as connection:
        kinds = connection.scalars(
            select(HourType.id).where(HourType.unit == Unit.HOURS).limit(LINES_OF_EACH)
        ).all()
        connection.execute(update(HourType).where(HourType.setu_code == "").values(setu_code="X1"))
        connection.execute(
            update(Declaration).values(
                status=Status.COMPLETED, submitted_at=Declaration.changed_at, minutes=2400
            )
        )
        for place, kind in enumerate(kinds):
            given = (kind, 540 + place * 60, 600 + place * 60, 0, 60, 0, "")
            rows = select(Declaration.id, Declaration.starts_on, *map(literal, given))
            names = ["declaration_id", "day", "hour_type_id", "begins", "ends", "break_minutes",
                     "minutes", "quantity", "note"]  # fmt: skip
            connection.execute(insert(DeclarationLine).from_select(names, rows))
        return connection.scalar(select(func.count()).select_from(Declaration)) or 0


def process(engine: Engine) -> Processed:
    """As the screen does it: one transaction for each step."""
    longest = 0.0

    def until(stage: Stage, run_id: int) -> tuple[float, int]:
        nonlocal longest
        began = time.perf_counter()
        while True:
            step = time.perf_counter()
            with Session(engine) as session:
                run = runs.step(session, make.office, run_id, now=datetime.now(UTC))
                session.commit()
                found, version = run.stage, run.version
            longest = max(longest, time.perf_counter() - step)
            if found is stage:
                return time.perf_counter() - began, version

    with Session(engine) as session:
        run = runs.make(session, make.office, runs.Wish(), now=datetime.now(UTC))
        session.commit()
        run_id, size = run.id or 0, run.declarations
    counting, version = until(Stage.PRO_FORMA, run_id)
    with Session(engine) as session:
        runs.finalise(session, make.office, run_id, version=version, now=datetime.now(UTC))
        session.commit()
    processing, _ = until(Stage.FINAL, run_id)
    return Processed(run_id, size / counting, size / processing, longest * 1000)


async def exported(port: int, cookie: str, run_id: int, kind: str) -> Exported:
    """One file of a run, beside somebody who works."""
    tab = Tab(port, cookie)
    await tab.open(LIST)
    await tab.until(OPENED)
    quiet = await clicks(tab, asyncio.create_task(asyncio.sleep(QUIET_SECONDS)))
    most = 0.0

    async def file() -> None:
        nonlocal most
        made = asyncio.create_task(asyncio.to_thread(_fetch, port, cookie, run_id, kind))
        while not made.done():
            most = max(most, (await asyncio.to_thread(servers.ask, port))["rss_mb"])
            await asyncio.wait([made], timeout=0.2)
        await made

    began = time.perf_counter()
    busy = await clicks(tab, asyncio.create_task(file()))
    took = time.perf_counter() - began
    await tab.close()
    return Exported(took, p95(quiet), p95(busy), most)


def _fetch(port: int, cookie: str, run_id: int, kind: str) -> int:
    request = urllib.request.Request(
        f"http://localhost:{port}/bestanden/verwerking/{run_id}.{kind}", headers={"Cookie": cookie}
    )
    size = 0
    with urllib.request.urlopen(request, timeout=600) as answer:  # noqa: S310
        while part := answer.read(1 << 16):
            size += len(part)
    return size
