"""Who is asked what an event was like, when, and who is reminded."""

import datetime as dt
import json

import pytest

from accounts.days import end_of_day
from events import respondents, services
from events.enums import Presence, RegistrationState, State
from events.models import AttendanceTerms, FeedbackAsked, FeedbackForm
from events.services.responses import answer_feedback
from journal.models import Entry
from mail.links import fill
from mail.models import Letter
from tests.events.answering import AT, DAY, MINUTE, SAID
from tests.factories.accounts import SeatFactory
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.feedback import CLOSES, OPENED, FeedbackFormFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


def there(event, presence=Presence.PRESENT, **facts):
    person = RegistrationFactory(event=event, **facts)
    AttendanceFactory(registration=person, presence=presence)
    return person


def asked():
    return set(FeedbackAsked.objects.values_list("registration__name", flat=True))


def subjects():
    return [letter.subject for letter in Letter.objects.order_by("pk")]


def test_those_who_were_there_are_asked_once_by_a_link_of_their_own():
    form = FeedbackFormFactory(is_open=True, event=EventFactory(title="Seminar"))
    berta = there(form.event, name="Berta")
    there(form.event, Presence.ABSENT, name="Absent")
    RegistrationFactory(event=form.event, name="Unknown")
    there(form.event, name="Left", state=RegistrationState.WITHDRAWN)

    assert services.run_feedback(at=AT) == 1
    assert services.run_feedback(at=AT) == 0

    assert asked() == {"Berta"}
    (letter,) = Letter.objects.all()
    assert (letter.to, letter.subject) == (berta.email, "What was it like? Seminar")
    assert f"/feedback/{respondents.token_of(berta)}/" in fill(json.dumps(letter.body))
    assert letter.of_use_until == CLOSES
    (entry,) = Entry.objects.all()
    assert (entry.deed, entry.facts["people"]) == ("events.feedback_asked", 1)


def test_nobody_is_asked_within_the_five_minutes_in_which_it_can_be_taken_back():
    form = FeedbackFormFactory(is_open=True)
    there(form.event)

    assert services.run_feedback(at=AT - MINUTE) == 0

    assert asked() == set()


def test_who_is_marked_as_present_later_is_asked_later():
    form = FeedbackFormFactory(is_open=True)
    there(form.event, name="Berta")
    services.run_feedback(at=AT)
    there(form.event, Presence.ONLINE, name="Late")

    assert services.run_feedback(at=AT + DAY) == 1

    assert asked() == {"Berta", "Late"}


def test_all_who_had_a_place_are_asked_where_the_form_says_so():
    form = FeedbackFormFactory(is_open=True, whom="confirmed")
    RegistrationFactory(event=form.event, name="Berta")
    RegistrationFactory(event=form.event, name="Waits", state=RegistrationState.WAITING)

    services.run_feedback(at=AT)

    assert asked() == {"Berta"}


def test_a_delegate_without_an_address_is_asked_on_the_own_page_alone():
    form = FeedbackFormFactory(is_open=True)
    there(form.event, name="Berta", email="", seat=SeatFactory())

    services.run_feedback(at=AT)

    assert asked() == {"Berta"}
    assert subjects() == []


@pytest.mark.parametrize(
    ("state", "number"), [(State.HELD, 1), (State.CLOSED, 1), (State.CANCELLED, 0)]
)
def test_people_are_asked_of_what_took_place(state, number):
    reason = {"cancelled_at": AT, "cancel_reason": "Snow."} if state == State.CANCELLED else {}
    form = FeedbackFormFactory(is_open=True, event=EventFactory(state=state, **reason))
    there(form.event)

    assert services.run_feedback(at=AT) == number


def test_a_form_opens_by_itself_at_the_end_of_its_event():
    event = EventFactory(first_date=dt.date(2026, 3, 3), zone="UTC", state=State.PUBLISHED)
    form = FeedbackFormFactory(event=event, opens_at_end=True, days=7)
    there(event)

    services.run_feedback(at=event.ends_at - MINUTE)
    form.refresh_from_db()
    assert form.opened_at is None
    services.run_feedback(at=event.ends_at)

    form.refresh_from_db()
    assert (form.opened_at, form.closes_at) == (
        event.ends_at,
        end_of_day(dt.date(2026, 3, 10)),
    )
    assert (form.opens_at_end, form.version) == (False, 2)
    assert [entry.deed for entry in Entry.objects.all()] == ["events.feedback_opened"]
    assert services.run_feedback(at=event.ends_at + 5 * MINUTE) == 1


def test_a_form_of_an_event_that_was_cancelled_does_not_open():
    event = EventFactory(
        first_date=dt.date(2026, 3, 3), state=State.CANCELLED, cancelled_at=OPENED,
        cancel_reason="Snow.",
    )  # fmt: skip
    form = FeedbackFormFactory(event=event, opens_at_end=True)

    services.run_feedback(at=CLOSES)

    form.refresh_from_db()
    assert form.opened_at is None


def test_a_certificate_that_waits_for_the_answer_is_named_in_the_letter():
    form = FeedbackFormFactory(is_open=True)
    AttendanceTerms.objects.create(event=form.event, feedback_first=True)
    there(form.event)

    services.run_feedback(at=AT)

    assert "once you have answered" in json.dumps(Letter.objects.get().body)


def test_all_are_reminded_once_so_that_no_letter_tells_who_has_answered():
    form = FeedbackFormFactory(is_open=True, event=EventFactory(title="Seminar"))
    there(form.event, name="Silent")
    berta = there(form.event, name="Berta")
    services.run_feedback(at=AT)
    answer_feedback(berta.feedback_asked, SAID, is_named=False, at=AT)
    again = CLOSES - 3 * DAY
    there(form.event, name="Late")
    services.run_feedback(at=again - MINUTE)

    assert services.run_feedback(at=again) == 2
    assert services.run_feedback(at=again + MINUTE) == 0

    letters = Letter.objects.order_by("-pk")[:2]
    assert {letter.subject for letter in letters} == {
        "Still time to tell us what it was like: Seminar"
    }
    assert {letter.name for letter in letters} == {"Silent", "Berta"}
    assert all("If you have answered already: thank you" in json.dumps(one.body) for one in letters)
    assert set(FeedbackAsked.objects.values_list("registration__name", "again_at")) == {
        ("Silent", again), ("Berta", again), ("Late", None),
    }  # fmt: skip


def test_who_was_not_there_after_all_is_not_asked_again():
    form = FeedbackFormFactory(is_open=True)
    berta = there(form.event)
    services.run_feedback(at=AT)
    berta.attendances.update(presence=Presence.ABSENT)

    assert services.run_feedback(at=CLOSES - DAY) == 0


def test_a_piece_of_letters_takes_the_same_number_of_queries_but_for_the_letters():
    def asking(people):
        FeedbackForm.objects.all().delete()
        form = FeedbackFormFactory(is_open=True)
        for _person in range(people):
            there(form.event)
        return counted(lambda: services.run_feedback(at=AT))

    one, three = asking(1), asking(3)

    assert three - one == 2  # a letter each
