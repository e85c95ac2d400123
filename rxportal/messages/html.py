"""A message as HTML that mail clients agree on: tables, inline styles, 600 pixels.

Every text is escaped: names and reasons are other people's. The style sheet in the head only adds
what old clients do without: the font, the dark colours and the narrow screen.
"""

from html import escape

from rxportal.domain.brand import Tints
from rxportal.locales import current, t
from rxportal.messages.message import Card, Column, Look, Message, Quote, Sender
from rxportal.messages.plain import footer

_FONT = "'Instrument Sans',-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
_STYLE = """
@font-face{{font-family:"Instrument Sans";font-weight:400 700;\
src:url("{base_url}/fonts/instrument-sans-latin-wght-normal.woff2") format("woff2")}}
@media (prefers-color-scheme:dark){{
.m-bg{{background:#091416!important}}
.m-card{{background:#101E21!important;border-color:#233539!important}}
.m-line{{border-color:#233539!important}}
.m-ink{{color:#E9F1F1!important}}
.m-ink2{{color:#B6C6C8!important}}
.m-link{{color:{dark.primary}!important}}
.m-btn,.m-worked{{background:{dark.primary}!important;border-color:{dark.primary}!important;\
color:{dark.on}!important}}
.m-step{{background:{dark.soft}!important;color:{dark.ink}!important}}
.m-planned{{background:#101E21!important;border-color:#6F878C!important;color:#B6C6C8!important}}
.m-nothing{{background:#1A2B2F!important;border-color:#1A2B2F!important}}
.m-rejected,.m-quote{{background:#2C1715!important;border-color:#FF8B80!important;\
color:#FFB5AD!important}}
}}
@media (max-width:620px){{
.m-pad{{padding:24px 20px!important}}
.m-inner{{padding-left:12px!important;padding-right:12px!important}}
.m-btn{{display:block!important;text-align:center!important}}
}}
"""
_CELLS = {
    Look.PLANNED: ("#FFFFFF", "1.5px dashed #75878A", "#56696E"),
    Look.REJECTED: ("#FCE8E6", "1.5px solid #B0271D", "#8E1C14"),
    Look.NOTHING: ("#EBEFEE", "1.5px solid #EBEFEE", "#56696E"),
}
_TABLE = '<table role="presentation" cellpadding="0" cellspacing="0"'


def html(message: Message, sender: Sender, to: str) -> str:
    """The HTML part of the mail to the address ``to``."""
    return (
        f'<!doctype html>\n<html lang="{current()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(message.subject)}</title>"
        f"<style>{_style(sender)}</style></head>\n"
        f'<body class="m-bg" style="margin:0;background:#F2F5F4;font-family:{_FONT}">'
        f'<div style="display:none;max-height:0;overflow:hidden">{escape(message.preheader)}</div>'
        f'{_TABLE} width="100%" style="table-layout:fixed"><tr>'
        '<td align="center" style="padding:28px 12px">'
        f'{_TABLE} width="600" style="width:600px;max-width:100%">\n'
        f"<tr>{_head(sender)}</tr>\n"
        '<tr><td class="m-card m-pad" style="background:#ffffff;border:1px solid #DCE3E2;'
        'border-radius:8px;padding:36px 40px">\n'
        f"{_body(message, sender)}</td></tr>\n"
        f"<tr>{_foot(sender, to)}</tr></table></td></tr></table></body></html>\n"
    )


def _style(sender: Sender) -> str:
    return _STYLE.format(base_url=escape(sender.base_url), dark=sender.colours.dark)


def _body(message: Message, sender: Sender) -> str:
    tints = sender.colours.light
    lines = " ".join(_strong(line, message.strong) for line in message.lines)
    label = _label() if message.asks else ""
    quote = _quote(message.quote) if message.quote else ""
    return (
        f'{label}<h1 class="m-ink" style="margin:0;font-size:24px;line-height:30px;'
        f'letter-spacing:-.4px;font-weight:600;color:#0C2127">{escape(message.title)}</h1>\n'
        '<p class="m-ink2" style="margin:12px 0 0;font-size:16px;line-height:25px;color:#395056">'
        f"{lines}</p>\n"
        f"{quote}{_steps(message.steps, tints)}{_card(message.card, tints) if message.card else ''}"
        f"{_button(message.button, sender.link(message), message.after, tints)}"
    )


def _head(sender: Sender) -> str:
    thin = (
        '<td height="19" style="vertical-align:bottom;padding-right:2px;font-size:0;line-height:0">'
        '<div style="width:3px;height:15px;background:#ffffff;border-radius:1px"></div></td>'
    )
    thick = (
        '<td height="19" style="vertical-align:bottom;font-size:0;line-height:0">'
        '<div style="width:5px;height:19px;background:#FFD128;border-radius:1px"></div></td>'
    )
    drawn = (
        f'<div style="width:34px;height:34px;background:{sender.colours.light.primary};'
        'border-radius:7px;overflow:hidden">'
        f'{_TABLE} style="margin:7px 0 0 7px"><tr>{thin * 3}{thick}</tr></table></div>'
    )
    if sender.logo:  # on white, so that it is seen in the dark too
        drawn = (
            f'<img src="{escape(sender.base_url + sender.logo)}" alt="" height="34" '
            'style="display:block;height:34px;max-width:120px;background:#ffffff;'
            'border-radius:7px">'
        )
    return (
        f'<td style="padding:0 4px 18px">{_TABLE}><tr><td style="vertical-align:middle">'
        f"{drawn}</td>"
        '<td class="m-ink" style="padding-left:10px;font-size:17px;line-height:20px;'
        f'font-weight:700;color:#0C2127">{escape(sender.agency)}'
        '<div class="m-ink2" style="font-size:12px;line-height:14px;font-weight:400;'
        f'color:#56696E">{escape(t("Urenportaal"))}</div></td></tr></table></td>'
    )


