"""All data of one person as one file (AVG art. 15 and 20): rows as JSON, and their files.

Never what opens something: hashes, tokens, keys and what is sealed are left out, by column. A BSN,
account or document number stands in it in full for the person alone; the agency gets it as shown
on its screens.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import Table, select
from sqlmodel import Session

from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    ArticleRead,
    AuditEvent,
    Authenticator,
    Candidate,
    ChangeRequest,
    Comment,
    Contact,
    ContactCostCentre,
    Contract,
    ContractReading,
    Declaration,
    DeclarationDay,
    DeclarationLine,
    Details,
    Document,
    JudgeLink,
    Link,
    Outbox,
    Passkey,
    Payment,
    Payslip,
    PayslipConsent,
    PhaseRecord,
    Photo,
    Placement,
    Preference,
    RecoveryCode,
    RememberedBrowser,
    RosterShift,
    RunLine,
    SavedView,
    Signature,
    StandIn,
    StoredFile,
    Transition,
    User,
    UserSession,
    Viewed,
)
from rxportal.domain import text
from rxportal.domain.access import Actor, Permission, require
from rxportal.domain.details import Secret
from rxportal.domain.scan import Scan
from rxportal.gateways.store import Store
from rxportal.locales import mark, t
from rxportal.services import audit, changes, consents, erasure, limits, person, secret_box, step_up
from rxportal.services.consents import Agreed
from rxportal.services.limits import Rule
from rxportal.services.person import Person
from rxportal.services.security import Here

TAKEN = Rule(10, timedelta(hours=1))  # by one account
README = "LEESMIJ.txt"
_ROWS = 500  # at once
_LONGEST = 120  # characters of a file's name
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
Row = dict[str, Any]

# The name of each file in the export, and what it says. In the order of LEESMIJ.
SHEETS: dict[type, tuple[str, str]] = {
    Candidate: ("kandidaat", mark("Je naam, nummer, e-mailadres en telefoon.")),
    Details: ("persoonsgegevens", mark("Adres, geboortedatum, bankrekening en ID-document.")),
    ChangeRequest: ("wijzigingen", mark("Wat je hebt gevraagd te wijzigen, en wat ervan kwam.")),
    Photo: ("foto", mark("Wanneer je je foto toevoegde.")),
    Contact: ("contactpersoon", mark("Wat over je bekend is als contactpersoon.")),
    ContactCostCentre: ("kostenplaatsen", mark("Welke kostenplaatsen je ziet.")),
    StandIn: ("vervanging", mark("Wie je verving en wie jou vervangt.")),
    User: ("account", mark("Je account om in te loggen.")),
    Placement: ("plaatsingen", mark("Waar je werkt of hebt gewerkt.")),
    RosterShift: ("roosters", mark("Je vaste werktijden.")),
    PhaseRecord: ("fases", mark("In welke fase je zit en hoeveel weken je hebt gewerkt.")),
    Declaration: ("declaraties", mark("Je urendeclaraties.")),
    DeclarationLine: ("uren", mark("De uren, kilometers en onkosten in je declaraties.")),
    DeclarationDay: ("dagen", mark("Dagen dat je vrij of ziek was, en dagen die zijn afgewezen.")),
    Transition: ("declaratiestappen", mark("Wat er met declaraties gebeurde, en door wie.")),
    StoredFile: ("bonnen", mark("De bonnen bij je onkosten.")),
    RunLine: ("verwerkt", mark("Wat er naar de loonadministratie ging.")),
    Accrual: ("reserveringen", mark("Wat je hebt opgebouwd en opgenomen.")),
    Payslip: ("loonstroken", mark("Je loonstroken.")),
    AnnualStatement: ("jaaropgaven", mark("Je jaaropgaven.")),
    Payment: ("betalingen", mark("Wat er is overgemaakt.")),
    PayslipConsent: ("loonstrook-keuze", mark("Of je loonstroken alleen digitaal wilt.")),
    Contract: ("contracten", mark("Je contracten.")),
    ContractReading: ("contracten-gelezen", mark("Tot welke pagina je contracten hebt gelezen.")),
    Signature: ("handtekeningen", mark("Hoe en wanneer je hebt ondertekend.")),
    Document: ("documenten", mark("Documenten over jou.")),
    Comment: ("reacties", mark("Wat jij schreef, en wat er bij jouw gegevens is geschreven.")),
    ArticleRead: ("nieuws-gelezen", mark("Welk nieuws je hebt geopend.")),
    Viewed: ("bekeken", mark("Wat je het laatst hebt geopend.")),
    SavedView: ("filters", mark("Filters die je hebt bewaard.")),
    Preference: ("voorkeuren", mark("Hoe je je schermen hebt ingedeeld.")),
    Outbox: ("berichten", mark("E-mails en sms’en aan jou.")),
    UserSession: ("sessies", mark("Wanneer en waarmee je was ingelogd.")),
    RememberedBrowser: ("browsers", mark("Browsers die zijn onthouden.")),
    Authenticator: ("apps", mark("Wanneer je een app voor codes instelde.")),
    Passkey: ("passkeys", mark("Je passkeys.")),
    RecoveryCode: ("herstelcodes", mark("Wanneer herstelcodes zijn gemaakt en gebruikt.")),
    Link: ("links", mark("Links om in te loggen die je zijn gemaild.")),
    JudgeLink: ("beoordeellinks", mark("Links om uren te beoordelen die je zijn gemaild.")),
    AuditEvent: ("logboek", mark("Wat jij deed, en wat anderen met jouw gegevens deden.")),
}

_FILE = frozenset({"key"})
_PAPER = frozenset({"file_key"})
# Columns that never leave: what opens something, and names of files in the store.
HIDDEN: dict[type, frozenset[str]] = {
    Details: frozenset(Secret),
    ChangeRequest: frozenset({"sealed"}),
    Photo: frozenset({"key", "content"}),
    User: frozenset({"password_hash"}),
    StoredFile: _FILE,
    Document: _FILE,
    Payslip: _PAPER,
    AnnualStatement: _PAPER,
    Contract: frozenset({"file_key", "sealed_key"}),
    Outbox: frozenset({"message_id", "body_html", "secret", "leased_until"}),
    UserSession: frozenset({"token_hash", "challenge", "challenged_at"}),
    RememberedBrowser: frozenset({"token_hash"}),
    Authenticator: frozenset({"secret", "last_step"}),
    Passkey: frozenset({"credential_id", "public_key"}),
    RecoveryCode: frozenset({"code_hash", "number"}),
    Link: frozenset({"token_hash"}),
    JudgeLink: frozenset({"token_hash"}),
    # Who else was in it is not theirs to know.
    AuditEvent: frozenset({"actor", "actor_id", "subject", "subject_id", "previous", "hash"}),
}


@dataclass(frozen=True)
class Known:
    """For the page; ``fresh``: who asks has just proven who they are."""

    name: str
    fresh: bool
    agreed: Sequence[Agreed]
    asked_at: datetime | None = None  # when they asked to be erased
    plan: erasure.Plan | None = None  # what that would take away, for who may do it


def known(
    session: Session,
    actor: Actor,
    token: str,
    candidate_id: int,
    *,
    now: datetime,
) -> Known:
    """Raises ``Forbidden`` and ``NotFound``."""
    found = whose(session, actor, candidate_id)
    fresh = step_up.is_fresh(session, token, now=now)
    told = candidate_id and actor.may(Permission.PERSON_ERASE)
    plan = erasure.plan(session, actor, candidate_id, now=now) if told else None
    asked = plan.asked_at if plan else erasure.asked_at(session, actor)
    return Known(found.name, fresh, consents.log(session, found.users), asked, plan)


def whose(session: Session, actor: Actor, candidate_id: int) -> Person:
    """The actor for 0, else a candidate of the agency. Raises ``Forbidden`` and ``NotFound``."""
    if not candidate_id:
        return person.of_actor(session, actor)
    require(actor, Permission.PERSON_EXPORT)
    return person.of_candidate(session, actor, candidate_id)


def begin(session: Session, actor: Actor, here: Here, candidate_id: int, *, now: datetime) -> None:
    """Write down who takes it out of the portal, before it is made.

    Raises ``ProofNeeded``, ``TooOften``, ``Forbidden`` and ``NotFound``.
    """
    found = whose(session, actor, candidate_id)
    step_up.require(session, here.token, now=now)
    limits.require(session, limits.of_actor("person", actor), TAKEN, now=now)
    subject = session.get(User, found.users[0]) if found.users else None
    told = {"candidate": str(found.candidate)} if found.candidate else {}
    audit.record(
        session, "person.exported", actor=actor, subject=subject, address=here.address,
        details=told, now=now,
    )  # fmt: skip


def write(
    session: Session,
    actor: Actor,
    store: Store,
    candidate_id: int,
    file: BinaryIO,
    *,
    now: datetime,
) -> None:
    """Some rows at a time, then one file after the other: memory stays the same.

    Raises ``Forbidden`` and ``NotFound``.
    """
    found = whose(session, actor, candidate_id)
    files: dict[str, str | bytes] = {}
    said: list[str] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for table, (name, about) in SHEETS.items():
            if _write_sheet(
                archive, f"gegevens/{name}.json", _rows(session, actor, found, table, files)
            ):
                said.append(f"gegevens/{name}.json: {t(about)}")
        agreed = (
            {"at": each.at.isoformat(), "what": each.what}
            for each in consents.log(session, found.users)
        )
        if _write_sheet(archive, "gegevens/akkoorden.json", agreed):
            said.append(f"gegevens/akkoorden.json: {t('Waar je mee akkoord ging, en wanneer.')}")
        for path, kept in files.items():
            content = store.get(kept) if isinstance(kept, str) else kept
            if content is not None:
                archive.writestr(path, content, ZIP_STORED)
        archive.writestr(README, _readme(found, said, now))


def _write_sheet(archive: ZipFile, path: str, rows: Iterator[Row]) -> bool:
    """A list of rows; nothing when there are none."""
    first = next(rows, None)
    if first is None:
        return False
    with archive.open(path, "w", force_zip64=True) as sheet:
        sheet.write(b"[\n" + _json(first))
        for row in rows:
            sheet.write(b",\n" + _json(row))
        sheet.write(b"\n]\n")
    return True


def _json(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode()


def _rows(
    session: Session, actor: Actor, found: Person, table: Any, files: dict[str, str | bytes]
) -> Iterator[Row]:
    made: Table = table.__table__
    asked = select(made).where(person.rows_of(actor, found, table)).order_by(*made.primary_key)
    rows = session.connection().execute(
        asked, execution_options={"stream_results": True, "yield_per": _ROWS}
    )
    hidden = HIDDEN.get(table, frozenset())
    more = _MORE.get(table)
    for each in rows.mappings():
        held: Row = {str(key): value for key, value in each.items()}
        row: Row = {key: _plain(value) for key, value in held.items() if key not in hidden}
        if more is not None:
            row |= more(held, found)
        if names := _keep(files, _FILES.get(table, _none)(held)):
            row["files"] = names
        yield row


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _details(row: Mapping[str, Any], found: Person) -> Row:
    """The numbers that say who somebody is: in full for the person alone."""
    told: Row = {}
    for secret in Secret:
        told[secret.value] = row[f"{secret.value}_shown"]
        if found.own and row[secret.value]:
            bound = changes.bound_to(row["candidate_id"], secret)
            told[secret.value] = secret_box.unseal(row[secret.value], bound_to=bound)
    return told


def _message(row: Mapping[str, Any], _found: Person) -> Row:
    """What held a link or a pin is not told again."""
    return {"body_text": ""} if row["secret"] else {}


def _event(row: Mapping[str, Any], found: Person) -> Row:
    """An address is that of who did it."""
    by_person = row["actor_id"] in found.users
    return {"by_person": by_person} | ({} if by_person else {"address": ""})


_MORE: dict[type, Callable[[Mapping[str, Any], Person], Row]] = {
    Details: _details,
    Outbox: _message,
    AuditEvent: _event,
}
# Paths in the export, without a number yet, with the key in the store or the content itself.
Named = list[tuple[str, str | bytes]]


def _none(_row: Mapping[str, Any]) -> Named:
    return []


def _scanned(folder: str) -> Callable[[Mapping[str, Any]], Named]:
    def named(row: Mapping[str, Any]) -> Named:
        clean = row["scan"] == Scan.CLEAN
        return [(f"{folder}/{_fit(row['name'])}", row["key"])] if clean else []

    return named


def _contract(row: Mapping[str, Any]) -> Named:
    title = f"contracten/{_fit(row['title'])} {row['starts_on']}"
    signed = t("ondertekend")
    return [
        (f"{title}.pdf", row["file_key"]),
        *([(f"{title} ({signed}).pdf", row["sealed_key"])] if row["sealed_key"] else []),
    ]


_FILES: dict[type, Callable[[Mapping[str, Any]], Named]] = {
    Photo: lambda row: [("foto.jpg", row["content"])],
    StoredFile: _scanned("bonnen"),
    Payslip: lambda row: [(f"loonstroken/{row['starts_on']}.pdf", row["file_key"])],
    AnnualStatement: lambda row: [(f"jaaropgaven/{row['year']}.pdf", row["file_key"])],
    Contract: _contract,
    Document: _scanned("documenten"),
}


def _fit(name: str) -> str:
    """A name that every computer takes, and that climbs out of no folder."""
    return _UNFIT.sub("-", name).strip(" .")[-_LONGEST:] or t("bestand")


def _keep(files: dict[str, str | bytes], named: Named) -> list[str]:
    """Note the files under names that are not taken yet; those names."""
    names: list[str] = []
    for path, kept in named:
        stem, point, ending = path.rpartition(".")
        free, number = f"bestanden/{path}", 2
        while free in files:
            free = f"bestanden/{stem} ({number}){point}{ending}" if point else f"{free} ({number})"
            number += 1
        files[free] = kept
        names.append(free)
    return names


def _readme(found: Person, said: list[str], now: datetime) -> str:
    numbers = (
        t("Je BSN, rekeningnummer en documentnummer staan er helemaal in. Bewaar het veilig.")
        if found.own
        else t("Van BSN, rekeningnummer en documentnummer staat alleen het einde erin.")
    )
    return "\n".join(
        (
            t("Alles wat het portaal weet van {name}", name=found.name),
            t("Gemaakt op {moment}", moment=text.moment(now)),
            "",
            t("De map gegevens heeft een bestand voor elk onderwerp, in JSON."),
            t("De map bestanden heeft de loonstroken, contracten, documenten en bonnen zelf."),
            t("Momenten zijn in UTC, bedragen in centen en tijden in minuten na middernacht."),
            numbers,
            t("Wachtwoorden, codes en sleutels zitten er niet in, en een bestand dat nog op "
              "virussen wordt gecontroleerd ook niet."),
            "",
            *said,
            "",
        )
    )  # fmt: skip
