"""Vervanging as a browser sends its form: what is not on the page comes as nothing."""

import pytest

from rxportal.state.stand_ins import StandInState as S
from tests import make

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


async def test_what_is_missing_is_said_at_its_field(session, tabs):
    tab = tabs(make.client)
    await tab.go("/vervanging")
    await tab.send(S, "save", form={"collega": "", "afwezig": None, "vanaf": "", "tot": None})
    problems = (await tab.state(S)).problems
    assert problems.substitute == "Kies een collega met een account."
    assert (problems.starts, problems.ends) == ("Kies de eerste dag.", "Kies de laatste dag.")
