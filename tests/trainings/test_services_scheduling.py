"""Scheduling, several requests for one event, and another date."""

import datetime as dt

import pytest

from accounts.steps import NotNowError
from events.models import Event
from mail.models import Letter
from tests.factories.events import RegistrationFactory
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    CourseFactory,
    accepted,
    confirmed_trainer,
    fresh,
    published_material,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from trainers.models import Qualification
from trainings import readiness, services
from trainings.enums import AssignmentState, Fault, Happening, Need, RequestState
from trainings.models import AssignmentDay, Delivery, FollowUp
from trainings.rules import UnmetError

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


def test_scheduling_makes_one_event_with_three_half_days_and_their_modules():
    made, by, host, _option = scheduled()

    event = Event.objects.get()
    assert made.delivery.event == event
    assert (event.kind, event.state, event.host_id, event.languages, event.title) == (
        "training", "published", "PT", "en", f"{made.course.title}, Lisbon",
    )  # fmt: skip
    assert (event.city, event.venue, event.managed_at) == (
        "Lisbon", "Town hall", made.get_absolute_url(),
    )  # fmt: skip
    assert [(one.date, str(one.starts_time), one.modules) for one in event.sessions.all()] == [
        (FIRST_DAY, "09:30:00", "Module 1a\nModule 1b"),
        (FIRST_DAY, "14:30:00", "Module 2a\nModule 2b"),
        (FIRST_DAY + DAY, "09:30:00", "Module 3a\nModule 3b"),
    ]
    assert event.quotas.get(scope="total").places == 30
    assert (event.needs_approval, event.approver) == (True, "state")
    teaching = {one.trainer.name for one in made.assignments.all()}
    assert {one.name for one in event.sessions.first().speakers.all()} == teaching
    assert AssignmentDay.objects.count() == 4
    assert FollowUp.objects.get().due_date == FIRST_DAY + DAY + dt.timedelta(days=182)
    assert told(made, "Scheduled") == sorted(
        [host.user.email, *(one.trainer.email for one in made.assignments.all())]
    )
    assert by.user == made.assignee


def test_the_same_deed_twice_makes_one_event():
    made, by, _host, option = scheduled()

    with pytest.raises(NotNowError):
        services.schedule(made, option=option, by=by, at=NOW)

    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("brussels", ("in_person", "Brussels", "Europe/Brussels")),
        ("online", ("online", "", "Europe/Brussels")),
    ],
)
def test_the_event_is_where_the_request_says(place, shown):
    made, _by, _host, _option = scheduled(place=place, city="")

    event = made.delivery.event
    assert (event.mode, event.city, event.zone) == shown


def test_all_that_is_missing_is_said_at_once():
    by = secretariat()
    made = accepted(by=by, language="pt")
    (option,) = services.propose_dates(made, first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW)

    with pytest.raises(UnmetError) as error:
        services.schedule(made, option=option, by=by, at=NOW)

    assert missing(error) == [
        (Need.DATE, Fault.HOST_SILENT),
        (Need.TRAINERS, Fault.NO_TRAINER),
        (Need.LANGUAGE, Fault.NOT_SPOKEN),
        (Need.MATERIAL, Fault.NO_MATERIAL),
        (Need.CHECKLIST, Fault.CHECKLIST_OPEN),
    ]
    assert (fresh(made).state, Event.objects.count()) == (RequestState.ACCEPTED, 0)


def test_in_portuguese_it_waits_for_an_approved_trainer_and_the_material():
    made, by, _host, option = ready(language="pt")
    taught = made.assignments.values_list("trainer", flat=True)
    assert [one.fault for one in readiness.to_schedule(made, option, at=NOW)] == [Fault.NO_MATERIAL]

    published_material(made.course, "pt")
    approvals = Qualification.objects.filter(trainer__in=list(taught))
    approvals.update(ends=FIRST_DAY)
    with pytest.raises(UnmetError) as error:
        services.schedule(made, option=option, by=by, at=NOW)
    assert missing(error) == [(Need.TRAINERS, Fault.NO_TRAINER), (Need.LANGUAGE, Fault.NOT_SPOKEN)]
    approvals.update(ends=FIRST_DAY + DAY)

    assert services.schedule(made, option=option, by=by, at=NOW).state == RequestState.SCHEDULED


