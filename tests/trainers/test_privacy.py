"""What trainers hold about a person, and its erasure."""

import datetime as dt
import json
import uuid

import pytest

from accounts.models import MemberState
from mail.models import Letter
from tests.factories.trainings import NOW, CourseFactory, TrainerFactory, secretariat, speaks_for
from tests.test_dump import dump
from trainers import privacy, services
from trainers.enums import TrainerState
from trainers.models import Trainer

pytestmark = pytest.mark.django_db

ADDRESS = "kanarek@example.eu"
TODAY = dt.date(2026, 9, 1)


@pytest.fixture
def person():
    """A trainer of whom all is kept that can be."""
    by, host = secretariat(), speaks_for("PT")
    course = CourseFactory(title="Key concepts")
    interest = services.tell_interest(
        once=uuid.uuid4(), member_state=MemberState.objects.get(pk="PT"), course=course,
        language="pt", people=1, by=host, at=NOW,
    )  # fmt: skip
    services.add_candidate(
        interest, name="Kanarek", email=ADDRESS, function="kanarek", by=host, at=NOW
    )
    trainer = services.nominate(
        once=uuid.uuid4(), nominated_for=interest.member_state, languages=["pt"], by=host, at=NOW,
        name="Kanarek Bird", email=ADDRESS, organisation="kanarek", function="kanarek",
        biography="kanarek", motivation="kanarek",
    )  # fmt: skip
    one = services.add_requirement(text="Speaks English", is_required=True, by=by, at=NOW)
    services.check_requirement(
        trainer, requirement=one, is_met=True, note_="kanarek", by=by, at=NOW
    )
    services.accept_trainer(trainer, by=by, at=NOW)
    made = services.approve(
        trainer, course=course, language="pt", starts=TODAY, ends=None, by=by, at=NOW
    )
    services.approve(trainer, course=course, language="en", starts=TODAY, ends=TODAY, by=by, at=NOW)
    services.end_approval(made, reason="kanarek", by=by, at=NOW)
    services.say_availability(
        trainer, period="away", starts=TODAY, ends=TODAY, note_="kanarek", by=by, at=NOW
    )
    services.set_leaving(trainer, leaves=True, reason="kanarek", by=by, at=NOW)
    Letter.objects.all().delete()
    return trainer


def test_the_copy_holds_all_of_it(person):
    found = json.loads(json.dumps(privacy.export(ADDRESS)))

    assert privacy.held(ADDRESS) == privacy.Held(trainers=1, candidacies=1)
    [trainer], [candidate] = found["trainer"], found["candidate"]
    assert (trainer["name"], trainer["languages"], trainer["reason"]) == (
        "Kanarek Bird", ["pt"], "kanarek",
    )  # fmt: skip
    assert trainer["requirements"] == [
        {"text": "Speaks English", "is_met": True, "note": "kanarek"}
    ]
    assert {(one["language"], one["until"], one["why_ended"]) for one in trainer["approvals"]} == {
        ("pt", "2026-08-31", "kanarek"), ("en", "2026-09-01", ""),
    }  # fmt: skip
    assert trainer["availability"][0]["note"] == "kanarek"
    assert candidate == {
        "member_state": "PT", "course": "Key concepts", "language": "pt", "name": "Kanarek",
        "function": "kanarek",
    }  # fmt: skip


def test_somebody_who_waits_has_no_decision_and_an_open_approval_no_end():
    waits = TrainerFactory(state=TrainerState.NOMINATED, decided_at=None)
    waits.qualifications.create(
        course=CourseFactory(), language="en", starts=TODAY, approved_at=NOW
    )

    [found] = privacy.export(waits.email)["trainer"]

    assert (found["decided"], found["approvals"][0]["until"]) == (None, None)
    privacy.erase(waits.email, by=secretariat(), at=NOW)
    waits.refresh_from_db()
    assert (waits.state, waits.decided_at, str(waits)) == ("left", NOW, "Erased person")


def test_no_canary_is_left_and_the_approvals_stay_nameless(person):
    by = secretariat()
    assert any("kanarek" in row.casefold() for row in dump())

    before = privacy.erase(ADDRESS, by=by, at=NOW)

    assert (before.trainers, before.candidacies) == (1, 1)
    assert [row for row in dump() if "kanarek" in row.casefold()] == []
    gone = Trainer.objects.get()
    assert (gone.state, gone.erased_at, gone.nominated_for_id) == ("left", NOW, "PT")
    assert gone.qualifications.count() == 2
    assert privacy.erase(ADDRESS, by=by, at=NOW) == privacy.Held(trainers=0, candidacies=0)
