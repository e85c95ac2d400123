"""The rows that ``make bench`` measures can be made: nothing is measured of a table without any."""

from sqlmodel import Session, func, select

from rxportal.db.tables import Run, RunLine
from rxportal.domain.run import Stage
from tests.bench import around, data, payroll


def test_an_agency_of_any_size_is_filled(engine):
    cookies = data.fill(engine, data.ACCOUNTS * data.WEEKS, whole=True)
    assert set(cookies) >= {"candidate", "client", "office"}
    with Session(engine) as session:
        for table, _, _ in around.ROWS:
            assert session.exec(select(func.count()).select_from(table)).one() >= 4, table


def test_all_of_it_is_processed_and_its_lines_are_there_to_export(engine, monkeypatch):
    monkeypatch.setattr(data, "WEEKS", 5)
    data.fill(engine, 40 * data.WEEKS)
    size = payroll.approve(engine)
    found = payroll.process(engine)
    with Session(engine) as session:
        run = session.get_one(Run, found.run_id)
        assert (run.declarations, run.left_out, run.stage) == (size, 0, Stage.FINAL)
        lines = session.exec(select(func.count()).select_from(RunLine)).one()
    assert lines == size * payroll.LINES_OF_EACH
