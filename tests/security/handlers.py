"""Every event handler of ours, as the registry knows them: all that a browser can ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import signature
from typing import Any

from reflex.state import BaseState
from reflex_base.registry import RegistrationContext

from rxportal.domain.access import Role
from rxportal.rxportal import app
from rxportal.state.modules import STATES

assert app  # registers the states

EVERYBODY = frozenset({None, *Role})  # None: nobody is signed in
SIGNED_IN = frozenset(Role)
AGENCY = frozenset({Role.OFFICE, Role.ADMINISTRATOR})
WRITERS = AGENCY | {Role.CANDIDATE}
JUDGES = AGENCY | {Role.CLIENT}

# What only arranges one's own screen, or says something back in one's own tab, is for everybody:
# it reaches no data. The rest goes through ``act`` or ``look``.
OVERVIEW: dict[str, frozenset[Role | None]] = {
    "accept": EVERYBODY,
    "agree": SIGNED_IN,
    "arrive": SIGNED_IN,
    "ask_name": SIGNED_IN,
    "choose": SIGNED_IN,
    "choose_all": SIGNED_IN,
    "choose_none": EVERYBODY,
    "choose_page": SIGNED_IN,
    "close_question": EVERYBODY,
    "count": SIGNED_IN,
    "dismiss_job": EVERYBODY,
    "fill_choices": SIGNED_IN,
    "list_saved": SIGNED_IN,
    "move_column": SIGNED_IN,
    "narrow": SIGNED_IN,
    "nudge_column": EVERYBODY,
    "open_with_view": SIGNED_IN,
    "pin_view": SIGNED_IN,
    "remove_view": SIGNED_IN,
    "reset_columns": SIGNED_IN,
    "resize": SIGNED_IN,
    "restore_view": SIGNED_IN,
    "save_view": SIGNED_IN,
    "search_for": SIGNED_IN,
    "show_failures": EVERYBODY,
    "show_panel": SIGNED_IN,
    "show_weeks": SIGNED_IN,
    "start": SIGNED_IN,
    "stop": EVERYBODY,
    "toggle_column": SIGNED_IN,
    "work": EVERYBODY,
}
ALLOWED: dict[str, frozenset[Role | None]] = {
    "AccountState.arrive": SIGNED_IN,
    "ConsentState.answer": frozenset({Role.CANDIDATE}),
    "ConsentState.arrive": SIGNED_IN,
    "ChangeState.approve": AGENCY,
    "ChangeState.arrive": WRITERS,
    "ChangeState.reject": AGENCY,
    "ChangeState.reveal": AGENCY,
    "ContractState.arrive": WRITERS,
    "ContractState.decline": frozenset({Role.CANDIDATE}),
    "ContractState.enlarge": EVERYBODY,
    "ContractState.show": EVERYBODY,
    "ContractState.turn": WRITERS,
    "ContractState.wipe": EVERYBODY,
    "ArticleState.arrive": SIGNED_IN,
    "ArticleState.discard": AGENCY,
    "ArticleState.publish": AGENCY,
    "ArticleState.withdraw": AGENCY,
    "ArrangementState.arrive": AGENCY,
    "ArrangementState.save": AGENCY,
    "CommentsState.arrive": SIGNED_IN,
    "CommentsState.say": SIGNED_IN,
    "CreationState.arrive": AGENCY,
    "CreationState.choose_day": AGENCY,
    "CreationState.choose_kind": AGENCY,
    "CreationState.make": AGENCY,
    "DashboardState.arrive": SIGNED_IN,
    "DetailsState.arrive": SIGNED_IN,
    "DetailsState.confirm": frozenset({Role.CANDIDATE}),
    "DetailsState.edit": frozenset({Role.CANDIDATE}),
    "DetailsState.reveal": frozenset({Role.CANDIDATE}),
    "DetailsState.save": frozenset({Role.CANDIDATE}),
    "DetailsState.stop": EVERYBODY,
    "DashboardState.fold": SIGNED_IN,
    "DashboardState.follow": SIGNED_IN,
    "DashboardState.move": SIGNED_IN,
    "DevicesState.arrive": SIGNED_IN,
    "DevicesState.end": SIGNED_IN,
    "DevicesState.end_others": SIGNED_IN,
    "DocumentState.approve": AGENCY,
    "DocumentState.arrive": WRITERS,
    "DocumentState.reject": AGENCY,
    "DocumentTypeState.arrive": AGENCY,
    "DocumentTypeState.bring_back": AGENCY,
    "DocumentTypeState.retire": AGENCY,
    "DocumentTypeState.save": AGENCY,
    "FirstRunState.arrive": EVERYBODY,
    "ForgotState.arrive": EVERYBODY,
    "HelpState.arrive": EVERYBODY,
    "ImportState.arrive": AGENCY,
    "ImportState.take": AGENCY,
    "IntegrationState.arrive": frozenset({Role.ADMINISTRATOR}),
    "IntegrationState.revoke": frozenset({Role.ADMINISTRATOR}),
    "JudgeLinkState.arrive": EVERYBODY,
    "JudgeState.approve": JUDGES,
    "JudgeState.approve_chosen": JUDGES,
    "JudgeState.arrive": SIGNED_IN,
    "JudgeState.confirm": JUDGES,
    "JudgeState.confirm_chosen": JUDGES,
    "JudgeState.say": SIGNED_IN,
    "JudgeState.stop": EVERYBODY,
    "LinkState.arrive_activating": EVERYBODY,
    "LinkState.arrive_resetting": EVERYBODY,
    "MessagesState.arrive": AGENCY,
    "MessagesState.retry": AGENCY,
    "NewContractState.arrive": AGENCY,
    "NewContractState.find": EVERYBODY,
    "NewDocumentState.arrive": WRITERS,
    "NewsroomState.arrive": AGENCY,
    "NewPasswordState.arrive_activating": EVERYBODY,
    "NewPasswordState.arrive_resetting": EVERYBODY,
    "NewRunState.arrive": AGENCY,
    "NewRunState.choose_client": AGENCY,
    "NewRunState.choose_cost_centre": AGENCY,
    "NewRunState.choose_period": AGENCY,
    "NewRunState.make": AGENCY,
    "NoticeState.apologise": EVERYBODY,
    "NoticeState.dismiss": EVERYBODY,
    "NoticeState.tell": EVERYBODY,
    "OfferState.ask_to_discard": EVERYBODY,
    "OfferState.ask_to_withdraw": EVERYBODY,
    "OfferState.discard": AGENCY,
    "OfferState.send": AGENCY,
    "OfferState.withdraw": AGENCY,
    "OfficeState.ask": EVERYBODY,
    "OfficeState.correct": AGENCY,
    "OfficeState.process": AGENCY,
    "OfficeState.send": AGENCY,
    "OfficeState.show": EVERYBODY,
    "PayState.arrive": SIGNED_IN,
    "PayTotalsState.arrive": AGENCY | {Role.CANDIDATE},
    "PeopleState.arrive": AGENCY,
    "PasskeyState.arrive": SIGNED_IN,
    "PeopleState.change_role": frozenset({Role.ADMINISTRATOR}),
    "PeopleState.close": AGENCY,
    "PeopleState.find": EVERYBODY,
    "PeopleState.invite": AGENCY,
    "PeopleState.reopen": AGENCY,
    "PeopleState.reset_factor": AGENCY,
    "PeopleState.resend": AGENCY,
    "PeopleState.revoke": AGENCY,
    "PeopleState.sign_out": AGENCY,
    "PhaseState.arrive": SIGNED_IN,
    "PhotoState.arrive": EVERYBODY,
    "PhotoState.remove": frozenset({Role.CANDIDATE}),
    "PhaseState.arrive_row": SIGNED_IN,
    "PinState.arrive": EVERYBODY,
    "PlacementState.ask_second": AGENCY,
    "PlacementState.arrive": SIGNED_IN,
    "QueueState.show": JUDGES,
    "QueueState.tick": JUDGES,
    "QueueState.tick_all": JUDGES,
    "RecentState.arrive": EVERYBODY,
    "RecentState.note": SIGNED_IN,
    "RecordState.arrive": SIGNED_IN,
    "RegisterState.arrive": AGENCY,
    "RegisterState.find": AGENCY,
    "RegisterState.save": AGENCY,
    "RejectionState.ask": SIGNED_IN,
    "RejectionState.choose": EVERYBODY,
    "RejectionState.mark": EVERYBODY,
    "RejectionState.send": JUDGES,
    "RejectionState.show": EVERYBODY,
    "RejectionState.type_reason": EVERYBODY,
    "RejectionState.weigh": EVERYBODY,
    "ReservesState.arrive": SIGNED_IN,
    "ReservesState.arrive_row": SIGNED_IN,
    "RunState.arrive": AGENCY,
    "RunState.ask": EVERYBODY,
    "RunState.finalise": AGENCY,
    "RunState.give_code": AGENCY,
    "RunState.go_on": AGENCY,
    "RunState.stop": EVERYBODY,
    "RunState.work": EVERYBODY,
    "SearchState.arrive": SIGNED_IN,
    "SearchState.find": EVERYBODY,
    "SessionState.look_again": SIGNED_IN,
    "SessionState.stay": SIGNED_IN,
    "SecurityState.arrive": SIGNED_IN,
    "SecurityState.forget": SIGNED_IN,
    "BrandState.arrive": frozenset({Role.ADMINISTRATOR}),
    "SettingsState.arrive": frozenset({Role.ADMINISTRATOR}),
    "SettingsState.edit": frozenset({Role.ADMINISTRATOR}),
    "SettingsState.save": frozenset({Role.ADMINISTRATOR}),
    "SettingsState.stop": EVERYBODY,
    "ShellState.arrive": SIGNED_IN,
    "ShellState.fold": SIGNED_IN,
    "SignInState.arrive": EVERYBODY,
    "StandInState.arrive": JUDGES,
    "StandInState.end": JUDGES,
    "StandInState.save": JUDGES,
    "SwitchesState.arrive": frozenset({Role.ADMINISTRATOR}),
    "SwitchesState.save": frozenset({Role.ADMINISTRATOR}),
    "TrailState.arrive": AGENCY,
    "VerificationState.arrive": EVERYBODY,
    "WeekState.accept": WRITERS,
    "WeekState.acknowledge": WRITERS,
    "WeekState.add_line": WRITERS,
    "WeekState.arrive": SIGNED_IN,
    "WeekState.close_day": EVERYBODY,
    "WeekState.copy_last": WRITERS,
    "WeekState.dismiss": EVERYBODY,
    "WeekState.fill": WRITERS,
    "WeekState.open_day": WRITERS,
    "WeekState.put_back": WRITERS,
    "WeekState.remove_extra": WRITERS,
    "WeekState.remove_line": WRITERS,
    "WeekState.save": WRITERS,
    "WeekState.save_extra": WRITERS,
    "WeekState.say": SIGNED_IN,
    "WeekState.set_absence": WRITERS,
    "WeekState.set_also": WRITERS,
    "WeekState.set_not_worked": WRITERS,
    "WeekState.step": WRITERS,
    "WeekState.submit": WRITERS,
    "WeekState.undo": WRITERS,
    "WeekState.withdraw": WRITERS,
}

ALLOWED |= {
    f"{state.__name__}.{name}": allowed
    for state in STATES.values()
    for name, allowed in OVERVIEW.items()
}


@dataclass(frozen=True)
class Handler:
    state: type[BaseState]
    name: str

    @property
    def key(self) -> str:
        return f"{self.state.__name__}.{self.name}"

    @property
    def parameters(self) -> dict[str, Any]:
        """The arguments a browser may send, with their annotations."""
        asked = signature(self.state.event_handlers[self.name].fn).parameters.values()
        return {each.name: each.annotation for each in asked if each.name != "self"}


def handlers() -> Iterator[Handler]:
    """Ours, without the ``setvar`` every state has (which no longer sets anything)."""
    states = RegistrationContext.get().base_states.values()
    for state in sorted(states, key=lambda each: each.get_full_name()):
        if state.__module__.startswith("rxportal."):
            for name in sorted(state.event_handlers):
                if name != "setvar":
                    yield Handler(state, name)
