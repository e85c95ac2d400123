"""What the portal says back: one line, in a region a screen reader announces."""

import reflex as rx

from rxportal.locales import t

LONGEST = 500  # characters


class NoticeState(rx.State):
    """``text`` is what happened or what to do now; ``bad`` when something was refused."""

    text: str = ""
    bad: bool = False

    @rx.event
    def tell(self, text: str, bad: bool = False) -> None:  # noqa: FBT001, FBT002 - event arguments
        """Say something in this tab. It only ever reaches the tab that asks for it."""
        self.text, self.bad = str(text)[:LONGEST], bool(bad)

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
        self.text, self.bad = sentence, True
