"""Every state machine of the house, proved total: one prover for all tables."""

from collections.abc import Collection, Iterable

import pytest

from accounts.steps import By, NotNowError, Step, Table, step
from agendas.enums import AgendaDeed, AgendaState, ItemDeed, ItemState, TrackDeed, TrackState
from agendas.rules import AGENDA, ITEM, TRACK
from certificates import enums as certificates
from certificates.rules import CERTIFICATE, CORRECTION
from courses.enums import TranslationDeed, TranslationState
from courses.rules import TRANSLATION
from events import rules
from events.enums import (
    EventDeed,
    InvitationDeed,
    InvitationState,
    ListDeed,
    ListState,
    ParticipationDeed,
    ParticipationState,
    RegistrationDeed,
    RegistrationState,
    RequestDeed,
    RequestState,
    State,
    SuggestionDeed,
    SuggestionState,
)
from events.invitations import INVITATION, SUGGESTION
from events.participations import PARTICIPATION
from meetings.enums import DelegationDeed, DelegationState, MinutesDeed, MinutesState
from meetings.rules.delegation import DELEGATION
from meetings.rules.minutes import MINUTES
from suggestions import rules as suggested
from suggestions.enums import CallDeed, CallState
from suggestions.enums import SuggestionDeed as GivenDeed
from suggestions.enums import SuggestionState as GivenState
from trainers.enums import TrainerDeed, TrainerState
from trainers.rules import TRAINER
from trainings.enums import (
    AssignmentDeed,
    AssignmentState,
    Need,
)
from trainings.enums import RequestDeed as TrainingDeed
from trainings.enums import RequestState as TrainingState
from trainings.rules import ASSIGNMENT, REQUEST


def prove(
    table: Table, *, states: Iterable[str], deeds: Iterable[str], first: Collection[str]
) -> list[str]:
    """What is wrong with a table, in words; nothing, where it is total.

    Each state stands in it, each deed is used, each step leads to a state and is somebody's,
    and from the first states every other one can be reached.
    """
    states, deeds = list(states), list(deeds)
    steps = [(state, deed, to) for state, row in table.items() for deed, to in row.items()]
    reached = set(first)
    while more := {to.to for state, _deed, to in steps if state in reached} - reached:
        reached |= more
    return [
        *(f"{state} is not in the table" for state in states if state not in table),
        *(f"{state} is no state" for state in table if state not in states),
        *(f"{deed} is never used" for deed in deeds if deed not in {deed for _, deed, _ in steps}),
        *(f"{deed} from {state} is no deed" for state, deed, _to in steps if deed not in deeds),
        *(f"{deed} from {state} leads nowhere" for state, deed, to in steps if to.to not in states),
        *(f"{deed} from {state} is nobody's" for state, deed, to in steps if not to.by),
        *(
            f"{deed} from {state} is taken by a stranger"
            for state, deed, to in steps
            if not all(isinstance(party, By) for party in to.by)
        ),
        *(f"{state} is never reached" for state in states if state not in reached),
    ]


@pytest.mark.parametrize(
    ("table", "states", "deeds", "first"),
    [
        pytest.param(AGENDA, AgendaState, AgendaDeed, {AgendaState.PREPARING}, id="an agenda"),
        pytest.param(ITEM, ItemState, ItemDeed, {ItemState.OPEN}, id="an item of an agenda"),
        pytest.param(
            TRACK, TrackState, TrackDeed, {TrackState.PREPARED}, id="what a body prepares"
        ),
        pytest.param(
            rules.ATTENDANCE_LIST,
            ListState,
            ListDeed,
            {ListState.DRAFT},
            id="an attendance list",
        ),
        pytest.param(rules.EVENT, State, EventDeed, {State.DRAFT}, id="an event"),
        pytest.param(
            rules.REGISTRATION,
            RegistrationState,
            RegistrationDeed,
            {RegistrationState.NAMED, RegistrationState.PENDING},
            id="a registration",
        ),
        pytest.param(
            rules.CHANGE_REQUEST,
            RequestState,
            RequestDeed,
            {RequestState.OPEN},
            id="a wish for a change",
        ),
        pytest.param(
            PARTICIPATION,
            ParticipationState,
            ParticipationDeed,
            {ParticipationState.ASKED},
            id="a country in a focus day",
        ),
        pytest.param(
            INVITATION,
            InvitationState,
            InvitationDeed,
            {InvitationState.PREPARED},
            id="an invitation",
        ),
        pytest.param(
            SUGGESTION,
            SuggestionState,
            SuggestionDeed,
            {SuggestionState.PROPOSED},
            id="a suggested institution",
        ),
        pytest.param(
            REQUEST, TrainingState, TrainingDeed, {TrainingState.DRAFT}, id="a training on request"
        ),
        pytest.param(
            ASSIGNMENT,
            AssignmentState,
            AssignmentDeed,
            {AssignmentState.PROPOSED},
            id="a trainer's assignment",
        ),
        pytest.param(TRAINER, TrainerState, TrainerDeed, {TrainerState.NOMINATED}, id="a trainer"),
        pytest.param(
            TRANSLATION,
            TranslationState,
            TranslationDeed,
            {TranslationState.NONE},
            id="a translation",
        ),
        pytest.param(
            suggested.CALL, CallState, CallDeed, {CallState.DRAFT}, id="a call for suggestions"
        ),
        pytest.param(
            suggested.SUGGESTION, GivenState, GivenDeed, {GivenState.DRAFT}, id="a suggestion"
        ),
        pytest.param(
            DELEGATION,
            DelegationState,
            DelegationDeed,
            {DelegationState.DRAFT},
            id="a delegation",
        ),
        pytest.param(MINUTES, MinutesState, MinutesDeed, {MinutesState.DRAFT}, id="minutes"),
        pytest.param(
            CERTIFICATE,
            certificates.State,
            certificates.Step,
            {certificates.State.VALID},
            id="a certificate",
        ),
        pytest.param(
            CORRECTION,
            certificates.CorrectionState,
            certificates.CorrectionDeed,
            {certificates.CorrectionState.OPEN},
            id="a wish for another name",
        ),
    ],
)
def test_the_table_is_total(table, states, deeds, first):
    assert prove(table, states=states, deeds=deeds, first=first) == []


