"""Dates proposed, a training scheduled, moved, reported on and closed: the pages."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from events.models import FeedbackForm
from tests.events.organisers import day_boxes
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    confirmed_trainer,
    delivered,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from trainers.models import Availability
from trainings import services
from trainings.enums import Answer

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


def labels(response):
    return [label for _value, label in response.context["forms"][0].fields["suggested"].choices]


def test_dates_are_suggested_within_the_windows_with_how_many_trainers_can(client, officer):
    made = accepted(officer)
    busy, free = TrainerFactory(), TrainerFactory()
    for one in (busy, free):
        QualificationFactory(trainer=one, course=made.course)
    is_away(busy, dt.date(2027, 1, 18), dt.date(2027, 1, 19))

    page = client.get(its(made, "dates"))

    assert labels(page)[0] == "Monday 18 – Tuesday 19 January 2027 · 1 trainer can"
    assert labels(page)[2] == "Wednesday 20 – Thursday 21 January 2027 · 2 trainers can"
    assert len(labels(page)) == 8
    assert "The course takes 2 days." in page.text


def test_the_days_of_a_training_that_it_can_join_are_suggested_first(client, officer):
    made, *_rest = scheduled(by=officer, day=dt.date(2027, 3, 2))
    other = accepted(officer, speaks_for("LV"), course=made.course)

    page = client.get(its(other, "dates"))

    assert labels(page)[0] == (
        f"Tuesday 2 – Wednesday 3 March 2027 · joins {made.delivery.event.title}"
    )
    assert len(labels(page)) == 9


def is_away(trainer, starts, ends):
    """Let a trainer be away on some days."""
    Availability.objects.create(trainer=trainer, period="away", starts=starts, ends=ends)


def test_dates_are_proposed_ticked_and_typed(client, officer):
    made = accepted(officer)
    said = {
        "suggested": ["2027-01-18"],
        **day_boxes("other_1", dt.date(2027, 3, 2)),
        **day_boxes("close_on", dt.date(2026, 10, 1)),
    }

    answer = client.post(its(made, "dates"), said, follow=True)

    assert [one.first_date for one in made.options.all()] == [
        dt.date(2027, 1, 18), dt.date(2027, 3, 2),
    ]  # fmt: skip
    assert fresh(made).dates_close_on == dt.date(2026, 10, 1)
    assert "The host has not answered for this date." in answer.text
    assert "2027-01-18" not in [
        value
        for value, _label in client.get(its(made, "dates"))
        .context["forms"][0]
        .fields["suggested"]
        .choices
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "This is needed."),
        (day_boxes("other_1", dt.date(2026, 8, 1)), "The date is not in the future."),
        (
            {"suggested": ["2027-01-18"], **day_boxes("close_on", dt.date(2026, 8, 1))},
            "The date is not in the future.",
        ),
        ({"suggested": ["2027-05-01"]}, "2027-05-01"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_kept(client, officer, said, told):
    made = accepted(officer)

    answer = client.post(its(made, "dates"), said)

    assert answer.status_code == 422
    assert told in answer.text
    assert not made.options.exists()


def test_a_date_is_taken_back(client, officer):
    made, *_rest, option = ready(by=officer)

    client.post(f"{its(made, 'dates')}{option.key}/drop/")

    option.refresh_from_db()
    assert option.dropped_at == NOW
    assert client.post(f"{its(made, 'dates')}{uuid.uuid4()}/drop/").status_code == 404


def test_the_page_says_for_each_date_what_is_missing(client, officer):
    made, _by, _host, option = ready(by=officer, trainers=1)

    page = client.get(made.get_absolute_url())
    assert "One trainer is confirmed: confirm another, or say why one is enough." in page.text
    confirmed_trainer(made, by=officer)
    page = client.get(made.get_absolute_url())

    assert "Nothing is missing" in page.text
    assert f"{its(made, 'schedule')}?date={option.key}" in page.text


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client, officer):
    made = accepted(officer, language="pt")
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=NOW
    )

    page = client.get(its(made, "schedule"))
    answer = client.post(
        its(made, "schedule"),
        {"option": option.key, "alone_reason": "Few people.", "visibility": "public"},
    )

    assert "Both sides and the trainers agree on the date." in page.text
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert errors["option"] == ["The host has not answered for this date."]
    assert errors["alone_reason"] == ["No trainer who is approved on that date is confirmed."]
    assert errors["material_waiver"][0].startswith("The material is not published in Portuguese")
    assert set(errors["__all__"]) == {
        "No confirmed trainer is approved to teach in Portuguese on that date.",
        "The host has not confirmed the checklist.",
    }
    assert "Few people." in answer.text
    assert fresh(made).state == "accepted"


def test_a_training_is_scheduled(client, officer):
    made, _by, _host, option = ready(by=officer, trainers=1)

    page = client.get(f"{its(made, 'schedule')}?date={option.key}")
    answer = client.post(
        its(made, "schedule"),
        {"option": option.key, "alone_reason": "Few people.", "visibility": "network"},
        follow=True,
    )

    assert page.context["form"]["option"].value() == str(option.key)
    assert "material_waiver" not in page.context["form"].fields
    assert "onto" not in page.context["form"].fields
    made = fresh(made)
    assert (made.state, made.alone_reason) == ("scheduled", "Few people.")
    assert made.delivery.event.visibility == "network"
    assert "Scheduled. The event is there" in answer.text
    assert f'href="/events/{made.delivery.event.slug}/"' in answer.text
    assert f'href="{its(made, "dates")}"' in answer.text


def test_a_request_joins_a_training_that_there_is(client, officer):
    made, *_rest = scheduled(by=officer)
    other, _by, _host, option = ready(
        by=officer, host=speaks_for("LV"), trainers=0, course=made.course
    )

    seen = client.get(other.get_absolute_url())
    page = client.get(its(other, "schedule"))
    told = f"On these days there is {made.delivery.event.title}: it can join that one"
    assert told in " ".join(seen.text.split())
    assert f"Join: {made.delivery.event.title}, " in page.text
    client.post(
        its(other, "schedule"),
        {"option": option.key, "onto": made.delivery.pk, "visibility": "public"},
    )

    assert fresh(other).delivery == made.delivery


def test_scheduled_twice_is_once_and_the_other_is_told(client, officer):
    made, _by, _host, option = ready(by=officer)
    said = {"option": option.key, "visibility": "public"}

    client.post(its(made, "schedule"), said)
    answer = client.post(its(made, "schedule"), said, follow=True)

    assert "This can no longer be done" in answer.text
    assert fresh(made).delivery.course.deliveries.count() == 1


def test_without_a_date_the_way_leads_to_proposing_one(client, officer):
    made = accepted(officer)

    page = client.get(its(made, "schedule"))

    assert "No date to choose from" in page.text
    assert f'href="{its(made, "dates")}"' in page.text


def test_a_training_is_moved_once_all_agree(client, officer):
    made, _by, host, _option = scheduled(by=officer)
    (other,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW
    )

    page = client.get(its(made, "reschedule"))
    refused = client.post(its(made, "reschedule"), {"option": other.key})
    services.answer_dates(made, answers={other.key: Answer.YES}, by=host, at=NOW)
    for one in made.assignments.select_related("trainer"):
        services.dates.answer_for_trainer(made, one.trainer, {other.key: "yes"}, by=officer, at=NOW)
    answer = client.post(its(made, "reschedule"), {"option": other.key}, follow=True)

    assert [str(one.option.key) for one, _needs in page.context["choices"]] == [str(other.key)]
    assert refused.status_code == 422
    assert "The host has not answered for this date." in refused.text
    made = fresh(made)
    assert (made.chosen, made.delivery.event.first_date) == (other, OTHER_DAY)
    assert "Moved. Registrations stay" in answer.text


def test_the_page_of_moving_names_who_else_has_to_agree(client, officer):
    made, *_rest = scheduled(by=officer)
    other, _by, _host, option = ready(
        by=officer, host=speaks_for("LV"), trainers=0, course=made.course
    )
    services.schedule(other, option=option, onto=made.delivery, by=officer, at=NOW)
    services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW)

    page = client.get(its(made, "reschedule"))

    assert f"answers {other.reference}" in " ".join(page.text.split())


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
