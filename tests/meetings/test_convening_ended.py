"""A convening that did not leave: ended for a reason, given up, or stopped."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts.models import Mandate
from agendas.forms.item import stored
from agendas.models import Agenda
from agendas.services import change_item
from events import services as events
from events.models import Invitation
from jobs.models import Job
from mail.models import Letter
from meetings import services
from tests.factories.meetings import AT, secretariat, speaks_for
from tests.meetings.convened import MINUTES, convene, letters, to_convene

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return to_convene()


def test_a_meeting_that_was_cancelled_meanwhile_convenes_nobody(event):
    by = secretariat()
    made = convene(event, by)
    events.cancel_event(event, reason="No room.", by=by, at=AT)
    Letter.objects.all().delete()

    services.run_convenings(at=AT + MINUTES)

    assert_it_did_not_leave(made, by, "lacking", "something was lacking by then")


def assert_it_did_not_leave(made, by, why, words):
    """It was ended by nobody, and whoever pressed hears why, and nobody else anything."""
    made.refresh_from_db()
    assert (made.waits, made.stopped_by, made.ended_for) == (False, None, why)
    assert Agenda.objects.get().edition == Invitation.objects.count() == 0
    assert letters() == [(by.user.email, "Not sent: Board, May 2026")]
    letter = Letter.objects.get()
    assert letter.body["paragraphs"][0] == (
        f"Nothing of what you had sent out has left, for {words}."
    )
    assert letter.body["button"][1].endswith("/events/2026-05-27-board/convening/")


def test_an_agenda_that_changes_in_the_five_minutes_does_not_leave_unread(event):
    by = secretariat()
    made = convene(event, by)
    item = Agenda.objects.get().items.get()
    said = stored(item) | {"title": "Nobody has read this"}
    said.pop("readers")
    change_item(item, version=item.version, by=secretariat(), at=AT, **said)

    services.run_convenings(at=AT + MINUTES)

    assert_it_did_not_leave(made, by, "changed", "the agenda was changed meanwhile")
    assert convene(event, by, at=AT + 2 * MINUTES).edition == 1


def left_office(event):
    """A convening by somebody of the Presidency's team who leaves office before it leaves."""
    event.host_id = "LV"
    event.save()
    by = speaks_for("LV", role="presidency")
    made = convene(event, by)
    Mandate.objects.filter(user=by.user).update(ends=AT.date() - dt.timedelta(days=1))
    return made, by


def test_what_somebody_pressed_who_left_office_does_not_leave_and_others_convene(event):
    made, by = left_office(event)

    services.run_convenings(at=AT + MINUTES)

    words = "whoever pressed does not prepare the meeting any more"
    assert_it_did_not_leave(made, by, "left", words)
    assert convene(event, secretariat(), at=AT + 2 * MINUTES).edition == 1


def test_who_has_no_account_any_more_gets_no_letter_about_it(event):
    made, by = left_office(event)
    by.user.is_active, by.user.closed_at = False, AT
    by.user.save()

    services.run_convenings(at=AT + MINUTES)

    made.refresh_from_db()
    assert (made.ended_for, letters()) == ("left", [])


def given_up(event, by):
    """A convening that was tried again and again in vain."""
    made = convene(event, by)
    Job.objects.filter(pk=made.job_id).update(state="failed", ended_at=AT)
    return made


def test_one_that_was_given_up_can_be_stopped(event):
    by = secretariat()
    made = given_up(event, by)

    services.stop_convening(made, by=by, at=AT)

    made.refresh_from_db()
    assert (made.stopped_at, made.stopped_by, made.job.state) == (AT, by.user, "failed")


def test_one_that_was_given_up_keeps_nobody_from_convening(event):
    by = secretariat()
    made = given_up(event, by)

    another = convene(event, by, at=AT + MINUTES)
    services.run_convenings(at=AT + 2 * MINUTES)

    made.refresh_from_db()
    another.refresh_from_db()
    assert (made.stopped_at, made.stopped_by) == (AT + MINUTES, by.user)
    assert (another.edition, another.people) == (1, 3)


@pytest.mark.parametrize("stopped", [False, True])
def test_only_what_nobody_stopped_was_ended_for_a_reason(event, stopped):
    by = secretariat()
    made = convene(event, by)
    made.ended_for = "changed"
    if stopped:
        made.stopped_at, made.stopped_by = AT, by.user

    with pytest.raises(IntegrityError, match="convening_ended_by_nobody_for_a_reason"):
        made.save()
