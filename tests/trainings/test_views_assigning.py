"""Trainers of a request: ranked, invited, confirmed, released, answers entered; the pages."""

import datetime as dt
import uuid

import pytest
import time_machine

from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    QualificationFactory,
    TrainerFactory,
    accepted,
    confirmed_trainer,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services, steering
from trainings.models import Assignment

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


def its(request, page):
    return f"{request.get_absolute_url()}{page}/"


def at(request, what, one, deed):
    return f"{request.get_absolute_url()}{what}/{one.key}/{deed}/"


def approved(request, **facts):
    trainer = TrainerFactory(**facts)
    QualificationFactory(trainer=trainer, course=request.course)
    return trainer


def test_who_could_is_ranked_with_reasons(client, officer):
    made = accepted(officer)
    approved(made, name="Far")
    approved(made, name="Near", member_state=made.member_state)
    TrainerFactory(name="Not approved")

    page = client.get(made.get_absolute_url())

    both = "teaches in English · approved without an end · free on all dates"
    assert [(trainer.name, said) for trainer, said in page.context["ranked"]] == [
        ("Near", f"{both} · from the host's country · no training in 12 months"),
        ("Far", f"{both} · no training in 12 months"),
    ]
    assert "Show" not in page.text[page.text.index("best match first") :].split("</section>")[0]


def test_the_best_are_shown_first_and_all_on_request(client, officer):
    made = accepted(officer)
    for _number in range(steering.BEST + 2):
        approved(made)

    page = client.get(made.get_absolute_url())
    everybody = client.get(f"{made.get_absolute_url()}?trainers=all")

    assert (len(page.context["ranked"]), page.context["more_ranked"]) == (steering.BEST, 2)
    assert "Show 2 more" in " ".join(page.text.split())
    assert (len(everybody.context["ranked"]), everybody.context["more_ranked"]) == (10, 0)


def test_nobody_suits_is_said(client, officer):
    made = accepted(officer)

    assert "Nobody else is approved" in client.get(made.get_absolute_url()).text


def test_a_trainer_is_invited_by_one_letter(client, officer):
    made = accepted(officer)
    trainer = approved(made, name="Ana")

    page = client.get(at(made, "trainers", trainer, "invite"))
    answer = client.post(
        at(made, "trainers", trainer, "invite"), {"message": "Will you?"}, follow=True
    )
    again = client.post(at(made, "trainers", trainer, "invite"), {"message": ""}, follow=True)

    assert trainer.email in page.text
    (assignment,) = made.assignments.all()
    assert (assignment.state, assignment.message) == ("invited", "Will you?")
    assert Letter.objects.filter(to=trainer.email).count() == 1
    assert "Ana is invited by mail." in answer.text
    assert "This can no longer be done" in again.text
    assert answer.context["ranked"] == []


def test_those_ticked_are_invited_together(client, officer):
    made = accepted(officer)
    ana, zoe, other = (approved(made, name=name) for name in ("Ana", "Zoë", "Other"))

    page = client.get(made.get_absolute_url())
    answer = client.post(
        its(made, "trainers/invite"),
        {"trainers": [ana.key, zoe.key], "message": "Will you?"},
        follow=True,
    )

    assert f'name="trainers" value="{other.key}"' in " ".join(page.text.split())
    asked = {one.trainer.name: (one.state, one.message) for one in made.assignments.all()}
    assert asked == {"Ana": ("invited", "Will you?"), "Zoë": ("invited", "Will you?")}
    assert {letter.to for letter in Letter.objects.all()} >= {ana.email, zoe.email}
    assert "Ana is invited by mail." in answer.text
    assert "Zoë is invited by mail." in answer.text
    assert not answer.context["ranks"]
    assert 'href="?trainers=best#trainers"' in answer.text
    more = client.get(f"{made.get_absolute_url()}?trainers=best")
    assert [trainer.name for trainer, _said in more.context["ranked"]] == ["Other"]


def test_of_those_ticked_who_is_asked_already_or_not_approved_is_told(client, officer):
    made = accepted(officer)
    ana, stranger = approved(made, name="Ana"), TrainerFactory(name="Stranger")

    def tick(*trainers):
        keys = {"trainers": [one.key for one in trainers]}
        return client.post(its(made, "trainers/invite"), keys, follow=True).text

    assert "Nobody was invited: tick whom to ask." in tick()
    assert "Stranger is not approved for this course in this language." in tick(stranger)
    assert "Ana is invited by mail." in tick(ana)
    assert "This can no longer be done" in tick(ana)
    assert Assignment.objects.count() == 1


