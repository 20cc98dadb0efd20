"""What the Secretariat decides of a request, and says: its pages."""

import uuid

import pytest
import time_machine

from tests.factories.events import RegistrationFactory
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    accepted,
    confirmed_trainer,
    delivered,
    draft,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
)
from trainings import services

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


def steps(response):
    return [(one.label, one.is_done, one.is_here) for one in response.context["steps"]]


def test_a_request_is_accepted_by_one_press(client, officer):
    made = submitted()

    page = client.get(made.get_absolute_url())
    assert f'<option value="{officer.user.pk}" selected>' in page.text
    answer = client.post(its(made, "accept"), {"assignee": officer.user.pk}, follow=True)

    assert (fresh(made).state, fresh(made).assignee) == ("accepted", officer.user)
    assert "Accepted. Propose dates" in answer.text
    assert "No dates are proposed yet." in answer.text
    assert steps(answer)[:2] == [("Submitted", True, False), ("Accepted", False, True)]


def test_somebody_has_to_look_after_it(client, officer):
    made, host = submitted(), speaks_for("LV")

    answer = client.post(its(made, "accept"), {"assignee": host.user.pk}, follow=True)

    assert fresh(made).state == "submitted"
    assert "Choose somebody of the Secretariat" in answer.text


def test_of_two_officers_one_wins_and_the_other_is_told(client, officer):
    made = submitted()
    other = secretariat()
    services.decline(made, reason="Twice.", by=other, at=NOW)

    for page, said in (("accept", {"assignee": officer.user.pk}), ("ask", {"question": "How?"})):
        answer = client.post(its(made, page), said, follow=True)
        assert f"What happened last: {other.user.name} declined the request," in answer.text
    assert fresh(made).state == "declined"
    assert "Twice." in answer.text
    assert steps(answer) == []


def test_a_training_that_took_place_meanwhile_is_told(client, officer):
    made, _by, _host, after = delivered(by=officer)

    with time_machine.travel(after, tick=False):
        client.force_login(officer.user)
        answer = client.post(its(made, "cancel"), {"reason": "Flood."}, follow=True)

    assert "What happened last: The training took place, " in answer.text


def test_a_question_waits_for_its_answer(client, officer):
    made = submitted()

    assert client.post(its(made, "ask"), {"question": " "}).status_code == 422
    answer = client.post(its(made, "ask"), {"question": "How many rooms?"}, follow=True)

    assert fresh(made).state == "needs_info"
    assert "How many rooms?" in answer.text
    assert steps(answer)[0] == ("Submitted", False, True)
    assert "Nobody looks after it yet." in answer.text
    assert f'href="{its(made, "decline")}"' in answer.text


def test_declining_says_why(client, officer):
    made = submitted()

    page = client.get(its(made, "decline"))
    client.post(its(made, "decline"), {"reason": "The course has ended."})

    assert "btn-danger" in page.text
    assert (fresh(made).state, fresh(made).reason) == ("declined", "The course has ended.")


def test_a_page_whose_deed_is_not_possible_leads_back(client, officer):
    made = submitted()

    for page in ("go-on", "cancel", "schedule", "reschedule", "close", "dates"):
        answer = client.get(its(made, page), follow=True)
        assert answer.redirect_chain[-1][0] == made.get_absolute_url()
        assert "This can no longer be done" in answer.text


def test_a_wish_to_cancel_stands_first_and_is_answered(client, officer):
    host = speaks_for()
    made = accepted(officer, host)
    services.ask_to_cancel(made, reason="Elections in May.", by=host, at=NOW)

    page = client.get(made.get_absolute_url())
    assert "Portugal asks to cancel" in page.text
    client.post(its(made, "go-on"), {"text": "We move it."})

    assert fresh(made).cancel_asked_at is None
    assert "asks to cancel" not in client.get(made.get_absolute_url()).text.replace(
        "asked to cancel", ""
    )


def test_cancelling_says_what_follows(client, officer):
    made, *_rest = scheduled(by=officer)
    RegistrationFactory(event=made.delivery.event)

    page = client.get(its(made, "cancel"))
    answer = client.post(its(made, "cancel"), {"reason": "Flood."}, follow=True)

    assert "trainers who were asked: 2." in page.text
    assert "people registered who are told: 1." in page.text
    assert fresh(made).state == "cancelled"
    assert "Flood." in answer.text
    assert "The event goes on for" not in answer.text


