"""Trainers: proposed, invited, confirmed, released."""

import datetime as dt

import pytest

from accounts.steps import NotNowError
from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    confirmed_trainer,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import services
from trainings.enums import AssignmentState, Fault, Happening, Need
from trainings.models import (
    AssignmentDay,
)
from trainings.rules import UnmetError
from trainings.services import NotYoursError

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)


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


def test_only_who_is_approved_for_course_and_language_is_proposed():
    officer = secretariat()
    made = accepted(by=officer)
    wrong = [
        TrainerFactory(),
        QualificationFactory(course=made.course, language="pt").trainer,
        QualificationFactory().trainer,
        QualificationFactory(course=made.course, ends=dt.date(2026, 8, 31)).trainer,
        QualificationFactory(course=made.course, trainer__state="left").trainer,
    ]

    for trainer in wrong:
        with pytest.raises(UnmetError):
            services.propose_trainer(made, trainer=trainer, by=officer, at=NOW)
    right = QualificationFactory(course=made.course, ends=dt.date(2026, 9, 1)).trainer
    made_once = services.propose_trainer(made, trainer=right, by=officer, at=NOW)
    assert services.propose_trainer(made, trainer=right, by=officer, at=NOW) == made_once


def invited(request, officer, **more):
    trainer = QualificationFactory(course=request.course, **more).trainer
    proposal = services.propose_trainer(request, trainer=trainer, by=officer, at=NOW)
    return services.invite_trainer(proposal, message="Please.", by=officer, at=NOW)


def test_a_trainer_answers_on_the_own_page_and_the_secretariat_hears():
    officer = secretariat()
    made = accepted(by=officer)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=NOW
    )
    one, two = invited(made, officer), invited(made, officer)

    yes = services.accept_assignment(
        one, answers={option.key: "yes"}, by=at_the(one.trainer), at=LATER
    )
    no = services.decline_assignment(two, reason="Abroad.", by=at_the(two.trainer), at=LATER)

    assert (yes.state, yes.answered_at) == (AssignmentState.ACCEPTED, LATER)
    assert (no.state, no.reason, no.ended_at) == (AssignmentState.DECLINED, "Abroad.", LATER)
    assert option.answers.get(trainer=one.trainer).answer == "yes"
    assert told(made, "Will you teach") == sorted([one.trainer.email, two.trainer.email])
    assert told(made, "A trainer has answered") == [officer.user.email] * 2


def test_the_secretariat_enters_an_answer_that_came_otherwise_and_writes_to_nobody():
    officer = secretariat()
    made = accepted(by=officer)
    one, two = invited(made, officer), invited(made, officer)

    services.accept_assignment(one, answers={}, by=officer, at=LATER)
    services.decline_assignment(two, reason="", by=officer, at=LATER)

    assert told(made, "A trainer has answered") == []


def test_nobody_answers_for_another_and_nothing_happens_out_of_turn():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    one = invited(made, officer)

    for by in (host, at_the(TrainerFactory())):
        with pytest.raises(NotYoursError):
            services.accept_assignment(one, answers={}, by=by, at=LATER)
    with pytest.raises(NotNowError):
        services.confirm_trainer(one, by=officer, at=LATER)
    with pytest.raises(NotYoursError):
        services.drop_trainer(one, reason="No.", by=at_the(one.trainer), at=LATER)


def test_a_trainer_is_released_for_a_reason_and_can_be_proposed_again():
    officer = secretariat()
    made = accepted(by=officer)
    one = invited(made, officer)

    with pytest.raises(UnmetError):
        services.drop_trainer(one, reason=" ", by=officer, at=LATER)
    services.drop_trainer(one, reason="Enough.", by=officer, at=LATER)

    assert told(made, "Released") == [one.trainer.email]
    again = services.propose_trainer(made, trainer=one.trainer, by=officer, at=LATER)
    assert again != one
    services.drop_trainer(again, reason="Only noted.", by=officer, at=LATER)
    assert told(made, "Released") == [one.trainer.email]


def test_no_trainer_teaches_twice_on_one_day():
    made, by, _host, _option = scheduled()
    busy = made.assignments.first().trainer
    other, _by, _other_host, option = ready(by=by, host=speaks_for("LV"), trainers=1)
    confirmed_trainer(other, by=by, trainer=busy)

    with pytest.raises(UnmetError) as error:
        services.schedule(other, option=option, by=by, at=NOW)

    assert missing(error) == [(Need.DATE, Fault.TRAINER_BOOKED)]
    assert AssignmentDay.objects.filter(trainer=busy).count() == 2


def test_a_trainer_confirmed_after_scheduling_takes_the_days_and_stands_on_the_programme():
    made, by, _host, option = scheduled()
    kept = [one.trainer.name for one in made.assignments.all()]
    session = made.delivery.event.sessions.first()
    keys = {one.name: one.key for one in session.speakers.all()}
    session.speakers.create(name="A guest", role="speaker", order=9)

    late = confirmed_trainer(fresh(made), by=by)

    assert [day.date for day in late.days.all()] == list(option.days)
    assert {one.name for one in session.speakers.all()} == {*kept, "A guest", late.trainer.name}
    assert keys.items() <= {one.name: one.key for one in session.speakers.all()}.items()
    (letter,) = Letter.objects.filter(to=late.trainer.email, subject__startswith="Confirmed")
    assert letter.calendar_method == "PUBLISH"


def test_the_database_refuses_a_day_taken_meanwhile():
    made, by, _host, _option = scheduled()
    busy = made.assignments.first().trainer
    other, _by, _other_host, _option = scheduled(by=by, host=speaks_for("LV"), day=OTHER_DAY)
    AssignmentDay.objects.filter(trainer=busy).last().delete()
    AssignmentDay.objects.filter(trainer=busy).update(date=OTHER_DAY)

    with pytest.raises(UnmetError) as error:
        confirmed_trainer(fresh(other), by=by, trainer=busy)

    assert missing(error) == [(Need.DATE, Fault.TRAINER_BOOKED)]


def test_a_released_trainer_is_free_and_off_the_programme():
    made, by, _host, _option = scheduled()
    gone = made.assignments.first()

    services.drop_trainer(gone, reason="Ill.", by=by, at=LATER)

    assert gone.days.count() == 0
    names = {one.name for one in made.delivery.event.sessions.first().speakers.all()}
    assert gone.trainer.name not in names
    (letter,) = Letter.objects.filter(to=gone.trainer.email, subject__startswith="Released")
    assert "STATUS:CANCELLED" in letter.calendar_text


def test_a_confirmed_trainer_is_released_before_there_is_a_date():
    made, by, _host, _option = ready()
    one = made.assignments.first()

    services.drop_trainer(one, reason="Ill.", by=by, at=LATER)

    assert happenings(made)[-1] == Happening.TRAINER_DROPPED
    (letter,) = Letter.objects.filter(to=one.trainer.email, subject__startswith="Released")
    assert letter.calendar_method == ""
