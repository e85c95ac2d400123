"""The PDFs of payslips and annual statements: whose they are, and how they are called."""

from sqlmodel import Session, select

from rxportal.db.scope import visible
from rxportal.db.tables import AnnualStatement, Payslip
from rxportal.domain import periods
from rxportal.domain.access import Actor, Permission
from rxportal.locales import t

PDF = "application/pdf"


def named(session: Session, actor: Actor, key: str) -> tuple[str, str] | None:
    """Name and media type of the paper with this key; ``None`` when the actor may not see it."""
    if actor.may(Permission.PAYSLIP_READ):
        slip = session.exec(
            select(Payslip).where(Payslip.file_key == key, visible(actor, Payslip))
        ).one_or_none()
        if slip:
            period = periods.period_of(slip.period, slip.starts_on).key
            return t("loonstrook-{period}.pdf", period=period), PDF
    if actor.may(Permission.STATEMENT_READ):
        year = session.exec(
            select(AnnualStatement.year).where(
                AnnualStatement.file_key == key, visible(actor, AnnualStatement)
            )
        ).one_or_none()
        if year:
            return t("jaaropgave-{year}.pdf", year=year), PDF
    return None
