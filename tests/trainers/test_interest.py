"""Interest in a trainer's training: told, changed, taken back, and its candidates."""

import uuid

import pytest

from accounts.models import MemberState
from accounts.steps import NotNowError
from accounts.versions import StaleError
from tests.factories.trainings import NOW, CourseFactory, TrainerFactory, secretariat, speaks_for
from trainers import services
from trainers.models import Candidate, TrainerInterest
from trainers.services import NotYoursError, ToldAlreadyError

pytestmark = pytest.mark.django_db


def told(by, code="PT", course=None, once=None, language="pt"):
    return services.tell_interest(
        once=once or uuid.uuid4(),
        member_state=MemberState.objects.get(pk=code),
        course=course or CourseFactory(),
        language=language,
        people=3,
        by=by,
        at=NOW,
    )


def test_a_state_tells_once_of_a_course_and_language():
    by, once, course = speaks_for("PT"), uuid.uuid4(), CourseFactory()

    made = told(by, course=course, once=once)

    assert told(by, course=course, once=once) == made
    with pytest.raises(ToldAlreadyError):
        told(by, course=course)
    services.end_interest(made, by=by, at=NOW)
    assert told(by, course=course) != made


def test_only_the_state_itself_tells_changes_and_ends():
    by, others = speaks_for("PT"), (speaks_for("LV"), secretariat())
    made = told(by)
    kept = services.add_candidate(made, name="Ada", email="ada@example.eu", by=by, at=NOW)

    for other in others:
        for deed in (
            lambda who: told(who, course=CourseFactory()),
            lambda who: services.change_interest(made, version=1, people=4, by=who, at=NOW),
            lambda who: services.end_interest(made, by=who, at=NOW),
            lambda who: services.add_candidate(made, name="E", email="e@x.eu", by=who, at=NOW),
            lambda who: services.remove_candidate(kept, by=who, at=NOW),
        ):
            with pytest.raises(NotYoursError):
                deed(other)
    assert TrainerInterest.objects.count() == Candidate.objects.count() == 1


def test_what_is_told_is_changed_unless_somebody_was_quicker_or_it_is_taken_back():
    by = speaks_for("PT")
    made, other = told(by, language="pt"), told(by, language="en")

    changed = services.change_interest(made, version=1, people=5, by=by, at=NOW)

    assert (changed.people, changed.version) == (5, 2)
    with pytest.raises(StaleError):
        services.change_interest(made, version=1, people=6, by=by, at=NOW)
    with pytest.raises(ToldAlreadyError):
        services.change_interest(made, version=2, language="en", course=other.course, by=by, at=NOW)
    ended = services.end_interest(made, by=by, at=NOW)
    assert services.end_interest(made, by=by, at=NOW).version == ended.version
    with pytest.raises(NotNowError):
        services.change_interest(made, version=ended.version, people=6, by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.add_candidate(made, name="Ada", email="ada@example.eu", by=by, at=NOW)


def test_candidates_flow_into_nominations_and_are_forgotten_with_the_interest():
    by = speaks_for("PT")
    made, known = told(by), TrainerFactory()
    ada = services.add_candidate(made, name="Ada", email="ada@example.eu", by=by, at=NOW)
    services.add_candidate(made, name="Eva", email="eva@example.eu", by=by, at=NOW)
    there = services.add_candidate(made, name="X", email=known.email, by=by, at=NOW)

    trainer = services.nominate(
        once=uuid.uuid4(), nominated_for=made.member_state, languages=["pt"], by=by, at=NOW,
        name="Ada", email="ada@example.eu",
    )  # fmt: skip

    ada.refresh_from_db()
    assert (ada.trainer, there.trainer) == (trainer, known)
    assert services.add_candidate(made, name="Ada", email=ada.email, by=by, at=NOW) == ada
    services.end_interest(made, by=by, at=NOW)
    assert {one.email for one in made.candidates.all()} == {ada.email, known.email}
    services.remove_candidate(ada, by=by, at=NOW)
    services.remove_candidate(ada, by=by, at=NOW)
    assert list(made.candidates.all()) == [there]


def test_interest_is_known_to_the_secretariat_and_the_own_state():
    host = speaks_for("PT")
    made = told(host)

    assert list(TrainerInterest.objects.visible_to(secretariat()).live()) == [made]
    assert list(TrainerInterest.objects.visible_to(host)) == [made]
    assert not TrainerInterest.objects.visible_to(speaks_for("LV")).exists()
