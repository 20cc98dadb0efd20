"""A trainer who leaves: what is ahead is shown first, and asked about."""

import pytest
import time_machine

from accounts.steps import NotNowError
from mail.models import Letter
from tests.factories.trainings import (
    NOW,
    OTHER_DAY,
    TrainerFactory,
    accepted,
    confirmed_trainer,
    scheduled,
    secretariat,
)
from tests.queries import counted
from trainings import services
from trainings.enums import AssignmentState
from trainings.models import AssignmentDay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(client):
    by = secretariat()
    client.force_login(by.user)
    return by


@pytest.fixture
def trainer():
    return TrainerFactory(name="Aurélie Vandenbroucke-Lefèvre")


def leaving(trainer):
    return f"/trainers/{trainer.key}/leave/"


def said(page):
    return " ".join(page.text.split())


def teaches(trainer, officer, day=None):
    """A scheduled training for which the trainer is confirmed beside two others."""
    made, *_rest = scheduled(by=officer, **({"day": day} if day else {}))
    return confirmed_trainer(made, by=officer, trainer=trainer)


def test_nothing_ahead_is_said_and_asks_for_the_reason_alone(client, officer, trainer):
    page = client.get(leaving(trainer))

    assert "No training is ahead of the trainer." in page.text
    assert list(page.context["forms"][0].fields) == ["reason"]
    assert leaving(trainer) in client.get(trainer.get_absolute_url()).text


def test_of_each_training_ahead_it_is_asked_whether_the_trainer_still_teaches_it(
    client, officer, trainer
):
    first, second = teaches(trainer, officer), teaches(trainer, officer, day=OTHER_DAY)
    shortlist = accepted(officer, course=first.request.course)
    noted = services.propose_trainer(shortlist, trainer=trainer, by=officer, at=NOW)
    undated = accepted(officer, course=first.request.course)
    confirmed = confirmed_trainer(undated, by=officer, trainer=trainer)

    page = client.get(leaving(trainer))
    refused = client.post(leaving(trainer), {str(first.key): "no", "reason": "Retires."})
    answer = client.post(
        leaving(trainer),
        {str(first.key): "no", str(second.key): "yes", "reason": "Retires."},
        follow=True,
    )

    days = "Tuesday 19 – Wednesday 20 January 2027"
    labels = [field.label for field in page.context["forms"][0].fields.values()]
    course = first.request.course.title
    assert labels[0] == f"{course}, Lisbon · {days} · {first.request.reference}"
    assert labels[-1] == "Reason"
    assert "The trainer is confirmed for 2 trainings that are still ahead" in said(page)
    assert (
        f"released from it too: {course}, Lisbon · no date yet · {shortlist.reference};"
        f" {course}, Lisbon · no date yet · {undated.reference}." in said(page)
    )
    assert list(refused.context["form"].errors) == [str(second.key)]
    assert "Retires." in refused.text
    assert "Done. The letters are on their way." in answer.text
    for one in (first, second, noted, confirmed, trainer):
        one.refresh_from_db()
    assert (first.state, second.state) == ("dropped", "confirmed")
    assert (noted.state, confirmed.state) == ("dropped", "dropped")
    assert (trainer.state, trainer.reason, first.reason) == ("left", "Retires.", "Retires.")
    assert set(AssignmentDay.objects.filter(trainer=trainer).values_list("assignment")) == {
        (second.pk,)
    }
    speaking = first.request.delivery.event.sessions.first().speakers.values_list("name", flat=True)
    assert trainer.name not in speaking
    letters = Letter.objects.filter(to=trainer.email)
    assert ["Retires." in str(one.body) for one in letters].count(True) == 3


def test_it_reads_as_much_for_many_trainings_as_for_one(client, officer, trainer):
    teaches(trainer, officer)
    one = counted(lambda: client.get(leaving(trainer)))

    teaches(trainer, officer, day=OTHER_DAY)

    assert counted(lambda: client.get(leaving(trainer))) == one


def test_who_was_confirmed_for_another_meanwhile_is_asked_about_it(officer, trainer):
    own = teaches(trainer, officer)

    with pytest.raises(NotNowError):
        services.take_off_list(trainer, stays={}, reason="Retires.", by=officer, at=NOW)

    own.refresh_from_db()
    trainer.refresh_from_db()
    assert (own.state, trainer.state) == (AssignmentState.CONFIRMED, "accepted")


def test_who_has_left_already_is_released_from_nothing(client, officer):
    own = teaches(TrainerFactory(), officer)

    client.post(leaving(own.trainer), {str(own.key): "yes", "reason": "Retires."})
    again = client.post(
        leaving(own.trainer), {str(own.key): "no", "reason": "Retires."}, follow=True
    )

    own.refresh_from_db()
    assert "somebody was quicker" in again.text
    assert own.state == AssignmentState.CONFIRMED
