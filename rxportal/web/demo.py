"""/demo/berichten: what would have been sent, to read and to click. In a demonstration only."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from rxportal.config import Settings
from rxportal.db.engine import reading
from rxportal.db.tables import Outbox
from rxportal.domain import text
from rxportal.locales import LANGUAGES, current, t, using
from rxportal.services import outbox
from rxportal.web import answers
from rxportal.web.frontend import visitor_language

PATH = "/demo/berichten"
_LINK = re.compile(r"https?://[^\s<]+")
_STYLE = """
body{margin:0;font-size:16px;line-height:24px}
main{max-width:760px;margin:0 auto;padding:28px 16px 64px}
h1{margin:0 0 6px;font-size:28px;line-height:34px;font-weight:600;letter-spacing:-.02em}
h2{margin:24px 0 8px;font-size:16px;line-height:24px;font-weight:600}
p{margin:0 0 12px;color:var(--ink-2)}
a{color:var(--primary-ink)}
ul{list-style:none;margin:20px 0 0;padding:0;background:var(--surface);
border:1px solid var(--line);border-radius:8px}
li+li{border-top:1px solid var(--line)}
li a{display:block;padding:12px 16px;text-decoration:none;color:var(--ink)}
li a:hover{background:var(--hover)}
li strong{display:block;font-weight:600}
li span{font-size:14px;line-height:20px;color:var(--ink-2)}
iframe{display:block;width:100%;height:860px;border:1px solid var(--line);border-radius:8px;
background:#F2F5F4}
pre{margin:0;padding:16px;background:var(--surface);border:1px solid var(--line);
border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;font-size:14px;
line-height:20px}
pre.sms{max-width:22rem;background:var(--primary-soft);border-radius:14px 14px 14px 4px;
font-size:16px;line-height:24px}
"""


def routes(settings: Settings) -> Sequence[Route]:
    """None outside a demonstration: there the messages are other people's mail."""
    if not settings.demo:
        return ()
    return (
        Route(PATH, everything, name="messages"),
        Route(PATH + "/{message:int}", one, name="message"),
    )


async def everything(request: Request) -> Response:
    """The messages, the newest first."""
    return await run_in_threadpool(_everything, visitor_language(request.headers, LANGUAGES))


async def one(request: Request) -> Response:
    """One message: as it looks, and as plain text."""
    language = visitor_language(request.headers, LANGUAGES)
    return await run_in_threadpool(_one, language, request.path_params["message"])


def _everything(language: str) -> Response:
    with using(language), reading() as session:
        now = datetime.now(UTC)
        rows = "".join(
            f'<li><a href="{PATH}/{row.id}"><strong>{escape(row.subject)}</strong><span>'
            f"{escape(t('aan {address}', address=row.to))} · "
            f"{escape(text.relative_moment(row.created_at, now))} · {escape(_state(row))}"
            "</span></a></li>"
            for row in outbox.latest(session)
        )
        words = t("Dit portaal is een demonstratie: hier staat elk bericht dat het verstuurt.")
        found = f"<ul>{rows}</ul>" if rows else f"<p>{escape(t('Nog geen berichten.'))}</p>"
        return _page(t("Berichten"), f"<p>{escape(words)}</p>{found}")


def _one(language: str, message: int) -> Response:
    with using(language), reading() as session:
        row = session.get(Outbox, message)
        if row is None:
            return PlainTextResponse("Not Found", status_code=404)
        to = escape(t("aan {address}", address=row.to))
        body = (
            f'<p><a href="{PATH}">{escape(t("Alle berichten"))}</a></p>'
            f"<p>{to} · {escape(_state(row))}</p>"
            + (_mail(row) if row.channel == outbox.MAIL else _sms(row))
        )
        return _page(row.subject, body)


def _mail(row: Outbox) -> str:
    return (
        '<iframe sandbox="allow-same-origin allow-top-navigation-by-user-activation" '
        f'title="{escape(t("Het bericht"))}" srcdoc="{escape(_in_frame(row.body_html))}">'
        f"</iframe><h2>{escape(t('Als tekst'))}</h2><pre>{_with_links(row.body_text)}</pre>"
    )


def _sms(row: Outbox) -> str:
    return f'<pre class="sms">{escape(row.body_text)}</pre>'


def _page(title: str, body: str) -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html lang="{current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="/favicon.svg" type="image/svg+xml">'
        f"{answers.SHEETS}<style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>",
        headers={"cache-control": "no-store"},
    )


def _state(row: Outbox) -> str:
    if row.sent_at:
        return t("verstuurd")
    return t("niet aangekomen") if row.failed_at else t("in de wachtrij")


def _in_frame(html: str) -> str:
    """The mail as it is, but its links open in the whole window."""
    return html.replace("<a href=", '<a target="_top" href=')


def _with_links(body: str) -> str:
    return _LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(body))
