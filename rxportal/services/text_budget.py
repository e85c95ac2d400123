"""How many texts may be sent: they cost money, and somebody may want them to (SMS pumping)."""

from datetime import datetime, timedelta

from sqlmodel import Session

from rxportal.db.tables import User
from rxportal.domain.errors import Counted
from rxportal.locales import t
from rxportal.services import audit, factor_notices, limits
from rxportal.services.limits import Rule, TooOften

PER_USER = Rule(3, timedelta(minutes=10))
PER_USER_A_DAY = Rule(10, timedelta(days=1))
PER_ADDRESS = Rule(20, timedelta(hours=1))
IN_ALL = Rule(200, timedelta(hours=1))
ALARM = Rule(1, timedelta(hours=1))
EVERYBODY = "sms:everybody"


class TooManyTexts(Counted):
    code = "sms-op"

    def __init__(self) -> None:
        super().__init__(
            t(
                "Er zijn te veel sms'jes aangevraagd. Wacht even en probeer het later opnieuw. "
                "Met een app op je telefoon heb je geen sms nodig."
            )
        )


def spend(session: Session, user: User, address: str, *, now: datetime) -> None:
    """Count one text. Raises ``TooManyTexts``; when nobody can be texted any more, the
    back-office hears of it, at most once an hour.
    """
    if limits.closed(session, EVERYBODY, IN_ALL, now=now):
        _raise_the_alarm(session, address, now)
        raise TooManyTexts
    person = user.id or 0
    rules = (
        (limits.of_account("sms", person), PER_USER),
        (limits.of_account("sms-day", person), PER_USER_A_DAY),
        (limits.of_address("sms", address), PER_ADDRESS),
        (EVERYBODY, IN_ALL),
    )
    if any(limits.closed(session, bucket, rule, now=now) for bucket, rule in rules):
        raise TooManyTexts
    try:
        for bucket, rule in rules:
            limits.require(session, bucket, rule, now=now)
    except TooOften:
        raise TooManyTexts from None


def _raise_the_alarm(session: Session, address: str, now: datetime) -> None:
    if limits.spend(session, "sms:alarm", ALARM, now=now) is None:
        factor_notices.texts_spent(session, most=IN_ALL.most, now=now)
        audit.record(session, "sms.budget_spent", address=address, now=now)
