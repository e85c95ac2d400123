"""Documents of candidates for programs: what is known of one, the file itself, and a new one."""

import hashlib
from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from rxportal.db.tables import Candidate, Document, DocumentType
from rxportal.domain.access import Permission, require
from rxportal.formats.uploads import REFUSALS, Clean, TooLarge
from rxportal.locales import t
from rxportal.registers.keeping import Unfit
from rxportal.services import documents
from rxportal.services.documents import ExpiryMissing, UnknownNumber, Wish
from rxportal.services.files import Content
from rxportal.services.integrations import Program
from rxportal.web import files
from rxportal.web.answers import typed
from rxportal.web.problems import problem
from rxportal.web.programs import ROOT, Answer, Stop, at, day_of, done, fingerprint, number_of, run

SLUG = "documenten"
FIELDS = frozenset({"type", "candidate", "expires_on", "file"})


async def one(request: Request) -> Response:
    number = number_of(request)

    def work(session: Session, program: Program, now: datetime) -> Answer:
        row = documents.find(session, program.actor, number, now=now)
        return Answer(200, written(session, row))

    return await run(request, work)


async def content(request: Request) -> Response:
    """The file itself, which a program saves and no browser shows."""
    number = number_of(request)

    def work(session: Session, program: Program, now: datetime) -> Content:
        require(program.actor, Permission.DOCUMENT_OPEN)
        row = documents.find(session, program.actor, number, now=now)
        return documents.read(session, program.actor, files.store(), row.key, now=now)

    return files.served(await done(request, work), inline=False)


async def create(request: Request) -> Response:
    """A file with its kind and whose it is, by the door of all files."""

    def knock(session: Session, program: Program, now: datetime) -> None:
        documents.knock(session, program.actor, now=now)

    await done(request, knock)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "multipart/form-data":
        raise Stop(problem(415, t("Stuur multipart/form-data.")))
    try:
        async with files.sent(request) as form:
            return await _keep(request, form)
    except TooLarge as refusal:
        raise Stop(problem(413, str(refusal))) from None
    except (MultiPartException, HTTPException):
        raise Stop(problem(400, t("Dit formulier is niet compleet."))) from None


ROUTES = [
    at(f"/{SLUG}/{{number:int}}", GET=one),
    at(f"/{SLUG}/{{number:int}}/bestand", GET=content),
]


def written(session: Session, row: Document) -> dict[str, Any]:
    """Never its key: who has that has half the way to the file."""
    return {
        "id": row.id,
        "version": row.version,
        "candidate": session.get_one(Candidate, row.candidate_id).number,
        "type": session.get_one(DocumentType, row.type_id).name,
        "name": row.name,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
        "state": row.review.value,
        "added_at": row.added_at.isoformat(),
    }


async def _keep(request: Request, form: FormData) -> Response:
    kind, number, until = (typed(form, key) for key in ("type", "candidate", "expires_on"))
    file = form.get("file")
    problems = {key[:60]: t("Dit veld kennen we niet.") for key in form if key not in FIELDS}
    expires_on = day_of(until)
    if until and expires_on is None:
        problems["expires_on"] = t("Dit is niet van het goede type.")
    for key, there in (
        ("type", kind),
        ("candidate", number),
        ("file", isinstance(file, UploadFile)),
    ):
        if not there:
            problems[key] = t("Dit veld is nodig.")
    if problems or not isinstance(file, UploadFile):
        raise Unfit(problems)
    sent, name = await file.read(), file.filename or ""
    try:
        clean = await files.opened(sent, may_wait=True)
    except REFUSALS as refusal:
        raise Unfit({"file": str(refusal)}) from None

    def work(session: Session, program: Program, now: datetime) -> Answer:
        row = _added(session, program, kind, Wish(0, expires_on, number[:20]), name, clean, now)
        return Answer(201, written(session, row), f"{ROOT}/{SLUG}/{row.id}")

    digest = hashlib.sha256(sent).digest()
    parts = (kind.encode(), number.encode(), until.encode(), name.encode(), digest)
    return await run(request, work, asked=fingerprint(request, *parts), counted=False)


def _added(
    session: Session,
    program: Program,
    kind: str,
    wish: Wish,
    name: str,
    clean: Clean,
    now: datetime,
) -> Document:
    kinds = {each.name: each for each in documents.types_to_add(session, program.actor, now=now)}
    if kind not in kinds:
        raise Unfit(
            {"type": t("Dit type document is er niet. Kies: {names}.", names=", ".join(kinds))}
        )
    wish = Wish(kinds[kind].id or 0, wish.expires_on, wish.number)
    try:
        return documents.add(
            session, program.actor, files.store(), wish, name=name, clean=clean, now=now
        )
    except ExpiryMissing as refusal:
        raise Unfit({"expires_on": str(refusal)}) from None
    except UnknownNumber as refusal:
        raise Unfit({"candidate": str(refusal)}) from None
