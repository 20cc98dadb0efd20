"""What is open after a training, and its end: the pages."""

import pytest
import time_machine
from django.urls import reverse

from events.models import FeedbackForm
from tests.factories.trainings import NOW, delivered, fresh, secretariat

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


def test_what_is_open_after_a_training_is_listed_and_closed(client, officer):
    made, _by, _host, after = delivered(by=officer)
    FeedbackForm.objects.update(opened_at=NOW, closes_at=after, closed_at=after)

    with time_machine.travel(after, tick=False):
        client.force_login(officer.user)
        page = client.get(made.get_absolute_url())
        asked = client.get(its(made, "close"))
        refused = client.post(its(made, "close"), {})
        sent = client.post(f"{its(made, 'report')}send/", follow=True)
        answer = client.post(its(made, "close"), {}, follow=True)

    listed = [
        [(str(one.need), one.is_met) for one in each.context["open"]] for each in (page, asked)
    ]
    assert listed[0] == listed[1] == [
        ("attendance", True), ("certificates", True), ("feedback", True), ("report", False),
    ]  # fmt: skip
    assert page.context["confirmed"] == 2
    assert "The report has been sent to the host." in page.text
    assert "The report has not been sent to the host." in refused.text
    assert refused.status_code == 422
    assert sent.status_code == 200
    assert fresh(made).reported_at == after
    assert fresh(made).state == "closed"
    assert "Closed. The follow-up goes out by itself" in answer.text


def test_what_is_open_leads_to_where_it_is_done(client, officer):
    made, _by, _host, after = delivered(by=officer)

    with time_machine.travel(after, tick=False):
        client.force_login(officer.user)
        page = client.get(made.get_absolute_url())

    slug = made.delivery.event.slug
    assert [one.url for one in page.context["open"]] == [
        f"/events/{slug}/attendance/",
        f"/events/{slug}/certificates/",
        reverse("events:event_feedback", args=[slug]),
        its(made, "report"),
    ]
    assert f'href="/events/{slug}/certificates/"' not in page.text
    assert f'href="{reverse("events:event_feedback", args=[slug])}"' in page.text
