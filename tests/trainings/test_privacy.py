"""What trainings hold about a person, and its erasure."""

import json
import uuid

import pytest

import desk.privacy
from tests.documents.files import checked
from tests.factories.trainings import (
    NOW,
    TrainerFactory,
    accepted,
    at_the,
    confirmed_trainer,
    delivered,
    fresh,
    scheduled,
    speaks_for,
)
from tests.test_dump import dump
from trainings import privacy, services, suggesting
from trainings.enums import AssignmentState
from trainings.models import TimelineEntry, TrainerReport

pytestmark = pytest.mark.django_db

ADDRESS = "kanarek@example.eu"


def kanarek():
    return TrainerFactory(name="Kanarek", email=ADDRESS, biography="kanarek")


def canaries():
    return [row for row in dump() if "kanarek" in row.casefold()]


def test_the_copy_holds_what_a_trainer_was_asked_and_what_a_person_wrote():
    made, by, host, _option = scheduled()
    one = made.assignments.first()
    one.message = "Please."
    one.save()
    TrainerReport.objects.create(assignment=one, questions=[], answers=["Well"], given_at=NOW)
    asked = accepted(by, speaks_for("LV"), course=made.course)
    services.propose_trainer(asked, trainer=one.trainer, by=by, at=NOW)
    services.write_message(made, text="Hello", once=uuid.uuid4(), by=host, at=NOW)
    services.add_note(made, text="Call", once=uuid.uuid4(), by=by, at=NOW)

    found = json.loads(json.dumps(privacy.export(one.trainer.email)))

    first, second = found["asked_to_teach"]
    assert (first["message"], first["report"], first["dates"]) == (
        "Please.", [["Well"]], [{"first_day": "2027-01-19", "answer": "yes"}],
    )  # fmt: skip
    assert (first["days"], second["invited"], second["answered"], second["confirmed"]) == (
        ["2027-01-19", "2027-01-20"], None, None, None,
    )  # fmt: skip
    assert (found["wrote"], found["noted"]) == ([], [])
    wrote = privacy.export(host.user.email, user=host.user)["wrote"]
    assert [one["text"] for one in wrote] == ["Hello"]
    noted = [
        privacy.export(by.user.email, user=by.user, reader=reader)["noted"]
        for reader in (None, by, host)
    ]
    assert [len(one) for one in noted] == [1, 1, 0]
    assert privacy.held(by.user.email, user=by.user).texts == 1


def test_a_trainer_who_is_erased_is_released_from_what_is_ahead():
    made, by, _host, _option = scheduled()
    trainer = kanarek()
    one = confirmed_trainer(made, by=by, trainer=trainer)
    assert one.days.count() == 2

    desk.privacy.erase(ADDRESS, by=by, at=NOW)

    one.refresh_from_db()
    assert (one.state, one.reason, one.days.count()) == (AssignmentState.DROPPED, "–", 0)
    assert {entry.facts["trainer"] for entry in TimelineEntry.objects.filter(
        facts__has_key="trainer"
    )} == {"–", *(row.trainer.name for row in fresh(made).assignments.teaching())}  # fmt: skip
    assert canaries() == []


def test_the_copy_names_the_files_that_a_person_attached():
    made, by, host, _option = scheduled()
    services.attach(
        made, once=uuid.uuid4(), uploads=[checked("map.pdf")], title="The way", by=host, at=NOW
    )

    attached = [privacy.export(one.user.email, user=one.user)["attached"] for one in (host, by)]

    assert attached == [
        [{"file": "map.pdf", "title": "The way", "at": NOW.isoformat()}], [],
    ]  # fmt: skip


def test_a_trainer_who_was_called_otherwise_before_is_erased_by_both_names():
    made, by, _host, _option = scheduled()
    trainer = kanarek()
    confirmed_trainer(made, by=by, trainer=trainer)
    trainer.name = "Ada"
    trainer.save()

    desk.privacy.erase(ADDRESS, by=by, at=NOW)

    assert canaries() == []


def test_pages_name_nobody_who_was_erased(client, time_machine):
    made, by, _host, after = delivered()
    time_machine.move_to(after, tick=False)
    first, second = (one.trainer for one in made.assignments.select_related("trainer"))
    name = first.name
    desk.privacy.erase(first.email, by=by, at=after)
    client.force_login(at_the(second).user)

    page = client.get(made.assignments.get(trainer=second).get_absolute_url())

    assert ("Erased person" in page.text, name in page.text) == (True, False)
    assert 'href="mailto:"' not in page.text
    client.force_login(by.user)
    assert "Erased person" in client.get(first.get_absolute_url()).text
    assert "somebody was quicker" in client.post(f"/trainers/{first.key}/back/", follow=True).text
    first.refresh_from_db()
    assert first.state == "left"
    assert first.pk not in [one.key for one in suggesting.teachers(at=after)]
