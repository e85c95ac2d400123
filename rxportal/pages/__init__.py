"""The routes. A page module has a ``ROUTE``, a ``TITLE`` and a function ``page``."""

from typing import Any

import reflex as rx

from rxportal.locales import t
from rxportal.pages import (
    account,
    accrual,
    activation,
    activation_password,
    activation_pin,
    article,
    change,
    client,
    contract,
    creation,
    dashboard,
    declaration,
    document,
    document_type,
    first_run,
    forgot,
    imports,
    integrations,
    judge_link,
    messages,
    new_article,
    new_contract,
    new_document,
    new_run,
    not_found,
    overviews,
    own_change,
    password,
    payment,
    payslip,
    people,
    phase,
    placement,
    registers,
    reset,
    reset_password,
    run,
    search,
    security,
    settings,
    sign_in,
    stand_ins,
    statement,
    trail,
    verification,
)
from rxportal.state.account import AccountState
from rxportal.state.article import ArticleState
from rxportal.state.brand import BrandState
from rxportal.state.changes import ChangeState
from rxportal.state.clients import ArrangementState
from rxportal.state.comments import CommentsState
from rxportal.state.contract import ContractState
from rxportal.state.creation import CreationState
from rxportal.state.dashboard import DashboardState
from rxportal.state.details import DetailsState
from rxportal.state.devices import DevicesState
from rxportal.state.document_types import DocumentTypeState
from rxportal.state.documents import DocumentState, NewDocumentState
from rxportal.state.doorstep import ForgotState, LinkState, NewPasswordState, PinState
from rxportal.state.first_run import FirstRunState
from rxportal.state.help import HelpState
from rxportal.state.imports import ImportState
from rxportal.state.integrations import IntegrationState
from rxportal.state.judge import JudgeState
from rxportal.state.judge_link import JudgeLinkState
from rxportal.state.messages import MessagesState
from rxportal.state.newsroom import NewsroomState
from rxportal.state.offering import NewContractState
from rxportal.state.passkeys import PasskeyState
from rxportal.state.pay import PayState
from rxportal.state.people import PeopleState
from rxportal.state.phases import PhaseState
from rxportal.state.photo import PhotoState
from rxportal.state.placement import PlacementState
from rxportal.state.recent import RecentState
from rxportal.state.record import RecordState
from rxportal.state.reserves import ReservesState
from rxportal.state.runs import NewRunState, RunState
from rxportal.state.search import SearchState
from rxportal.state.security import SecurityState
from rxportal.state.settings import SettingsState
from rxportal.state.shell import ShellState
from rxportal.state.sign_in import SignInState
from rxportal.state.stand_ins import StandInState
from rxportal.state.switches import SwitchesState
from rxportal.state.trail import TrailState
from rxportal.state.verification import VerificationState
from rxportal.state.week import WeekState

PAGES: tuple[tuple[Any, list[Any]], ...] = (
    (dashboard, [ShellState.arrive, DashboardState.arrive]),
    *overviews.PAGES,
    *registers.PAGES,
    # The page of a row: what it shows, and that it was opened.
    *(
        (page, [ShellState.arrive, *arrive, RecentState.arrive])
        for page, arrive in (
            (declaration, (WeekState.arrive, JudgeState.arrive)),
            (payslip, (RecordState.arrive, PayState.arrive)),
            (statement, (RecordState.arrive, PayState.arrive)),
            (payment, (RecordState.arrive, PayState.arrive)),
            (placement, (RecordState.arrive, PlacementState.arrive)),
            (phase, (RecordState.arrive, PhaseState.arrive_row)),
            (accrual, (RecordState.arrive, ReservesState.arrive_row)),
            (document, (RecordState.arrive, DocumentState.arrive, CommentsState.arrive)),
            (contract, (ContractState.arrive, CommentsState.arrive)),
            (change, (ChangeState.arrive, CommentsState.arrive)),
            (own_change, (ChangeState.arrive, CommentsState.arrive)),
            (article, (ArticleState.arrive,)),
        )
    ),
    (new_article, [ShellState.arrive, NewsroomState.arrive]),
    (document_type, [ShellState.arrive, DocumentTypeState.arrive]),
    (new_contract, [ShellState.arrive, NewContractState.arrive]),
    (new_document, [ShellState.arrive, NewDocumentState.arrive]),
    (new_run, [ShellState.arrive, NewRunState.arrive]),
    (run, [ShellState.arrive, RunState.arrive]),
    (integrations, [ShellState.arrive, IntegrationState.arrive]),
    (imports, [ShellState.arrive, ImportState.arrive]),
    (creation, [ShellState.arrive, CreationState.arrive]),
    (messages, [ShellState.arrive, MessagesState.arrive]),
    (client, [ShellState.arrive, ArrangementState.arrive, StandInState.arrive]),
    (stand_ins, [ShellState.arrive, StandInState.arrive]),
    (people, [ShellState.arrive, PeopleState.arrive]),
    (trail, [ShellState.arrive, TrailState.arrive]),
    (search, [ShellState.arrive, SearchState.arrive]),
    (settings, [ShellState.arrive, SettingsState.arrive, BrandState.arrive, SwitchesState.arrive]),
    (
        account,
        [
            ShellState.arrive,
            DetailsState.arrive,
            AccountState.arrive,
            DevicesState.arrive,
            SecurityState.arrive,
            PhotoState.arrive,
        ],
    ),
    (password, [ShellState.arrive, AccountState.arrive]),
    (sign_in, [SignInState.arrive, HelpState.arrive]),
    (verification, [VerificationState.arrive, HelpState.arrive]),
    (activation, [LinkState.arrive_activating, HelpState.arrive]),
    (activation_pin, [PinState.arrive, HelpState.arrive]),
    (activation_password, [NewPasswordState.arrive_activating, HelpState.arrive]),
    (forgot, [ForgotState.arrive, HelpState.arrive]),
    (reset, [LinkState.arrive_resetting, HelpState.arrive]),
    (reset_password, [NewPasswordState.arrive_resetting, HelpState.arrive]),
    (judge_link, [JudgeLinkState.arrive, HelpState.arrive]),
    (first_run, [FirstRunState.arrive, HelpState.arrive]),
    (security, [ShellState.arrive, SecurityState.arrive, PasskeyState.arrive]),
    (not_found, []),
)


def add_pages(app: rx.App) -> None:
    """Every page of the portal, with the events that fill it."""
    for module, arrive in PAGES:
        app.add_page(module.page, route=module.ROUTE, title=t(module.TITLE), on_load=arrive)
