"""services/backup.py and services/restoring.py: everything in one file, and back."""

import io
import json
import re
from contextlib import ExitStack
from datetime import timedelta
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from sqlalchemy import func
from sqlmodel import SQLModel, col, select
from stdnum.nl import bsn

from rxportal.config import settings
from rxportal.db.engine import reading, snapshot, transaction
from rxportal.db.tables import (
    AuditEvent,
    Authenticator,
    Candidate,
    Client,
    Contract,
    Details,
    Link,
    Outbox,
    Passage,
    Pin,
    PinPurpose,
    Purpose,
    RememberedBrowser,
    User,
    UserSession,
)
from rxportal.db.tables.ways_in import LinkKind
from rxportal.domain.details import Secret
from rxportal.domain.errors import SignedOut
from rxportal.gateways import seal_key
from rxportal.gateways.store import FakeStore, FolderStore
from rxportal.services import (
    audit,
    backup,
    changes,
    demo,
    links,
    outbox,
    restoring,
    secret_box,
    sessions,
)
from rxportal.services.backup import Kept, Places
from rxportal.services.demo_accounts import ACCOUNTS, PASSWORD
from rxportal.services.restoring import NoBackup, NotEmpty, OtherKeys
from tests.doors import enter
from tests.make import NOW

LATER = NOW + timedelta(hours=1)
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PIN, LINK = "604117", "a-link-that-nobody-else-may-ever-see"
COOKIE, BROWSER = "the-token-of-a-cookie-that-is-signed-in", "the-token-of-a-browser-we-know"


def places(folder, store=None):
    return Places(store or FakeStore(), folder / "seal")


def live(session):
    """What a portal that is in use has beside the demo: somebody on the way in, mail that waits."""
    user = session.exec(select(User).where(User.email == "backoffice@demo.example")).one()
    secret = Authenticator(user_id=user.id, secret="", created_at=NOW, confirmed_at=NOW)
    session.add(secret)
    session.flush()
    secret.secret = secret_box.seal(TOTP, bound_to=f"authenticator:{secret.id}")
    ends = {"created_at": NOW, "expires_at": NOW + timedelta(days=1)}
    session.add(UserSession(token_hash=sessions.fingerprint(COOKIE), user_id=user.id,
                            seen_at=NOW, **ends))  # fmt: skip
    session.add(
        RememberedBrowser(token_hash=sessions.fingerprint(BROWSER), user_id=user.id, **ends)
    )
    link = Link(kind=LinkKind.RESET, token_hash=sessions.fingerprint(LINK), user_id=user.id,
                email=user.email, made_by=user.name, **ends)  # fmt: skip
    session.add(link)
    session.flush()
    passage = Passage(token_hash="passage", purpose=Purpose.RESET, user_id=user.id,
                      link_id=link.id, **ends)  # fmt: skip
    session.add(passage)
    session.flush()
    session.add(Pin(purpose=PinPurpose.PASSAGE, user_id=user.id, passage_id=passage.id,
                    number="+31600000005", code_hash="hash of a pin", sent_at=NOW,
                    expires_at=NOW + timedelta(minutes=10)))  # fmt: skip
    for name, secret, body in (("open", False, "Dag"), ("shut", True, f"{LINK} {PIN}")):
        session.add(Outbox(message_id=f"<{name}>", kind="k", user_id=user.id, secret=secret,
                           to="daria@example.nl", subject=name, body_text=body, body_html=body,
                           created_at=NOW, next_at=NOW))  # fmt: skip
    old, new = session.exec(select(Contract).order_by(col(Contract.id)).limit(2)).all()
    old.replaced_by = new.id  # to a row that comes later


@pytest.fixture(scope="module")
def source(databases, tmp_path_factory):
    """The demo agency in use, on SQLite, with its files and its certificate."""
    here = places(tmp_path_factory.mktemp("source"))
    seal_key.provide(here.seal, [b"one"], name="Flexmeent", now=NOW)
    with databases.beside("backed-up") as engine:
        with transaction(engine) as session:
            assert demo.fill(session, store=here.store, now=NOW)
            live(session)
            audit.record(session, "sign_in", details={"é": "✓"}, now=NOW)
        yield engine, here


