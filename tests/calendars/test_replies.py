"""A calendar's answer never changes anything: a letter, a note, or something to look at."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import DataError, OperationalError, connection

from accounts.access import standing
from accounts.steps import By
from calendars.replies import settle_replies
from events import emails, services
from events.invitations import Guest
from events.models import Announcement, Event, Invitation, Registration
from events.services.events import sync_days
from journal.models import Entry
from mail.enums import State
from mail.models import Letter, Reply
from tests.events.at_once import all_at_once
from tests.events.registrants import AT, come, nobody, seminar
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.events import RegistrationFactory
from tests.ical.test_replies import part

pytestmark = pytest.mark.django_db
ADA = "ada@example.eu"
LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def event():
    return seminar()


@pytest.fixture
def ada(event):
    return come(event, "Ada")


def said(event, answer="DECLINED", *, sequence=0, attendee=ADA, sender=ADA, uid=None):
    return Reply.objects.create(
        provider="postmark",
        message_id=str(uuid.uuid4()),
        sender=sender,
        received_at=AT,
        calendar=part(
            UID=f"UID:{uid or event.uid}",
            SEQUENCE=f"SEQUENCE:{sequence}",
            ATTENDEE=f"ATTENDEE;PARTSTAT={answer}:mailto:{attendee}",
        ),
    )


def left():
    """Let all letters leave that wait."""
    Letter.objects.unsent().update(state=State.SENT, sent_at=AT, attempts=1)


def settled(*args, at=LATER, **more):
    """The verdict on one answer, and the subjects of the letters that it led to."""
    left()
    before = set(Letter.objects.values_list("pk", flat=True))
    reply = said(*args, **more)
    assert settle_replies(at=at) == 1
    reply.refresh_from_db()
    letters = Letter.objects.exclude(pk__in=before).order_by("pk")
    return reply.verdict, [(letter.to, letter.subject) for letter in letters]


def invited(event):
    [made] = services.invite(
        event, once=uuid.uuid4(), people=[Guest(email=ADA, name="Ada")],
        group="participant", note_to_them="", by=nobody(), at=AT,
    )  # fmt: skip
    return made


def test_a_no_asks_the_person_by_a_letter_and_withdraws_nothing(event, ada):
    assert settled(event) == ("asked", [(ADA, f"Do you not come? {event.title}")])

    assert Registration.objects.get(pk=ada.pk).state == "confirmed"
    letter = Letter.objects.latest("pk")
    assert letter.body["button"][1].startswith("[[link:events:own_registration")
    assert letter.calendar_method == ""


def test_the_same_no_twice_asks_once(event, ada):
    settled(event)

    assert settled(event) == ("noted", [])


@pytest.mark.parametrize(
    "spelt",
    [
        lambda event: {"attendee": "ADA@example.eu"},
        lambda event: {"attendee": "aDa@EXAMPLE.eu", "sender": "Ada@example.eu"},
        lambda event: {"uid": str(event.uid).upper()},
        lambda event: {"uid": f"{{{event.uid}}}"},
        lambda event: {"uid": event.uid.hex},
        lambda event: {"answer": "declined"},
    ],
)
def test_the_same_no_spelt_otherwise_asks_once_too(event, ada, spelt):
    settled(event)

    assert settled(event, **spelt(event)) == ("noted", [])


def test_after_a_move_a_no_asks_again(event, ada):
    settled(event)
    fresh = Event.objects.get(pk=event.pk)
    services.change_event(fresh, version=fresh.version, by=nobody(), at=AT, starts_time=dt.time(10))

    assert settled(event)[0] == "other_date"
    assert settled(event, sequence=1)[0] == "asked"


def corrected(event):
    """Change what nobody is mailed."""
    fresh = Event.objects.get(pk=event.pk)
    services.change_event(fresh, version=fresh.version, by=nobody(), at=AT, summary="Otherwise")


@pytest.mark.parametrize("sequence", [0, 1])
def test_a_correction_of_the_text_that_nobody_was_mailed_makes_no_answer_old(event, ada, sequence):
    corrected(event)

    assert settled(event, sequence=sequence)[0] == "asked"


def test_an_answer_to_an_earlier_letter_of_the_same_time_and_place_is_none_too_old(event, ada):
    corrected(event)
    emails.confirmed(Registration.objects.get(pk=ada.pk), at=AT)
    left()
    newest = Letter.objects.filter(to=ADA).latest("pk")

    assert "\nSEQUENCE:1\r" in newest.calendar_text
    assert settled(event)[0] == "asked"


def test_a_move_whose_letters_were_stopped_makes_no_answer_old(event, ada):
    left()
    fresh = Event.objects.get(pk=event.pk)
    services.change_event(fresh, version=fresh.version, by=nobody(), at=AT, starts_time=dt.time(10))
    by = standing(MandateFactory(role="secretariat").user, AT)
    services.stop_announcement(Announcement.objects.get(), by=by, at=AT)

    assert settled(event)[0] == "asked"


def test_an_invitation_that_has_not_left_or_came_back_has_no_answer(event, ada):
    for state in (State.STOPPED, State.BOUNCED):
        Letter.objects.update(state=state, sent_at=AT)

        assert settled(event) == ("other_date", [])


@pytest.mark.parametrize("answer", ["ACCEPTED", "TENTATIVE"])
def test_who_holds_a_place_and_says_yes_or_perhaps_is_taken_down(event, ada, answer):
    assert settled(event, answer) == ("noted", [])


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"answer": "DELEGATED"}, "unreadable"),
        ({"attendee": "nobody"}, "unreadable"),
        ({"uid": uuid.UUID(int=9)}, "ignored"),
        ({"uid": "not one of ours"}, "ignored"),
        ({"attendee": "stranger@example.eu", "sender": "stranger@example.eu"}, "stranger"),
        ({"sender": "stranger@example.eu"}, "other_sender"),
        ({"sender": ""}, "other_sender"),
        ({"sequence": 7}, "other_date"),
    ],
    ids=[
        "another word",
        "no address",
        "another's UID",
        "no UID of ours",
        "a stranger",
        "a stranger for another",
        "nobody for another",
        "a SEQUENCE never told",
    ],
)
def test_what_does_not_fit_writes_to_nobody(event, ada, more, verdict):
    assert settled(event, **more) == (verdict, [])
    assert Registration.objects.get(pk=ada.pk).state == "confirmed"


def test_the_uid_of_an_event_at_which_one_has_no_place_is_a_strangers(event, ada):
    other = seminar()

    assert settled(other) == ("stranger", [])


def test_however_the_address_is_written_it_is_the_same(event, ada):
    assert settled(event, attendee="ADA@example.eu", sender="Ada@Example.EU")[0] == "asked"


def test_what_is_over_or_cancelled_is_left_alone(event, ada):
    assert settled(event, at=event.starts_at) == ("ignored", [])
    services.cancel_event(Event.objects.get(pk=event.pk), reason="Snow", by=nobody(), at=AT)

    assert settled(event) == ("ignored", [])


def test_a_place_that_no_invitation_was_mailed_for_has_no_answer(event):
    RegistrationFactory(event=event, email=ADA)

    assert settled(event) == ("other_date", [])


def test_an_answer_to_one_day_of_several_is_matched_to_its_event():
    event = seminar()
    event.last_date = event.first_date + dt.timedelta(days=1)
    event.save()
    sync_days(event)
    come(event, "Ada")

    assert settled(event, uid=event.days.first().uid) == ("other_date", [])


@pytest.mark.parametrize(
    ("answer", "verdict", "subjects"),
    [
        ("ACCEPTED", "asked", 1),
        ("DECLINED", "asked", 1),
        ("TENTATIVE", "noted", 0),
    ],
)
def test_who_is_invited_confirms_on_the_page(event, answer, verdict, subjects):
    invitation = invited(event)

    found, letters = settled(event, answer)

    assert (found, letters) == (
        verdict,
        [(ADA, f"Please confirm your answer: {event.title}")] * subjects,
    )
    assert Invitation.objects.get(pk=invitation.pk).state == "silent"
    assert not event.registrations.exists()


def test_who_has_said_no_already_is_not_asked_again(event):
    invitation = invited(event)
    Invitation.objects.filter(pk=invitation.pk).update(
        state="no", answered_at=AT, answered_as=By.PERSON
    )

    assert settled(event) == ("noted", [])


@pytest.mark.parametrize(
    "calendar",
    ["METHOD:REPLY", part(UID="UID:x\r\nDTSTART;TZID=Europe:20261201T100000")],
    ids=["nothing", "poison"],
)
def test_what_cannot_be_read_is_nobodys_to_do_and_holds_up_none_behind_it(event, ada, calendar):
    Reply.objects.create(provider="x", calendar=calendar, received_at=AT)
    said(event)
    left()

    assert settle_replies(at=LATER) == 2
    assert verdicts() == ["unreadable", "asked"]
    assert not Reply.objects.doubtful().exists()


def verdicts():
    return list(Reply.objects.order_by("pk").values_list("verdict", flat=True))


UNKNOWN = uuid.UUID(int=9)


def failing(error):
    """Let the database fail where the event of an answer is looked for, which nobody knows."""

    def execute(run, sql, params, many, context):
        if "events_event" in sql and UNKNOWN.hex in str(params).replace("-", ""):
            raise error
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def test_whatever_an_answer_raises_it_fails_alone(event, ada):
    said(event, uid=UNKNOWN)
    said(event)
    left()

    with failing(DataError("too long")):
        assert settle_replies(at=LATER) == 2

    assert verdicts() == ["unreadable", "asked"]


def test_while_the_database_is_away_an_answer_waits(event, ada):
    said(event, uid=UNKNOWN)

    with failing(OperationalError("gone")), pytest.raises(OperationalError):
        settle_replies(at=LATER)

    assert verdicts() == [""]


@pytest.mark.django_db(transaction=True)
def test_two_workers_settle_an_answer_once():
    event = seminar()
    come(event, "Ada")
    for sequence in range(9):
        said(event, "ACCEPTED", sequence=sequence)

    found = all_at_once([lambda: settle_replies(at=LATER)] * 2)

    assert sum(found) == 9
    assert Entry.objects.filter(deed="letter.reply_taken").count() == 9
    assert settle_replies(at=LATER) == 0


def test_what_is_done_with_is_erased_after_a_month(event, ada):
    settled(event, "ACCEPTED")

    settle_replies(at=LATER + dt.timedelta(days=31))

    assert not Reply.objects.exists()


def test_what_is_doubtful_is_erased_after_three_months(event, ada):
    settled(event, sender="stranger@example.eu")

    settle_replies(at=LATER + dt.timedelta(days=89))
    assert Reply.objects.doubtful().count() == 1
    settle_replies(at=LATER + dt.timedelta(days=91))

    assert not Reply.objects.exists()


@pytest.fixture
def office():
    with time_machine.travel(LATER, tick=False):
        yield MandateFactory(role="secretariat").user


def test_the_secretariat_looks_through_and_sets_aside(client, office, event, ada):
    reply = said(event, sender="stranger@example.eu")
    settle_replies(at=LATER)
    client.force_login(office)

    page = client.get("/calendar/replies/")
    answer = client.post(f"/calendar/replies/{reply.key}/", follow=True)

    assert "It came from another address than it speaks for" in page.text
    assert page.text.count("stranger@example.eu") == 1
    assert "Nothing to look through" in answer.text
    assert answer.redirect_chain == [("/calendar/replies/", 302)]


def test_all_of_one_sender_are_set_aside_at_once(client, office, event, ada):
    said(event, sender="bo@example.eu")
    several = [said(event, sender="eve@example.eu") for _ in range(2)]
    settle_replies(at=LATER)
    client.force_login(office)

    page = client.get("/calendar/replies/")
    answer = client.post(f"/calendar/replies/{several[0].key}/sender/", follow=True)

    assert page.text.count("Set aside all from this sender") == 2
    assert "2 answers set aside." in answer.text
    assert [name for name in ("eve@", "bo@") if name in answer.text] == ["bo@"]


def test_it_is_nobody_elses_page(client):
    client.force_login(UserFactory())

    assert client.get("/calendar/replies/").status_code == 404


@pytest.mark.parametrize("rest", ["", "sender/"])
def test_nobody_else_sets_anything_aside(client, event, ada, rest):
    reply = said(event, sender="stranger@example.eu")
    settle_replies(at=LATER)
    client.force_login(UserFactory())

    assert client.post(f"/calendar/replies/{reply.key}/{rest}").status_code == 404
    assert Reply.objects.doubtful().count() == 1
