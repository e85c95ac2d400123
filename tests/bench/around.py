"""The rows of the modules around the hours: as many as an agency with these declarations has.

A million declarations come with a million payslips, payments and mutations of reserves; with a
tenth of that in documents, contracts and placements; and with a count and four statements of each
candidate. A module that has none here is measured with what it has.
"""

from datetime import date
from typing import Any

from pydantic_core import PydanticUndefined
from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from rxportal.db.tables import (
    Accrual,
    AnnualStatement,
    Article,
    ChangeRequest,
    Contract,
    Document,
    Payment,
    Payslip,
    PhaseRecord,
    PhaseRules,
    Placement,
)
from rxportal.domain.news import Stage
from rxportal.services import documents

ARTICLES = 200
_OF_THE_HOURS = {"candidate_id": "d.candidate_id", "starts_on": "d.starts_on"}
_TYPE = "(SELECT min(id) FROM document_type) + d.id % 3"
_STATE = "CASE d.id % 7 WHEN 0 THEN 'offered' WHEN 1 THEN 'declined' ELSE 'signed' END"
_RESERVE = (
    "CASE d.id % 4 WHEN 0 THEN 'leave' WHEN 1 THEN 'holiday_pay' WHEN 2 THEN 'short_absence' "
    "ELSE 'public_holidays' END"
)
_WHAT = "CASE d.id % 3 WHEN 0 THEN 'name' WHEN 1 THEN 'iban' ELSE 'tax' END"
_YEARS = "SELECT 2022 AS year UNION ALL SELECT 2023 UNION ALL SELECT 2024 UNION ALL SELECT 2025"

# A table, what its columns are made of, and what from.
ROWS: tuple[tuple[Any, dict[str, str], str], ...] = (
    (Payslip, {
        **_OF_THE_HOURS, "period": "'week'", "ends_on": "d.ends_on", "minutes": "d.minutes",
        "gross_cents": "d.minutes * 25", "net_cents": "d.minutes * 19", "paid_on": "d.ends_on",
        "file_key": "'slip-' || d.id", "published_at": "d.changed_at",
        "state": "CASE WHEN d.id % 50 = 0 THEN 'draft' ELSE 'published' END",
        "seen_at": "CASE WHEN d.id % 3 = 0 THEN NULL ELSE d.changed_at END",
    }, "declaration d"),
    (Payment, {
        **_OF_THE_HOURS, "payslip_id": "d.id", "kind": "'wage'", "period": "'week'",
        "ends_on": "d.ends_on", "paid_on": "d.paid_on", "amount_cents": "d.net_cents",
        "iban_end": "'0289'", "reference": "'FLX-' || d.id",
        "state": "CASE WHEN d.id % 40 = 0 THEN 'expected' ELSE 'paid' END",
    }, "payslip d"),
    (Accrual, {
        "candidate_id": "d.candidate_id", "reserve": _RESERVE, "day": "d.ends_on",
        "amount": "d.minutes / 10", "cause": "'accrued'", "declaration_id": "d.id",
    }, "declaration d"),
    (Document, {
        "candidate_id": "d.candidate_id", "type_id": _TYPE, "name": "'papier ' || d.id || '.pdf'",
        "key": "'doc-' || d.id", "media_type": "'application/pdf'", "size": "1", "sha256": "''",
        "review": "CASE WHEN d.id % 30 = 0 THEN 'waiting' ELSE 'approved' END",
        "version": "1", "added_by": "''", "added_at": "d.changed_at",
    }, "declaration d WHERE d.id % 10 = 0"),
    (Contract, {
        **_OF_THE_HOURS, "title": "'Uitzendovereenkomst ' || d.id", "phase": "'A'",
        "job_title": "'Orderpicker'", "client": "'Logistiek ' || d.client_id",
        "hours_week": "d.minutes", "wage": "1500", "state": _STATE, "version": "1",
        "file_key": "''", "sha256": "''", "size": "1", "pages": "1", "offered_at": "d.changed_at",
        "sign_before": "'2099-01-01 00:00:00.000000'",
    }, "declaration d WHERE d.id % 10 = 1"),
    (Placement, {
        **_OF_THE_HOURS, "client_id": "d.client_id", "contact_id": "1",
        "cost_centre_id": "d.cost_centre_id", "job_title": "'Orderpicker ' || d.id % 50",
        "ends_on": "d.ends_on", "period": "'week'", "entry": "'times'", "wage_cents": "1500",
    }, "declaration d WHERE d.id % 10 = 2"),
    (ChangeRequest, {
        "candidate_id": "d.candidate_id", "what": _WHAT, "old": "'was'", "new": "'wordt'",
        "sealed": "''", "version": "1",
        "review": "CASE WHEN d.id % 4 = 0 THEN 'rejected' ELSE 'approved' END",
        "asked_at": "d.changed_at",
    }, "declaration d WHERE d.id % 50 = 3"),
    (AnnualStatement, {
        "candidate_id": "c.id", "year": "y.year", "wage_cents": "2000000 + c.id * 37 % 900000",
        "tax_cents": "300000", "file_key": "'statement-' || c.id || '-' || y.year",
        "state": "'published'",
    }, f"candidate c CROSS JOIN ({_YEARS}) y"),
    (PhaseRecord, {
        "candidate_id": "d.candidate_id", "rules_id": "(SELECT min(id) FROM phase_rules)",
        "phase": "CASE WHEN min(d.candidate_id) % 3 = 0 THEN 'b' ELSE 'a' END",
        "starts_on": "min(d.starts_on)", "since": "min(d.starts_on)",
        "last_week": "max(d.starts_on)", "weeks": "count(*)", "contracts": "1",
    }, "declaration d GROUP BY d.candidate_id"),
)  # fmt: skip


def fill(engine: Engine) -> None:
    with Session(engine) as session:
        documents.standard(session)
        session.add(
            PhaseRules(
                since=date(2022, 1, 3),
                weeks_in_a=52,
                months_in_b=36,
                contracts_in_b=6,
                months_without_work=6,
            )
        )
        session.add_all(
            Article(
                title=f"Bericht {number}",
                body="Wat je moet weten.",
                stage=Stage.PUBLISHED,
                published_from=date.fromordinal(date(2024, 1, 1).toordinal() + number),
                for_candidates=True,
                for_clients=number % 2 == 0,
            )
            for number in range(ARTICLES)
        )
        session.commit()
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # the placements so far chose their own numbers
            last = "SELECT setval('placement_id_seq', (SELECT max(id) FROM placement))"
            connection.execute(text(last))
        for table, made, source in ROWS:
            of_each = _defaults(table) | made
            names, values = ", ".join(of_each), ", ".join(of_each.values())
            load(connection, table, f"INSERT INTO {table.__tablename__} ({names}) "  # noqa: S608
                 f"SELECT {values} FROM {source}")  # fmt: skip


def _defaults(table: Any) -> dict[str, str]:
    """What a column that must hold something holds when nobody says."""
    said = {name: field.default for name, field in table.model_fields.items()}
    return {
        column.name: _literal(said[column.name])
        for column in table.__table__.columns
        if not column.nullable and said[column.name] not in (None, PydanticUndefined)
    }


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"  # an enum is its text, too


def load(connection: Connection, table: Any, statement: str) -> None:
    """Many rows at once: its indexes are made when they are all there."""
    indexes = list(table.__table__.indexes)
    for index in indexes:
        index.drop(connection)
    connection.execute(text(statement))
    for index in indexes:
        index.create(connection)
