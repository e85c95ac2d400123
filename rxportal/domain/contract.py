"""The contract a candidate signs: where it stands, the steps between, and who may take them.

Source: manual "Het online urenportaal", section "Contracten". The law asks no form for an
employment contract, but some of its clauses are only good in writing (BW 7:652, 7:653, 7:691):
hence a signature with evidence (BW 3:15a).
"""

from datetime import timedelta
from enum import StrEnum

from rxportal.domain.access import Permission
from rxportal.domain.errors import Refused
from rxportal.domain.typed import words
from rxportal.locales import mark, t


class State(StrEnum):
    """Where a contract stands. The value is what the database, the URL and the API carry."""

    DRAFT = "draft"  # the agency looks it over; nobody else sees it
    OFFERED = "offered"  # the candidate's turn
    SIGNED = "signed"
    DECLINED = "declined"
    REPLACED = "replaced"  # another one came in its place before it was signed
    EXPIRED = "expired"  # nobody signed in time
    WITHDRAWN = "withdrawn"  # the agency took it back before it was signed


LABELS: dict[State, str] = {
    State.DRAFT: mark("Concept"),
    State.OFFERED: mark("Aangeboden"),
    State.SIGNED: mark("Ondertekend"),
    State.DECLINED: mark("Geweigerd"),
    State.REPLACED: mark("Vervangen"),
    State.EXPIRED: mark("Verlopen"),
    State.WITHDRAWN: mark("Ingetrokken"),
}


class Step(StrEnum):
    OFFER = "offer"
    SIGN = "sign"
    DECLINE = "decline"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


NEEDS: dict[Step, Permission] = {
    Step.OFFER: Permission.CONTRACT_OFFER,
    Step.SIGN: Permission.CONTRACT_SIGN,
    Step.DECLINE: Permission.CONTRACT_SIGN,
    Step.REPLACE: Permission.CONTRACT_OFFER,
    Step.WITHDRAW: Permission.CONTRACT_OFFER,
}

# The whole life of a contract. What is not in this table cannot happen.
NEXT: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.OFFER): State.OFFERED,
    (State.OFFERED, Step.SIGN): State.SIGNED,
    (State.OFFERED, Step.DECLINE): State.DECLINED,
    (State.OFFERED, Step.REPLACE): State.REPLACED,
    (State.OFFERED, Step.WITHDRAW): State.WITHDRAWN,
    (State.OFFERED, Step.EXPIRE): State.EXPIRED,
}

LONGEST_REASON = 1000  # characters
LONGEST_NAME = 100
LIVES = timedelta(days=14)  # how long a contract can be signed, unless somebody says otherwise


class StepNotAllowed(Refused):
    """The contract is not in a state from which this step leads anywhere."""

    code = "contract-staat-vast"

    def __init__(self, state: State) -> None:
        super().__init__(
            t("Dat kan niet meer: dit contract staat op {state}.", state=t(LABELS[state]))
        )
        self.state = state


class TooLate(Refused):
    code = "contract-te-laat"

    def __init__(self) -> None:
        super().__init__(
            t("De termijn om te ondertekenen is voorbij. Bel je vestiging voor een nieuw contract.")
        )


class AnotherShown(Refused):
    """What would be signed is not what was shown."""

    code = "contract-gewijzigd"

    def __init__(self) -> None:
        super().__init__(t("Dit contract is net gewijzigd. Lees het opnieuw en onderteken dan."))


class NotRead(Refused):
    code = "contract-niet-gelezen"

    def __init__(self) -> None:
        super().__init__(t("Lees het contract eerst tot en met de laatste pagina."))


class NotAgreed(Refused):
    code = "contract-niet-akkoord"

    def __init__(self) -> None:
        super().__init__(t("Zet eerst het vinkje dat je het gelezen hebt en akkoord gaat."))


class NameMissing(Refused):
    code = "contract-naam"

    def __init__(self) -> None:
        super().__init__(t("Typ je naam als handtekening, met hooguit {n} tekens.", n=LONGEST_NAME))


class ReasonMissing(Refused):
    code = "contract-reden"

    def __init__(self) -> None:
        super().__init__(t("Schrijf kort op waarom je niet tekent. Je vestiging leest dit."))


class WhyMissing(ReasonMissing):
    """The same, of what the agency does."""

    code = "contract-waarom"

    def __init__(self) -> None:
        Refused.__init__(self, t("Schrijf kort op waarom. De kandidaat leest dit."))


class ReasonTooLong(Refused):
    code = "contract-reden-lang"

    def __init__(self) -> None:
        super().__init__(t("Houd de reden korter dan {n} tekens.", n=LONGEST_REASON))


def after(state: State, step: Step) -> State:
    """The state that ``step`` leads to; raises ``StepNotAllowed`` if it leads nowhere."""
    try:
        return NEXT[state, step]
    except KeyError:
        raise StepNotAllowed(state) from None


def reason(typed: str, missing: type[ReasonMissing] = ReasonMissing) -> str:
    """Why somebody does not sign, or the agency takes it back: stripped.

    Raises ``missing`` or ``ReasonTooLong``.
    """
    found = words(typed)
    if not found:
        raise missing
    if len(found) > LONGEST_REASON:
        raise ReasonTooLong
    return found


def written(typed: str) -> str:
    """A name as a signature, on one line. Raises ``NameMissing``."""
    found = " ".join(words(typed).split())
    if not any(sign.isalpha() for sign in found) or len(found) > LONGEST_NAME:
        raise NameMissing
    return found
