"""Who and what there is in the demo agency. All of it is invented."""

from dataclasses import dataclass, field

from rxportal.db.tables import Entry
from rxportal.domain.access import Role
from rxportal.domain.periods import PeriodKind

AGENCY = "Flexmeent"
PHONE = "000 - 000 00 00"
EMAIL = "hulp@demo.example"
DISCLAIMER = (
    "Ik verklaar dat deze uren zijn gewerkt zoals hier staat. "
    "Met mijn akkoord mag Flexmeent ze verlonen en factureren."
)

CLIENTS = ("Vlotwerf Logistiek", "Kwekerij Zandoever", "Bakkerij Halmstok", "Zuivel Groenhaege")
VLOTWERF, ZANDOEVER, HALMSTOK, GROENHAEGE = range(4)

CENTRES = (
    (VLOTWERF, "152", "locatie Y"),
    (VLOTWERF, "153", "locatie Z"),
    (ZANDOEVER, "210", "kas 3"),
    (ZANDOEVER, "211", "inpakhal"),
    (HALMSTOK, "310", "nachtploeg"),
    (GROENHAEGE, "410", "vullijn 2"),
)

CONTACTS = (
    (VLOTWERF, "Ruben Oosterlaak"),
    (VLOTWERF, "Hanneke Brouwland"),
    (ZANDOEVER, "Noor van Dalfsum"),
    (ZANDOEVER, "Wout Kamerling"),
    (HALMSTOK, "Gijs Terpsma"),
    (GROENHAEGE, "Femke Rijnsdorp"),
)

OFFICE = (
    ("Sanne Waterlander", Role.OFFICE),
    ("Mees de Boer", Role.ADMINISTRATOR),
    ("Lotte Hagemeijer", Role.OFFICE),
)

CANDIDATES = (
    ("Daria", "Kowalczewska"),
    ("Piotr", "Zawiślak"),
    ("Yusuf", "Karabağlı"),
    ("Tomasz", "Wierzbnik"),
    ("Luca", "Ferrantini"),
    ("Ionuț", "Brânzescu"),
    ("Elena", "Dragosheva"),
    ("Amina", "el Haddoui"),
    ("Samuel", "Adeyinkola"),
    ("Merel", "Hoogstraaten"),
    ("Aylin", "Demirtaşoğlu"),
    ("Joris", "Veldhuijsen"),
)

Shift = tuple[int, int, int, int]
"""Weekday (0 is Monday), begin, end, break."""


def _every(days: range, begins: int, ends: int, pause: int) -> tuple[Shift, ...]:
    return tuple((day, begins, ends, pause) for day in days)


DAYS = _every(range(5), 420, 930, 30)  # 07:00-15:30
EARLY = _every(range(5), 360, 870, 30)  # 06:00-14:30
LATE = _every(range(5), 840, 1350, 30)  # 14:00-22:30
OFFICE_HOURS = _every(range(5), 540, 1050, 30)  # 09:00-17:30
FOUR_DAYS = _every(range(4), 480, 990, 30)  # 08:00-16:30
NIGHTS = _every(range(3), 1320, 360, 30)  # 22:00-06:00
EVENINGS = _every(range(4, 6), 960, 1260, 0)  # Friday and Saturday 16:00-21:00


@dataclass(frozen=True)
class Place:
    """A placement. ``since`` and ``until`` are days, counted from this week's Monday."""

    candidate: int
    client: int
    contact: int
    centre: int | None
    job: str
    roster: tuple[Shift, ...]
    since: int
    until: int | None = None
    period: PeriodKind = field(default=PeriodKind.WEEK)
    entry: Entry = field(default=Entry.TIMES)


WAGES = {  # gross, cents an hour
    "Orderpicker": 1533,
    "Orderpicker weekend": 1533,
    "Bakker nachtploeg": 1712,
    "Heftruckchauffeur": 1748,
    "Reachtruckchauffeur": 1795,
    "Teamleider inpak": 1926,
    "Administratief medewerker": 1688,
    "Operator vullijn": 1839,
    "Kwaliteitsmedewerker": 1884,
    "Chauffeur": 1721,
}
LOWEST_WAGE = 1491

W = 7  # days
PLACES = (
    Place(0, VLOTWERF, 0, 0, "Orderpicker", DAYS, -20 * W),
    Place(1, HALMSTOK, 4, 4, "Bakker nachtploeg", NIGHTS, -60 * W),
    Place(1, VLOTWERF, 1, 1, "Orderpicker weekend", EVENINGS, -14 * W),
    Place(2, VLOTWERF, 0, 0, "Heftruckchauffeur", LATE, -80 * W),
    Place(3, VLOTWERF, 0, 0, "Orderpicker", EARLY, -11 * W),
    Place(4, VLOTWERF, 1, 1, "Reachtruckchauffeur", DAYS, -3 * W + 2),
    Place(5, VLOTWERF, 1, 1, "Orderpicker", LATE, -45 * W),
    Place(6, VLOTWERF, 0, 0, "Teamleider inpak", OFFICE_HOURS, -15 * W),
    Place(7, VLOTWERF, 0, 0, "Administratief medewerker", FOUR_DAYS, -30 * W),
    Place(8, ZANDOEVER, 2, 2, "Medewerker kas", DAYS, -9 * W, entry=Entry.TOTALS),
    Place(9, ZANDOEVER, 3, 3, "Inpakmedewerker", FOUR_DAYS, -18 * W),
    Place(10, GROENHAEGE, 5, 5, "Operator vullijn", LATE, -52 * W, period=PeriodKind.FOUR_WEEKS),
    Place(
        11,
        GROENHAEGE,
        5,
        None,
        "Kwaliteitsmedewerker",
        OFFICE_HOURS,
        -22 * W,
        period=PeriodKind.MONTH,
    ),
    Place(0, ZANDOEVER, 2, 2, "Medewerker kas", DAYS, -34 * W, -21 * W + 4),
    Place(3, GROENHAEGE, 5, 5, "Productiemedewerker", DAYS, -32 * W, -12 * W + 4),
    Place(6, HALMSTOK, 4, None, "Inpakmedewerker", EARLY, -40 * W, -16 * W + 4),
    Place(8, VLOTWERF, 0, 0, "Orderpicker", LATE, -28 * W, -10 * W + 4),
    Place(9, GROENHAEGE, 5, 5, "Productiemedewerker", EARLY, -38 * W, -19 * W + 4),
    Place(11, ZANDOEVER, 3, 3, "Inpakmedewerker", FOUR_DAYS, -50 * W, -23 * W + 4),
    Place(4, HALMSTOK, 4, None, "Chauffeur", EARLY, -27 * W, -3 * W + 1),
)
