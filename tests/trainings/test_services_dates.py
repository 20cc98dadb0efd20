"""Dates: proposed, answered, taken back."""

import datetime as dt

import pytest

from accounts.steps import NotNowError
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    accepted,
    at_the,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from tests.trainings.seen import happenings, missing, told
from trainings import services
from trainings.enums import Fault, Happening
from trainings.rules import UnmetError
from trainings.services import NotYoursError

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)


def test_dates_are_proposed_answered_and_changed():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)

    first, other = services.propose_dates(
        made, first_dates=[OTHER_DAY, FIRST_DAY], close_on=dt.date(2026, 10, 1),
        by=officer, at=LATER,
    )  # fmt: skip
    services.answer_dates(
        made, answers={first.key: "if_need_be", other.key: "no"}, by=host, at=LATER
    )
    before = fresh(made).version
    services.answer_dates(made, answers={first.key: "if_need_be"}, by=host, at=LATER)

    assert (first.first_date, first.last_date) == (FIRST_DAY, FIRST_DAY + dt.timedelta(days=1))
    assert [(one.party, one.answer) for one in first.answers.all()] == [
        ("secretariat", "yes"), ("host", "if_need_be"),
    ]  # fmt: skip
    assert fresh(made).version == before
    assert told(made, "Which date") == [host.user.email]
    assert told(made, "Dates answered") == [officer.user.email]
    services.answer_dates(made, answers={first.key: "no"}, by=officer, at=LATER)
    assert first.answers.get(party="secretariat").answer == "no"


def test_invited_trainers_are_asked_for_the_dates_and_answer_their_own():
    officer = secretariat()
    made = accepted(by=officer)
    invited = QualificationFactory(course=made.course).trainer
    proposal = services.propose_trainer(made, trainer=invited, by=officer, at=LATER)
    services.invite_trainer(proposal, message="Please.", by=officer, at=LATER)
    noted = QualificationFactory(course=made.course).trainer
    services.propose_trainer(made, trainer=noted, by=officer, at=LATER)

    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=LATER
    )
    said = {option.key: "yes"}
    services.answer_as_trainer(made, trainer=invited, answers=said, by=at_the(invited), at=LATER)

    assert told(made, "Which date suits") == sorted([invited.email, *_hosts(made)])
    assert option.answers.get(trainer=invited).answer == "yes"
    with pytest.raises(NotYoursError):
        services.answer_as_trainer(made, trainer=noted, answers=said, by=at_the(noted), at=LATER)
    with pytest.raises(NotYoursError):
        services.answer_as_trainer(made, trainer=invited, answers=said, by=officer, at=LATER)


def _hosts(request):
    return [one.user.email for one in request.member_state.mandates.all()]


@pytest.mark.parametrize(
    ("first_dates", "close_on", "field", "fault"),
    [
        ([], None, "first_dates", Fault.MISSING),
        ([dt.date(2026, 9, 2)], None, "first_dates", Fault.DATE_PASSED),
        ([FIRST_DAY], dt.date(2026, 9, 1), "close_on", Fault.DATE_PASSED),
    ],
)
def test_dates_that_cannot_be_are_refused(first_dates, close_on, field, fault):
    officer = secretariat()
    made = accepted(by=officer)

    with pytest.raises(UnmetError) as error:
        services.propose_dates(
            made, first_dates=first_dates, close_on=close_on, by=officer, at=LATER
        )

    assert missing(error) == [(field, fault)]


def test_an_answer_that_there_is_not_is_refused():
    made, _by, host, option = ready()

    with pytest.raises(UnmetError):
        services.answer_dates(made, answers={option.key: "perhaps"}, by=host, at=NOW)


def test_after_the_closing_day_the_host_no_longer_answers():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=dt.date(2026, 9, 3), by=officer, at=LATER
    )
    said = {option.key: "yes"}

    with pytest.raises(NotNowError):
        services.answer_dates(made, answers=said, by=host, at=NOW + dt.timedelta(days=3))
    services.answer_dates(made, answers=said, by=host, at=NOW + dt.timedelta(days=2))


def test_a_date_is_taken_back_and_can_stand_again_with_its_answers():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=LATER
    )
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=LATER)

    services.drop_date(option, by=officer, at=LATER)
    services.drop_date(option, by=officer, at=LATER)
    assert happenings(made).count(Happening.DATE_DROPPED) == 1
    with pytest.raises(NotNowError):
        services.schedule(made, option=option, by=officer, at=LATER)
    (again,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=LATER
    )

    assert (again, again.dropped_at) == (option, None)
    assert again.answers.get(party="host").answer == "yes"


def test_no_dates_are_sought_before_acceptance_and_the_chosen_one_stays():
    _made, by, _host, option = scheduled()

    with pytest.raises(NotNowError):
        services.drop_date(option, by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.propose_dates(
            submitted(speaks_for("LV")), first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW
        )