@pytest.mark.parametrize(
    ("table", "states", "deeds"),
    [
        pytest.param(rules.ATTENDANCE_LIST, ListState, ListDeed, id="an attendance list"),
        pytest.param(rules.EVENT, State, EventDeed, id="an event"),
        pytest.param(AGENDA, AgendaState, AgendaDeed, id="an agenda"),
        pytest.param(ITEM, ItemState, ItemDeed, id="an item of an agenda"),
        pytest.param(TRACK, TrackState, TrackDeed, id="what a body prepares"),
        pytest.param(rules.REGISTRATION, RegistrationState, RegistrationDeed, id="a registration"),
        pytest.param(rules.CHANGE_REQUEST, RequestState, RequestDeed, id="a wish for a change"),
        pytest.param(
            PARTICIPATION,
            ParticipationState,
            ParticipationDeed,
            id="a country in a focus day",
        ),
        pytest.param(INVITATION, InvitationState, InvitationDeed, id="an invitation"),
        pytest.param(SUGGESTION, SuggestionState, SuggestionDeed, id="a suggested institution"),
        pytest.param(REQUEST, TrainingState, TrainingDeed, id="a training on request"),
        pytest.param(ASSIGNMENT, AssignmentState, AssignmentDeed, id="a trainer's assignment"),
        pytest.param(TRAINER, TrainerState, TrainerDeed, id="a trainer"),
        pytest.param(TRANSLATION, TranslationState, TranslationDeed, id="a translation"),
        pytest.param(suggested.CALL, CallState, CallDeed, id="a call for suggestions"),
        pytest.param(suggested.SUGGESTION, GivenState, GivenDeed, id="a suggestion"),
        pytest.param(DELEGATION, DelegationState, DelegationDeed, id="a delegation"),
        pytest.param(MINUTES, MinutesState, MinutesDeed, id="minutes"),
        pytest.param(CERTIFICATE, certificates.State, certificates.Step, id="a certificate"),
        pytest.param(
            CORRECTION,
            certificates.CorrectionState,
            certificates.CorrectionDeed,
            id="a wish for another name",
        ),
    ],
)
def test_what_the_table_does_not_hold_cannot_be_done(table, states, deeds):
    for state in states:
        for deed in deeds:
            for by in By:
                known = table[state].get(deed)
                if known and by in known.by:
                    assert step(table, state=state, deed=deed, by=by) == known
                else:
                    with pytest.raises(NotNowError):
                        step(table, state=state, deed=deed, by=by)


def test_each_need_of_a_training_is_named_by_a_step_and_known():
    named = {need for row in REQUEST.values() for found in row.values() for need in found.needs}

    assert named == set(Need)


SOMEBODY = frozenset({By.CLOCK})
SOUND = {"open": {"shut": Step("shut", SOMEBODY)}, "shut": {"open": Step("open", SOMEBODY)}}


@pytest.mark.parametrize(
    ("broken", "faults"),
    [
        (SOUND, []),
        (
            {"open": {"shut": Step("shut", SOMEBODY)}},
            ["shut is not in the table", "open is never used"],
        ),
        (SOUND | {"ajar": {}}, ["ajar is no state"]),
        (
            {"open": {}, "shut": {"open": Step("open", SOMEBODY)}},
            ["shut is never used", "shut is never reached"],
        ),
        (
            SOUND | {"shut": {"open": Step("ajar", SOMEBODY), "slam": Step("shut", SOMEBODY)}},
            ["slam from shut is no deed", "open from shut leads nowhere"],
        ),
        (SOUND | {"shut": {"open": Step("open", frozenset())}}, ["open from shut is nobody's"]),
        (
            SOUND | {"shut": {"open": Step("open", frozenset({"anybody"}))}},
            ["open from shut is taken by a stranger"],
        ),
    ],
    ids=[
        "sound",
        "state missing",
        "state unknown",
        "deed unused",
        "leads nowhere",
        "nobody",
        "stranger",
    ],
)
def test_a_broken_table_is_told_by_its_faults(broken, faults):
    assert prove(broken, states=["open", "shut"], deeds=["open", "shut"], first={"open"}) == faults
