"""Trainers: who is known to whom, and what the database refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.services import person_at
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    at_the,
    secretariat,
    speaks_for,
)
from trainers.enums import TrainerState
from trainers.models import (
    Availability,
    Candidate,
    Qualification,
    Requirement,
    RequirementCheck,
    Trainer,
    TrainerInterest,
    TrainerLanguage,
)
from trainers.rules import Checked, lacking

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 9, 1)
DAY = dt.timedelta(days=1)


def test_the_secretariat_knows_all_a_state_its_own_and_a_trainer_oneself():
    host = speaks_for("PT")
    portugal = MemberStateFactory(code="PT")
    own, put_forward, other = (
        TrainerFactory(member_state=portugal),
        TrainerFactory(nominated_for=portugal, state=TrainerState.NOMINATED),
        TrainerFactory(),
    )
    theirs = TrainerFactory(
        member_state=portugal, nominated_for=MemberStateFactory(), state=TrainerState.NOMINATED
    )

    def known(by):
        return set(Trainer.objects.visible_to(by))

    assert known(secretariat()) == {own, put_forward, other, theirs}
    assert known(host) == {own, put_forward}
    assert known(at_the(other)) == {other}
    assert known(at_the(put_forward)) == set()
    assert known(speaks_for("LV")) == set()


def test_an_accepted_trainer_may_sign_in_by_the_own_address():
    one = TrainerFactory(name="Ada Novak")
    TrainerFactory(email="not.yet@example.eu", state=TrainerState.NOMINATED)

    assert person_at(one.email, at=NOW).name == "Ada Novak"
    assert person_at("not.yet@example.eu", at=NOW) is None


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(TODAY, None, True), (TODAY, TODAY, True), (TODAY + DAY, None, False),
     (TODAY - DAY, TODAY - DAY, False)],
)  # fmt: skip
def test_an_approval_holds_from_a_day_to_another(starts, ends, holds):
    one = QualificationFactory(starts=starts, ends=ends)
    asked = {"language": "en", "on": TODAY}

    found = Trainer.objects.approved_for(one.course_id, **asked)

    assert list(found) == ([one.trainer] if holds else [])
    assert not Trainer.objects.approved_for(CourseFactory().pk, **asked).exists()


def test_requirements_are_lacking_unless_met():
    checks = [
        Checked("Speaks English", is_required=True, is_met=True),
        Checked("Has taught", is_required=True, is_met=False),
        Checked("Has evaluated", is_required=True, is_met=None),
        Checked("Has published", is_required=False, is_met=None),
    ]

    assert lacking(checks) == ["Has taught", "Has evaluated"]


def test_trainers_are_found_by_name_and_organisation():
    one = TrainerFactory(name="Małgorzata Świętochłowska", organisation="Police")
    one.function = "Lecturer"
    one.save(update_fields=["function"])

    assert list(Trainer.objects.matching("malgorzata police")) == [one]
    assert str(one) == "Małgorzata Świętochłowska"


def test_the_database_refuses_what_no_trainer_is():
    one = TrainerFactory()
    course, state, user = CourseFactory(), MemberStateFactory(), UserFactory()
    approval = {"trainer": one, "course": course, "language": "en", "approved_at": NOW}
    interest = {"member_state": state, "course": course, "language": "pt", "told_at": NOW}
    kept = TrainerInterest.objects.create(people=2, **interest)
    requirement = Requirement.objects.create(text="Speaks English")
    Candidate.objects.create(interest=kept, name="Ada", email="ada@example.eu")
    TrainerLanguage.objects.create(trainer=one, language="pt")
    said = {"trainer": one, "requirement": requirement, "is_met": True, "decided_at": NOW}
    RequirementCheck.objects.create(**said)

    for name, write in {
        "trainer_decided_at_a_moment": lambda: TrainerFactory(decided_at=None),
        "trainer_named_until_erased": lambda: TrainerFactory(name="", state=TrainerState.LEFT),
        "trainer_declined_for_a_reason": lambda: TrainerFactory(state=TrainerState.DECLINED),
        "trainer_one_at_an_address|email": lambda: TrainerFactory(email=one.email),
        "qualification_ends_after_it_starts": lambda: Qualification.objects.create(
            starts=TODAY, ends=TODAY - DAY, **approval
        ),
        "qualification_ended_early_for_a_reason": lambda: Qualification.objects.create(
            starts=TODAY, ends=TODAY, ended_at=NOW, **approval
        ),
        "availability_ends_after_it_starts": lambda: Availability.objects.create(
            trainer=one, period="away", starts=TODAY, ends=TODAY - DAY
        ),
        "interest_of_somebody": lambda: TrainerInterest.objects.create(
            people=0, ended_at=NOW, **interest
        ),
        "interest_ends_after_it_starts": lambda: TrainerInterest.objects.create(
            people=1, ended_at=NOW, from_date=TODAY, until_date=TODAY - DAY, **interest
        ),
        "interest.*language|interest_one_live": lambda: TrainerInterest.objects.create(
            people=1, **interest
        ),
        "candidate.*email|candidate_once": lambda: Candidate.objects.create(
            interest=kept, name="Ada", email="ada@example.eu"
        ),
        "language|trainer_speaks": lambda: TrainerLanguage.objects.create(
            trainer=one, language="pt"
        ),
        "requirement": lambda: RequirementCheck.objects.create(decided_by=user, **said),
    }.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()
    TrainerInterest.objects.create(people=1, ended_at=NOW, **interest)
    assert str(requirement) == "Speaks English"
