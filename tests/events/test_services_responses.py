"""Who is asked what an event was like, and that an answer without a name is nobody's."""

import datetime as dt
import json
import re
from contextlib import suppress

import pytest
from django.db import connection, transaction

from accounts.days import end_of_day
from accounts.steps import NotNowError
from events import respondents, services
from events.enums import Anonymity, Presence, RegistrationState, State
from events.models import (
    AttendanceTerms,
    FeedbackAnswer,
    FeedbackAsked,
    FeedbackForm,
    Registration,
)
from events.services.erasure import forget
from events.services.responses import AnsweredAlreadyError, answer_feedback
from journal.models import Entry
from mail.links import digest, fill
from mail.models import Letter
from tests.events.at_once import all_at_once
from tests.factories.accounts import SeatFactory
from tests.factories.events import AttendanceFactory, EventFactory, RegistrationFactory
from tests.factories.feedback import (
    CLOSES,
    OPENED,
    FeedbackAskedFactory,
    FeedbackFormFactory,
)
from tests.queries import counted
from tests.test_dump import dump

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
AT = OPENED + 5 * MINUTE
MARK = re.compile(
    r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}|datetime\([\d, ]+|\d{4}-\d\d-\d\d \d[\d:.]+"
)
SAID = {"content": 5, "way": 1, "liked": [0], "words": "Good."}


def there(event, presence=Presence.PRESENT, **facts):
    person = RegistrationFactory(event=event, **facts)
    AttendanceFactory(registration=person, presence=presence)
    return person


def asked():
    return set(FeedbackAsked.objects.values_list("registration__name", flat=True))


def subjects():
    return [letter.subject for letter in Letter.objects.order_by("pk")]


# Asking


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


# Answering


def test_an_anonymous_answer_leads_nowhere_and_the_person_has_answered():
    form = FeedbackFormFactory(is_open=True)
    who = FeedbackAskedFactory(form=form)

    answer_feedback(who, SAID, is_named=False, at=AT)

    who.refresh_from_db()
    row = FeedbackAnswer.objects.get()
    assert (row.answers, row.registration, who.has_answered) == (SAID, None, True)


def test_a_name_is_kept_only_where_the_form_lets_it_be_given():
    always = FeedbackAskedFactory()
    choice = FeedbackAskedFactory(form__anonymity=Anonymity.CHOICE)
    silent = FeedbackAskedFactory(form=choice.form)

    answer_feedback(always, SAID, is_named=True, at=AT)
    answer_feedback(choice, SAID, is_named=True, at=AT)
    answer_feedback(silent, SAID, is_named=False, at=AT)

    assert FeedbackAnswer.objects.get(form=always.form).registration is None
    assert (
        list(
            choice.form.answers.order_by("registration").values_list("registration", flat=True)
        ).count(None)
        == 1
    )
    assert choice.form.answers.get(registration__isnull=False).registration == choice.registration


def test_one_person_answers_once():
    who = FeedbackAskedFactory()
    answer_feedback(who, SAID, is_named=False, at=AT)

    with pytest.raises(AnsweredAlreadyError):
        answer_feedback(who, {"content": 1}, is_named=False, at=AT)

    assert [row.answers for row in FeedbackAnswer.objects.all()] == [SAID]


@pytest.mark.parametrize("at", [CLOSES, CLOSES + DAY])
def test_nobody_answers_what_has_closed(at):
    who = FeedbackAskedFactory()

    with pytest.raises(NotNowError):
        answer_feedback(who, SAID, is_named=False, at=at)

    who.refresh_from_db()
    assert (who.has_answered, FeedbackAnswer.objects.count()) == (False, 0)


def test_what_answers_nothing_that_is_asked_is_not_kept():
    who = FeedbackAskedFactory()

    answer_feedback(who, SAID | {"way": 9, "shoe": "45"}, is_named=False, at=AT)

    assert FeedbackAnswer.objects.get().answers == {
        "content": 5, "liked": [0], "words": "Good.",
    }  # fmt: skip


# Nobody's


def answered_in_turn(*, named):
    """Let twelve people answer one after the other, an hour apart; return who said what."""
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    people = FeedbackAskedFactory.create_batch(12, form=form)
    said = {}
    for hour, who in enumerate(people):
        said[who.registration.pk] = f"Word {hour}."
        answer_feedback(
            who, {"content": 3, "words": f"Word {hour}."}, is_named=named,
            at=AT + hour * dt.timedelta(hours=1),
        )  # fmt: skip
    return form, said


