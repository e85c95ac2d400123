"""Benodigde acties: what is expected of somebody now, the most urgent first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from rxportal.db.scope import visible
from rxportal.db.tables import (
    Candidate,
    Client,
    Contract,
    CostCentre,
    Declaration,
    Outbox,
    Placement,
)
from rxportal.domain import periods, text
from rxportal.domain.access import Actor, Permission, Role
from rxportal.domain.contract import State
from rxportal.domain.declaration import MODULE, Status
from rxportal.domain.zone import local, today
from rxportal.locales import t, tn

CONTRACTS = "contracten"  # the module, which can be switched off
MOST = 6  # shown at once; the rest is one tap away in the module


@dataclass(frozen=True)
class ActionItem:
    """One thing to do. ``kind`` chooses the picture: sign, fill, mend, judge, process or post."""

    kind: str
    title: str
    about: str
    due: str
    path: str
    verb: str
    starts_on: date | None = None  # a declaration's first day, with its minutes below
    minutes: tuple[int, ...] = ()
    roster: tuple[int, ...] = ()


def needed(session: Session, actor: Actor, *, now: datetime) -> tuple[list[ActionItem], int]:
    """The first few actions, and how many things wait in all."""
    nothing: tuple[list[ActionItem], int] = ([], 0)
    if actor.role is Role.CANDIDATE:
        papers, contracts = nothing if CONTRACTS in actor.closed else _to_sign(session, actor, now)
        weeks, declarations = nothing if MODULE in actor.closed else _to_report(session, actor, now)
        return weeks[: max(1, MOST - len(papers))] + papers, contracts + declarations
    if actor.role is Role.CLIENT:
        return nothing if MODULE in actor.closed else _to_judge(session, actor, now)
    return _for_the_agency(session, actor)


def _to_sign(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    mine = (
        visible(actor, Contract),
        col(Contract.state) == State.OFFERED,
        col(Contract.sign_before) > now,
    )
    found = session.exec(
        select(Contract)
        .where(*mine)
        .order_by(col(Contract.sign_before), col(Contract.id))
        .limit(MOST)
    )
    items = [
        ActionItem(
            kind="sign",
            title=t("Contract ondertekenen: {title}", title=row.title),
            about=t("Vanaf {day}", day=text.day_full(row.starts_on)),
            due=t("vóór {moment}", moment=text.day_short(local(row.sign_before).date())),
            path=f"/contracten/{row.id}",
            verb=t("Lezen en tekenen"),
        )
        for row in found
    ]
    return items, session.scalar(select(func.count()).where(*mine)) or 0


def _to_report(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    mine = (
        visible(actor, Declaration),
        col(Declaration.status).in_((Status.REPORT, Status.REJECTED)),
        col(Declaration.starts_on) <= today(now),
    )
    found = session.exec(
        select(Declaration, Placement, Client.name, CostCentre)
        .join(Placement, col(Placement.id) == Declaration.placement_id)
        .join(Client, col(Client.id) == Declaration.client_id)
        .outerjoin(CostCentre, col(CostCentre.id) == Declaration.cost_centre_id)
        .where(*mine)
        .order_by(col(Declaration.starts_on).desc(), col(Declaration.id))
        .limit(MOST)
    )
    items = [_report(row, place, client, centre, now) for row, place, client, centre in found]
    return items, session.scalar(select(func.count()).where(*mine)) or 0


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


def _to_judge(session: Session, actor: Actor, now: datetime) -> tuple[list[ActionItem], int]:
    mine = (visible(actor, Declaration), col(Declaration.status) == Status.SUBMITTED)
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


def _for_the_agency(session: Session, actor: Actor) -> tuple[list[ActionItem], int]:
    items: list[ActionItem] = []
    total = 0
    ready = (
        session.scalar(
            select(func.count()).where(
                visible(actor, Declaration), col(Declaration.status) == Status.COMPLETED
            )
        )
        or 0
    )
    if ready and MODULE not in actor.closed:
        total += ready
        items.append(
            ActionItem(
                kind="process",
                title=tn("{n} declaratie verwerken", "{n} declaraties verwerken", ready),
                about=t("Goedgekeurd door de opdrachtgever"),
                due="",
                path="/declaraties?status=completed",
                verb=t("Verwerken"),
            )
        )
    lost = session.scalar(select(func.count()).where(col(Outbox.failed_at).is_not(None))) or 0
    if lost and actor.may(Permission.MESSAGE_READ):
        total += lost
        items.append(
            ActionItem(
                kind="post",
                title=tn("{n} bericht kwam niet aan", "{n} berichten kwamen niet aan", lost),
                about=t("Bekijk waarom, en stuur ze opnieuw"),
                due="",
                path="/beheer/berichten",
                verb=t("Bekijken"),
            )
        )
    return items, total


def _due(at: datetime | None, now: datetime) -> str:
    if at is None:
        return ""
    if at < now:
        return t("was nodig vóór {moment}", moment=text.moment(at))
    return t("vóór {moment}", moment=text.moment(at))
