"""The contracts of the demo agency: one waits for a signature, most are signed."""

from datetime import datetime, timedelta

from sqlmodel import Session

from rxportal.config import settings
from rxportal.db.tables import Comment, Contract, ContractReading, Signature
from rxportal.domain import text
from rxportal.domain.access import Actor, Role
from rxportal.domain.contract import Step
from rxportal.domain.zone import instant, today
from rxportal.formats.paper import Paper
from rxportal.gateways.store import store_of
from rxportal.locales import SOURCE
from rxportal.services import contracts, offering, outbox, signing
from rxportal.services.demo import names
from rxportal.services.demo.cast import Cast, Placed
from rxportal.services.offering import Wish
from rxportal.services.signing import Vault
from rxportal.services.waiting import CONTRACTS

SIGNED = 4  # of the first placements, each by its own candidate
WAGES = (1562, 1618, 1704, 1590)  # cents an hour
WEEK = 2400  # minutes
TITLE = "Uitzendovereenkomst fase A"

_ARTICLES = """
Aanvang en duur.
Deze uitzendovereenkomst begint op {starts} en eindigt van rechtswege op het moment dat de
terbeschikkingstelling op verzoek van de opdrachtgever eindigt, doch uiterlijk na 26 weken.

Werkzaamheden.
De werknemer verricht werk als {job} onder leiding en toezicht van de opdrachtgever. De
werktijden staan in het rooster, dat de opdrachtgever ten minste vier dagen vooraf bekendmaakt.

Loon.
Het bruto uurloon is {wage} en is gelijkwaardig aan het loon van werknemers in een gelijke
functie bij de opdrachtgever. Uitbetaling is wekelijks, na goedkeuring van de declaratie.

Reserveringen.
Per gewerkt uur bouwt de werknemer vakantiedagen, vakantiegeld, kort verzuim en feestdagen op.
De saldi staan in het portaal onder Reserveringen.

Arbeidstijden en rust.
Een dienst duurt ten hoogste twaalf uur. Tussen twee diensten is er ten minste elf uur rust. Bij
meer dan vijfenhalf uur werk hoort een pauze van ten minste dertig minuten.

Ziekte.
De werknemer meldt zich op de eerste dag vóór 09:00 uur ziek bij het uitzendbureau en bij de
opdrachtgever. Gedurende ziekte gelden de voorschriften in het handboek.

Geheimhouding.
De werknemer gaat vertrouwelijk om met alles wat over de opdrachtgever en diens klanten bekend
wordt, ook na het einde van deze overeenkomst.

Veiligheid.
Het uitzendbureau verstrekt vóór aanvang de informatie over risico's op de werkplek. De
opdrachtgever zorgt voor de beschermingsmiddelen; de werknemer gebruikt ze.

Gegevens.
Het uitzendbureau verwerkt persoonsgegevens volgens het privacyreglement, dat in het portaal te
lezen is.

Toepasselijk recht.
Op deze overeenkomst zijn de wet en de CAO voor Uitzendkrachten van toepassing. De werknemer
heeft deze overeenkomst en het handboek ontvangen.
"""  # heading, then words; an empty line between articles


def fill(session: Session, made: Cast, *, now: datetime) -> None:
    """One for each of the first placements, and a new one that waits for the first candidate."""
    store = store_of(settings().storage_url)
    vault = Vault(store, signing.own_key(session, now=now))
    office = Actor(made.office.id or 0, Role.OFFICE, name=made.office.name)
    for placed in made.placed[:SIGNED]:
        at = instant(placed.row.starts_on - timedelta(days=6), 10 * 60 + 7)
        row = _offer(session, office, vault, placed, at)
        _sign(session, vault, placed, row, at + timedelta(hours=7, minutes=12))
    placed = made.placed[0]
    at = instant(today(now) - timedelta(days=1), 9 * 60 + 20)
    old = _offer(session, office, vault, placed, at, begins=now)
    new = _offer(
        session, office, vault, placed, at + timedelta(hours=2), begins=now, replaces=old.id
    )
    session.add(
        Comment(
            module=CONTRACTS,
            row_id=new.id or 0,
            user_id=office.user_id,
            user_name=office.name,
            at=at + timedelta(hours=2),
            body="Je nieuwe contract staat klaar. Bel gerust als iets niet klopt.",
        )
    )


def _offer(
    session: Session,
    office: Actor,
    vault: Vault,
    placed: Placed,
    at: datetime,
    *,
    begins: datetime | None = None,
    replaces: int | None = None,
) -> Contract:
    starts = placed.row.starts_on
    if begins is not None:
        starts = today(begins) + timedelta(days=14 - today(begins).weekday())
    title = TITLE if begins is None else "Verlenging uitzendovereenkomst fase A"
    wage = WAGES[placed.number % len(WAGES)]
    paper = Paper(title, head=names.AGENCY, note="", at=at, language=SOURCE)
    paper.lead("met uitzendbeding")
    paper.rows(
        [
            ("Werknemer", placed.candidate.name),
            ("Functie", placed.row.job_title),
            ("Opdrachtgever", names.CLIENTS[placed.plan.client]),
            ("Ingangsdatum", text.day_full(starts)),
            ("Uren per week", text.hours_brief(WEEK)),
            ("Bruto uurloon", text.money(wage)),
        ]
    )
    said = {
        "starts": text.day_full(starts),
        "job": placed.row.job_title.lower(),
        "wage": text.money(wage),
    }
    for number, article in enumerate(_ARTICLES.strip().split("\n\n"), start=1):
        heading, _, words = article.partition(".\n")
        paper.heading(f"Artikel {number}. {heading}")
        paper.paragraph(" ".join(words.format(**said).split()))
    wish = Wish(
        candidate_id=placed.row.candidate_id,
        title=title,
        starts_on=starts,
        sign_before=instant(today(at) + timedelta(days=6 if begins is None else 9), 0),
        phase="A",
        placement_id=placed.row.id,
        hours_week=WEEK,
        wage=wage,
        replaces=replaces,
    )
    return offering.offer(
        session, office, vault.store, wish, contracts.checked(paper.content()), now=at
    )


def _sign(session: Session, vault: Vault, placed: Placed, row: Contract, at: datetime) -> None:
    """As the screen would, without the pin that nobody can read any more."""
    reading = ContractReading(
        contract_id=row.id or 0,
        user_id=placed.candidate.id or 0,
        page=row.pages,
        opened_at=at - timedelta(minutes=4, seconds=13),
        read_at=at - timedelta(seconds=51),
    )
    session.add(reading)
    contracts.take(session, row, Step.SIGN, {"signed_at": at}, now=at)
    proof = Signature(
        contract_id=row.id or 0,
        user_id=placed.candidate.id or 0,
        name=placed.candidate.name,
        email=placed.candidate.email,
        written=placed.candidate.name,
        factor="sms",
        number="06 •••• ••12",
        address="192.0.2.31",
        browser="Chrome op Android",
        opened_at=reading.opened_at,
        read_at=reading.read_at or at,
        pages=row.pages,
        signed_at=at,
        sha256=row.sha256,
    )
    session.add(proof)
    session.flush()
    signing.put_seal(session, vault, row, proof)
    outbox.take_back_from(session, placed.candidate.id or 0, ("contract_offered",), now=at)
