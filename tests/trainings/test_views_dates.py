"""Dates suggested, proposed and taken back, and what each of them lacks: the pages."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.models import Holiday
from tests.events.organisers import day_boxes
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    confirmed_trainer,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
)
from trainers.models import Availability
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
