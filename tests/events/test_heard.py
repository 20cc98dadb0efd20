"""That there is feedback to read, or to give, is said until it was done."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from accounts.models import ReadMark
from accounts.todos import Todo
from events import heard, respondents
from events.enums import State
from events.todos import for_user
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.feedback import FeedbackAskedFactory, FeedbackFormFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def eilis():
    return MandateFactory(role=Role.SECRETARIAT).user


def over(now, *, answered=True, ago=1, **event):
    """Return the form of a closed seminar that was open until some days ago."""
    event = {"state": State.CLOSED, "title": "Seminar", "slug": "2026-02-20-a"} | event
    form = FeedbackFormFactory(
        event=EventFactory(first_date=dt.date(2026, 2, 20), **event),
        opened_at=now - 100 * DAY, closes_at=now - ago * DAY,
    )  # fmt: skip
    FeedbackAskedFactory(form=form, has_answered=answered)
    return form


def said(user, now):
    return [
        todo for todo in for_user(standing(user, now)) if "Close what was held" not in todo.what
    ]


def test_the_office_reads_what_people_said(eilis, now):
    over(now)

    assert said(eilis, now) == [
        Todo(
            what="Read what people said: Seminar",
            by=None,
            url="/events/2026-02-20-a/feedback/",
            button="Read",
            note="Friday 20 February 2026",
        )
    ]


def test_who_has_read_it_is_not_told_again_and_others_are(eilis, now):
    over(now)
    other = MandateFactory(role=Role.SECRETARIAT).user

    signed_in(eilis).get("/events/2026-02-20-a/feedback/")

    assert said(eilis, now) == []
    assert len(said(other, now)) == 1


def test_looking_ahead_of_the_end_or_by_head_is_not_reading(eilis, now):
    form = over(now, ago=-1)
    signed_in(eilis).get("/events/2026-02-20-a/feedback/")
    form.closes_at = now - DAY
    form.save()
    signed_in(eilis).head("/events/2026-02-20-a/feedback/")

    assert not ReadMark.objects.exists()
    assert len(said(eilis, now)) == 1


def test_what_was_read_before_it_was_opened_again_is_to_be_read_again(eilis, now):
    form = over(now)
    ReadMark.objects.create(user=eilis, label=heard.LABEL, key=str(form.pk), read_at=now - 2 * DAY)

    assert len(said(eilis, now)) == 1


@pytest.mark.parametrize(
    "facts", [{"answered": False}, {"ago": -1}, {"ago": 61}], ids=["silent", "open", "old"]
)
def test_there_is_nothing_to_read(eilis, now, facts):
    over(now, **facts)

    assert said(eilis, now) == []


def test_it_takes_no_query_more_however_much_there_is(eilis, now):
    who = standing(eilis, now)
    for_user(who)
    nothing = counted(lambda: for_user(who))
    for number in range(3):
        over(now, slug=f"2026-02-20-{number}")

    assert counted(lambda: for_user(who)) == nothing


# Oneself


def asked(now, user, **facts):
    form = FeedbackFormFactory(
        event=EventFactory(
            first_date=dt.date(2026, 2, 20), state=State.HELD, title="Seminar"
        ),
        opened_at=now - 2 * DAY, closes_at=now + DAY, **facts,
    )  # fmt: skip
    person = RegistrationFactory(event=form.event, email=user.email)
    return FeedbackAskedFactory(form=form, registration=person)


def test_who_was_asked_and_is_silent_is_told(now):
    user = UserFactory()
    one = asked(now, user)

    (todo,) = said(user, now)

    assert (todo.what, todo.by, todo.button) == (
        "Say what it was like: Seminar", one.form.closes_at, "Answer",
    )  # fmt: skip
    assert todo.url == f"/feedback/{respondents.token_of(one.registration)}/"


def test_who_has_answered_or_can_no_longer_is_not_told(now):
    user = UserFactory()
    one = asked(now, user)
    asked(now, user, closed_at=now - DAY)
    one.has_answered = True
    one.save()

    assert said(user, now) == []
    one.has_answered = False
    one.save()
    assert said(user, now + DAY) == []
