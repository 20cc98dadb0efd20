"""What was taught stays taught when a trainer is erased, without a word of the person."""

import uuid

import pytest

import desk.privacy
from mail.models import Letter
from tests.factories.trainings import (
    NOW,
    accepted,
    at_the,
    delivered,
)
from tests.test_dump import dump
from trainings import services
from trainings.enums import AssignmentState
from trainings.models import TimelineEntry, TrainerReport

pytestmark = pytest.mark.django_db

ADDRESS = "kanarek@example.eu"


def canaries():
    return [row for row in dump() if "kanarek" in row.casefold()]


def test_what_was_taught_stays_taught_and_words_are_gone():
    made, by, host, after = delivered()
    one = made.assignments.first()
    trainer = one.trainer
    trainer.name, trainer.email = "Kanarek", ADDRESS
    trainer.save()
    one.message = "kanarek"
    one.save()
    TrainerReport.objects.create(assignment=one, questions=[], answers=["kanarek"], given_at=after)
    user = at_the(trainer).user
    other = accepted(by, host, course=made.course)
    declined = services.propose_trainer(other, trainer=trainer, by=by, at=NOW)
    services.invite_trainer(declined, message="", by=by, at=NOW)
    services.decline_assignment(declined, reason="kanarek", by=by, at=NOW)
    services.write_message(other, text="kanarek", once=uuid.uuid4(), by=host, at=NOW)
    TimelineEntry.objects.filter(text="kanarek").update(by=user)
    services.add_note(other, text="kanarek", once=uuid.uuid4(), by=by, at=NOW)
    other.notes.update(by=user)
    Letter.objects.exclude(to=ADDRESS).delete()  # letters to others are those others'

    held = desk.privacy.erase(ADDRESS, by=by, at=after)

    assert (held.trainings.assignments, held.trainings.texts) == (2, 2)
    assert (held.trainers.trainers, held.is_anything) == (1, True)
    one.refresh_from_db()
    declined.refresh_from_db()
    assert (one.state, one.message, one.days.count()) == (AssignmentState.DELIVERED, "", 2)
    assert declined.reason == "–"
    assert [row.text for row in other.timeline.filter(happening="message")] == ["–"]
    assert [row.text for row in other.notes.all()] == ["–"]
    assert not TrainerReport.objects.exists()
    assert canaries() == []
