"""What is said of an event and of a registration: when, where, in which state."""

import datetime as dt

import pytest
from django.utils.translation import override

from accounts.enums import Visibility
from events import words
from events.enums import Approver, Attending, Group, Mode, RegistrationState, State
from interface.marks import Pill
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


def made(**fields):
    """An event that is not stored; its instants are worked out as storing does."""
    event = EventFactory.build(**{"first_date": DAY, **fields})
    event.starts_at, event.ends_at = event.span()
    return event


@pytest.mark.parametrize(
    ("fields", "when", "hours"),
    [
        ({}, "Thursday 10 December 2026, 09:30–16:30 (Brussels)", "09:30–16:30 (Brussels)"),
        (
            {"all_day": True, "starts_time": None, "ends_time": None},
            "Thursday 10 December 2026",
            "All day",
        ),
        (
            {"last_date": dt.date(2026, 12, 11), "zone": "Europe/Vienna"},
            "Thursday 10 – Friday 11 December 2026, 09:30–16:30 (Vienna)",
            "Thursday 10 – Friday 11 December 2026, 09:30–16:30 (Vienna)",
        ),
        (
            {"last_date": dt.date(2026, 12, 11), "ends_time": dt.time(13), "managed_at": "/there/"},
            "Thursday 10 December 2026, 09:30 – Friday 11 December 2026, 13:00 (Brussels)",
            "Thursday 10 December 2026, 09:30 – Friday 11 December 2026, 13:00 (Brussels)",
        ),
    ],
    ids=["a day", "all day", "two days", "two days of a training"],
)
def test_when_and_hours(fields, when, hours):
    event = made(**fields)

    assert (words.when(event), words.hours(event)) == (when, hours)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, "Brussels, Residence Palace"),
        ({"mode": Mode.ONLINE}, "Online"),
        ({"mode": Mode.HYBRID}, "Brussels, Residence Palace and online"),
        ({"mode": Mode.HYBRID, "city": "", "venue": ""}, ""),
    ],
)
def test_where(fields, where):
    assert words.where(made(**fields)) == where


@pytest.mark.parametrize(
    ("language", "said"),
    [("en-gb", "English, French, Klingonese"), ("xx", "English, French, Klingonese")],
)
def test_languages_are_named(language, said):
    with override(language):
        assert words.languages(made(languages="en, FR, Klingonese, ")) == said


PAST = AT - dt.timedelta(days=1)
AHEAD = dt.datetime(2026, 11, 29, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("fields", "left", "pill"),
    [
        ({}, None, Pill("Registration open", "ok")),
        ({}, 12, Pill("12 places left", "ok")),
        ({}, 1, Pill("1 place left", "warn")),
        ({}, 0, Pill("Full: waiting list", "warn", "hourglass")),
        ({"takes_registrations": False}, None, None),
        (
            {"registration_opens_at": AHEAD},
            None,
            Pill("Registration opens Sun 29 Nov 2026", "info", "clock"),
        ),
        (
            {"registration_opens_at": PAST, "registration_closes_at": PAST},
            None,
            Pill("Registration closed"),
        ),
        ({"registration_closes_at": PAST}, None, Pill("Registration closed")),
        ({"state": State.CANCELLED}, None, Pill("Cancelled", "bad", "cross")),
        ({"state": State.DRAFT}, None, Pill("Draft", "warn", "pen")),
        ({"state": State.HELD}, None, Pill("Over")),
        ({"first_date": dt.date(2026, 1, 1)}, None, Pill("Over")),
    ],
)
def test_open_pill(fields, left, pill):
    assert words.open_pill(made(**fields), left=left, at=AT) == pill


def test_kind_and_lock():
    event = made(kind="webinar", visibility=Visibility.NETWORK)

    assert (str(words.kind_pill(event).label), words.kind_pill(event).icon) == ("Webinar", "video")
    assert (str(words.lock_pill(event).label), words.lock_pill(event).icon) == (
        "Members of the Network",
        "lock",
    )
    assert words.lock_pill(made()) is None


@pytest.mark.parametrize(
    ("state", "title", "bare"),
    [
        (RegistrationState.CONFIRMED, "Your place is confirmed", "Confirmed"),
        (RegistrationState.WAITING, "You are on the waiting list", "On the waiting list"),
        (RegistrationState.PENDING, "Your registration awaits approval", "Awaiting approval"),
        (RegistrationState.WITHDRAWN, "You have withdrawn", "Withdrawn"),
        (RegistrationState.DECLINED, "There is no place for you this time", "Declined"),
        (
            RegistrationState.CANCELLED,
            "The organisers cancelled your registration",
            "Cancelled by the organiser",
        ),
        (RegistrationState.OFFERED, "A place is offered to you", "Place offered"),
    ],
)
def test_a_registration_in_the_words_of_its_state(state, title, bare):
    assert (words.outcome_title(state), str(words.state_pill(state).label)) == (title, bare)


def test_the_position_stands_in_the_pill_of_a_list():
    assert words.own_pill("waiting", position=3).label == "You are at position 3"


@pytest.mark.parametrize(
    ("approver", "country", "who"),
    [
        (Approver.STATE, "LV", "the National Representative of your Member State"),
        (Approver.STATE, "EU", "the Secretariat"),
        (Approver.SECRETARIAT, "LV", "the Secretariat"),
        (Approver.HOST, "LV", "the National Representative of Poland, which hosts it,"),
    ],
)
def test_who_approves(approver, country, who):
    event = made(approver=approver, host_id="PL")
    registration = RegistrationFactory.build(event=event, country=country)

    assert words.who_approves(registration).startswith(f"It is not a place yet: {who} approves")


def test_sessions_told():
    event = made()
    workshop = SessionFactory.build(event=event, title="Workshop")

    assert words.sessions_told([]) == []
    assert words.sessions_told([workshop, workshop]) == [
        ("Sessions", "Workshop (Thu 10 Dec 2026, 10:00); Workshop (Thu 10 Dec 2026, 10:00)")
    ]


def test_as_what_somebody_comes_is_told_where_there_are_groups():
    registration = RegistrationFactory.build(event=made(), group=Group.MEMBER)

    told = [words.told(registration, group=label, grouped=True) for label in ("Delegates", None)]

    assert [dict(pairs)["As"] for pairs in told] == ["Delegates", "Member"]
    assert "As" not in dict(words.told(registration))


def test_join_from():
    assert (
        words.join_from(1) == "The link to take part online appears here 1 hour before it begins."
    )


def test_attending():
    modes = (Mode.IN_PERSON, Mode.ONLINE, Mode.HYBRID)

    assert [words.attending(made(mode=mode)) for mode in modes] == [
        Attending.IN_PERSON,
        Attending.ONLINE,
        "",
    ]


def test_told_leaves_out_what_was_not_said():
    registration = RegistrationFactory.build(
        event=made(), name="Ελένη", email="e@example.eu", country="EL"
    )

    assert words.told(registration) == [
        ("Name", "Ελένη"),
        ("E-mail", "e@example.eu"),
        ("Country or body", "Greece"),
        ("Your work", "Front-line practitioner"),
        ("You take part", "In person"),
        ("Registered", "Tuesday 2 January 2024, 10:00 (Brussels)"),
    ]


def test_told_goes_by_the_clock_of_the_event():
    registration = RegistrationFactory.build(event=made(zone="Europe/Riga"))

    assert words.told(registration)[-1] == (
        "Registered",
        "Tuesday 2 January 2024, 11:00 (Riga)",
    )
