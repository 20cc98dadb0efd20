"""Two officers at once, and two requests that want the same trainer, with real connections."""

import pytest

from accounts.steps import NotNowError
from events.models import Event
from journal.models import Entry
from tests.events.at_once import all_at_once
from tests.factories.trainings import (
    NOW,
    OTHER_DAY,
    CourseFactory,
    TrainerFactory,
    confirmed_trainer,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services
from trainings.enums import Deed, Fault, RequestState
from trainings.models import AssignmentDay, TimelineEntry
from trainings.rules import UnmetError

pytestmark = pytest.mark.django_db(transaction=True)


def tried(deed):
    """Do it; say what came of it."""
    try:
        deed()
    except NotNowError:
        return "somebody was quicker"
    except UnmetError as error:
        return error.findings[0].fault
    return "done"


def test_of_two_officers_who_decide_at_once_one_wins():
    made, one, other = submitted(), secretariat(), secretariat()

    told = all_at_once(
        [
            lambda: tried(lambda: services.accept(made, assignee=one.user, by=one, at=NOW)),
            lambda: tried(lambda: services.decline(made, reason="No.", by=other, at=NOW)),
        ]
    )

    assert sorted(told) == ["done", "somebody was quicker"]
    assert (fresh(made).state == RequestState.ACCEPTED) == (told[0] == "done")
    assert made.tasks.exists() == (told[0] == "done")


def test_scheduled_by_several_officers_at_once_it_is_one_event():
    made, by, _host, option = ready()
    officers = [by, *(secretariat() for _ in range(3))]

    told = all_at_once(
        [
            lambda who=who: tried(lambda: services.schedule(made, option=option, by=who, at=NOW))
            for who in officers
        ]
    )

    assert sorted(told) == ["done", *["somebody was quicker"] * 3]
    assert Event.objects.get().sessions.count() == 3
    assert AssignmentDay.objects.count() == 4
    assert Entry.objects.filter(deed=Deed.SCHEDULED).count() == 1
    assert TimelineEntry.objects.filter(happening="scheduled").count() == 1


def test_two_requests_that_want_the_same_trainers_at_once_get_them_once():
    by, course = secretariat(), CourseFactory()
    trainers = [TrainerFactory(), TrainerFactory()]
    both = []
    for code in ("PT", "LV"):
        made, _by, _host, option = ready(by=by, host=speaks_for(code), trainers=0, course=course)
        for trainer in trainers:
            confirmed_trainer(made, by=by, trainer=trainer)
        both.append((fresh(made), option))

    told = all_at_once(
        [
            lambda one=one: tried(lambda: services.schedule(one[0], option=one[1], by=by, at=NOW))
            for one in both
        ]
    )

    assert sorted(told) == ["done", Fault.TRAINER_BOOKED]
    won = fresh(both[told.index("done")][0])
    assert Event.objects.get() == won.held.event
    days = AssignmentDay.objects.values_list("assignment__request", "trainer", "date")
    assert sorted(days) == sorted(
        (won.pk, trainer.pk, day) for trainer in trainers for day in won.chosen.days
    )


def test_cancelled_and_moved_at_once_it_ends_cancelled_with_no_day_taken():
    made, by, host, _option = scheduled()
    (other,) = services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=by, at=NOW)
    services.answer_dates(made, answers={other.key: "yes"}, by=host, at=NOW)
    for one in made.assignments.all():
        other.answers.create(party="trainer", trainer=one.trainer, answer="yes", answered_at=NOW)

    told = all_at_once(
        [
            lambda: tried(lambda: services.cancel(made, reason="Flood.", by=by, at=NOW)),
            lambda: tried(lambda: services.reschedule(made, option=other, by=by, at=NOW)),
        ]
    )

    event = Event.objects.get()
    assert told[0] == "done"
    assert event.state == "cancelled"
    assert not AssignmentDay.objects.exists()
    assert (event.first_date == OTHER_DAY) == (told[1] == "done")
    assert fresh(made).state == RequestState.CANCELLED
