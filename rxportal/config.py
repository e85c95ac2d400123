"""Settings: read once from the environment, then frozen. Nothing else reads RXPORTAL_* ones."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"", "0", "false", "no", "off"})
# Where the people of a Dutch agency come from, and their phones.
SMS_COUNTRIES = frozenset(
    {"BE", "BG", "CZ", "DE", "ES", "FR", "GR", "HU", "IT", "LT", "LV", "NL", "PL", "PT", "RO", "SK"}
)
MAIL_SCHEMES = frozenset({"smtp", "smtps", "smtp+starttls"})


class SettingError(ValueError):
    """A setting has a value that cannot be used; the text names the variable."""


@dataclass(frozen=True)
class Settings:
    """What an installation decides. The names follow the variables without ``RXPORTAL_``."""

    port: int
    host: str
    data_dir: Path
    database_url: str
    base_url: str
    """Scheme, host and port that people type, no slash at the end; links in mails begin with it."""
    redis_url: str
    secret_keys: tuple[str, ...]
    """Newest first: the first signs, all of them verify."""
    retired_keys: tuple[str, ...]
    """Keys that open nothing any more; what they signed in the audit trail can still be read."""
    smtp_url: str
    mail_from: str
    jobs: bool
    """The server sends mail and reminders itself; off where ``python -m rxportal work`` does."""
    sms_url: str
    """An Apprise address; ``{number}`` in it is where the number goes, else it gets ``to=``."""
    sms_countries: frozenset[str]
    """Whose mobile numbers pins are texted to, as ISO codes."""
    storage_url: str
    scanner_url: str
    """Where clamd listens; empty: nothing is scanned for viruses."""
    webhook_inside: frozenset[str]
    """``host:port`` of our own network that a webhook may post to; else only the open internet."""
    seal_dir: Path
    """Where the certificate is kept that signed contracts are sealed with."""
    demo: bool
    trusted_proxy_hops: int
    workers: int
    idle_minutes: int
    """How long a session lives without anybody doing anything."""
    idle_minutes_candidates: int
    session_hours: int
    """How long it lives at most."""

    @property
    def secure(self) -> bool:
        """People come over https: cookies are ``Secure`` and browsers are told to stay there."""
        return self.base_url.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """Of the session cookie; over https browsers insist on host and ``Secure`` by its name."""
        return self.cookie("rxportal")

    def cookie(self, name: str) -> str:
        """A cookie of ours that opens something: over https only this host can have set it."""
        return f"__Host-{name}" if self.secure else name

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins from which a browser may open the event socket or post a form."""
        if self._base_url_is_local:
            return (f"http://localhost:{self.port}", f"http://127.0.0.1:{self.port}")
        return (self.base_url,)

    @property
    def _base_url_is_local(self) -> bool:
        return self.base_url == f"http://localhost:{self.port}"


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from these variables; SettingError names the first one that cannot be used."""
    port = _number(environ, "PORT", 8080, at_least=1)
    data_dir = Path(_text(environ, "RXPORTAL_DATA_DIR", "data")).absolute()
    return Settings(
        port=port,
        host=_text(environ, "HOST", "127.0.0.1"),
        data_dir=data_dir,
        database_url=_text(
            environ, "RXPORTAL_DATABASE_URL", f"sqlite:///{data_dir / 'rxportal.sqlite3'}"
        ),
        base_url=_origin(environ, "RXPORTAL_BASE_URL", f"http://localhost:{port}"),
        redis_url=_text(environ, "RXPORTAL_REDIS_URL", ""),
        secret_keys=_words(environ, "RXPORTAL_SECRET_KEYS"),
        retired_keys=_words(environ, "RXPORTAL_RETIRED_KEYS"),
        smtp_url=_mail_server(environ, "RXPORTAL_SMTP_URL"),
        mail_from=_text(environ, "RXPORTAL_MAIL_FROM", "Urenportaal <noreply@localhost>"),
        jobs=_flag(environ, "RXPORTAL_JOBS", default="1"),
        sms_url=_text(environ, "RXPORTAL_SMS_URL", ""),
        sms_countries=frozenset(
            country.upper() for country in _words(environ, "RXPORTAL_SMS_COUNTRIES")
        )
        or SMS_COUNTRIES,
        storage_url=_text(environ, "RXPORTAL_STORAGE_URL", f"file://{data_dir / 'files'}"),
        scanner_url=_scanner(environ, "RXPORTAL_SCANNER_URL"),
        webhook_inside=frozenset(_words(environ, "RXPORTAL_WEBHOOK_INSIDE")),
        seal_dir=Path(_text(environ, "RXPORTAL_SEAL_DIR", str(data_dir / "seal"))).absolute(),
        demo=_flag(environ, "RXPORTAL_DEMO"),
        trusted_proxy_hops=_number(environ, "RXPORTAL_TRUSTED_PROXY_HOPS", 0, at_least=0),
        workers=_number(environ, "RXPORTAL_WORKERS", 1, at_least=1),
        idle_minutes=_number(environ, "RXPORTAL_SESSION_IDLE_MINUTES", 30, at_least=3),
        idle_minutes_candidates=_number(
            environ, "RXPORTAL_SESSION_IDLE_MINUTES_CANDIDATES", 60, at_least=3
        ),
        session_hours=_number(environ, "RXPORTAL_SESSION_HOURS", 12, at_least=1),
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def _text(environ: Mapping[str, str], name: str, default: str) -> str:
    return environ.get(name, "").strip() or default


def _words(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(word for part in environ.get(name, "").split(",") if (word := part.strip()))


def _number(environ: Mapping[str, str], name: str, default: int, *, at_least: int) -> int:
    value = _text(environ, name, str(default))
    if not value.isdecimal() or int(value) < at_least:
        raise SettingError(f"{name} must be a whole number of at least {at_least}, not {value!r}.")
    return int(value)


def _flag(environ: Mapping[str, str], name: str, default: str = "") -> bool:
    value = _text(environ, name, default).lower()
    if value not in TRUE | FALSE:
        raise SettingError(f"{name} must be 1 or 0, not {value!r}.")
    return value in TRUE


def _origin(environ: Mapping[str, str], name: str, default: str) -> str:
    value = _text(environ, name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise SettingError(f"{name} must look like https://portal.example.nl, not {value!r}.")
    return value


def _scanner(environ: Mapping[str, str], name: str) -> str:
    """Where a virus scanner listens, or ``""``."""
    value = _text(environ, name, "")
    parts = urlsplit(value)
    local = parts.scheme == "unix" and parts.path.startswith("/") and not parts.netloc
    if value and not local and not (parts.scheme == "tcp" and parts.hostname):
        raise SettingError(
            f"{name} must be tcp://host:3310 or unix:///run/clamav/clamd.ctl, not {value!r}."
        )
    return value


def _mail_server(environ: Mapping[str, str], name: str) -> str:
    """The address of a mail server or ``""``. It holds a password, so it is never repeated."""
    value = _text(environ, name, "")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        fine = parts.scheme in MAIL_SCHEMES and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number
        fine = False
    if not fine:
        raise SettingError(
            f"{name} must look like smtp+starttls://user:password@mail.example.nl:587; "
            "smtp:// and smtps:// are possible too, and user and password are percent-encoded."
        )
    return value
