"""The pages on which trainers are put forward, again, and their details changed."""

import uuid

import pytest

from tests.accounts.answered import errors
from tests.factories.trainings import NOW, TrainerFactory, at_the, secretariat, speaks_for
from tests.trainers.interest import told_by
from tests.trainers.visiting import signed_in
from trainers import services
from trainers.enums import TrainerState
from trainers.models import Trainer

pytestmark = pytest.mark.django_db

DESCRIBED = {"name": "Ada Novak", "email": "Ada@Example.eu", "languages": ["pt", "en"]}


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_a_state_puts_somebody_forward_for_itself(client):
    signed_in(client, speaks_for("PT"))
    page = client.get("/trainers/new/")
    assert page.context["forms"][0].fields["nominated_for"].widget.is_hidden

    answer = client.post(
        "/trainers/new/",
        {"once": uuid.uuid4(), "nominated_for": "PT", "motivation": "Taught.", **DESCRIBED},
    )

    made = Trainer.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.email, made.nominated_for_id, made.state) == (
        "ada@example.eu", "PT", TrainerState.NOMINATED,
    )  # fmt: skip


def test_a_state_says_why_and_not_for_another_state(client):
    signed_in(client, speaks_for("PT"))
    speaks_for("LV")

    answer = client.post(
        "/trainers/new/", {"once": uuid.uuid4(), "nominated_for": "LV", **DESCRIBED}
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"nominated_for", "motivation"}
    assert not Trainer.objects.exists()


def test_the_secretariat_puts_somebody_forward_itself(client):
    signed_in(client, secretariat())

    client.post("/trainers/new/", {"once": uuid.uuid4(), **DESCRIBED})

    assert Trainer.objects.get().nominated_for is None


def test_an_address_is_one_trainers_and_whose_is_told_to_whom_may_know(client):
    TrainerFactory(email="ada@example.eu", name="Ada the Other")
    sent = {"once": uuid.uuid4(), "nominated_for": "PT", "motivation": "x", **DESCRIBED}

    signed_in(client, speaks_for("PT"))
    (said,) = client.post("/trainers/new/", sent).context["form"].errors["email"]
    assert said.startswith("Somebody with this address")
    signed_in(client, secretariat())
    (said,) = client.post("/trainers/new/", sent).context["form"].errors["email"]
    assert said.startswith("Ada the Other has this address")


def test_a_candidate_fills_the_form_for_whom_may_know(client):
    host = speaks_for("PT")
    candidate = services.add_candidate(
        told_by(host), name="Eva", email="eva@example.eu", by=host, at=NOW
    )

    def begins(by, key):
        signed_in(client, by)
        form = client.get(f"/trainers/new/?candidate={key}").context["forms"][0]
        return form["name"].value(), form["languages"].value()

    assert begins(host, candidate.key) == ("Eva", ["pt"])
    assert begins(secretariat(), candidate.key) == ("Eva", ["pt"])
    assert begins(speaks_for("LV"), candidate.key) == (None, None)
    assert begins(host, "nonsense") == (None, None)


def test_who_was_declined_is_put_forward_again_and_twice_is_told(client):
    host = signed_in(client, speaks_for("PT"))
    trainer = TrainerFactory(
        state=TrainerState.DECLINED, reason="No.", nominated_for_id="PT", motivation="Old."
    )
    address = f"/trainers/{trainer.key}/again/"
    assert client.get(address).context["forms"][0]["motivation"].value() == "Old."

    client.post(address, {"motivation": "New."})
    again = client.post(address, {"motivation": "Newer."}, follow=True)

    trainer.refresh_from_db()
    assert (trainer.state, trainer.motivation) == (TrainerState.NOMINATED, "New.")
    assert "somebody was quicker" in again.content.decode()
    signed_in(client, at_the(TrainerFactory()))
    assert client.get(address).status_code == 404
    own = TrainerFactory()
    signed_in(client, at_the(own))
    assert client.get(f"/trainers/{own.key}/again/").status_code == 404
    assert host.member_states == {"PT"}


def test_a_trainer_changes_the_own_details_but_not_the_address(client):
    own = TrainerFactory(motivation="Secret.", email="own@example.eu")
    signed_in(client, at_the(own))
    address = f"/trainers/{own.key}/change/"
    form = client.get(address).context["forms"][0]
    assert {"email", "motivation"}.isdisjoint(form.fields)

    client.post(address, {"version": 1, **DESCRIBED, "biography": "Teaches."})

    own.refresh_from_db()
    assert (own.name, own.email, own.biography, own.motivation) == (
        "Ada Novak", "own@example.eu", "Teaches.", "Secret.",
    )  # fmt: skip


def test_two_at_once_and_an_address_that_is_taken(client):
    trainer, other = TrainerFactory(), TrainerFactory(name="Eva")
    signed_in(client, secretariat())
    address = f"/trainers/{trainer.key}/change/"
    sent = {"version": 1, **DESCRIBED}

    taken = client.post(address, {**sent, "email": other.email})
    assert taken.status_code == 422
    assert errors(taken)["email"] == ["Eva has this address and was put forward already."]
    assert client.post(address, sent).status_code == 302
    stale = client.post(address, {**sent, "name": "Ada Nova"})

    assert stale.status_code == 409
    assert ("Full name", "Ada Novak", "Ada Nova") in stale.context["differences"]


def test_a_state_changes_the_address_of_whom_it_put_forward_until_acceptance(client):
    signed_in(client, speaks_for("PT"))
    new, own = (
        TrainerFactory(nominated_for_id="PT", state=state)
        for state in (TrainerState.NOMINATED, TrainerState.ACCEPTED)
    )

    forms = [client.get(f"/trainers/{one.key}/change/").context["forms"][0] for one in (new, own)]

    assert ["email" in form.fields for form in forms] == [True, False]
    assert ["motivation" in form.fields for form in forms] == [True, True]


def test_a_state_in_which_a_trainer_works_changes_nothing(client):
    host = signed_in(client, speaks_for("PT"))
    trainer = TrainerFactory(member_state_id="PT", motivation="Praised.", reason="Ill.")

    page = client.get(f"/trainers/{trainer.key}/")
    assert ("Praised." in page.text, "Ill." in page.text) == (False, False)
    assert client.get(f"/trainers/{trainer.key}/change/").status_code == 404
    assert client.get(f"/trainers/{trainer.key}/availability/").status_code == 404
    assert host.member_states == {"PT"}
