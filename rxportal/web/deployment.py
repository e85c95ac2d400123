"""What makes a set-up unsafe to serve to people, and what to do about it.

One function per finding: a sentence, or ``None`` when there is nothing to say. None of them changes
anything or asks the network; what only the network knows (clocks, certificates) is in the README.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from rxportal.config import Settings
from rxportal.db.glance import holds_demo
from rxportal.db.tables import Agency
from rxportal.db.upgrade import is_current
from rxportal.domain.access import Role
from rxportal.web import build

LEAST_KEY = 32  # characters
LEAST_FREE = 0.1  # of the disk
SAMPLES = ("change", "example", "sample", "secret", "geheim", "xxxx", "test")
STAFF = (Role.OFFICE, Role.ADMINISTRATOR)
SQLITE = "sqlite:///"
_LOCAL = frozenset({"", "localhost", "127.0.0.1", "::1"})

Check = Callable[[Settings], str | None]


def findings(settings: Settings) -> Iterator[str]:
    """Everything that is wrong, the worst first."""
    for check in CHECKS:
        if found := check(settings):
            yield found


def demo_is_on(settings: Settings) -> str | None:
    if settings.demo:
        return "RXPORTAL_DEMO is on, and shows every message to everybody: remove it."
    return None


def demo_accounts(settings: Settings) -> str | None:
    try:
        found = holds_demo(settings.database_url)
    except SQLAlchemyError:
        return None  # cannot be reached, which is another finding
    if found:
        return (
            "The database holds the demo agency, whose password everybody knows: "
            "choose another one with RXPORTAL_DATABASE_URL."
        )
    return None


def plain_http(settings: Settings) -> str | None:
    if not settings.secure:
        return (
            f"People come over {settings.base_url}, where anybody on the way reads passwords and "
            "cookies: set RXPORTAL_BASE_URL to the https address of the proxy in front."
        )
    return None


def proxy_is_not_trusted(settings: Settings) -> str | None:
    if settings.secure and not settings.trusted_proxy_hops:
        return (
            "A proxy must be in front, since the portal itself speaks no TLS, but "
            "RXPORTAL_TRUSTED_PROXY_HOPS is 0: all visitors seem to come from one address and "
            "share its limits. Set it to the number of proxies, and let the first one overwrite "
            "X-Forwarded-For."
        )
    return None


def listens_to_all(settings: Settings) -> str | None:
    if settings.host not in _LOCAL and settings.trusted_proxy_hops:
        return (
            f"HOST is {settings.host}: who reaches port {settings.port} past the proxy writes any "
            "address into X-Forwarded-For. Listen on 127.0.0.1, or let a firewall close the port."
        )
    return None


def no_key_of_its_own(settings: Settings) -> str | None:
    if not settings.secret_keys:
        return (
            "RXPORTAL_SECRET_KEYS is not set, so the key is kept in the data folder, beside what "
            "it protects and in every backup of it. Set it to the output of: python -c "
            "'import secrets; print(secrets.token_urlsafe(48))'. If the portal has run before, "
            f"begin with what is in {settings.data_dir / 'secret-key'}, and delete that file."
        )
    return None


def weak_key(settings: Settings) -> str | None:
    for number, key in enumerate(settings.secret_keys, start=1):
        guessed = any(word in key.lower() for word in SAMPLES) or len(set(key)) < LEAST_KEY // 4
        if len(key) < LEAST_KEY or guessed:
            return (
                f"Key {number} in RXPORTAL_SECRET_KEYS is short or looks like an example: put a "
                "new one of 48 random characters in front, and remove this one when no app needs "
                "it; audit verify then ends at the rows it signed."
            )
    return None


def data_can_be_read_by_others(settings: Settings) -> str | None:
    open_to_all = [str(path) for path in _private(settings) if _others_may_read(path)]
    if open_to_all:
        return f"Any user of this machine can read {open_to_all[0]}: chmod o-rwx it."
    return None


def no_room(settings: Settings) -> str | None:
    folder = next((p for p in (settings.data_dir, *settings.data_dir.parents) if p.exists()), None)
    if folder is None:
        return None
    disk = shutil.disk_usage(folder)
    if disk.free < LEAST_FREE * disk.total:
        return f"The disk of {folder} is {1 - disk.free / disk.total:.0%} full: make room."
    return None


def runs_as_root(_: Settings) -> str | None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return "This runs as root: make a user for it that owns the data folder and nothing else."
    return None


def database_in_clear(settings: Settings) -> str | None:
    url = urlsplit(settings.database_url)
    if (
        url.scheme.startswith("postgresql")
        and (url.hostname or "") not in _LOCAL
        and not any(mode in url.query for mode in ("sslmode=require", "sslmode=verify"))
    ):
        return "The database is elsewhere and TLS is optional: add ?sslmode=verify-full to its URL."
    return None


def database_is_behind(settings: Settings) -> str | None:
    engine = _engine(settings)
    try:
        if is_current(engine):
            return None
    except SQLAlchemyError:
        return "The database cannot be reached: look at RXPORTAL_DATABASE_URL."
    finally:
        engine.dispose()
    return "The database lacks tables of this version: run python -m rxportal migrate."


def redis_without_password(settings: Settings) -> str | None:
    url = urlsplit(settings.redis_url)
    if settings.redis_url and url.scheme != "unix" and not url.password:
        return (
            "Redis asks no password, and whoever writes to it runs code here: give it one, or use "
            "a unix socket, in RXPORTAL_REDIS_URL."
        )
    return None


def front_end_is_old(_: Settings) -> str | None:
    if not build.is_up_to_date():
        return "The compiled front end is not of this version: run python -m rxportal build."
    return None


def no_mail(settings: Settings) -> str | None:
    if not settings.smtp_url:
        return "No mail leaves: set RXPORTAL_SMTP_URL, or invitations stay in the outbox."
    if settings.mail_from.rstrip(">").endswith("@localhost"):
        return f"Mail comes from {settings.mail_from}: set RXPORTAL_MAIL_FROM to a real address."
    return None


def mail_in_clear(settings: Settings) -> str | None:
    url = urlsplit(settings.smtp_url)
    if url.scheme == "smtp" and (url.hostname or "") not in _LOCAL:
        return (
            "Mail with links that open accounts leaves unencrypted: begin RXPORTAL_SMTP_URL with "
            "smtp+starttls:// or smtps://."
        )
    return None


def no_texts(settings: Settings) -> str | None:
    if not settings.sms_url:
        return (
            "No SMS leaves, and nobody activates an account without its pin: set RXPORTAL_SMS_URL."
        )
    return None


def staff_without_factor(settings: Settings) -> str | None:
    engine = _engine(settings)
    try:
        with Session(engine) as session:
            agency = session.exec(select(Agency)).first()
    except SQLAlchemyError:
        return None  # has no tables yet, which is another finding
    finally:
        engine.dispose()
    if agency and not all(agency.factors.get(role) for role in STAFF):
        return (
            "The back-office, who see everybody, sign in with a password alone: let an "
            "administrator ask an app of them, under Instellingen."
        )
    return None


CHECKS: tuple[Check, ...] = (
    demo_is_on,
    demo_accounts,
    plain_http,
    proxy_is_not_trusted,
    listens_to_all,
    no_key_of_its_own,
    weak_key,
    data_can_be_read_by_others,
    runs_as_root,
    database_is_behind,
    database_in_clear,
    redis_without_password,
    front_end_is_old,
    staff_without_factor,
    no_mail,
    mail_in_clear,
    no_texts,
    no_room,
)


def _private(settings: Settings) -> Iterator[Path]:
    """What holds people's data, as far as it is in files."""
    if settings.database_url.startswith(SQLITE):
        file = Path(settings.database_url.removeprefix(SQLITE))
        yield from (file, file.with_name(f"{file.name}-wal"))
    yield settings.data_dir / "secret-key"
    if settings.storage_url.startswith("file://"):
        yield Path(urlsplit(settings.storage_url).path)


def _others_may_read(path: Path) -> bool:
    """Whether somebody else gets at it: every folder above it must let them through."""
    if not path.exists():
        return False
    others = path.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH)
    return bool(others) and all(map(_passable, path.absolute().parents))


def _passable(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _engine(settings: Settings) -> Engine:
    """To look with; a SQLite file that is not there is not made."""
    url = settings.database_url
    if url.startswith(SQLITE):
        url = f"{SQLITE}file:{url.removeprefix(SQLITE)}?mode=ro&uri=true"
    return create_engine(url)
