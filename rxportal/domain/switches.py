"""What an agency can switch off for a role: modules by their slug, and what is named here.

Everything is on until somebody switches it off. What is off is in ``Actor.closed``.
"""

from rxportal.locales import mark

SECTIONS = {  # of the dashboard, in the order everybody begins with
    "acties": mark("Benodigde acties"),
    "inzicht": mark("Inzicht in gegevens"),
    "filters": mark("Filterresultaten"),
    "reacties": mark("Reacties"),
    "recent": mark("Recent bekeken"),
    "nieuws": mark("Nieuws"),
}
PHOTO = "foto"
LABELS = {PHOTO: mark("Profielfoto")}  # of what is neither a module nor on the dashboard


def section(key: str) -> str:
    """How the switch of a section of the dashboard is called."""
    return f"dashboard:{key}"