def test_a_trainer_is_noted_without_a_word(client, officer):
    made = accepted(officer)
    trainer = approved(made, name="Ana")

    answer = client.post(at(made, "trainers", trainer, "propose"), follow=True)

    assert made.assignments.get().state == "proposed"
    assert not Letter.objects.filter(to=trainer.email).exists()
    assert "Ana is noted; nobody is told yet." in answer.text
    assert f'href="{at(made, "trainers", trainer, "invite")}"' in answer.text


@pytest.mark.parametrize("deed", ["propose", "invite"])
def test_who_is_not_approved_is_neither_noted_nor_invited(client, officer, deed):
    made = accepted(officer)
    trainer = TrainerFactory(name="Ana")

    answer = client.post(at(made, "trainers", trainer, deed), follow=True)

    assert "Ana is not approved for this course in this language." in answer.text
    assert not Assignment.objects.exists()


def test_nobody_is_invited_to_what_is_not_accepted(client, officer):
    made = submitted()
    trainer = approved(made)

    answer = client.get(at(made, "trainers", trainer, "invite"), follow=True)

    assert "This can no longer be done" in answer.text


def invited(officer, **facts):
    made = accepted(officer)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=NOW
    )
    one = services.propose_trainer(made, trainer=approved(made, **facts), by=officer, at=NOW)
    return made, option, services.invite_trainer(one, message="", by=officer, at=NOW)


def test_an_answer_by_telephone_is_entered_and_the_trainer_confirmed(client, officer):
    made, option, one = invited(officer, name="Ana")

    asked = client.get(at(made, "assignments", one, "enter"))
    client.post(at(made, "assignments", one, "enter"), {"comes": "yes", str(option.key): "yes"})
    page = client.get(made.get_absolute_url())
    answer = client.post(at(made, "assignments", one, "confirm"), follow=True)

    assert "Tuesday 19 – Wednesday 20 January 2027" in asked.text
    (person,) = page.context["people"]
    assert [(words, str(pill.label)) for words, pill in person.said] == [("Tue 19 Jan 2027", "Yes")]
    one.refresh_from_db()
    assert one.state == "confirmed"
    assert "Ana is confirmed, and told so." in answer.text
    assert "1 confirmed" in " ".join(answer.text.split())


def test_a_refusal_is_entered_with_its_reason(client, officer):
    made, _option, one = invited(officer)

    client.post(at(made, "assignments", one, "enter"), {"comes": "no", "reason": "On leave."})
    page = client.get(made.get_absolute_url())

    one.refresh_from_db()
    assert (one.state, one.reason) == ("declined", "On leave.")
    assert "On leave." in page.text
    answer = client.get(at(made, "assignments", one, "enter"), follow=True)
    assert "This can no longer be done" in answer.text


def test_an_answer_has_to_be_one(client, officer):
    made, _option, one = invited(officer)

    assert client.post(at(made, "assignments", one, "enter"), {}).status_code == 422


def test_a_trainer_is_released_for_a_reason(client, officer):
    made, *_rest = scheduled(by=officer)
    one = made.assignments.first()

    assert client.post(at(made, "assignments", one, "release"), {"reason": ""}).status_code == 422
    answer = client.post(at(made, "assignments", one, "release"), {"reason": "Ill."}, follow=True)

    one.refresh_from_db()
    assert (one.state, one.reason, one.days.count()) == ("dropped", "Ill.", 0)
    assert "is released." in answer.text


def test_who_teaches_elsewhere_that_day_is_not_confirmed(client, officer):
    made, *_rest = scheduled(by=officer)
    trainer = made.assignments.first().trainer
    other, *_rest = scheduled(
        by=officer, host=speaks_for("LV"), course=made.course, day=FIRST_DAY + dt.timedelta(days=7)
    )
    one = services.propose_trainer(other, trainer=trainer, by=officer, at=NOW)
    one = services.invite_trainer(one, message="", by=officer, at=NOW)
    one = services.accept_assignment(one, answers={}, by=officer, at=NOW)
    (later,) = other.assignments.filter(state="confirmed")[:1]
    later.days.all().delete()
    trainer.days.update(assignment=made.assignments.first())
    trainer.days.filter(date=FIRST_DAY).update(date=FIRST_DAY + dt.timedelta(days=7))

    answer = client.post(at(other, "assignments", one, "confirm"), follow=True)

    assert f"{trainer.name} teaches elsewhere on that date." in answer.text
    one.refresh_from_db()
    assert one.state == "accepted"


def test_an_assignment_of_another_request_is_not_there(client, officer):
    made, *_rest = ready(by=officer, trainers=0)
    other = accepted(officer, speaks_for("LV"), course=made.course)
    one = confirmed_trainer(other, by=officer)

    assert client.post(at(made, "assignments", one, "confirm")).status_code == 404
    one.key = uuid.uuid4()
    assert client.get(at(other, "assignments", one, "release")).status_code == 404
