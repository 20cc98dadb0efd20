"""Several requests for one event: joined, parted and moved; until when one registers."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.steps import NotNowError
from events.models import Event
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    fresh,
    published_material,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from tests.trainings.seen import missing, told
from trainings import services
from trainings.enums import AssignmentState, Fault, Need
from trainings.models import AssignmentDay
from trainings.rules import UnmetError
from trainings.services import scheduling

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)
DAY = dt.timedelta(days=1)


def joined():
    first, by, host, _option = scheduled()
    made, _by, other, option = ready(
        by=by, host=speaks_for("LV"), trainers=0, course=first.course, joins=first.held
    )
    second = services.schedule(made, option=option, by=by, at=NOW)
    return first, second, by, host, other


def test_who_joined_after_the_locks_were_taken_stops_the_move():
    first, _second, *_rest = joined()

    with pytest.raises(NotNowError):
        scheduling._held(fresh(first), [])


def agreed_on(made, by, host, day=OTHER_DAY):
    (option,) = services.propose_dates(made, first_dates=[day], close_on=None, by=by, at=NOW)
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=NOW)
    for one in made.assignments.teaching():
        option.answers.create(party="trainer", trainer=one.trainer, answer="yes", answered_at=NOW)
    return option


def in_portuguese(by):
    """A training in Portuguese, whose material was there when it was scheduled."""
    made, _by, host, option = ready(by=by, language="pt")
    there = published_material(made.course, "pt")
    made = services.schedule(made, option=option, by=by, at=NOW)
    there.delete()
    return made, by, host, option


def test_whom_the_other_request_asked_too_goes_on_for_it_once():
    first, second, by, _host, _other = joined()
    taught = list(first.assignments.order_by("pk"))
    noted = second.assignments.create(
        trainer=taught[0].trainer, proposed_at=NOW, state=AssignmentState.PROPOSED
    )

    services.cancel(first, reason="No money.", by=by, at=LATER)

    noted.refresh_from_db()
    assert noted.state == AssignmentState.DROPPED
    assert list(second.assignments.standing().order_by("pk")) == taught
    assert not told(first, "Released")


def test_who_lives_on_approves_as_the_host_who_comes():
    first, _second, by, _host, _other = joined()
    assert Event.objects.get().host_id == "PT"

    services.cancel(first, reason="No money.", by=by, at=LATER)

    assert Event.objects.get().host_id == "LV"


def test_joining_adds_its_places_and_keeps_the_waiver():
    by = secretariat()
    first, _by, _host, _option = in_portuguese(by)
    made, _by, _other, option = ready(
        by=by, host=speaks_for("LV"), trainers=0, course=first.course, joins=first.held,
        language="pt", most=25,
    )  # fmt: skip

    services.schedule(made, option=option, material_waiver="English slides do.", by=by, at=NOW)

    delivery = fresh(made).held
    assert delivery.material_waiver == "English slides do."
    assert delivery.event.quotas.get(scope="total").places == 55


def test_an_event_that_takes_everybody_goes_on_to_do_so_when_it_is_joined():
    first, _by, _host, _option = scheduled()
    first.held.event.quotas.all().delete()

    made, _by, _other, option = ready(
        by=_by, host=speaks_for("LV"), trainers=0, course=first.course, joins=first.held
    )
    services.schedule(made, option=option, by=_by, at=NOW)

    assert not Event.objects.get().quotas.exists()


def test_registration_closes_five_days_before_so_that_the_list_can_be_sent():
    made, by, host, _option = scheduled()
    zone = ZoneInfo(made.held.event.zone)
    last_moment = dt.time(23, 59)

    closes = made.held.event.registration_closes_at
    moved = services.reschedule(made, option=agreed_on(made, by, host), by=by, at=NOW)

    assert closes == dt.datetime.combine(FIRST_DAY - 5 * DAY, last_moment, tzinfo=zone)
    after = Event.objects.get(pk=moved.held.event_id).registration_closes_at
    assert after == dt.datetime.combine(OTHER_DAY - 5 * DAY, last_moment, tzinfo=zone)


def test_registration_of_what_is_held_soon_closes_when_it_begins():
    soon = dt.datetime.combine(FIRST_DAY - 4 * DAY, dt.time(9), tzinfo=dt.UTC)
    made, by, _host, option = ready()

    made = services.schedule(made, option=option, by=by, at=soon)

    assert made.held.event.registration_closes_at is None


def test_what_the_secretariat_left_open_until_it_begins_stays_so_when_it_moves():
    made, by, host, _option = scheduled()
    Event.objects.update(registration_closes_at=None)

    services.reschedule(fresh(made), option=agreed_on(made, by, host), by=by, at=NOW)

    assert Event.objects.get().registration_closes_at is None


def test_the_move_answers_a_wish_to_cancel():
    made, by, host, _option = scheduled()
    services.ask_to_cancel(made, reason="Elections.", by=host, at=NOW)

    moved = services.reschedule(fresh(made), option=agreed_on(made, by, host), by=by, at=LATER)

    assert (fresh(moved).cancel_asked_at, fresh(moved).cancel_asked_reason) == (None, "")


def test_a_reason_for_one_trainer_is_that_of_its_own_request():
    made, by, host, _option = scheduled()
    option = agreed_on(made, by, host)
    services.drop_trainer(made.assignments.first(), reason="Ill.", by=by, at=LATER)

    with pytest.raises(UnmetError) as error:
        services.reschedule(fresh(made), option=option, by=by, at=LATER)
    moved = services.reschedule(
        fresh(made), option=option, alone_reason="A small group.", by=by, at=LATER
    )

    assert missing(error) == [(Need.TRAINERS, Fault.FEW_TRAINERS)]
    assert fresh(moved).alone_reason == "A small group."


def test_a_reason_for_one_trainer_holds_for_all_requests_of_the_training():
    first, second, by, host, other = joined()
    option = agreed_on(first, by, host)
    own = agreed_on(second, by, other)
    services.drop_trainer(first.assignments.first(), reason="Ill.", by=by, at=LATER)

    with pytest.raises(UnmetError) as error:
        services.reschedule(fresh(first), option=option, by=by, at=LATER)
    services.reschedule(fresh(first), option=option, alone_reason="A small group.", by=by, at=LATER)

    assert missing(error) == [(Need.TRAINERS, Fault.FEW_TRAINERS)]
    assert (fresh(second).chosen, fresh(second).alone_reason) == (own, "A small group.")


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


def test_a_course_that_takes_longer_since_needs_the_date_anew():
    made, by, _host, option = ready()
    made.course.parts.create(order=4, title="One more", day=3, starts_time=dt.time(9), minutes=90)

    with pytest.raises(UnmetError) as error:
        services.schedule(made, option=option, by=by, at=NOW)

    assert missing(error) == [(Need.DATE, Fault.OTHER_LENGTH)]
    assert error.value.findings[0].says == "The course takes 3 days now: propose the date anew."
