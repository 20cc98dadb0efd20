"""Nominating, accepting and approving trainers."""

import datetime as dt
import uuid

import pytest

from accounts.models import MemberState
from accounts.steps import NotNowError
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    at_the,
    secretariat,
    speaks_for,
)
from trainers import services
from trainers.enums import Deed, TrainerState
from trainers.models import Availability, Qualification, Requirement, Trainer
from trainers.services import LackingError, NotYoursError, TakenError

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 9, 1)
DAY = dt.timedelta(days=1)


def nominated(by=None, state="PT", email="ada@example.eu", once=None, **more):
    by = by or speaks_for("PT")
    return services.nominate(
        once=once or uuid.uuid4(),
        nominated_for=MemberState.objects.get(pk=state) if state else None,
        name="Ada Novak",
        email=email,
        languages=["pt", "en", "pt"],
        by=by,
        at=NOW,
        **more,
    )


def test_a_state_puts_somebody_forward_once():
    by, once = speaks_for("PT"), uuid.uuid4()

    made = nominated(by, once=once)

    assert nominated(by, once=once) == made
    assert (made.state, made.nominated_for_id, made.nominated_by) == (
        TrainerState.NOMINATED, "PT", by.user,
    )  # fmt: skip
    assert [one.language for one in made.languages.all()] == ["en", "pt"]
    with pytest.raises(TakenError) as error:
        nominated(by)
    assert error.value.holder == made
    assert Entry.objects.filter(deed=Deed.NOMINATED).count() == 1


def test_the_secretariat_puts_somebody_forward_for_anybody_or_itself():
    speaks_for("PT")

    assert nominated(secretariat(), state=None).nominated_for is None
    assert nominated(secretariat(), email="eva@example.eu").nominated_for_id == "PT"


@pytest.mark.parametrize("state", ["PT", None])
def test_nobody_else_puts_somebody_forward(state):
    other = speaks_for("LV")
    speaks_for("PT")

    with pytest.raises(NotYoursError):
        nominated(other, state=state)


def test_acceptance_waits_for_the_requirements():
    by, made = secretariat(), nominated()
    needed = Requirement.objects.create(text="Speaks English")
    Requirement.objects.create(text="Has published", is_required=False)
    Requirement.objects.create(text="Is tall", archived_at=NOW)

    with pytest.raises(LackingError) as error:
        services.accept_trainer(made, by=by, at=NOW)
    assert error.value.texts == ["Speaks English"]
    services.check_requirement(made, requirement=needed, is_met=False, by=by, at=NOW)
    services.check_requirement(made, requirement=needed, is_met=True, by=by, at=NOW)
    found = services.accept_trainer(made, by=by, at=NOW)

    assert (found.state, found.decided_by) == (TrainerState.ACCEPTED, by.user)
    assert made.checks.count() == 1
    with pytest.raises(NotNowError):
        services.accept_trainer(made, by=by, at=NOW)


def test_who_was_declined_is_put_forward_again_by_the_same_state():
    host, by = speaks_for("PT"), secretariat()
    made = nominated(host)
    services.decline_trainer(made, reason="No experience yet.", by=by, at=NOW)

    with pytest.raises(NotYoursError):
        services.nominate_again(made, motivation="Now.", by=speaks_for("LV"), at=NOW)
    found = services.nominate_again(made, motivation="Has taught since.", by=host, at=NOW)

    assert (found.state, found.reason, found.motivation) == (
        TrainerState.NOMINATED, "", "Has taught since.",
    )  # fmt: skip


def test_a_trainer_leaves_and_returns():
    by, one = secretariat(), TrainerFactory()

    gone = services.set_leaving(one, leaves=True, reason="Moved.", by=by, at=NOW)
    assert gone.state == TrainerState.LEFT
    assert services.set_leaving(one, leaves=False, by=by, at=NOW).state == TrainerState.ACCEPTED


def test_states_and_trainers_decide_nothing():
    host = speaks_for("PT")
    made = nominated(host)
    one = TrainerFactory()

    with pytest.raises(NotYoursError):
        services.accept_trainer(made, by=host, at=NOW)
    with pytest.raises(NotYoursError):
        services.approve(
            one, course=CourseFactory(), language="en", starts=TODAY, ends=None,
            by=at_the(one), at=NOW,
        )  # fmt: skip


