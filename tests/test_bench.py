"""The rows that ``make bench`` measures can be made: nothing is measured of a table without any."""

from sqlmodel import Session, func, select

from tests.bench import around, data


def test_an_agency_of_any_size_is_filled(engine):
    cookies = data.fill(engine, data.ACCOUNTS * data.WEEKS, whole=True)
    assert set(cookies) >= {"candidate", "client", "office"}
    with Session(engine) as session:
        for table, _, _ in around.ROWS:
            assert session.exec(select(func.count()).select_from(table)).one() >= 4, table
