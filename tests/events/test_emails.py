"""What the letters of events say, and the shape of their calendar parts."""

import datetime as dt
import email
from email import policy

import pytest

from accounts.steps import By
from events import services
from events.enums import Group, Mode, QuotaScope
from events.models import Event, EventGroup
from mail.models import Letter
from mail.services import rendered
from tests.clients.with_icalendar import read_with_icalendar
from tests.events.test_services_registrations import come, nobody
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, QuotaFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 23)


@pytest.fixture
def event():
    event = EventFactory(first_date=DAY, access_notes="Step-free by Palace Street")
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    return event


def message(letter):
    """Return the letter as a mail program receives it."""
    raw = rendered(letter).message().as_bytes(policy=policy.SMTP)
    return email.message_from_bytes(raw, policy=policy.default)


def test_a_confirmation_is_an_invitation_with_the_same_file_attached(event):
    come(event, "Anna", at=AT)

    got = message(Letter.objects.get())

    assert [part.get_content_type() for part in got.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    parts = {part.get_content_type(): part for part in got.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    attached = parts["application/ics"]
    assert attached.get_filename() == "invite.ics"
    inline = parts["text/calendar"].get_payload(decode=True)
    assert inline == attached.get_payload(decode=True)
    assert b"METHOD:REQUEST" in inline
    assert inline.count(b"\n") == inline.count(b"\r\n")
    (reading,) = read_with_icalendar(inline)
    assert (reading.uid, reading.start_utc, reading.end_utc) == (
        str(event.uid),
        event.starts_at,
        event.ends_at,
    )


def test_organiser_is_the_sender_and_the_only_attendee_is_the_recipient(event, settings):
    come(event, "Anna", at=AT)

    letter = Letter.objects.get()
    unfolded = letter.calendar_text.replace("\r\n ", "")

    assert f"mailto:{settings.MAIL_FROM}" in unfolded
    assert settings.MAIL_FROM in message(letter)["From"]
    assert unfolded.count("ATTENDEE") == 1
    assert "mailto:anna@example.eu" in unfolded


def test_withdrawal_after_a_move_has_a_higher_sequence_and_the_same_uid(event):
    anna = come(event, "Anna", at=AT)
    services.change_event(
        event, version=event.version, by=nobody(AT), at=AT, starts_time=dt.time(10)
    )
    services.withdraw(anna, by=nobody(AT), as_=By.PERSON, at=AT)

    sequences = [
        next(line for line in letter.calendar_text.splitlines() if line.startswith("SEQUENCE"))
        for letter in Letter.objects.order_by("pk")
    ]

    assert sequences == ["SEQUENCE:0", "SEQUENCE:1", "SEQUENCE:2"]
    assert all(f"UID:{event.uid}" in letter.calendar_text for letter in Letter.objects.all())


def test_one_person_withdraws_and_the_others_hear_nothing(event):
    QuotaFactory._meta.model.objects.update(places=5)
    anna = come(event, "Anna", at=AT)
    come(event, "Berta", at=AT)
    Letter.objects.all().delete()

    services.withdraw(anna, by=nobody(AT), as_=By.PERSON, at=AT)

    assert list(Letter.objects.values_list("to", "calendar_method")) == [
        ("anna@example.eu", "CANCEL")
    ]


def test_no_letter_carries_the_join_link_and_no_calendar_part_a_secret_one(event):
    Event.objects.filter(pk=event.pk).update(
        mode=Mode.ONLINE, join_link="https://meet.example/canary-room"
    )
    anna = come(event, "Anna", at=AT)

    letter = Letter.objects.get()
    whole = message(letter).as_string()

    assert "canary-room" not in whole
    assert "The link to take part online is on your page" in str(letter.body)
    assert "/registrations/" in rendered(letter).body
    assert "/registrations/" not in letter.calendar_text
    assert anna.link_hash not in whole


@pytest.mark.parametrize(
    ("attending", "join_from", "told"),
    [
        ("in_person", 0, []),
        ("in_person", 24, []),
        ("online", 0, ["The link to take part online is on your page; the button leads there."]),
        (
            "online",
            24,
            ["The link to take part online appears on your page 24 hours before it begins."],
        ),
    ],
)
def test_where_the_link_is_hears_only_who_takes_part_online(event, attending, join_from, told):
    Event.objects.filter(pk=event.pk).update(
        mode=Mode.HYBRID, join_link="https://meet.example/room", join_from=join_from
    )
    come(event, "Anna", at=AT, attending=attending)

    paragraphs = Letter.objects.get().body["paragraphs"]
    assert [said for said in paragraphs if "link to take part" in said] == told


def test_a_name_with_bait_reaches_nobody_as_a_link(event):
    come(event, "Anna", at=AT, email="victim@example.eu")
    Letter.objects.all().delete()
    bait = "Your account: https://evil.example/now"
    services.register(
        EventFactory(first_date=DAY),
        once="b8d3b9c0-0000-4000-8000-000000000001",
        name=bait,
        email="victim@example.eu",
        organisation="",
        country="LV",
        category="other",
        attending="in_person",
        notice=None,
        by=nobody(AT),
        at=AT,
    )

    got = rendered(Letter.objects.get())

    assert "https://evil.example" not in got.body
    assert "evil.example" not in got.body


def test_a_person_with_an_account_is_known_to_the_letter(event):
    user = UserFactory(email="anna@example.eu")

    registration = come(event, "Anna", at=AT)

    assert registration.user == user
    assert Letter.objects.get().person == str(user.key)


def test_a_delegate_without_an_address_gets_no_letter(event):
    anna = come(event, "Anna", at=AT)
    Letter.objects.all().delete()
    anna.email = ""
    from events import emails

    emails.confirmed(anna, at=AT)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "when", "where"),
    [
        pytest.param(
            {},
            "Monday 23 March 2026, 09:30–16:30 (Brussels)",
            "Residence Palace, Brussels",
            id="in person",
        ),
        pytest.param({"mode": Mode.ONLINE}, None, "Online", id="online"),
        pytest.param({"venue": "", "city": ""}, None, "to be announced", id="nowhere yet"),
        pytest.param(
            {"all_day": True, "starts_time": None, "ends_time": None},
            "Monday 23 March 2026",
            None,
            id="all day",
        ),
    ],
)
def test_when_and_where_in_the_words_of_a_letter(fields, when, where):
    event = EventFactory(first_date=DAY, contact="seminar@example.eu", **fields)

    come(event, "Anna", at=AT)

    facts = dict(Letter.objects.get().body["facts"])
    if when:
        assert facts["When"] == when
    if where:
        assert facts["Where"] == where
    assert facts["Contact"] == "seminar@example.eu"
    assert not {"Takes part", "As"} & facts.keys()


def test_the_letter_says_how_and_as_what_one_takes_part_where_that_is_asked():
    event = EventFactory(first_date=DAY, mode=Mode.HYBRID)
    EventGroup.objects.create(event=event, group=Group.MEMBER, label="Delegate")
    EventGroup.objects.create(event=event, group=Group.PARTICIPANT)

    come(event, "Anna", at=AT, attending="online", group=Group.MEMBER)
    come(event, "Berta", at=AT)

    found = [dict(letter.body["facts"]) for letter in Letter.objects.order_by("pk")]
    assert [(facts["Takes part"], facts["As"]) for facts in found] == [
        ("Online", "Delegate"),
        ("In person", "Participant"),
    ]
