"""What the portal says back: one line, in a region a screen reader announces."""

import reflex as rx

from rxportal.locales import t

LONGEST = 500  # characters


class NoticeState(rx.State):
    """``text`` is what happened or what to do now; ``bad`` when something was refused."""

    text: str = ""
    bad: bool = False

    _path: str = ""  # of the page it was said on

    @rx.event
    def tell(self, text: str, bad: bool = False) -> None:  # noqa: FBT001, FBT002 - event arguments
        """Say something in this tab. It only ever reaches the tab that asks for it."""
        self._say(str(text)[:LONGEST], bad=bool(bad))

    @rx.event
    def dismiss(self) -> None:
        self.text = ""

    @rx.event
    def apologise(self, code: str) -> None:
        """Something of ours broke; ``code`` finds it in the log."""
        sentence = t(
            "Er ging bij ons iets mis. Je ingevulde uren zijn bewaard. Probeer het nog een keer, "
            "of noem deze code als je belt: {code}.",
            code=str(code)[:20],
        )
        self._say(sentence, bad=True)

    def _say(self, text: str, *, bad: bool) -> None:
        self.text, self.bad, self._path = text, bad, self._here()

    def _leave(self) -> None:
        """What was said on another page has been read."""
        if self.text and self._path != self._here():
            self.text = ""

    def _here(self) -> str:
        return str(self.router.url.path)
