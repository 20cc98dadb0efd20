"""What an event asks afterwards is opened, extended, taken back, closed and opened again."""

import pytest
from django.utils import timezone

from accounts.days import end_of_day, network_day
from tests.events.feedback_form import DAY, STALE, form_of, over, running, seminar, url
from tests.events.organisers import secretariat
from tests.events.test_views_feedback import text
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.feedback import FeedbackAskedFactory, FeedbackFormFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return seminar()


@pytest.fixture
def client():
    return secretariat()


def test_before_people_are_asked_it_says_how_many(client, event):
    FeedbackFormFactory(event=event)
    AttendanceFactory(registration__event=event)
    RegistrationFactory(event=event)

    page = text(client.get(url(event, "open/")))

    assert "those who were there, as attendance was taken: 1" in page
    assert "all who had a place, whether or not they came: 2" in page
    assert "The letter What was it like? Seminar" in page
    assert "Your certificate can be downloaded" not in page
    assert form_of(event).opened_at is None
    assert "Attendance was not taken" not in page
    assert "by itself, at the end of the event" not in page


def test_people_are_asked_after_the_event(client, event):
    FeedbackFormFactory(event=event)

    page = client.post(
        url(event, "open/"), {"version": 1, "days": "7", "whom": "confirmed"}, follow=True
    )

    form = form_of(event)
    assert "The letters leave:" in text(page)
    assert (form.closes_at, form.whom) == (
        end_of_day(network_day(form.opened_at) + 7 * DAY),
        "confirmed",
    )


def test_people_are_asked_by_itself_at_the_end(client):
    event = EventFactory()
    FeedbackFormFactory(event=event)
    page = text(client.get(url(event, "open/")))
    assert "by itself, at the end of the event" in page
    assert "Attendance was not taken" in page

    client.post(url(event, "open/"), {"version": 1, "when": "end", "days": 7, "whom": "there"})

    assert (form_of(event).opens_at_end, form_of(event).opened_at) == (True, None)


@pytest.mark.parametrize("days", ["", "0", "91", "x"])
def test_days_that_make_no_sense_are_refused(client, event, days):
    FeedbackFormFactory(event=event)

    response = client.post(url(event, "open/"), {"version": 1, "days": days, "whom": "there"})

    assert response.status_code == 422
    assert form_of(event).opened_at is None


def test_an_empty_form_is_not_opened(client, event):
    FeedbackFormFactory(event=event, questions=[])

    response = client.post(url(event, "open/"), {"version": 1, "days": 7, "whom": "there"})

    assert response.status_code == 422
    assert "Nothing is asked yet: add a question first." in text(response)


def test_what_is_open_is_not_opened_again(client, event):
    running(event)

    response = client.post(url(event, "open/"), {"version": 1, "days": 7, "whom": "there"})

    assert response.status_code == 422
    assert "It was opened already" in text(response)


def test_who_opens_what_was_changed_meanwhile_is_told(client, event):
    FeedbackFormFactory(event=event, version=2)

    response = client.post(url(event, "open/"), {"version": 1, "days": 7, "whom": "there"})

    assert response.status_code == 409
    assert STALE in text(response)


def test_it_is_taken_back(client, event):
    now = timezone.now()
    FeedbackFormFactory(event=event, opened_at=now, closes_at=now + DAY)

    page = client.post(url(event, "take-back/"), {"version": 1}, follow=True)

    assert "Taken back: nobody is asked." in text(page)
    assert form_of(event).opened_at is None


def test_it_is_not_taken_back_once_people_were_asked(client, event):
    FeedbackAskedFactory(form=running(event))

    page = client.post(url(event, "take-back/"), {"version": 1}, follow=True)

    assert "This can no longer be done" in text(page)


def test_it_stays_open_for_longer_and_asks_others_too(client, event):
    form = running(event)
    assert "Open until" in text(client.get(url(event, "longer/")))

    client.post(url(event, "longer/"), {"version": 1, "days": 3, "whom": "confirmed"})

    assert form_of(event).closes_at == end_of_day(network_day(form.closes_at) + 3 * DAY)
    assert form_of(event).whom == "confirmed"


def test_less_than_no_day_more_is_refused(client, event):
    running(event)

    response = client.post(url(event, "longer/"), {"version": 1, "days": -1, "whom": "there"})

    assert response.status_code == 422


def test_a_draft_has_no_end_to_put_off(client, event):
    FeedbackFormFactory(event=event)

    assert "Open until" not in text(client.get(url(event, "longer/")))


def test_it_is_closed_after_a_warning(client, event):
    running(event)
    assert "Nobody can answer any more" in text(client.get(url(event, "close/")))

    page = client.post(url(event, "close/"), {"version": 1}, follow=True)

    assert "Closed. What people said stands below." in text(page)
    assert form_of(event).closed_at is not None


def test_a_closed_form_with_few_answers_opens_again(client, event):
    over(event, days=7)

    page = client.post(url(event, "reopen/"), {"version": 1}, follow=True)

    assert "Open again." in text(page)
    assert form_of(event).closes_at > timezone.now() + 6 * DAY
