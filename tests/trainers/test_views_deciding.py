"""The pages on which the Secretariat decides: requirements, acceptance, approvals, leaving."""

import datetime as dt

import pytest

from tests.accounts.answered import day, errors
from tests.factories.trainings import NOW, CourseFactory, TrainerFactory, secretariat
from tests.trainers.visiting import signed_in
from trainers.enums import TrainerState
from trainers.models import Qualification, Requirement, RequirementCheck

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _september(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture(autouse=True)
def officer(client):
    return signed_in(client, secretariat())


def test_a_nomination_is_decided_by_the_requirements(client):
    trainer = TrainerFactory(state=TrainerState.NOMINATED)
    needed = Requirement.objects.create(text="Speaks English")
    fine = Requirement.objects.create(text="Has published", is_required=False)
    address = f"/trainers/{trainer.key}/"

    lacking = client.post(f"{address}accept/", follow=True)
    assert "not decided: Speaks English" in lacking.content.decode()
    assert "Decide on the requirements" in lacking.text
    assert f"{address}accept/" not in lacking.text
    client.post(
        f"{address}requirements/",
        {f"met-{needed.pk}": "yes", f"note-{needed.pk}": "C1", f"met-{fine.pk}": ""},
    )
    check = RequirementCheck.objects.get()
    assert (check.requirement, check.is_met, check.note) == (needed, True, "C1")
    form = client.get(f"{address}requirements/").context["forms"][0]
    assert [form[f"met-{one.pk}"].value() for one in (needed, fine)] == ["yes", ""]
    missing = client.post(f"{address}requirements/", {f"met-{fine.pk}": "no"})
    assert missing.status_code == 422

    assert f"{address}accept/" in client.get(address).text
    accepted = client.post(f"{address}accept/", follow=True)
    assert "is a trainer now" in accepted.content.decode()
    assert "somebody was quicker" in client.post(f"{address}accept/", follow=True).text
    trainer.refresh_from_db()
    assert trainer.state == TrainerState.ACCEPTED


@pytest.mark.parametrize(
    ("page", "state", "after"),
    [
        ("decline", TrainerState.NOMINATED, TrainerState.DECLINED),
        ("leave", TrainerState.ACCEPTED, TrainerState.LEFT),
    ],
)
def test_a_no_has_its_reason_and_twice_is_told(client, page, state, after):
    trainer = TrainerFactory(state=state)
    address = f"/trainers/{trainer.key}/{page}/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 422
    client.post(address, {"reason": "Because."})
    again = client.post(address, {"reason": "Because."}, follow=True)

    trainer.refresh_from_db()
    assert (trainer.state, trainer.reason) == (after, "Because.")
    assert "somebody was quicker" in again.text


def test_who_left_comes_back_once(client):
    trainer = TrainerFactory(state=TrainerState.LEFT)
    address = f"/trainers/{trainer.key}/back/"

    assert "is a trainer again" in client.post(address, follow=True).text
    assert "somebody was quicker" in client.post(address, follow=True).text


def test_an_approval_is_given_and_ended_with_a_reason(client):
    trainer, course = TrainerFactory(), CourseFactory()
    trainer.languages.create(language="pt")
    address = f"/trainers/{trainer.key}/approvals/new/"
    groups = dict(client.get(address).context["forms"][0].fields["language"].choices)
    assert groups["Spoken"] == [("pt", "Portuguese")]
    sent = {"course": course.pk, "language": "pt", **day("starts", dt.date(2026, 9, 1))}

    wrong = client.post(address, {**sent, **day("ends", dt.date(2026, 8, 1))})
    assert errors(wrong)["ends"] == ["The last day lies before the first."]
    client.post(address, sent)
    made = Qualification.objects.get()
    assert (made.course, made.language, made.ends) == (course, "pt", None)

    ending = f"/trainers/{trainer.key}/approvals/{made.key}/end/"
    assert client.get(ending).status_code == 200
    client.post(ending, {"reason": "The course has changed."})
    made.refresh_from_db()
    assert (made.ends, made.reason) == (dt.date(2026, 8, 31), "The course has changed.")
    other = TrainerFactory()
    assert client.get(f"/trainers/{other.key}/approvals/{made.key}/end/").status_code == 404


def test_who_is_not_accepted_is_not_approved(client):
    trainer = TrainerFactory(state=TrainerState.NOMINATED)
    sent = {
        "course": CourseFactory().pk, "language": "pt", **day("starts", dt.date(2026, 9, 1)),
    }  # fmt: skip

    answer = client.post(f"/trainers/{trainer.key}/approvals/new/", sent, follow=True)

    assert "somebody was quicker" in answer.text
    assert not Qualification.objects.exists()


def test_requirements_are_asked_in_another_order(client):
    first = Requirement.objects.create(text="First", order=1)
    Requirement.objects.create(text="Second", order=2)
    page = client.get("/trainers/requirements/")
    assert [(line.up, line.down) for line in page.context["asked"]] == [
        (False, True), (True, False),
    ]  # fmt: skip

    address = f"/trainers/requirements/{first.pk}/move/"
    assert client.post(address, {"places": "1"}).url == "/trainers/requirements/"
    client.post(address, {"places": "far"})

    lines = client.get("/trainers/requirements/").context["asked"]
    assert [line.requirement.text for line in lines] == ["Second", "First"]


def test_requirements_are_worded_archived_and_asked_again(client):
    client.post("/trainers/requirements/", {"text": "Speaks English", "is_required": "on"})
    one = Requirement.objects.get()
    twice = client.post("/trainers/requirements/", {"text": "Speaks English"})
    assert (twice.status_code, list(errors(twice))) == (422, ["text"])
    other = Requirement.objects.create(text="Has taught", order=2)
    address = f"/trainers/requirements/{one.pk}/"
    assert client.get(address).context["forms"][0]["text"].value() == "Speaks English"
    same = client.post(address, {"version": 1, "text": other.text})
    assert (same.status_code, list(errors(same))) == (422, ["text"])
    client.post(address, {"version": 1, "text": "Speaks it well"})
    stale = client.post(address, {"version": 1, "text": "Speaks it badly"})
    assert stale.status_code == 409

    client.post(f"{address}archive/")
    assert [row.text for row in client.get("/trainers/requirements/").context["archived"]] == [
        "Speaks it well"
    ]
    client.post(f"{address}archive/", {"again": "on"})
    assert client.get("/trainers/requirements/").context["archived"] == []