def test_details_are_changed_by_whom_they_concern():
    host, by, course = speaks_for("PT"), secretariat(), CourseFactory()
    made = nominated(host)
    TrainerFactory(email="eva@example.eu")
    said = {"version": made.version, "languages": ["pt"], "at": NOW}

    found = services.change_trainer(made, by=host, biography="Teaches.", **said)

    assert (found.biography, found.version) == ("Teaches.", 2)
    with pytest.raises(StaleError):
        services.change_trainer(made, by=by, biography="Other.", **said)
    with pytest.raises(NotYoursError):
        services.change_trainer(made, by=speaks_for("LV"), **said)
    with pytest.raises(TakenError):
        services.change_trainer(made, by=by, email="eva@example.eu", **{**said, "version": 2})
    assert course.qualifications.count() == 0


def test_once_accepted_the_address_is_the_secretariats_and_both_addresses_hear():
    host, by = speaks_for("PT"), secretariat()
    made = nominated(host)
    said = {"languages": ["pt"], "at": NOW}
    first = services.change_trainer(made, version=1, by=host, email="ada.n@example.eu", **said)
    Trainer.objects.filter(pk=made.pk).update(state=TrainerState.ACCEPTED, decided_at=NOW)
    Letter.objects.all().delete()

    with pytest.raises(NotYoursError):
        services.change_trainer(
            made, version=first.version, by=host, email="host@example.eu", **said
        )
    services.change_trainer(made, version=first.version, by=host, email="ada.n@example.eu", **said)
    assert not Letter.objects.exists()
    services.change_trainer(made, version=3, by=by, email="novak@example.eu", **said)

    told = [(one.to, one.body["paragraphs"][0]) for one in Letter.objects.order_by("pk")]
    about = "Letters about you as a trainer of the Network"
    assert told == [
        ("ada.n@example.eu", f"{about} go to another address from now on."),
        ("novak@example.eu", f"{about} come to this address from now on."),
    ]


def test_approvals_are_given_to_who_is_accepted_and_ended_for_a_reason():
    by, one, course = secretariat(), TrainerFactory(), CourseFactory()
    said = {"course": course, "language": "pt", "starts": TODAY - DAY, "by": by, "at": NOW}

    made = services.approve(one, ends=None, **said)
    again = services.approve(one, ends=TODAY + 9 * DAY, **said)
    assert (made, again.ends) == (again, TODAY + 9 * DAY)
    ended = services.end_approval(made, reason="On leave.", by=by, at=NOW)
    services.end_approval(made, reason="Again.", by=by, at=NOW)

    assert (ended.ends, ended.reason) == (TODAY - DAY, "On leave.")
    assert not Qualification.objects.in_force(TODAY).exists()
    assert Entry.objects.filter(deed=Deed.APPROVAL_ENDED).count() == 1
    assert services.approve(one, ends=None, **said).ended_at is None
    with pytest.raises(NotNowError):
        services.approve(TrainerFactory(state=TrainerState.NOMINATED), ends=None, **said)


def test_an_approval_ended_on_its_first_day_never_held():
    one = QualificationFactory(starts=TODAY)

    ended = services.end_approval(one, reason="A mistake.", by=secretariat(), at=NOW)

    assert ended.ends == TODAY - DAY


def test_a_trainer_says_when_he_or_she_is_away_and_takes_it_back():
    one = TrainerFactory()
    me = at_the(one)
    said = {"period": "away", "starts": TODAY, "ends": TODAY + DAY, "at": NOW}

    away = services.say_availability(one, by=me, **said)
    assert services.say_availability(one, by=secretariat(), **said) == away
    with pytest.raises(NotYoursError):
        services.say_availability(one, by=speaks_for("PT"), **said)
    services.remove_availability(away, by=me, at=NOW)
    services.remove_availability(away, by=me, at=NOW)

    assert not Availability.objects.exists()
    assert Entry.objects.filter(deed=Deed.AVAILABILITY).count() == 2
    assert Trainer.objects.get() == one
