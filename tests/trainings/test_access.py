"""Who may do what to a request in each of its states, and who may read it."""

import pytest

from accounts.enums import Role
from accounts.steps import By, NotNowError
from tests.factories.trainings import (
    NOW,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    confirmed_trainer,
    draft,
    fresh,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import deeds, services
from trainings.enums import AssignmentDeed, AssignmentState, RequestDeed, RequestState
from trainings.models import Assignment, TrainingRequest
from trainings.rules import ASSIGNMENT, REQUEST
from trainings.services.locks import NotYoursError, advance

pytestmark = pytest.mark.django_db

ROLES = {
    "the state's representative": (lambda: speaks_for("PT"), By.STATE),
    "its substitute": (lambda: speaks_for("PT", role=Role.SUBSTITUTE), By.STATE),
    "the Secretariat": (secretariat, By.SECRETARIAT),
    "the clock": (lambda: None, By.CLOCK),
    "another state": (lambda: speaks_for("LV"), None),
    "a contact point": (lambda: speaks_for("PT", role=Role.CONTACT_POINT), None),
    "the Presidency team": (lambda: speaks_for("PT", role=Role.PRESIDENCY), None),
    "a trainer": (lambda: at_the(TrainerFactory()), None),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_step_is_taken_by_whom_the_table_says_and_by_nobody_else(role):
    who, party = ROLES[role]
    by = who()
    request = draft()
    for state in RequestState:
        for deed in RequestDeed:
            request.state = state
            known = REQUEST[state].get(deed)
            if known is None:
                with pytest.raises(NotNowError) as error:
                    advance(request, deed, by=by, at=NOW)
                assert not isinstance(error.value, NotYoursError)
            elif party not in known.by:
                with pytest.raises(NotYoursError):
                    advance(request, deed, by=by, at=NOW)
                assert request.state == state
            else:
                assert advance(request, deed, by=by, at=NOW) == party
                assert request.state == known.to


TEACHING = {
    AssignmentDeed.INVITE: lambda one, **said: services.invite_trainer(one, message="", **said),
    AssignmentDeed.ACCEPT: lambda one, **said: services.accept_assignment(one, answers={}, **said),
    AssignmentDeed.DECLINE: lambda one, **said: services.decline_assignment(one, reason="", **said),
    AssignmentDeed.CONFIRM: services.confirm_trainer,
    AssignmentDeed.DROP: lambda one, **said: services.drop_trainer(one, reason="Ill.", **said),
}
AS = {
    "the Secretariat": (lambda _own: secretariat(), By.SECRETARIAT),
    "the trainer": (at_the, By.PERSON),
    "another trainer": (lambda _own: at_the(TrainerFactory()), None),
    "the host": (lambda _own: speaks_for("PT"), None),
    "another state": (lambda _own: speaks_for("LV"), None),
}


@pytest.mark.parametrize("role", AS)
@pytest.mark.parametrize("deed", TEACHING)
def test_each_step_of_an_assignment_is_taken_by_whom_the_table_says(role, deed):
    made = accepted()
    who, party = AS[role]
    own = QualificationFactory(course=made.course).trainer
    one = Assignment.objects.create(request=made, trainer=own, proposed_at=NOW)
    by = who(own)
    for state in AssignmentState:
        Assignment.objects.update(state=state, invited_at=NOW, confirmed_at=NOW, reason="So.")
        known = ASSIGNMENT[state].get(deed)
        if known is None or party not in known.by:
            with pytest.raises(NotNowError) as error:
                TEACHING[deed](one, by=by, at=NOW)
            assert isinstance(error.value, NotYoursError) == (known is not None)
            one.refresh_from_db()
            assert one.state == state
        else:
            assert TEACHING[deed](one, by=by, at=NOW) is not None
            one.refresh_from_db()
            assert one.state == known.to


def test_buttons_are_what_the_table_lets_a_person_do():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)

    assert deeds.possible(made, standing=host) == [RequestDeed.ASK_TO_CANCEL]
    assert deeds.possible(made, standing=officer) == [RequestDeed.SCHEDULE, RequestDeed.CANCEL]
    services.ask_to_cancel(made, reason="Elections.", by=host, at=NOW)
    assert deeds.possible(fresh(made), standing=officer) == [
        RequestDeed.SCHEDULE, RequestDeed.GO_ON, RequestDeed.CANCEL,
    ]  # fmt: skip
    assert deeds.possible(made, standing=speaks_for("LV")) == []


def test_drafts_are_the_states_own_and_what_was_sent_is_the_secretariats_too():
    host, officer, other = speaks_for(), secretariat(), speaks_for("LV")
    typed, sent = draft(host), submitted(host)

    def read(by):
        return set(TrainingRequest.objects.visible_to(by))

    assert read(host) == {typed, sent}
    assert read(officer) == {sent}
    assert read(other) == set()
    assert read(at_the(TrainerFactory())) == set()


def test_a_trainer_reads_the_own_assignments_once_invited():
    officer = secretariat()
    made = accepted(by=officer)
    one = confirmed_trainer(made, by=officer)
    other = confirmed_trainer(made, by=officer)
    noted = services.propose_trainer(
        accepted(by=officer, host=speaks_for("LV"), course=made.course),
        trainer=one.trainer, by=officer, at=NOW,
    )  # fmt: skip

    mine = at_the(one.trainer)
    assert list(Assignment.objects.own(mine)) == [one]
    assert noted.trainer == one.trainer
    one.trainer.state = "left"
    one.trainer.save()
    assert list(Assignment.objects.own(mine)) == []
    assert list(Assignment.objects.own(officer)) == []
    assert other.trainer != one.trainer


def test_pages_open_to_whom_they_concern(client):
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    one = confirmed_trainer(made, by=officer)
    services.add_note(
        made, text="Ask Tallinn.", once="00000000-0000-4000-8000-000000000001", by=officer, at=NOW
    )

    def page(by, address):
        client.force_login(by.user)
        return client.get(address)

    theirs = page(host, made.get_absolute_url())
    assert theirs.status_code == 200
    assert "accepted the request" in theirs.text
    assert "Ask Tallinn." not in theirs.text
    assert page(speaks_for("LV"), made.get_absolute_url()).status_code == 404
    assert page(at_the(one.trainer), one.get_absolute_url()).status_code == 200
    assert page(host, one.get_absolute_url()).status_code == 404
    assert page(host, one.trainer.get_absolute_url()).status_code == 404
    one.trainer.nominated_for = made.member_state
    one.trainer.save()
    assert one.trainer.name in page(host, one.trainer.get_absolute_url()).text
