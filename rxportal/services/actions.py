"""Benodigde acties: what is expected of somebody now, the most urgent first."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import Candidate, Client, CostCentre, Declaration, Outbox, Placement
from rxportal.domain import periods, text
from rxportal.domain.access import Actor, Permission, Role
from rxportal.domain.action import ActionItem
from rxportal.domain.declaration import MODULE, Status
from rxportal.locales import t, tn
from rxportal.services import dossier_actions, waiting

MOST = 6  # shown at once; the rest is one tap away in the module
FEWEST = 2  # declarations that are shown whatever else there is

Needed = tuple[list[ActionItem], int]
_NOTHING: Needed = ([], 0)


def needed(session: Session, actor: Actor, *, now: datetime) -> Needed:
    """The first few actions, and how many things wait in all."""
    off = MODULE in actor.closed
    if actor.role is Role.CLIENT:
        return _NOTHING if off else _to_judge(session, actor, now)
    others, more = dossier_actions.needed(session, actor, now=now)
    if actor.role is Role.CANDIDATE:
        weeks, number = _NOTHING if off else _to_report(session, actor, now)
        return weeks[: max(FEWEST, MOST - len(others))] + others, number + more
    weeks, number = _NOTHING if off else _to_process(session, actor, now)
    lost, letters = _lost(session, actor)
    return weeks + others + lost, number + more + letters


def _to_report(session: Session, actor: Actor, now: datetime) -> Needed:
    mine = waiting.declarations(actor, waiting.at(now))
    found = session.exec(
        select(Declaration, Placement, Client.name, CostCentre)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .join(Client, col(Client.id) == Declaration.client_id)
        .outerjoin(CostCentre, col(CostCentre.id) == Declaration.cost_centre_id)
        .where(col(Declaration.id).in_(mine))
        .order_by(col(Declaration.starts_on).desc(), col(Declaration.id))
        .limit(MOST)
    )
    items = [_report(row, place, client, centre, now) for row, place, client, centre in found]
    return items, waiting.number(session, mine)


def _report(
    row: Declaration, place: Placement, client: str, centre: CostCentre | None, now: datetime
) -> ActionItem:
    period = periods.name(periods.period_of(place.period, row.starts_on))
    rejected = row.status is Status.REJECTED
    where = client
    if centre:
        where = t("{client} · kostenplaats {centre}", client=client, centre=centre.label)
    return ActionItem(
        kind="mend" if rejected else "fill",
        title=t("Urendeclaratie {period} aanpassen", period=period)
        if rejected
        else t("Urendeclaratie {period} invullen", period=period),
        about=t("Afgewezen: {reason}", reason=row.reason) if rejected else where,
        due=_due(row.due_at, now),
        path=f"/declaraties/{row.id}",
        verb=t("Aanpassen") if rejected else t("Invullen"),
        starts_on=row.starts_on,
        minutes=tuple(row.day_minutes),
        roster=tuple(row.day_roster),
    )


def _to_judge(session: Session, actor: Actor, now: datetime) -> Needed:
    mine = (
        visible(actor, Declaration),
        col(Declaration.status) == Status.SUBMITTED,
        waiting.for_somebody_else(actor),
    )
    found = session.exec(
        select(Declaration, Candidate, Placement.job_title, Placement.period)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .join(Candidate, col(Candidate.id) == Declaration.candidate_id)
        .where(*mine)
        .order_by(col(Declaration.starts_on), col(Declaration.id))
        .limit(MOST)
    )
    items = [
        ActionItem(
            kind="judge",
            title=t("Uren van {name} goedkeuren", name=candidate.name),
            about=t(
                "{period} · {job} · {hours} u",
                period=periods.name(periods.period_of(periods.PeriodKind(kind), row.starts_on)),
                job=job,
                hours=text.hours(row.minutes),
            ),
            due=t("ingediend {when}", when=text.relative_day(row.submitted_at, now))
            if row.submitted_at
            else "",
            path=f"/declaraties/{row.id}",
            verb=t("Bekijken"),
            starts_on=row.starts_on,
            minutes=tuple(row.day_minutes),
            roster=tuple(row.day_roster),
        )
        for row, candidate, job, kind in found
    ]
    return items, session.scalar(select(func.count()).where(*mine)) or 0


def _to_process(session: Session, actor: Actor, now: datetime) -> Needed:
    ready = waiting.number(session, waiting.declarations(actor, waiting.at(now)))
    if not ready:
        return _NOTHING
    item = ActionItem(
        kind="process",
        title=tn("{n} declaratie verwerken", "{n} declaraties verwerken", ready),
        about=t("Goedgekeurd door de opdrachtgever"),
        due="",
        path="/declaraties?status=completed",
        verb=t("Verwerken"),
    )
    return [item], ready


def _lost(session: Session, actor: Actor) -> Needed:
    lost = session.scalar(select(func.count()).where(col(Outbox.failed_at).is_not(None))) or 0
    if not lost or not actor.may(Permission.MESSAGE_READ):
        return _NOTHING
    item = ActionItem(
        kind="post",
        title=tn("{n} bericht kwam niet aan", "{n} berichten kwamen niet aan", lost),
        about=t("Bekijk waarom, en stuur ze opnieuw"),
        due="",
        path="/beheer/berichten",
        verb=t("Bekijken"),
    )
    return [item], lost


def _due(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    if at < now:
        return t("was nodig vóór {moment}", moment=text.moment(at))
    return t("vóór {moment}", moment=text.moment(at))