def test_a_waiver_and_a_reason_are_kept():
    made, by, _host, option = ready(language="pt", trainers=1)

    found = services.schedule(
        made,
        option=option,
        by=by,
        at=NOW,
        alone_reason=" A small group. ",
        material_waiver=" English slides do. ",
    )

    assert (found.alone_reason, found.delivery.material_waiver) == (
        "A small group.", "English slides do.",
    )  # fmt: skip


def test_a_trainer_who_cannot_on_the_date_keeps_it_from_being_scheduled():
    made, by, _host, option = ready()
    confirmed_trainer(made, by=by, answers="no")

    with pytest.raises(UnmetError) as error:
        services.schedule(made, option=option, by=by, at=NOW)

    assert missing(error) == [(Need.DATE, Fault.TRAINER_REFUSES)]


def test_due_dates_follow_the_training():
    made, by, host, _option = scheduled(day=OTHER_DAY)

    assert [one.due_date for one in made.tasks.all()] == [OTHER_DAY - dt.timedelta(days=42)]
    assert by.is_secretariat
    assert host.member_states == {"PT"}


def test_a_second_request_joins_the_event_with_its_trainers():
    first, by, _host, _option = scheduled()
    course = first.course
    made, _by, _host2, option = ready(
        by=by, host=speaks_for("LV"), trainers=0, course=course, city="Lisbon"
    )

    joined = services.schedule(made, option=option, onto=first.delivery, by=by, at=NOW)

    assert joined.delivery == first.delivery
    assert (Event.objects.count(), Delivery.objects.count()) == (1, 1)


@pytest.mark.parametrize("other", ["course", "date"])
def test_it_joins_only_the_same_course_on_the_same_date(other):
    first, by, _host, _option = scheduled()
    course = CourseFactory() if other == "course" else first.course
    day = OTHER_DAY if other == "date" else FIRST_DAY
    made, _by, _host2, option = ready(by=by, host=speaks_for("LV"), course=course, day=day)

    with pytest.raises(UnmetError) as error:
        services.schedule(made, option=option, onto=first.delivery, by=by, at=NOW)

    assert missing(error) == [(Need.DATE, Fault.OTHER_DELIVERY)]


def test_what_is_cancelled_is_joined_no_more():
    first, by, _host, _option = scheduled()
    made, _by, _host2, option = ready(by=by, host=speaks_for("LV"), course=first.course)
    services.cancel(first, reason="No money.", by=by, at=NOW)

    with pytest.raises(NotNowError):
        services.schedule(made, option=option, onto=first.delivery, by=by, at=NOW)


def joined():
    first, by, host, _option = scheduled()
    made, _by, other, option = ready(by=by, host=speaks_for("LV"), trainers=0, course=first.course)
    second = services.schedule(made, option=option, onto=first.delivery, by=by, at=NOW)
    return first, second, by, host, other


def test_cancelling_one_of_two_lets_the_event_go_on_with_its_trainers():
    first, second, by, _host, _other = joined()

    services.cancel(first, reason="No money.", by=by, at=LATER)

    event = Event.objects.get()
    assert (event.state, second.assignments.teaching().count()) == ("published", 2)
    assert event.managed_at == second.get_absolute_url()
    assert AssignmentDay.objects.count() == 4
    services.cancel(second, reason="Nor here.", by=by, at=LATER)
    event.refresh_from_db()
    assert (event.state, AssignmentDay.objects.count()) == ("cancelled", 0)


def test_the_event_leads_to_the_first_request_while_that_one_lives():
    first, second, by, _host, _other = joined()

    services.cancel(second, reason="No money.", by=by, at=LATER)

    assert Event.objects.get().managed_at == first.get_absolute_url()


def test_trainers_without_days_go_with_their_request():
    first, second, by, _host, _other = joined()
    noted = second.assignments.create(
        trainer=first.assignments.first().trainer, proposed_at=NOW, state="proposed"
    )

    services.cancel(second, reason="No money.", by=by, at=LATER)

    noted.refresh_from_db()
    assert noted.state == AssignmentState.DROPPED


