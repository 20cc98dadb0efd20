"""The letters about trainers: who gets one, what it says, where its button leads."""

import datetime as dt
import uuid

import pytest

from accounts.models import MemberState
from mail.models import Letter
from tests.factories.trainings import NOW, CourseFactory, secretariat, speaks_for
from trainers import services
from trainers.models import Trainer

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 9, 1)


def put_forward(by, state="PT"):
    return services.nominate(
        once=uuid.uuid4(),
        nominated_for=MemberState.objects.get(pk=state) if state else None,
        languages=["pt"],
        by=by,
        at=NOW,
        name="Ada Novak",
        email="ada@example.eu",
    )


def letters():
    found = [(one.to, one.subject) for one in Letter.objects.order_by("pk")]
    Letter.objects.all().delete()
    return found


def test_a_nomination_is_told_to_the_person_and_to_the_secretariat():
    officer, host = secretariat(), speaks_for("PT")

    trainer = put_forward(host)

    letter = Letter.objects.get(to="ada@example.eu")
    assert letter.body["paragraphs"][0] == (
        "Portugal has put you forward as a trainer of the Network."
    )
    assert letter.body["button"][1].endswith("/privacy/")
    assert (letter.label, letter.key) == ("trainers.trainer", str(trainer.key))
    assert letters() == [
        ("ada@example.eu", "You are put forward as a trainer"),
        (officer.user.email, "A trainer is put forward: Ada Novak"),
    ]


def test_the_secretariat_does_not_write_to_itself():
    put_forward(secretariat(), state=None)

    assert Letter.objects.get().body["paragraphs"][0] == (
        "The Secretariat has put you forward as a trainer of the Network."
    )


def test_acceptance_and_leaving_are_told_to_both():
    officer, host = secretariat(), speaks_for("PT")
    trainer = put_forward(host)
    letters()

    services.accept_trainer(trainer, by=officer, at=NOW)
    assert letters() == [
        ("ada@example.eu", "You are a trainer of the Network"),
        (host.user.email, "Accepted as a trainer: Ada Novak"),
    ]
    services.set_leaving(trainer, leaves=True, reason="Moved.", by=officer, at=NOW)
    assert letters() == [
        ("ada@example.eu", "You are no longer a trainer"),
        (host.user.email, "No longer a trainer: Ada Novak"),
    ]
    services.set_leaving(trainer, leaves=False, by=officer, at=NOW)
    assert [subject for _to, subject in letters()] == [
        "You are a trainer of the Network", "Accepted as a trainer: Ada Novak",
    ]  # fmt: skip


def test_the_reason_of_a_decline_goes_to_the_state_alone():
    officer, host = secretariat(), speaks_for("PT")
    trainer = put_forward(host)
    Letter.objects.all().delete()

    services.decline_trainer(trainer, reason="Too little practice.", by=officer, at=NOW)

    person, state = Letter.objects.order_by("pk")
    assert (person.to, state.to) == ("ada@example.eu", host.user.email)
    assert "Too little practice." not in str(person.body)
    assert state.body["paragraphs"][-1] == "Too little practice."
    services.nominate_again(trainer, motivation="More now.", by=host, at=NOW)
    assert Letter.objects.filter(subject="You are put forward as a trainer").count() == 1


def test_an_approval_and_its_end_are_told_and_the_same_again_is_not():
    officer = secretariat()
    trainer = put_forward(officer, state=None)
    services.accept_trainer(trainer, by=officer, at=NOW)
    trainer, course = Trainer.objects.get(), CourseFactory(title="Key concepts")
    letters()
    asked = {"course": course, "language": "pt", "starts": TODAY, "by": officer, "at": NOW}

    made = services.approve(trainer, ends=None, **asked)
    assert services.approve(trainer, ends=None, **asked) == made
    first = Letter.objects.get()
    assert first.body["paragraphs"] == [
        "You may teach Key concepts in Portuguese.", "From Tuesday 1 September 2026.",
    ]  # fmt: skip
    services.approve(trainer, ends=TODAY, **asked)
    services.end_approval(made, reason="Course changed.", by=officer, at=NOW)

    assert [subject for _to, subject in letters()] == [
        "Approved: Key concepts", "Approved: Key concepts", "Approval ended: Key concepts",
    ]  # fmt: skip


def test_requirements_decided_at_once_keep_what_stands():
    officer = secretariat()
    trainer = put_forward(officer, state=None)
    one = services.add_requirement(text="Speaks English", is_required=True, by=officer, at=NOW)
    two = services.add_requirement(text="Has taught", is_required=True, by=officer, at=NOW)

    def decide(**met):
        return services.check_requirements(
            trainer, decided={one: (met["one"], "Seen."), two: (met["two"], "")}, by=officer, at=NOW
        )

    assert [row.requirement for row in decide(one=True, two=False)] == [one, two]
    assert [row.requirement for row in decide(one=True, two=True)] == [two]
