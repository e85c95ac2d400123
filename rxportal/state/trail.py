"""Logboek: who did what to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from rxportal.db.tables import AuditEvent
from rxportal.domain import text
from rxportal.locales import mark, t
from rxportal.services import audit
from rxportal.state.session import look

KINDS = {
    "candidate.added": mark("Kandidaat toegevoegd"),
    "candidate.changed": mark("Kandidaat gewijzigd"),
    "client.added": mark("Opdrachtgever toegevoegd"),
    "client.changed": mark("Opdrachtgever gewijzigd"),
    "contact.added": mark("Contactpersoon toegevoegd"),
    "contact.changed": mark("Contactpersoon gewijzigd"),
    "cost_centre.added": mark("Kostenplaats toegevoegd"),
    "cost_centre.changed": mark("Kostenplaats gewijzigd"),
    "hour_type.added": mark("Uursoort toegevoegd"),
    "hour_type.changed": mark("Uursoort gewijzigd"),
    "placement.added": mark("Plaatsing toegevoegd"),
    "placement.changed": mark("Plaatsing gewijzigd"),
    "account.activated": mark("Account geactiveerd"),
    "account.closed": mark("Account dicht na te veel pogingen"),
    "account.deactivated": mark("Account gesloten"),
    "account.reactivated": mark("Account weer geopend"),
    "address.changed": mark("E-mailadres gewijzigd"),
    "article.published": mark("Nieuws gepubliceerd"),
    "article.withdrawn": mark("Nieuws ingetrokken"),
    "backup.restored": mark("Teruggezet uit een reservekopie"),
    "backup.written": mark("Reservekopie gemaakt"),
    "change.approved": mark("Wijziging goedgekeurd"),
    "change.asked": mark("Wijziging aangevraagd"),
    "change.rejected": mark("Wijziging afgewezen"),
    "client.arranged": mark("Afspraken met opdrachtgever gewijzigd"),
    "contract.declined": mark("Contract geweigerd"),
    "contract.offered": mark("Contract aangeboden"),
    "contract.signed": mark("Contract ondertekend"),
    "details.changed": mark("Gegevens gewijzigd"),
    "details.confirmed": mark("Gegevens bevestigd"),
    "document_type.changed": mark("Documenttype gewijzigd"),
    "export": mark("Lijst gedownload"),
    "factor.app": mark("App ingesteld"),
    "factor.none": mark("Tweede stap uitgezet"),
    "factor.refused": mark("Tweede stap geweigerd"),
    "factor.reset": mark("Tweede stap gewist"),
    "factor.sms": mark("Pincode per sms gekozen"),
    "file.infected": mark("Virus in een bestand"),
    "hour_type.coded": mark("SETU-code ingevuld"),
    "identity.revealed": mark("Nummer in zijn geheel bekeken"),
    "invitation.renewed": mark("Nieuwe uitnodiging aangevraagd"),
    "import.taken": mark("Geïmporteerd"),
    "integration.made": mark("Koppeling gemaakt"),
    "integration.revoked": mark("Koppeling ingetrokken"),
    "webhook.made": mark("Webhook gemaakt"),
    "webhook.secret_renewed": mark("Geheim van een webhook vernieuwd"),
    "webhook.stopped": mark("Webhook uitgezet"),
    "invitation.revoked": mark("Uitnodiging ingetrokken"),
    "invitation.sent": mark("Uitgenodigd"),
    "invitation.sent_again": mark("Opnieuw uitgenodigd"),
    "keys.renewed": mark("Geheimen onder een nieuwe sleutel"),
    "judge_link.approved": mark("Goedgekeurd vanuit de e-mail"),
    "judge_link.rejected": mark("Afgewezen vanuit de e-mail"),
    "number.changed": mark("Mobiel nummer gewijzigd"),
    "passkey.added": mark("Passkey gemaakt"),
    "passkey.removed": mark("Passkey verwijderd"),
    "password.changed": mark("Wachtwoord gewijzigd"),
    "password.refused": mark("Huidig wachtwoord verkeerd"),
    "password.reset": mark("Wachtwoord hersteld"),
    "payslip_consent": mark("Keuze voor loonstroken"),
    "payslip_published": mark("Loonstrook gepubliceerd"),
    "payslip_withdrawn": mark("Loonstrook ingetrokken"),
    "person.asked": mark("Gevraagd om gegevens te wissen"),
    "person.erased": mark("Gegevens gewist"),
    "person.exported": mark("Alle gegevens van iemand gedownload"),
    "proof": mark("Opnieuw bewezen"),
    "portal.begun": mark("Portaal ingericht"),
    "proof.refused": mark("Bewijs geweigerd"),
    "recovery_codes.made": mark("Herstelcodes gemaakt"),
    "reset.asked": mark("Herstellink aangevraagd"),
    "retention.removed": mark("Bewaartermijn verstreken"),
    "role.changed": mark("Rol gewijzigd"),
    "row.refused": mark("Gegevens gevraagd zonder toegang"),
    "run.downloaded": mark("Verwerking gedownload"),
    "run.final": mark("Verwerking definitief gemaakt"),
    "session.ended": mark("Sessie beëindigd"),
    "settings.changed": mark("Instellingen gewijzigd"),
    "sign_in": mark("Ingelogd"),
    "sign_in.flood": mark("Heel veel mislukte pogingen"),
    "sign_in.refused": mark("Inloggen geweigerd"),
    "stand_in.ended": mark("Vervanging beëindigd"),
    "stand_in.made": mark("Vervanging geregeld"),
    "sms.budget_spent": mark("Te veel sms'jes"),
}


@dataclass
class TrailRow:
    what: str = ""
    who: str = ""
    when: str = ""
    details: str = ""
    bad: bool = False


class TrailState(rx.State):
    rows: rx.Field[list[TrailRow]] = rx.field(default_factory=list)
    older: str = ""  # the address of what came before; empty: nothing did

    @rx.event
    async def arrive(self) -> None:
        """The page opens; ``?voor=`` names the row before which it begins."""
        asked = self.router.url.query_parameters.get("voor", "")
        before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0  # noqa: PLR2004
        found: Sequence[AuditEvent] = await look(self, audit.latest, before=before)
        self.rows = [_row(row) for row in found]
        full = len(found) == audit.ON_A_PAGE
        self.older = f"/beheer/logboek?voor={found[-1].id}" if full else ""


def _row(row: AuditEvent) -> TrailRow:
    who = row.subject or row.actor or t("een onbekende")
    if row.actor and row.subject and row.actor != row.subject:
        who = t("{actor}, over {subject}", actor=row.actor, subject=row.subject)
    details = [f"{key}: {value}" for key, value in row.details.items()]
    return TrailRow(
        t(KINDS[row.kind]) if row.kind in KINDS else row.kind,
        who,
        text.moment(row.at),
        " · ".join(filter(None, [row.address, *details])),
        row.kind.endswith((".refused", ".flood", ".closed")),
    )
