"""Cancelling, delivering and closing, and the checklist."""

import datetime as dt
import uuid

import pytest

from accounts.steps import NotNowError
from events.enums import Presence
from events.models import Event, FeedbackForm
from mail.models import Letter
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    accepted,
    delivered,
    draft,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services
from trainings.enums import AssignmentState, Fault, Happening, Need, RequestState
from trainings.models import AssignmentDay, FollowUp
from trainings.rules import UnmetError
from trainings.services import scheduling

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)
DAY = dt.timedelta(days=1)


def missing(error):
    return [(one.of, one.fault) for one in error.value.findings]


def happenings(request):
    return [one.happening for one in request.timeline.order_by("pk")]


def told(request, subject):
    return sorted(
        Letter.objects.filter(key=request.reference, subject__startswith=subject).values_list(
            "to", flat=True
        )
    )


def test_the_host_asks_to_cancel_and_the_secretariat_answers():
    made, by, host, _option = scheduled()

    services.ask_to_cancel(made, reason="Elections.", by=host, at=LATER)
    services.ask_to_cancel(made, reason="Elections.", by=host, at=LATER)
    assert told(made, "Asked to cancel") == [by.user.email]
    with pytest.raises(UnmetError):
        services.ask_to_cancel(made, reason="", by=host, at=LATER)
    going = services.go_on(made, text="It can be held after them.", by=by, at=LATER)

    assert (going.state, going.cancel_asked_at) == (RequestState.SCHEDULED, None)
    assert told(made, "It goes on") == [host.user.email]
    with pytest.raises(UnmetError) as error:
        services.go_on(made, text="Again.", by=by, at=LATER)
    assert missing(error) == [(Need.ASKED, Fault.NOT_ASKED)]


def test_cancelling_frees_trainers_and_turns_every_entry_cancelled():
    made, by, host, _option = scheduled()
    event = made.delivery.event
    RegistrationFactory(event=event, email="ada@example.eu")

    gone = services.cancel(made, reason="Elections.", by=by, at=LATER)

    event.refresh_from_db()
    assert (gone.state, gone.ended_at, event.state, event.cancel_reason) == (
        RequestState.CANCELLED, LATER, "cancelled", "Elections.",
    )  # fmt: skip
    assert AssignmentDay.objects.count() == 0
    assert {one.state for one in gone.assignments.all()} == {AssignmentState.DROPPED}
    assert told(made, "Cancelled") == [host.user.email]
    assert "STATUS:CANCELLED" in Letter.objects.get(to="ada@example.eu").calendar_text
    released = Letter.objects.filter(subject__startswith="Released")
    assert {one.calendar_method for one in released} == {"PUBLISH"}


def test_an_accepted_request_is_cancelled_without_an_event():
    by = secretariat()
    made = accepted(by=by)

    with pytest.raises(UnmetError):
        services.cancel(made, reason=" ", by=by, at=LATER)
    assert services.cancel(made, reason="No money.", by=by, at=LATER).delivery is None


def test_the_clock_delivers_it_after_the_last_session_once():
    made, _by, host, _option = scheduled()
    ends = made.delivery.event.ends_at

    assert services.deliver_due(at=ends - dt.timedelta(seconds=1)) == 0
    assert services.deliver_due(at=ends) == 1
    assert services.deliver_due(at=ends) == 0

    found = fresh(made)
    assert (found.state, found.delivered_at) == (RequestState.DELIVERED, ends)
    assert {one.state for one in found.assignments.all()} == {AssignmentState.DELIVERED}
    assert told(made, "Delivered") == [host.user.email]
    assert [(one.by, one.side) for one in found.timeline.filter(happening="delivered")] == [
        (None, "")
    ]


def test_what_was_moved_while_others_were_settled_is_left_alone():
    made, _by, _host, _option = scheduled()

    assert not scheduling._delivered(made.pk, at=LATER)
    assert fresh(made).state == RequestState.SCHEDULED


def feedback(event, at, **more):
    FeedbackForm.objects.filter(event=event).update(
        opened_at=at, closes_at=at + dt.timedelta(days=14), **more
    )


