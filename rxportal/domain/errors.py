"""Refusals the user can be told about. Everything else is a bug and may crash."""

from collections.abc import Callable

from rxportal.locales import t


class Refused(Exception):
    """Base of every expected refusal; ``str(error)`` is a sentence in the user's language.

    ``code`` is how a redirect names it, for the screen that says the sentence.
    """

    code: str = ""


class Counted(Refused):
    """A refusal that is itself written down (a wrong try that counts): ``transaction`` keeps what
    was written before it, and then lets it out.
    """


class SignedOut(Refused):
    """Nobody is signed in, or the session has ended; ``path`` is where they wanted to be."""

    def __init__(self, path: str = "/") -> None:
        super().__init__(t("Je bent niet meer ingelogd. Log opnieuw in om verder te gaan."))
        self.path = path


class Forbidden(Refused):
    """The actor's role does not grant the permission."""

    def __init__(self) -> None:
        super().__init__(t("Dit kan niet met jouw account. Vraag het je contactpersoon."))


class NotFound(Refused):
    """No such row, or a row the actor may not know about: the two look the same on purpose.

    ``note(session, now=…)`` writes down what has to be, after the work that was refused.
    """

    def __init__(self, note: Callable[..., None] | None = None) -> None:
        super().__init__(t("Dit bestaat niet of niet meer. Ga terug naar het overzicht."))
        self.note = note


class Invalid(Refused):
    """An argument no screen of ours sends: refused before it reaches the database."""

    def __init__(self) -> None:
        super().__init__(t("Deze invoer klopt niet. Ververs de pagina en probeer het opnieuw."))
