"""What letters say to trainers, and who of the Secretariat gets one."""

import datetime as dt

import pytest

from accounts.models import Mandate
from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    QualificationFactory,
    TrainerFactory,
    accepted,
    confirmed_trainer,
    scheduled,
    secretariat,
    speaks_for,
)
from trainings import services, todos

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)
FIRST = "Tuesday 19 January 2027 – Wednesday 20 January 2027"
DATES = "Tuesday 19 – Wednesday 20 January 2027; Tuesday 9 – Wednesday 10 February 2027"


def invited(made, *, by, at=NOW):
    trainer = TrainerFactory()
    QualificationFactory(trainer=trainer, course=made.course)
    one = services.propose_trainer(made, trainer=trainer, by=by, at=at)
    services.invite_trainer(one, message="Please.", by=by, at=at)
    return Letter.objects.get(to=trainer.email)


def test_an_invitation_says_what_where_how_long_when_and_until_when_to_answer():
    by = secretariat()
    made = accepted(by)
    closes = NOW.date() + dt.timedelta(days=10)
    services.propose_dates(made, first_dates=[FIRST_DAY, OTHER_DAY], close_on=closes, by=by, at=NOW)

    letter = invited(made, by=by)

    facts = dict(letter.body["facts"])
    assert {name: facts[name] for name in ("For", "Where", "Course", "Language", "Length")} == {
        "For": "Portugal",
        "Where": "Town hall, Lisbon",
        "Course": made.course.title,
        "Language": "English",
        "Length": "10 h 30 min over 2 days",
    }
    assert facts["Dates in question"].replace("\xa0", " ") == DATES
    assert facts["Answer until"].replace("\xa0", " ") == "Friday 11 September 2026"
    assert letter.body["paragraphs"][1:] == ["Please."]


def test_an_invitation_without_dates_says_that_they_follow():
    by = secretariat()
    made = accepted(by)

    letter = invited(made, by=by)

    assert "dates follow later" in letter.body["paragraphs"][0]
    assert {"Dates in question", "Answer until"}.isdisjoint(dict(letter.body["facts"]))


def test_an_invitation_after_the_closing_day_names_no_day_that_is_over():
    by = secretariat()
    made = accepted(by)
    services.propose_dates(made, first_dates=[FIRST_DAY], close_on=NOW.date(), by=by, at=NOW)

    letter = invited(made, by=by, at=LATER)

    facts = dict(letter.body["facts"])
    assert ("Dates in question" in facts, "Answer until" in facts) == (True, False)


def test_who_is_confirmed_reads_the_days_or_what_comes_next():
    made, by, _host, _option = scheduled()
    before = accepted(by, speaks_for("LV"), course=made.course)

    first = confirmed_trainer(before, by=by)
    second = confirmed_trainer(made, by=by)

    letters = [
        Letter.objects.get(to=one.trainer.email, subject__startswith="Confirmed")
        for one in (first, second)
    ]
    said = [one.body["paragraphs"][1].replace("\xa0", " ") for one in letters]
    assert said[0].startswith("The date is not settled yet.")
    assert said[1] == f"You teach on these days: {FIRST}."


def test_a_host_is_given_the_address_to_pass_on_once_people_can_register(settings):
    made, _by, host, _option = scheduled()

    letter = Letter.objects.get(to=host.user.email, subject__startswith="Scheduled")

    address = settings.SITE_URL + made.delivery.event.get_absolute_url()
    assert dict(letter.body["facts"])["People register at"] == address
    own = Letter.objects.filter(subject__startswith="Scheduled").exclude(pk=letter.pk)
    assert not [one for one in own if "People register at" in dict(one.body["facts"])]


def test_what_somebody_looked_after_who_left_the_secretariat_is_everybodys():
    by, other = secretariat(), secretariat(LATER)
    made = accepted(by)
    services.ask_to_cancel(made, reason="Elections.", by=speaks_for(), at=NOW)
    title = "The host asks to cancel: "
    assert title + f"{made.course.title}, Lisbon" not in [one.what for one in todos.for_user(other)]

    Mandate.objects.filter(user=by.user).update(ends=NOW.date())
    services.ask_to_cancel(made, reason="No people.", by=speaks_for(at=LATER), at=LATER)

    told = Letter.objects.filter(subject__startswith="Asked to cancel").order_by("pk")
    assert [one.to for one in told] == [by.user.email, other.user.email]
    assert title + f"{made.course.title}, Lisbon" in [one.what for one in todos.for_user(other)]
