"""What people are told when somebody reacts."""

from rxportal.locales import t
from rxportal.messages.message import Message, Quote, flat


def commented(about: str, path: str, *, name: str, by: str, words: str) -> Message:
    """To the other party. ``about`` is what was reacted to: "de declaratie van week 41"."""
    who = flat(by)
    return Message(
        kind="commented",
        subject=t("{who} reageerde op {about}", who=who, about=flat(about)),
        preheader=flat(words)[:120],
        title=t("Een reactie van {who}", who=who),
        lines=(t("Hallo {name}, {who} reageerde op {about}.", name=name, who=who, about=about),),
        quote=Quote(who, words),
        button=t("Reactie bekijken"),
        path=path,
    )