def test_what_is_not_scheduled_is_cancelled_without_an_event(client, officer):
    made = accepted(officer)

    page = client.get(its(made, "cancel"))

    assert "trainers who were asked: 0." in page.text
    assert "The event" not in page.text


def joined(officer):
    """A training of Portugal that a request of Latvia has joined."""
    made, _by, host, _option = scheduled(by=officer)
    other, _by, _host, option = ready(
        by=officer, host=speaks_for("LV"), trainers=1, course=made.course
    )
    services.schedule(other, option=option, onto=made.delivery, alone_reason="", by=officer, at=NOW)
    return made, other, host


def test_a_training_that_another_request_feeds_goes_on(client, officer):
    made, other, host = joined(officer)

    page = client.get(its(made, "cancel"))
    client.post(its(made, "cancel"), {"reason": "Flood."})
    seen = client.get(made.get_absolute_url())

    assert "The event stays: it answers another request too" in page.text
    assert "Its place and its host stay as they are" in page.text
    assert "The event goes on for:" in seen.text
    assert f'href="{other.get_absolute_url()}"' in seen.text
    assert "The same event also answers" not in client.get(other.get_absolute_url()).text
    client.force_login(host.user)
    seen = client.get(made.get_absolute_url())
    assert "The event goes on for:" in seen.text
    assert other.reference not in seen.text


def test_requests_of_one_event_name_each_other(client, officer):
    made, other, host = joined(officer)

    assert other.reference in client.get(made.get_absolute_url()).text
    client.force_login(host.user)
    page = client.get(made.get_absolute_url())
    assert "The same event also answers:" in page.text
    assert other.reference not in page.text


def test_somebody_else_looks_after_it(client, officer):
    other = secretariat()
    made = accepted(officer)

    page = client.get(its(made, "assignee"))
    client.post(its(made, "assignee"), {"assignee": other.user.pk})

    assert f'<option value="{officer.user.pk}" selected>' in page.text
    assert fresh(made).assignee == other.user


def test_a_note_is_for_the_secretariat_alone_and_a_replay_has_one_effect(client, officer):
    host = speaks_for()
    made = accepted(officer, host)
    said = {"once": uuid.uuid4(), "text": "Ask Tallinn."}

    for _twice in range(2):
        client.post(its(made, "note"), said)
    client.post(its(made, "note"), {"once": uuid.uuid4(), "text": ""})

    assert [one.text for one in made.notes.all()] == ["Ask Tallinn."]
    page = client.get(made.get_absolute_url())
    assert "Nothing was noted" in page.text
    assert "Ask Tallinn." in page.text
    client.force_login(host.user)
    seen = client.get(made.get_absolute_url())
    assert "Ask Tallinn." not in seen.text
    assert "Note it" not in seen.text


def test_marks_are_seen_by_the_secretariat(client, officer):
    made = submitted()

    with time_machine.travel(NOW.replace(month=12), tick=False):
        client.force_login(officer.user)
        assert "Stalled" in client.get(made.get_absolute_url()).text


def test_drafts_are_not_the_secretariats(client, officer):
    made = draft()

    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.post(its(made, "note"), {"text": "So."}).status_code == 404


@pytest.mark.parametrize(
    "page",
    ["accept", "ask", "decline", "go-on", "cancel", "assignee", "note", "dates", "schedule",
     "reschedule", "close"],
)  # fmt: skip
def test_the_host_steers_nothing(client, page):
    host, officer = speaks_for(), secretariat()
    made = accepted(officer, host, course=CourseFactory(title="Evaluation"))
    confirmed_trainer(made, by=officer)
    client.force_login(host.user)

    assert client.post(its(made, page), {"reason": "No."}).status_code == 404
    assert fresh(made).state == "accepted"
    seen = client.get(made.get_absolute_url())
    assert "Evaluation, Lisbon" in seen.text
    assert "Until it is scheduled" not in seen.text
    assert "Who else could" not in seen.text