def _label() -> str:
    return (
        '<span style="display:inline-block;background:#FFD128;color:#2A2000;font-size:13px;'
        "line-height:18px;font-weight:700;padding:4px 10px;border-radius:4px;margin-bottom:14px"
        f'">{escape(t("Actie vereist"))}</span>\n'
    )


def _strong(line: str, strong: str) -> str:
    before, found, after = line.partition(strong) if strong else (line, "", "")
    if not found:
        return escape(line)
    bold = f'<strong class="m-ink" style="color:#0C2127">{escape(found)}</strong>'
    return f"{escape(before)}{bold}{escape(after)}"


def _quote(quote: Quote) -> str:
    words = "<br>".join(escape(line) for line in quote.words.splitlines())
    return (
        f'{_TABLE} width="100%" style="margin-top:22px"><tr><td class="m-quote" '
        'bgcolor="#FCE8E6" style="border-left:4px solid #B0271D;border-radius:4px;'
        'padding:12px 16px;font-size:16px;line-height:24px;color:#8E1C14">'
        f'<span style="font-size:14px;line-height:20px">{escape(quote.by)}</span><br>'
        f"<strong>“{words}”</strong></td></tr></table>\n"
    )


def _steps(steps: tuple[str, ...], tints: Tints) -> str:
    if not steps:
        return ""
    number = (
        "width:26px;height:26px;line-height:26px;text-align:center;"
        f"background:{tints.soft};"
        f"border-radius:4px;font-size:13px;font-weight:700;color:{tints.ink}"
    )
    rows = "".join(
        f'<tr><td width="26" style="vertical-align:top;padding-top:5px"><div class="m-step" '
        f'style="{number}">{n}</div></td><td class="m-ink" style="padding:7px 0 7px 12px;'
        f'font-size:16px;line-height:22px;color:#0C2127">{escape(step)}</td></tr>\n'
        for n, step in enumerate(steps, 1)
    )
    return f'{_TABLE} style="margin-top:18px">{rows}</table>\n'


def _card(card: Card, tints: Tints) -> str:
    width = f"{100 // max(1, len(card.strip))}%"
    small = "font-size:14px;line-height:20px;color:#395056"
    note = (
        f'<p class="m-ink2" style="margin:10px 0 10px;{small}">{escape(card.note)}</p>'
        if card.note
        else ""
    )
    return (
        f'{_TABLE} width="100%" class="m-line" '
        'style="margin-top:22px;border:1px solid #DCE3E2;border-radius:8px">'
        '<tr><td class="m-inner" style="padding:16px 18px 6px">'
        '<p class="m-ink" style="margin:0;font-size:16px;line-height:22px;font-weight:600;'
        f'color:#0C2127">{escape(card.title)}</p>'
        f'<p class="m-ink2" style="margin:2px 0 14px;{small}">{escape(card.place)}</p>\n'
        f'{_TABLE} width="100%" style="border-collapse:separate;border-spacing:4px 0;'
        'table-layout:fixed;margin-bottom:10px">'
        f"<tr>{''.join(_cell(column, width, tints) for column in card.strip)}</tr>\n"
        f"<tr>{''.join(_day(column) for column in card.strip)}</tr></table>\n"
        f"{note}</td></tr></table>\n"
    )


def _cell(column: Column, width: str, tints: Tints) -> str:
    worked = (tints.primary, f"1.5px solid {tints.primary}", tints.on)
    background, border, ink = _CELLS.get(column.look, worked)
    bold = "font-weight:700;" if column.look in {Look.WORKED, Look.REJECTED} else ""
    return (
        f'<td class="m-{column.look}" width="{width}" height="44" bgcolor="{background}" '
        f'style="background:{background};border-radius:4px;border:{border};font-size:12px;{bold}'
        f'color:{ink};text-align:center">{escape(column.hours) or "&nbsp;"}</td>'
    )


def _day(column: Column) -> str:
    return (
        '<td class="m-ink2" style="padding-top:5px;font-size:12px;line-height:16px;color:#56696E;'
        f'text-align:center">{escape(column.label)}</td>'
    )


def _button(words: str, link: str, after: str, tints: Tints) -> str:
    where = escape(link)
    below = (
        '<p class="m-ink2" style="margin:18px 0 0;font-size:16px;line-height:25px;'
        f'color:#395056">{escape(after)}</p>\n'
        if after
        else ""
    )
    hint = t("Werkt de knop niet? Kopieer deze link en plak hem in de adresbalk van je browser:")
    return (
        f'<a href="{where}" class="m-btn" style="display:inline-block;margin-top:24px;'
        f"background:{tints.primary};color:{tints.on};font-size:16px;line-height:24px;"
        "font-weight:600;"
        f'text-decoration:none;padding:13px 28px;border-radius:8px">{escape(words)}</a>\n{below}'
        '<p class="m-ink2 m-line" style="margin:26px 0 0;padding-top:18px;'
        "border-top:1px solid #DCE3E2;font-size:13px;line-height:20px;"
        f'color:#56696E">{escape(hint)}<br>'
        f'<a href="{where}" class="m-link" style="color:{tints.primary};word-break:break-all">'
        f"{where}</a></p>"
    )


def _foot(sender: Sender, to: str) -> str:
    lines = "<br>".join(escape(line) for line in footer(sender, to))
    return (
        '<td class="m-ink2" style="padding:18px 4px 0;font-size:13px;line-height:20px;'
        f'color:#56696E">{lines}</td>'
    )
