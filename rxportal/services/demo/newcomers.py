"""People of the demo agency who are not in yet: one in each state an invitation can have."""

from datetime import datetime, timedelta

from sqlmodel import Session

from rxportal.db.tables import Candidate, User
from rxportal.domain.access import Actor, Role
from rxportal.services import invitations
from rxportal.services.invitations import Wish

# First name, last name, how long ago they were invited, and whether that was taken back.
NEWCOMERS = (
    ("Amina", "El Idrissi", timedelta(hours=2), False),
    ("Tomasz", "Wilk", timedelta(days=9), False),
    ("Sofie", "Brandsma", timedelta(days=1), True),
)


def fill(session: Session, office: User, *, now: datetime) -> None:
    """Candidates without a placement, invited by the agency's back-office."""
    actor = Actor(office.id or 0, office.role, 0, office.name, office.email)
    for number, (first, last, ago, revoked) in enumerate(NEWCOMERS):
        address = f"{first.lower()}@demo.example"
        session.add(
            Candidate(
                number=f"K2000{number}",
                first_name=first,
                last_name=last,
                email=address,
                phone=f"+3160000090{number}",
            )
        )
        session.flush()
        wish = Wish(address, Role.CANDIDATE)
        invited = invitations.invite(session, actor, wish, now=now - ago)
        if revoked:
            invitations.revoke(session, actor, invited.user_id, now=now - ago / 2)
