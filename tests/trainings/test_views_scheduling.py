"""Dates proposed, a training scheduled, moved, reported on and closed: the pages."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Holiday
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


def test_a_training_within_the_windows_is_offered_first_and_others_apart(client, officer):
    within, *_rest = scheduled(by=officer, day=dt.date(2027, 1, 19))
    outside, *_rest = scheduled(by=officer, day=dt.date(2027, 3, 2), course=within.course)
    other = accepted(officer, speaks_for("LV"), course=within.course)
    where = f"in Lisbon, together with {within.member_state}"

    fields = client.get(its(other, "dates")).context["forms"][0].fields

    assert fields["within"].choices == [
        (str(within.held.pk), f"Tuesday 19 – Wednesday 20 January 2027 · {where}")
    ]
    assert fields["outside"].choices == [
        (str(outside.held.pk), f"Tuesday 2 – Wednesday 3 March 2027 · {where}")
    ]


def test_what_has_its_training_is_offered_no_other(client, officer):
    first, *_rest = scheduled(by=officer, day=dt.date(2027, 1, 19))
    other, *_rest = scheduled(by=officer, host=speaks_for("LV"), course=first.course)

    fields = client.get(its(other, "dates")).context["forms"][0].fields

    assert {"within", "outside"}.isdisjoint(fields)


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
    assert (
        "Only one confirmed trainer is approved in English on that date: confirm another, or say"
        " why one is enough." in page.text
    )
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
    made = fresh(made)
    assert (made.state, made.alone_reason) == ("scheduled", "Few people.")
    assert made.delivery.event.visibility == "network"
    assert "Scheduled. The event is there" in answer.text
    assert f'href="/events/{made.delivery.event.slug}/"' in answer.text
    assert f'href="{its(made, "dates")}"' in answer.text


def test_a_request_joins_a_training_that_there_is(client, officer):
    made, *_rest = scheduled(by=officer)
    host = speaks_for("LV")
    other = accepted(officer, host, course=made.course, city="Riga")
    client.post(its(other, "dates"), {"within": [made.held.pk]})
    option = other.options.get()
    services.answer_dates(other, answers={option.key: "yes"}, by=host, at=NOW)
    services.confirm_checklist(other, by=host, at=NOW)
    where = f"in Lisbon, together with {made.member_state}"

    seen = client.get(other.get_absolute_url())
    page = client.get(its(other, "schedule"))
    client.post(its(other, "schedule"), {"option": option.key, "visibility": "public"})
    after = client.get(other.get_absolute_url())
    client.force_login(host.user)
    theirs = client.get(other.get_absolute_url())

    assert (where in seen.text, where in page.text) == (True, True)
    assert "Nothing is missing." in seen.text
    assert fresh(other).delivery == made.delivery
    assert f"<h1>{made.course.title}, Lisbon</h1>" in after.text
    assert f"· {where}" in theirs.text
    assert "2 confirmed" in " ".join(after.text.split())
    for one in made.assignments.select_related("trainer"):
        assert one.trainer.name in after.text


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


def test_one_trainer_alone_is_given_a_reason_when_it_moves(client, officer):
    made, _by, host, _option = scheduled(by=officer)
    (other,) = services.propose_dates(
        made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW
    )
    services.answer_dates(made, answers={other.key: Answer.YES}, by=host, at=NOW)
    gone, stays = made.assignments.select_related("trainer")
    services.drop_trainer(gone, reason="Ill.", by=officer, at=NOW)
    services.dates.answer_for_trainer(made, stays.trainer, {other.key: "yes"}, by=officer, at=NOW)
    page = its(made, "reschedule")

    refused = client.post(page, {"option": other.key})
    client.post(page, {"option": other.key, "alone_reason": "A small group."})

    assert list(refused.context["form"].errors) == ["alone_reason"]
    assert (fresh(made).chosen, fresh(made).alone_reason) == (other, "A small group.")


def test_the_page_of_moving_names_who_else_has_to_agree(client, officer):
    made, *_rest = scheduled(by=officer)
    other, _by, _host, option = ready(
        by=officer, host=speaks_for("LV"), trainers=0, course=made.course, joins=made.delivery
    )
    services.schedule(other, option=option, by=officer, at=NOW)
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


def test_who_said_to_teach_counts_for_the_dates_before_being_confirmed(client, officer):
    host = speaks_for()
    made = accepted(officer, host)
    soon, later = services.propose_dates(
        made, first_dates=[FIRST_DAY, OTHER_DAY], close_on=None, by=officer, at=NOW
    )
    services.answer_dates(made, answers={soon.key: "yes", later.key: "yes"}, by=host, at=NOW)
    trainer = QualificationFactory(course=made.course).trainer
    asked = services.propose_trainer(made, trainer=trainer, by=officer, at=NOW)
    asked = services.invite_trainer(asked, message="", by=officer, at=NOW)
    before = client.get(made.get_absolute_url()).context["dates"]
    services.accept_assignment(
        asked, answers={soon.key: "no", later.key: "yes"}, by=officer, at=NOW
    )

    after = client.get(made.get_absolute_url()).context["dates"]

    assert (before.trainers, [line.is_best for line in before.lines]) == (0, [True, False])
    assert (after.trainers, [line.free for line in after.lines]) == (1, [0, 1])
    assert [line.is_best for line in after.lines] == [False, True]


def test_what_is_unusual_about_a_date_is_said_where_it_is_proposed_and_chosen(client, officer):
    made = accepted(officer)
    Holiday.objects.create(calendar="BE", date=dt.date(2027, 3, 8), name="Feast of bridges")
    Holiday.objects.create(calendar="EUI", date=dt.date(2027, 1, 19), name="Day of the Court")

    proposing = client.get(its(made, "dates"))
    services.propose_dates(
        made, first_dates=[dt.date(2027, 1, 20), dt.date(2027, 3, 7)], close_on=None, by=officer,
        at=NOW,
    )  # fmt: skip
    seen = client.get(made.get_absolute_url())
    page = client.get(its(made, "schedule"))

    unusual = "outside the host's windows, on a weekend, on a holiday: Feast of bridges"
    court = [one for one in labels(proposing) if "Day of the Court" in one]
    assert [one.partition(" · ")[2] for one in court] == [
        "0 trainers can · on a holiday: Day of the Court"
    ] * len(court)
    assert len(court) == 2
    assert [line.remarks for line in seen.context["dates"].lines] == ["", unusual]
    assert [one.remarks for one, _needs in page.context["choices"]] == ["", unusual]
    assert unusual.replace("'", "&#x27;") in seen.text
    assert unusual.replace("'", "&#x27;") in page.text


def test_what_is_missing_whatever_the_date_is_said_once(client, officer):
    host = speaks_for()
    made = accepted(officer, host)
    (one,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=NOW
    )
    alone = client.get(made.get_absolute_url())
    services.propose_dates(made, first_dates=[OTHER_DAY], close_on=None, by=officer, at=NOW)
    services.answer_dates(made, answers={one.key: "yes"}, by=host, at=NOW)

    both = client.get(made.get_absolute_url())

    missing = "The host has not confirmed the checklist."
    assert (alone.text.count(missing), both.text.count(missing)) == (1, 1)
    assert "Missing whatever the date" not in alone.text
    assert [[found.says for found in line.lacks] for line in both.context["dates"].lines] == [
        [], ["The host has not answered for this date."],
    ]  # fmt: skip
    assert "Nothing more than for every date." in both.text
