"""Pages with a secret that is shown once: a QR code, codes on paper, a token.

They are made here and not by the front end, so that the secret is in no event, no state and no
history: each is the answer to a form, is never stored, and is gone when it is left.
"""

import base64
import re
from html import escape

from starlette.responses import HTMLResponse

from rxportal.locales import current, t
from rxportal.services.authenticators import Enrolment
from rxportal.services.recovery_codes import Made

APPS = ("Google Authenticator", "Duo Mobile", "Authy")
HEADERS = {"cache-control": "no-store", "referrer-policy": "no-referrer"}


def scan(enrolment: Enrolment, *, action: str, remembers: bool) -> HTMLResponse:
    """The QR code with the manual code below it, and the field for the first code."""
    remember = (
        f'<label class="tick"><input type="checkbox" name="onthouden" value="ja">'
        f"{escape(t('30 dagen onthouden op dit apparaat'))}</label>"
        if remembers
        else ""
    )
    apps = "".join(f"<li>{escape(app)}</li>" for app in APPS)
    return _page(
        t("2-Factor authenticatie"),
        f"""
<p class="lead">{escape(t("Een extra slot op je account. Dit doe je één keer."))}</p>
<form method="post" action="{escape(action)}">
<ol class="steps">
<li><h2>{escape(t("Installeer een app op je telefoon"))}</h2><ul class="apps">{apps}</ul></li>
<li><h2>{escape(t("Scan de QR-code met die app"))}</h2>
<div class="scan"><div class="qr">{qr(enrolment.uri)}</div>
<div><p>{escape(t("Lukt scannen niet? Typ dan de handmatige code in de app:"))}</p>
<p class="code" id="handmatig" tabindex="0" aria-label="{escape(t("Handmatige code"))}">
{_grouped(enrolment.secret)}</p>
<p class="same"><a href="{escape(enrolment.uri)}">
{escape(t("Op dezelfde telefoon? Open de app"))}</a></p>
</div></div></li>
<li class="now"><h2><label for="code">{escape(t("Vul de 6 cijfers uit de app in"))}</label></h2>
<div class="six num">{"<span></span>" * 6}<input id="code" name="code" inputmode="numeric"
autocomplete="one-time-code" pattern="[0-9 ]*" maxlength="6" required
aria-describedby="code-hint"></div>
<p class="hint" id="code-hint">{escape(t("De code in de app verandert elke 30 seconden."))}</p></li>
</ol>
{remember}
<button>{escape(t("Bevestigen"))}</button>
</form>""",
    )


def codes(made: Made, *, wanted: str) -> HTMLResponse:
    """Ten codes, to print or to keep; then on to where the person was going."""
    listed = "".join(f"<li>{escape(code)}</li>" for code in made.shown)
    text = "\n".join([t("Herstelcodes van het urenportaal"), "", *made.shown, ""])
    data = base64.b64encode(text.encode()).decode()
    return _page(
        t("Je herstelcodes"),
        f"""
<p class="lead">{escape(t("Telefoon kwijt of stuk? Met een herstelcode kom je er toch in."))}</p>
<ol class="codes num">{listed}</ol>
<p>{escape(t("Elke code werkt één keer. Druk deze pagina af of bewaar haar bij je wachtwoorden."))}
<strong>{escape(t("Je ziet de codes hierna niet meer."))}</strong></p>
<p class="screen"><a class="second" download="herstelcodes.txt"
href="data:text/plain;charset=utf-8;base64,{data}">{escape(t("Bewaar als tekstbestand"))}</a></p>
<p class="screen"><a class="button" href="{escape(wanted)}">
{escape(t("Ik heb ze bewaard"))}</a></p>""",
    )


def token(token: str, *, wanted: str) -> HTMLResponse:
    """What a program names itself with, to copy."""
    return _secret(
        t("Token van de koppeling"),
        t("Zet dit token in het programma. Bewaar het nergens anders."),
        t("Token"),
        token,
        t("Je ziet het token hierna niet meer."),
        wanted,
    )


def webhook(secret: str, *, wanted: str) -> HTMLResponse:
    """What a program knows our messages by, to copy."""
    return _secret(
        t("Geheim van de webhook"),
        t("Zet dit geheim in het programma: zo herkent het onze berichten."),
        t("Geheim"),
        secret,
        t("Je ziet het geheim hierna niet meer."),
        wanted,
    )


def _secret(title: str, lead: str, label: str, secret: str, last: str, wanted: str) -> HTMLResponse:
    return _page(
        title,
        f"""
<p class="lead">{escape(lead)}</p>
<p class="code" tabindex="0" aria-label="{escape(label)}"
style="overflow-wrap:anywhere">{escape(secret)}</p>
<p><strong>{escape(last)}</strong></p>
<p><a class="button" href="{escape(wanted)}">{escape(t("Ik heb het overgenomen"))}</a></p>""",
    )


def qr(text: str) -> str:
    """The QR code as an SVG, drawn here: no other server ever sees what is in it."""
    import qrcode  # noqa: PLC0415 - large, and seldom used
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415

    code = qrcode.QRCode(
        border=2, error_correction=qrcode.ERROR_CORRECT_M, image_factory=SvgPathImage
    )
    code.add_data(text)
    drawn = code.make_image().to_string(encoding="unicode")
    label = escape(t("QR-code voor de app"))
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{label}" ', drawn, count=1)


def _grouped(secret: str) -> str:
    """In fours, which is how it is read aloud and typed."""
    return " ".join(escape(secret[at : at + 4]) for at in range(0, len(secret), 4))


def _page(title: str, body: str) -> HTMLResponse:
    return HTMLResponse(
        f'<!doctype html><html lang="{current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>"
        '<link rel="icon" href="/favicon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/once.css"></head>'
        '<body><main><p class="brand"><img src="/favicon.svg" alt="" width="32" height="32">'
        f"<span>{escape(t('Urenportaal'))}</span></p><h1>{escape(title)}</h1>{body}"
        "</main></body></html>",
        headers=HEADERS,
    )
