"""Trainers and hosts hear of another place or time, as those who registered do."""

import datetime as dt

import pytest

from accounts.steps import NotNowError
from events.services import change_event, save_session
from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    at_the,
    confirmed_trainer,
    fresh,
    ready,
    scheduled,
    speaks_for,
)
from trainings import services
from trainings.models import Delivery

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)
QUIET = dt.timedelta(minutes=5)
VENUE = "Centro Cultural de Belém"


def moved(made, *, by, at=LATER, **changes):
    event = Delivery.objects.get(pk=made.delivery_id).event
    return change_event(event, version=event.version, by=by, at=at, **changes)


def told():
    return Letter.objects.filter(subject__startswith="Changed", label="trainings.request")


def test_another_venue_is_told_to_trainers_and_hosts_once_it_has_stood_for_five_minutes():
    made, by, host, _option = scheduled()
    trainers = sorted(one.trainer.email for one in made.assignments.all())
    assert services.tell_changes(at=LATER) == 0
    moved(made, by=by, venue="Old mill")
    moved(made, by=by, venue=VENUE)

    assert services.tell_changes(at=LATER) == 0
    assert services.tell_changes(at=LATER + QUIET) == 1
    assert services.tell_changes(at=LATER + QUIET) == 0

    letters = told().order_by("pk")
    assert sorted(one.to for one in letters) == sorted([host.user.email, *trainers])
    for one in letters:
        assert one.body["paragraphs"] == [
            "Something about the training has changed:",
            f"New place: {VENUE}, Lisbon (before: Town hall, Lisbon)",
        ]
        assert dict(one.body["facts"])["Where"] == f"{VENUE}, Lisbon"
        assert "Centro Cultural" in one.calendar_text


def test_another_title_and_other_hours_are_told_and_a_corrected_text_is_not():
    made, by, _host, _option = scheduled()
    title = made.delivery.event.title
    moved(made, by=by, summary="Corrected.")
    assert services.tell_changes(at=LATER + QUIET) == 0

    session = made.delivery.event.sessions.first()
    save_session(
        made.delivery.event,
        session=session,
        speakers=[],
        by=by,
        at=LATER,
        title=session.title,
        date=session.date,
        starts_time=dt.time(10),
        ends_time=dt.time(13),
    )
    moved(made, by=by, title="Key concepts in Belém")
    assert services.tell_changes(at=LATER + QUIET) == 1

    said = told().first().body["paragraphs"]
    assert said[1] == f"The title was: {title}"
    assert said[2].startswith("New time: ")


def test_what_moving_and_joining_have_told_is_not_told_again():
    made, by, host, _option = scheduled()
    (option,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=None, by=by, at=LATER
    )
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=LATER)
    for one in made.assignments.all():
        services.answer_as_trainer(
            made, trainer=one.trainer, answers={option.key: "yes"}, by=at_the(one.trainer, LATER),
            at=LATER,
        )  # fmt: skip
    services.reschedule(made, option=option, by=by, at=LATER)

    assert services.tell_changes(at=LATER + QUIET) == 0
    assert not told().exists()


def answered(made, trainer, said, *, me, at=LATER):
    option = made.options.get(first_date=FIRST_DAY)
    services.answer_as_trainer(made, trainer=trainer, answers={option.key: said}, by=me, at=at)


def test_a_confirmed_trainer_who_cannot_after_all_is_told_of_and_another_answer_is_noted():
    made, by, host, _option = ready()
    trainer = made.assignments.first().trainer
    before, me = made.version, at_the(trainer, LATER)

    answered(made, trainer, "if_need_be", me=me)
    assert not Letter.objects.filter(subject__startswith="A confirmed trainer cannot").exists()
    answered(made, trainer, "no", me=me)
    answered(made, trainer, "no", me=me)

    (letter,) = Letter.objects.filter(subject__startswith="A confirmed trainer cannot")
    assert letter.to == by.user.email
    assert letter.body["paragraphs"][1:] == ["Tuesday 19 January 2027"]
    assert (fresh(made).version, fresh(made).deed_at) == (before + 2, LATER)
    assert made.timeline.filter(happening="trainer_answered").count() == 2
    assert host.member_states == {"PT"}


def test_after_the_closing_day_a_trainer_changes_no_answer():
    made, by, _host, _option = ready()
    trainer = confirmed_trainer(made, by=by).trainer
    me = at_the(trainer, LATER)
    services.propose_dates(made, first_dates=[OTHER_DAY], close_on=NOW.date(), by=by, at=NOW)

    answered(made, trainer, "if_need_be", me=me, at=NOW)
    with pytest.raises(NotNowError):
        answered(made, trainer, "no", me=me)


def test_a_joint_training_tells_both_hosts():
    made, by, host, _option = scheduled()
    latvia = speaks_for("LV")
    other, _by, _host, option = ready(
        by=by, host=latvia, trainers=0, course=made.course, joins=made.delivery
    )
    services.schedule(other, option=option, by=by, at=NOW)
    moved(made, by=by, venue=VENUE)

    assert services.tell_changes(at=LATER + QUIET) == 1

    hosts = {host.user.email, latvia.user.email}
    assert hosts <= set(told().values_list("to", flat=True))
