"""tests/databases.py: what one test leaves behind is nothing to the next."""

import pytest
from sqlmodel import Session, select

from rxportal.db.tables import Agency, Candidate, Client
from tests import make

kinds = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


def clients(engine):
    with Session(engine) as session:
        return [(row.id, row.name) for row in session.exec(select(Client).order_by(Client.id))]


def leave_something(engine):
    with Session(engine) as session:
        session.add(Client(name="Sterrewacht"))
        session.add(Agency(name="Sterrewacht", phone="1"))
        session.commit()


@kinds
def test_it_is_empty_again_and_counts_from_one(databases, kind):
    for _ in range(2):
        engine = databases.engine(kind)
        assert clients(engine) == []
        leave_something(engine)
        assert clients(engine) == [(1, "Sterrewacht")]


@kinds
def test_it_holds_the_cast_again_and_numbers_go_on_after_it(databases, kind):
    numbers = set()
    for _ in range(2):
        engine = databases.engine(kind, make.world)
        assert [number for number, _ in clients(engine)] == [1, 2]
        with Session(engine) as session:
            session.delete(session.exec(select(Agency)).one())
            session.get_one(Candidate, 1).first_name = "Iemand"
            session.commit()
        leave_something(engine)
        numbers.add(clients(engine)[-1][0])
    assert len(numbers) == 1
    with Session(databases.engine(kind, make.world)) as session:
        assert session.exec(select(Agency.name)).all() == ["Flexmeent"]
        assert session.get_one(Candidate, 1).first_name == "Daria"


def test_a_reader_that_nobody_closed_disturbs_no_later_test(databases):
    engine = databases.engine("sqlite", make.world)
    forgotten = engine.connect()
    forgotten.execute(select(Client)).all()
    later = databases.engine("sqlite")
    leave_something(later)
    assert clients(later) == [(1, "Sterrewacht")]
    forgotten.close()
    assert clients(databases.engine("sqlite")) == []