def test_closing_waits_for_attendance_certificates_feedback_and_the_report():
    made, by, host, after = delivered()
    event = made.delivery.event
    there, unknown = RegistrationFactory(event=event), RegistrationFactory(event=event)
    for session in event.sessions.all():
        AttendanceFactory(registration=there, session=session)

    with pytest.raises(UnmetError) as error:
        services.close(made, by=by, at=after)
    assert missing(error) == [
        (Need.ATTENDANCE, Fault.ATTENDANCE_UNKNOWN),
        (Need.CERTIFICATES, Fault.CERTIFICATES_DUE),
        (Need.FEEDBACK, Fault.FEEDBACK_OPEN),
        (Need.REPORT, Fault.REPORT_DUE),
    ]
    for session in event.sessions.all():
        AttendanceFactory(registration=unknown, session=session, presence=Presence.ABSENT)
    feedback(event, after)
    services.send_report(made, by=by, at=after)
    services.send_report(made, by=by, at=after)
    assert told(made, "Report") == [host.user.email]
    with pytest.raises(UnmetError) as error:
        services.close(made, by=by, at=after + dt.timedelta(days=13))
    assert [need for need, _fault in missing(error)] == [Need.CERTIFICATES, Need.FEEDBACK]
    closed = services.close(
        made, by=by, at=after + dt.timedelta(days=14), certificates_waiver=" None wanted. "
    )

    assert (closed.state, closed.delivery.certificates_waiver) == (
        RequestState.CLOSED, "None wanted.",
    )  # fmt: skip


def test_feedback_closed_by_hand_and_nobody_there_closes_too():
    made, by, _host, after = delivered()
    feedback(made.delivery.event, after, closed_at=after)
    services.send_report(made, by=by, at=after)

    assert services.close(made, by=by, at=after).ended_at == after


def test_there_is_no_report_before_the_training():
    made, by, _host, _option = scheduled()

    with pytest.raises(NotNowError):
        services.send_report(made, by=by, at=LATER)


def test_an_open_training_is_a_delivery_too_once():
    event, course = EventFactory(), CourseFactory()
    said = {"course": course, "language": "en", "by": secretariat(), "at": NOW}

    one = services.deliver_course(event, **said)
    again = services.deliver_course(event, **said)

    assert (one, FollowUp.objects.count()) == (again, 1)
    assert not Event.objects.get().needs_approval


def test_a_draft_has_neither_course_nor_delivery():
    made = draft()

    with pytest.raises(ValueError, match="no course"):
        _ = made.sought
    with pytest.raises(ValueError, match="no delivery"):
        _ = made.held


def test_the_checklist_is_kept_by_both():
    made, by, host, _option = ready()
    task = made.tasks.get()
    once = uuid.uuid4()
    said = {"title": "Book a bus", "owner": "host", "due_date": None}
    added = services.add_task(made, once=once, by=by, at=LATER, **said)
    assert services.add_task(made, once=once, by=by, at=LATER, **said) == added
    assert fresh(made).checklist_confirmed_at is None
    services.confirm_checklist(made, by=host, at=LATER)
    services.confirm_checklist(made, by=host, at=LATER)
    services.add_task(made, once=uuid.uuid4(), by=host, at=LATER, **said)
    assert fresh(made).checklist_confirmed_at == LATER
    changed = services.change_task(
        task, version=task.version, title="Book two rooms", owner="host",
        due_date=dt.date(2026, 12, 1), note_="", by=host, at=LATER,
    )  # fmt: skip
    assert (changed.days_before, changed.title) == (None, "Book two rooms")
    again = services.change_task(
        changed, version=changed.version, title="Book rooms", owner="host",
        due_date=changed.due_date, note_="x", by=by, at=LATER,
    )  # fmt: skip
    services.set_done(again, done=True, by=by, at=LATER)
    services.set_done(again, done=True, by=host, at=LATER)
    done = services.set_done(again, done=False, by=host, at=LATER)

    assert done.done_at is None
    assert happenings(made)[-2:] == [Happening.TASK_DONE, Happening.TASK_REOPENED]
    assert happenings(made).count(Happening.CHECKLIST_CONFIRMED) == 2
    with pytest.raises(NotNowError):
        services.confirm_checklist(submitted(speaks_for("LV")), by=by, at=LATER)
