"""A trainer says whether the own name may be published, and the programme follows."""

import datetime as dt

import pytest

import desk.privacy
from accounts.steps import NotNowError
from certificates import facts
from events.models import Speaker
from events.services import answer_as_speaker, change_speaker
from journal.models import Entry
from tests.factories.trainings import (
    NOW,
    QualificationFactory,
    at_the,
    confirmed_trainer,
    delivered,
    fresh,
    ready,
    scheduled,
    secretariat,
)
from trainings import consent, privacy, services
from trainings.services import NotYoursError

pytestmark = pytest.mark.django_db

LATER, AFTERWARDS = NOW + dt.timedelta(hours=1), NOW + dt.timedelta(hours=2)


def on_programme(assignment):
    """What the programme's sessions say of a trainer."""
    rows = Speaker.objects.filter(email=assignment.trainer.email)
    return {(one.may_publish, one.consent_at, one.consent_by) for one in rows}


def accepting(made, *, by=None, may_publish=True):
    """A trainer who was invited, and says yes, or lets it be entered."""
    officer = secretariat()
    trainer = QualificationFactory(course=made.course).trainer
    asked = services.propose_trainer(made, trainer=trainer, by=officer, at=NOW)
    asked = services.invite_trainer(asked, message="", by=officer, at=NOW)
    said = {option.key: "yes" for option in made.options.all()}
    return services.accept_assignment(
        asked, answers=said, may_publish=may_publish, by=by or at_the(trainer), at=NOW
    )


def test_what_a_trainer_said_when_accepting_stands_on_the_programme():
    made, by, _host, option = ready(trainers=1)
    (silent,) = made.assignments.all()
    one = services.confirm_trainer(accepting(made), by=by, at=NOW)
    assert (one.may_publish, one.consent_at) == (True, NOW)

    services.schedule(made, option=option, by=by, at=LATER)

    assert on_programme(one) == {(True, NOW, None)}
    assert on_programme(silent) == {(False, None, None)}
    assert facts.of_event(fresh(made).delivery.event)["trainers"] == [one.trainer.name]


@pytest.mark.parametrize("is_entered", [True, False], ids=["entered", "left empty"])
def test_nobody_else_says_it_and_an_empty_box_says_nothing(is_entered):
    made, by, *_rest = ready()

    one = accepting(made, by=by if is_entered else None, may_publish=is_entered)

    assert (one.may_publish, one.consent_at) == (False, None)


def test_a_trainer_changes_it_at_any_time_and_the_programme_follows():
    made, _by, _host, after = delivered()
    one = made.assignments.first()
    own = at_the(one.trainer)
    assert not consent.said_last(one)

    one = services.allow_name(one, may_publish=True, by=own, at=after)
    assert on_programme(one) == {(True, after, None)}
    one = services.allow_name(one, may_publish=False, by=own, at=after)

    assert on_programme(one) == {(False, after, None)}
    assert (one.may_publish, one.consent_at) == (False, after)
    (last,) = Entry.objects.filter(deed="trainings.trainer_named").order_by("-id")[:1]
    assert last.facts == {"agrees": False}
    (copied,) = privacy.export(one.trainer.email)["asked_to_teach"]
    assert dt.datetime.fromisoformat(copied["consent_at"]) == after


def test_before_there_is_a_date_nothing_else_follows():
    made, *_rest = ready()
    one = made.assignments.first()

    one = services.allow_name(one, may_publish=True, by=at_the(one.trainer), at=LATER)

    assert consent.said_last(one)
    assert not consent.on_programme(one).exists()


def test_what_was_said_on_the_programme_since_holds():
    made, by, *_rest = scheduled()
    one = made.assignments.first()
    own = at_the(one.trainer)
    one = services.allow_name(one, may_publish=True, by=own, at=NOW)
    for speaker in consent.on_programme(one):
        answer_as_speaker(speaker, version=speaker.version, agrees=False, by=own, at=LATER)
    assert not consent.said_last(one)

    confirmed_trainer(fresh(made), by=by, at=AFTERWARDS)
    assert on_programme(one) == {(False, LATER, None)}
    services.allow_name(one, may_publish=True, by=own, at=AFTERWARDS)

    assert on_programme(one) == {(True, AFTERWARDS, None)}


def test_the_own_word_comes_before_what_was_recorded_earlier():
    made, by, *_rest = scheduled()
    one = made.assignments.first()
    for speaker in consent.on_programme(one):
        change_speaker(speaker, version=speaker.version, may_publish=True, by=by, at=NOW)
    services.allow_name(one, may_publish=False, by=at_the(one.trainer), at=LATER)

    confirmed_trainer(fresh(made), by=by, at=AFTERWARDS)

    assert on_programme(one) == {(False, LATER, None)}


def test_it_is_the_trainers_own_and_asked_of_who_said_yes():
    made, by, host, _option = scheduled()
    one, other = made.assignments.all()

    for stranger in (by, host, at_the(other.trainer)):
        with pytest.raises(NotYoursError):
            services.allow_name(one, may_publish=True, by=stranger, at=NOW)
    services.drop_trainer(one, reason="Ill.", by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.allow_name(one, may_publish=True, by=at_the(one.trainer), at=NOW)


def test_nothing_of_it_is_left_of_who_is_erased():
    made, by, _host, after = delivered()
    one = made.assignments.first()
    services.allow_name(one, may_publish=True, by=at_the(one.trainer), at=after)

    desk.privacy.erase(one.trainer.email, by=by, at=after)

    one.refresh_from_db()
    assert (one.may_publish, one.consent_at) == (False, None)
    assert not Speaker.objects.filter(may_publish=True).exists()