@pytest.fixture(scope="module")
def written(source):
    return write(*source)


def write(engine, here, now=NOW):
    out = io.BytesIO()
    with snapshot(engine) as session:
        backup.write(session, here, out, revision="0014", now=now)
    return out.getvalue()


def restore(engine, here, content, **more):
    with ExitStack() as undo:
        with transaction(engine) as session:
            kept = restoring.restore(
                session, here, io.BytesIO(content), undo, now=LATER, **{"revision": "0014"} | more
            )
        undo.pop_all()
    return kept


def rows(engine):
    """Everything in the database, table by table; what a restore changes is left out."""
    apart = {"pin", "passage", "session", "link", "remembered_browser", "outbox"}
    with reading(engine) as session:
        return {
            table.name: sorted(
                repr(tuple(row))
                for row in session.connection().execute(table.select())
                if not ("audit" in table.name and "restored" in repr(row))
            )
            for table in SQLModel.metadata.sorted_tables
            if table.name not in apart | {"audit_head"}
        }


def members(content):
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remade(content, **changed):
    """The same backup with other members; ``None`` leaves one out."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, held in (members(content) | changed).items():
            if held is not None:
                packed = ZIP_DEFLATED if name.startswith("tables/") else ZIP_STORED
                archive.writestr(name, held, packed)
    return out.getvalue()


def is_empty(engine, here):
    with reading(engine) as session:
        nobody = not session.scalar(select(func.count()).select_from(User))
        nothing = not session.scalar(select(func.count()).select_from(Candidate))
    return nobody and nothing and not list(here.store.keys()) and not seal_key.content(here.seal)


def test_all_comes_back_on_another_kind_of_database_and_home_again(
    source, written, engine, databases, tmp_path
):
    there, home = places(tmp_path / "there"), places(tmp_path / "home")
    kept = restore(engine, there, written)
    assert kept.rows > 3000
    assert kept.files == len(source[1].store.files) > 100
    assert there.store == source[1].store
    assert seal_key.content(there.seal) == seal_key.content(source[1].seal)
    assert rows(engine) == rows(source[0])
    again = write(engine, there)
    with databases.beside(f"home-of-{engine.dialect.name}") as back:
        restore(back, home, again)
        assert rows(back) == rows(source[0])
        with reading(back) as session:
            assert audit.verify(session) is None


def test_the_trail_goes_on_and_says_that_it_was_restored(written, engine, tmp_path):
    restore(engine, places(tmp_path), written)
    with reading(engine) as session:
        assert audit.verify(session) is None
        row = session.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc())).first()
    assert (row.kind, row.at, row.details) == ("backup.restored", LATER, {"of": NOW.isoformat()})


def test_whoever_had_an_account_gets_in_and_what_is_sealed_opens(written, engine, tmp_path):
    restore(engine, places(tmp_path), written)
    with transaction(engine) as session:
        for address in ACCOUNTS:
            enter(session, address, PASSWORD, now=LATER)
        details = session.exec(select(Details)).first()
        bound = changes.bound_to(details.candidate_id, Secret.BSN)
        assert bsn.is_valid(secret_box.unseal(details.bsn, bound_to=bound))
        app = session.exec(select(Authenticator).where(Authenticator.created_at == NOW)).one()
        assert secret_box.unseal(app.secret, bound_to=f"authenticator:{app.id}") == TOTP


def test_nothing_that_may_have_ended_since_opens_anything(source, written, engine, tmp_path):
    with reading(source[0]) as session:
        assert sessions.actor_of(session, COOKIE, now=NOW)
        assert links.find(session, LINK, LinkKind.RESET, now=NOW)
    restore(engine, places(tmp_path), written)
    with reading(engine) as session:
        with pytest.raises(SignedOut):
            sessions.actor_of(session, COOKIE, now=LATER)
        counted = [
            session.scalar(select(func.count()).select_from(table).where(*still))
            for table, *still in (
                (UserSession, col(UserSession.ended_at).is_(None)),
                (RememberedBrowser, col(RememberedBrowser.ended_at).is_(None)),
                (Link, col(Link.revoked_at).is_(None)),
                (Passage,),
                (Pin,),
            )
        ]
    assert counted == [0] * 5


def test_mail_that_waited_is_not_sent_again_and_says_why(source, written, engine, tmp_path):
    with reading(source[0]) as session:
        assert outbox.is_due(session, ("mail", "sms"), now=LATER)
    restore(engine, places(tmp_path), written)
    with reading(engine) as session:
        assert not outbox.is_due(session, ("mail", "sms"), now=LATER + timedelta(days=9))
        mail = {row.message_id: row for row in session.exec(select(Outbox))}
    assert mail["<open>"].failed_at == LATER
    assert "reservekopie" in mail["<open>"].error
    assert mail["<open>"].body_text == "Dag"  # the back-office may send it after all
    assert mail["<shut>"].body_text == ""  # what was in it opens nothing any more


def test_new_rows_come_after_the_old_ones(written, engine, tmp_path):
    restore(engine, places(tmp_path), written)
    with transaction(engine) as session:
        last = session.scalar(select(func.max(Client.id)))
        session.add(Client(name="Nieuw"))
        session.flush()
        assert session.exec(select(Client.id).where(Client.name == "Nieuw")).one() == last + 1


def test_no_secret_stands_in_a_backup(source, written):
    held = [written, *members(written).values()]
    with reading(source[0]) as session:
        numbers = [
            secret_box.unseal(
                getattr(row, secret.value), bound_to=changes.bound_to(row.candidate_id, secret)
            )
            for row in session.exec(select(Details))
            for secret in (Secret.BSN, Secret.IBAN)
        ]
    assert len(numbers) == 30
    secrets = [*numbers, PASSWORD, TOTP, PIN, LINK, COOKIE, BROWSER, "hash of a pin",
               *settings().secret_keys]  # fmt: skip
    assert [each for each in secrets if any(each.encode() in part for part in held)] == []
    assert not re.search(rb"BEGIN (RSA )?PRIVATE KEY", b"".join(held))


def test_a_backup_is_of_one_moment(engine, tmp_path):
    """Somebody who writes meanwhile is not half in it."""
    with transaction(engine) as session:
        session.add(Client(name="Eerst"))
    with snapshot(engine) as session:
        assert session.scalar(select(func.count()).select_from(Client)) == 1
        with transaction(engine) as other:
            other.add(Client(name="Later"))
        assert session.scalar(select(func.count()).select_from(Client)) == 1


def test_somebody_elses_database_is_left_alone(written, session, engine, tmp_path):
    session.commit()
    here = places(tmp_path)
    with pytest.raises(NotEmpty, match="empty one"):
        restore(engine, here, written)
    assert list(here.store.keys()) == []
    with reading(engine) as look:
        assert look.scalar(select(func.count()).select_from(Candidate)) == 2


@pytest.mark.parametrize("revision", ["0013", "9999"])
def test_other_tables_are_refused(written, engine, tmp_path, revision):
    with pytest.raises(NoBackup, match="version 0014"):
        restore(engine, places(tmp_path), written, revision=revision)
    assert is_empty(engine, places(tmp_path))


def test_without_the_keys_it_is_said_before_anything_is_done(
    written, engine, tmp_path, monkeypatch
):
    monkeypatch.setenv("RXPORTAL_SECRET_KEYS", "another key, good for nothing either")
    settings.cache_clear()
    try:
        with pytest.raises(OtherKeys, match="--without-keys"):
            restore(engine, places(tmp_path), written)
        assert is_empty(engine, places(tmp_path))
        assert restore(engine, places(tmp_path), written, without_keys=True).rows > 3000
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def packed_file(content):
    out = io.BytesIO(content)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr("files/a-bomb-of-many-zeroes", bytes(50_000_000))
    return out.getvalue()


def fallen_bit(content):
    """In the last file of the store, long after the rows."""
    with ZipFile(io.BytesIO(content)) as archive:
        last = archive.infolist()[-1]
    place = last.header_offset + 30 + len(last.filename) + last.file_size // 2
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


AGENCY = "tables/agency.jsonl"
ROW = b'{"id": 1}\n'
BROKEN = {
    "no ZIP": lambda _: b"PK nothing",
    "nothing": lambda _: b"",
    "cut off": lambda content: content[:-2000],
    "a ZIP of somebody else": lambda content: remade(content, **{"portal.json": None}),
    "a head that says nothing": lambda content: remade(content, **{"portal.json": b"[]"}),
    "a table is missing": lambda content: remade(content, **{AGENCY: None}),
    "a row of other columns": lambda content: remade(content, **{AGENCY: ROW}),
    "no JSON": lambda content: remade(content, **{AGENCY: b"\xff\n"}),
    "a deep row": lambda content: remade(content, **{AGENCY: b"[" * 100_000 + b"\n"}),
    "half a row": lambda content: remade(content, **{AGENCY: b'{"id"'}),
    "a row without end": lambda content: remade(content, **{AGENCY: b"0" * 9_000_000}),
    "a row twice": lambda content: remade(content, **{AGENCY: members(content)[AGENCY] * 2}),
    "a row without what it points to": lambda content: remade(
        content, **{"tables/candidate.jsonl": b""}
    ),
    "a file outside of the store": lambda content: remade(
        content, **{"files/../../../tmp/evil-1234567890": b"x"}
    ),
    "a file at the root": lambda content: remade(content, **{"files//etc/evil-1234567890": b"x"}),
    "a file that is packed": packed_file,
    "a bit that fell over": fallen_bit,
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_backup_leaves_nothing(written, engine, tmp_path, how):
    here = places(tmp_path, FolderStore(tmp_path / "files"))
    with pytest.raises(NoBackup, match="nothing was restored"):
        restore(engine, here, BROKEN[how](written))
    assert is_empty(engine, here)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_restore_that_is_not_committed_takes_its_files_away_again(written, engine, tmp_path):
    here = places(tmp_path)

    def fails_at_the_end():
        with ExitStack() as undo, transaction(engine) as session:
            restoring.restore(session, here, io.BytesIO(written), undo, revision="0014", now=LATER)
            assert here.store.files
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_at_the_end()
    assert is_empty(engine, here)


def test_what_is_in_the_store_already_stays(written, engine, tmp_path):
    key = next(name for name in members(written) if name.startswith("files/")).removeprefix(
        "files/"
    )
    here = places(tmp_path, FakeStore({key: b"of somebody else"}))
    with pytest.raises(NotEmpty, match="another file"):
        restore(engine, here, written)
    assert here.store.files == {key: b"of somebody else"}


def test_another_certificate_stays(written, engine, tmp_path):
    here = places(tmp_path)
    seal_key.put(here.seal, b"of somebody else")
    with pytest.raises(NotEmpty, match="another certificate"):
        restore(engine, here, written)
    assert seal_key.content(here.seal) == b"of somebody else"
    assert here.store.files == {}


def test_much_is_read_and_written_a_part_at_a_time(databases, tmp_path, monkeypatch):
    sizes = []
    with databases.beside("parts") as one, databases.beside("parts-again") as other:
        with transaction(one) as session:
            session.connection().execute(
                Client.__table__.insert(), [{"name": f"Client {n}"} for n in range(1201)]
            )
        content = write(one, places(tmp_path))
        parts = restoring._parts
        monkeypatch.setattr(
            restoring,
            "_parts",
            lambda archive, table: (
                sizes.append(len(part)) or part for part in parts(archive, table)
            ),
        )
        assert restore(other, places(tmp_path), content) == Kept(1201, 0)
    assert sizes == [500, 500, 201]


def test_the_head_says_what_is_needed_and_no_more(written):
    head = json.loads(members(written)["portal.json"])
    assert head == {"format": 1, "revision": "0014", "written_at": NOW.isoformat(),
                    "keys": backup.key_names()}  # fmt: skip