def in_order_of_storage():
    """Return the words as they lie in the table, in the order in which they were written."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT answers FROM events_feedbackanswer ORDER BY {place}")
        rows = cursor.fetchall()
    return [json.loads(row[0])["words"] if isinstance(row[0], str) else row[0]["words"]
            for row in rows]  # fmt: skip


def led_from(word):
    """Return what in a dump of the whole database says a word, or leads on from what says it.

    Each row that holds the word gives its own marks, keys and moments; each row that holds one
    of those marks is led to.
    """
    rows = dump()
    saying = [row for row in rows if word in row]
    marks = {mark for row in saying for mark in MARK.findall(row)}
    return {row.partition(":")[0] for row in rows if any(mark in row for mark in marks)}


def people_said_by(word):
    """Return whose answer it is, as far as the registration beside it says so."""
    rows = FeedbackAnswer.objects.filter(answers__words=word)
    return [row.registration_id for row in rows if row.registration_id]


def test_a_dump_of_the_database_joins_no_anonymous_answer_to_a_person():
    _form, said = answered_in_turn(named=False)

    for word in said.values():
        assert people_said_by(word) == []
        assert led_from(word) == {"events_feedbackanswer"}
    assert not Entry.objects.exists()
    assert not Letter.objects.exists()


def test_no_moment_of_an_answer_is_kept():
    answered_in_turn(named=False)
    hours = [AT + hour * dt.timedelta(hours=1) for hour in range(12)]

    kept = [row for row in dump() for at in hours if stamp(at) in row]

    assert kept == []
    assert any(stamp(OPENED) in row for row in dump())


def stamp(at):
    """Return a moment as a row of the dump shows it."""
    return f"datetime({at.year}, {at.month}, {at.day}, {at.hour}, {at.minute}"


def test_the_order_of_storage_is_drawn_anew_with_each_answer():
    _form, said = answered_in_turn(named=False)
    came, lies = list(said.values()), in_order_of_storage()

    assert sorted(lies) == sorted(came)
    assert lies != came
    keys = set(FeedbackAnswer.objects.values_list("key", flat=True))
    late = FeedbackAskedFactory(form=_form)
    answer_feedback(late, {"content": 1, "words": "Last."}, is_named=False, at=AT)
    assert keys.isdisjoint(FeedbackAnswer.objects.values_list("key", flat=True))


def test_the_same_dump_gives_away_who_wanted_to_be_named():
    _form, said = answered_in_turn(named=True)

    assert {pk: people_said_by(word) for pk, word in said.items()} == {pk: [pk] for pk in said}
    assert in_order_of_storage() == list(said.values())


def test_who_has_answered_has_no_moment():
    _form, _said = answered_in_turn(named=False)

    rows = FeedbackAsked.objects.values_list("asked_at", "again_at", "has_answered")
    assert set(rows) == {(OPENED, None, True)}


# Erasing


def test_erasing_a_person_takes_named_answers_and_the_link_and_leaves_the_others():
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    named, nameless, other = FeedbackAskedFactory.create_batch(3, form=form)
    answer_feedback(named, SAID, is_named=True, at=AT)
    answer_feedback(other, SAID, is_named=True, at=AT)
    answer_feedback(nameless, SAID, is_named=False, at=AT)
    rows = Registration.objects.filter(pk__in=[named.registration_id, nameless.registration_id])

    forget(rows, by=None, at=AT)

    assert set(FeedbackAnswer.objects.values_list("registration", flat=True)) == {
        None, other.registration_id,
    }  # fmt: skip
    token = digest(respondents.token_of(named.registration))
    assert not FeedbackAsked.objects.filter(link_hash=token).exists()
    assert FeedbackAsked.objects.filter(has_answered=True).count() == 3


def test_who_was_erased_since_the_page_was_opened_answers_no_more():
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    opened = FeedbackAskedFactory(form=form)
    forget(Registration.objects.filter(pk=opened.registration_id), by=None, at=AT)

    with pytest.raises(NotNowError):
        answer_feedback(opened, SAID, is_named=True, at=AT)

    assert not FeedbackAnswer.objects.exists()


# What is owed


def test_an_answer_is_owed_by_who_was_asked_and_is_silent_while_it_is_open():
    who = FeedbackAskedFactory()
    stranger = RegistrationFactory(event=who.form.event)

    assert respondents.is_owed(who.registration, at=AT)
    assert not respondents.is_owed(stranger, at=AT)
    assert not respondents.is_owed(who.registration, at=CLOSES)
    answer_feedback(who, SAID, is_named=False, at=AT)
    assert not respondents.is_owed(who.registration, at=AT)


# At once


@pytest.mark.django_db(transaction=True)
def test_two_presses_of_one_person_at_once_are_one_answer():
    who = FeedbackAskedFactory()

    def press():
        try:
            answer_feedback(who, SAID, is_named=False, at=AT)
        except AnsweredAlreadyError:
            return "again"
        return "once"

    assert sorted(all_at_once([press] * 4)) == ["again", "again", "again", "once"]
    assert FeedbackAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_answers_of_several_people_at_once_are_all_kept():
    people = FeedbackAskedFactory.create_batch(6, form=FeedbackFormFactory(is_open=True))

    def press(who, number):
        answer_feedback(who, {"content": number}, is_named=False, at=AT)

    all_at_once(
        [lambda who=who, number=number: press(who, number % 5 + 1)
         for number, who in enumerate(people)]
    )  # fmt: skip

    said = sorted(row.answers["content"] for row in FeedbackAnswer.objects.all())
    assert said == [1, 1, 2, 3, 4, 5]
    assert FeedbackAsked.objects.filter(has_answered=True).count() == 6


@pytest.mark.django_db(transaction=True)
def test_who_is_erased_while_answering_leaves_no_named_answer():
    form = FeedbackFormFactory(is_open=True, anonymity=Anonymity.CHOICE)
    people = FeedbackAskedFactory.create_batch(4, form=form)

    def press(who):
        with suppress(NotNowError):
            answer_feedback(who, SAID, is_named=True, at=AT)

    @transaction.atomic
    def erase(who):
        forget(Registration.objects.filter(pk=who.registration_id), by=None, at=AT)

    all_at_once([lambda who=who, deed=deed: deed(who) for who in people for deed in (press, erase)])

    assert not FeedbackAnswer.objects.exists()
