"""The page on which a trainer says when he or she is free."""

import datetime as dt

import pytest

from tests.accounts.answered import day, errors
from tests.factories.trainings import NOW, TrainerFactory, at_the, secretariat
from tests.trainers.visiting import signed_in
from trainers.models import Availability

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_a_trainer_says_when_away_and_takes_it_back(client):
    own = TrainerFactory()
    signed_in(client, at_the(own))
    address = f"/trainers/{own.key}/availability/"
    assert "When are you free?" in client.get(address).text
    one_day = day("starts", dt.date(2026, 10, 1))

    over = client.post(address, {"period": "away", **day("starts", dt.date(2026, 8, 1))})
    assert errors(over) == {"starts": ["These days are over."]}
    ended = client.post(
        address,
        {"period": "away", **day("starts", dt.date(2026, 8, 1)),
         **day("ends", dt.date(2026, 8, 2))},
    )  # fmt: skip
    assert errors(ended) == {"ends": ["These days are over."]}
    broken = client.post(address, {"period": "away", "starts_day": "1"})
    assert list(errors(broken)) == ["starts"]
    client.post(address, {"period": "away", "note": "Leave", **one_day})
    said = Availability.objects.get()
    assert (said.starts, said.ends, said.note) == (said.ends, dt.date(2026, 10, 1), "Leave")

    other = TrainerFactory()
    assert client.post(f"/trainers/{other.key}/availability/{said.key}/remove/").status_code == 404
    client.post(f"{address}{said.key}/remove/")
    assert not Availability.objects.exists()


def test_the_secretariat_says_it_for_a_trainer(client):
    signed_in(client, secretariat())
    own = TrainerFactory(name="Eva")

    assert "When is Eva free?" in client.get(f"/trainers/{own.key}/availability/").text