def test_all_that_feed_the_event_have_to_agree_on_another_date():
    first, second, by, host, other = joined()
    (option,) = services.propose_dates(first, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    services.answer_dates(first, answers={option.key: "yes"}, by=host, at=NOW)
    for one in first.assignments.all():
        option.answers.create(party="trainer", trainer=one.trainer, answer="yes", answered_at=NOW)

    with pytest.raises(UnmetError) as error:
        services.reschedule(first, option=option, by=by, at=LATER)
    assert missing(error) == [(Need.DATE, Fault.NO_DATE)]
    (own,) = services.propose_dates(second, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    services.answer_dates(second, answers={own.key: "if_need_be"}, by=other, at=NOW)
    services.reschedule(first, option=option, by=by, at=LATER)

    assert fresh(second).chosen == own
    assert Event.objects.get().first_date == OTHER_DAY
    assert Happening.RESCHEDULED in happenings(second)


def agreed_on(made, by, host, day=OTHER_DAY):
    (option,) = services.propose_dates(made, first_dates=[day], close_on=None, by=by, at=NOW)
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=NOW)
    for one in made.assignments.teaching():
        option.answers.create(party="trainer", trainer=one.trainer, answer="yes", answered_at=NOW)
    return option


def test_another_date_keeps_event_entries_and_registrations():
    made, by, host, _option = scheduled()
    event = made.delivery.event
    RegistrationFactory(event=event, email="ada@example.eu")
    uids = list(event.days.values_list("uid", flat=True))
    option = agreed_on(made, by, host)

    moved = services.reschedule(made, option=option, by=by, at=LATER)

    now = Event.objects.get()
    assert (now.uid, now.first_date, now.last_date, now.sequence) == (
        event.uid, OTHER_DAY, OTHER_DAY + DAY, event.sequence + 1,
    )  # fmt: skip
    assert list(now.days.values_list("uid", flat=True)) == uids
    assert [one.date for one in now.sessions.all()] == [OTHER_DAY, OTHER_DAY, OTHER_DAY + DAY]
    assert now.registrations.get().state == "confirmed"
    assert Letter.objects.filter(to="ada@example.eu").count() == 1
    assert moved.chosen == option
    assert {day.date for day in AssignmentDay.objects.all()} == {OTHER_DAY, OTHER_DAY + DAY}
    assert [one.due_date for one in moved.tasks.all()] == [OTHER_DAY - dt.timedelta(days=42)]
    assert FollowUp.objects.get().due_date == OTHER_DAY + DAY + dt.timedelta(days=182)
    letters = Letter.objects.filter(subject__startswith="Another date", calendar_method="PUBLISH")
    assert letters.count() == 3
    assert all(":20270209T093000" in one.calendar_text for one in letters)


def test_the_date_that_it_has_changes_nothing():
    made, by, _host, option = scheduled()

    again = services.reschedule(made, option=option, by=by, at=LATER)

    assert (again.version, again.delivery.event.sequence) == (
        made.version, made.delivery.event.sequence,
    )  # fmt: skip


def test_another_date_needs_what_the_first_needed():
    made, by, _host, _option = scheduled()
    (option,) = services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)

    with pytest.raises(UnmetError) as error:
        services.reschedule(made, option=option, by=by, at=LATER)

    assert [fault for _need, fault in missing(error)] == [
        Fault.HOST_SILENT, Fault.TRAINER_SILENT, Fault.TRAINER_SILENT,
    ]  # fmt: skip


def test_the_waiver_of_the_material_holds_for_another_date():
    made, by, host, option = ready(language="pt")
    made = services.schedule(
        made, option=option, by=by, at=NOW, material_waiver="English slides do."
    )

    moved = services.reschedule(made, option=agreed_on(made, by, host), by=by, at=LATER)

    assert moved.chosen.first_date == OTHER_DAY


def test_what_is_over_is_neither_moved_nor_cancelled_whether_settled_or_not():
    made, by, host, _option = scheduled()
    option = agreed_on(made, by, host)
    after = made.delivery.event.ends_at

    with pytest.raises(NotNowError):
        services.reschedule(made, option=option, by=by, at=after)
    with pytest.raises(NotNowError):
        services.cancel(made, reason="Too late.", by=by, at=after)
    with pytest.raises(NotNowError):
        services.ask_to_cancel(made, reason="Too late.", by=host, at=after)
