"""The join link in calendars: of confirmed people who take part online, if organisers want that."""

import datetime as dt

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.access import standing
from accounts.models import User
from accounts.steps import By
from events import services
from events.enums import Mode
from events.models import Event, Registration
from events.services.events import sync_days
from mail.models import Letter
from tests.calendars.test_mail_and_feed import entries, feed_of, last_letter
from tests.clients.lines import named
from tests.events.registrants import AT, come, nobody, seminar, subjects
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

LINK = "https://meet.example.eu/CANARY"
RAW = f"CONFERENCE;VALUE=URI:{LINK}"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.eu", name="Ada")


def online(**fields):
    return seminar(
        **{"mode": Mode.HYBRID, "join_link": LINK, "join_link_in_calendars": True, **fields}
    )


def change(event, **fields):
    fresh = Event.objects.get(pk=event.pk)
    services.change_event(fresh, version=fresh.version, by=nobody(), at=AT, **fields)


def ways_in(ada):
    """Where the letter and the feed lead who takes part online."""
    mailed, fed = last_letter(ada.email)[1], feed_of(ada, AT)
    assert entries(mailed) == entries(fed) != []
    assert named(mailed, "CONFERENCE") == named(fed, "CONFERENCE")
    assert named(mailed, "DESCRIPTION") == named(fed, "DESCRIPTION")
    return named(fed, "CONFERENCE"), [LINK in line for line in named(fed, "DESCRIPTION")]


@pytest.mark.parametrize(
    ("fields", "attending", "way"),
    [
        ({}, "online", "link"),
        ({"mode": Mode.ONLINE}, "in_person", "link"),
        ({"join_link_in_calendars": False}, "online", "page"),
        ({"join_link": ""}, "online", "page"),
        ({}, "in_person", ""),
        ({"mode": Mode.IN_PERSON}, "in_person", ""),
    ],
    ids=["by choice", "as everybody", "not wanted", "none yet", "in the room", "all in the room"],
)
def test_who_takes_part_by_it_has_it_where_it_is_wanted(ada, fields, attending, way):
    event = online(**fields)
    come(event, "Bo", attending="online" if attending == "in_person" else "in_person")

    come(event, "Ada", attending=attending)

    page = f"CONFERENCE;VALUE=URI:{settings.SITE_URL}{event.get_absolute_url()}"
    assert ways_in(ada) == {"link": ([RAW], [True]), "page": ([page], [False]), "": ([], [])}[way]


def test_it_goes_with_the_confirmation(ada):
    event = online(places=1)
    own = come(event, "Ada", attending="online")
    come(event, "Bo", attending="online")
    InvitationFactory(event=event, email="cleo@example.eu")
    bo = UserFactory(email="bo@example.eu")
    waiting = feed_of(bo, AT)
    invited = feed_of(UserFactory(email="cleo@example.eu"), AT)
    number = Letter.objects.latest("pk").pk

    services.withdraw(Registration.objects.get(pk=own.pk), by=nobody(), as_=By.PERSON, at=AT)

    gone = Letter.objects.filter(to=ada.email, pk__gt=number).get()
    assert (gone.calendar_method, "CANARY" in gone.calendar_text) == ("CANCEL", False)
    assert [b"CANARY" in data for data in (waiting, invited, feed_of(ada, AT))] == [False] * 3
    assert b"CANARY" in feed_of(bo, AT)


def test_what_the_event_tells_others_never_holds_it(ada):
    event = online(last_date=AT.date() + 23 * DAY)
    sync_days(event)
    come(event, "Ada", attending="online")
    InvitationFactory(event=event, email="cleo@example.eu")
    come(event, "Bo", attending="in_person")

    change(event, last_date=event.first_date)
    services.cancel_event(Event.objects.get(pk=event.pk), reason="Snow", by=nobody(), at=AT + DAY)

    others = Letter.objects.exclude(to=ada.email)
    assert {letter.to for letter in others} == {"bo@example.eu", "cleo@example.eu"}
    assert [
        one for one in others if "CANARY" in one.calendar_text or "CANARY" in str(one.body)
    ] == []
    assert "CANARY" not in Letter.objects.filter(to=ada.email).latest("pk").calendar_text
    assert named(feed_of(ada, AT + DAY), "CONFERENCE") == []


def test_taken_away_again_it_is_in_no_calendar_any_more(ada):
    event = online()
    come(event, "Ada", attending="online")

    change(event, join_link_in_calendars=False)

    [way], told = ways_in(ada)
    assert (way.endswith(event.get_absolute_url()), told) == (True, [False])
    assert (
        "The way to take part online is different."
        in Letter.objects.latest("pk").body["paragraphs"]
    )


@pytest.mark.parametrize("is_raw", [True, False])
def test_who_comes_otherwise_than_said_has_another_way_in_and_a_higher_sequence(ada, is_raw):
    event = online(join_link_in_calendars=is_raw)
    own = come(event, "Ada", attending="online")

    def attend(attending):
        fresh = Registration.objects.get(pk=own.pk)
        services.change_registration(
            fresh, version=fresh.version, name="Ada", organisation="", country="LV",
            category="other", attending=attending, by=nobody(), at=AT,
        )  # fmt: skip
        data = feed_of(ada, AT)
        ways_in(ada)
        return named(data, "SEQUENCE"), len(named(data, "CONFERENCE"))

    assert [attend(said) for said in ("online", "in_person", "in_person", "online")] == [
        (["SEQUENCE:0"], 1),
        (["SEQUENCE:1"], 0),
        (["SEQUENCE:1"], 0),
        (["SEQUENCE:2"], 1),
    ]
    said = ["Your place is confirmed", "You take part otherwise", "You take part otherwise"]
    assert [one.partition(":")[0] for one in subjects(ada.email)] == said


@pytest.mark.parametrize(
    ("by", "days", "state", "mailed"),
    [
        ("mail", 21, "confirmed", ["REQUEST"]),
        ("feed", 21, "confirmed", []),
        ("feed", 3, "confirmed", ["REQUEST"]),
        ("mail", 21, "pending", []),
    ],
    ids=["by mail", "by feed", "by feed, but soon", "without a place"],
)
def test_another_way_of_taking_part_is_mailed_as_chosen_and_before_long_to_everybody(
    ada, by, days, state, mailed
):
    User.objects.filter(pk=ada.pk).update(calendar_by=by)
    event = online(first_date=AT.date() + days * DAY, starts_time=dt.time(10))
    own = RegistrationFactory(event=event, email=ada.email, user=ada, state=state)

    services.change_registration(
        own, version=own.version, name="Ada", organisation="", country="LV", category="other",
        attending="online", by=nobody(), at=AT,
    )  # fmt: skip

    assert list(Letter.objects.values_list("calendar_method", flat=True)) == mailed
    assert [LINK in one.calendar_text for one in Letter.objects.all()] == [True] * len(mailed)


@pytest.mark.parametrize(("state", "method"), [("confirmed", "REQUEST"), ("pending", "")])
def test_a_change_that_is_granted_is_told_to_the_calendar_by_the_letter_that_says_so(
    ada, state, method
):
    event = online(registration_closes_at=AT - DAY)
    own = RegistrationFactory(event=event, email=ada.email, user=ada, state=state)

    def granted(**words):
        words = {"attending": "online", "country": "LV", **words}
        asked = services.change_or_ask(
            Registration.objects.get(pk=own.pk), version=Registration.objects.get().version,
            name=own.name, organisation="", category="other", by=nobody(), at=AT, **words,
        )  # fmt: skip
        services.grant_change(asked, by=standing(UserFactory(), AT), at=AT)

    granted()
    granted(country="FR")

    letters = Letter.objects.filter(to=ada.email).order_by("pk")
    assert [(one.subject.partition(":")[0], one.calendar_method) for one in letters] == [
        ("Your change is made", method),
        ("Your change is made", ""),
    ]


@pytest.mark.parametrize(
    ("fields", "attending", "at", "is_there"),
    [
        ({}, "online", 0, True),
        ({}, "online", 1, False),
        ({"mode": Mode.ONLINE}, "in_person", 1, False),
        ({"state": "held"}, "online", 0, False),
        ({"state": "closed"}, "online", 0, False),
    ],
    ids=["the same day", "the next day", "everybody online", "held", "closed"],
)
def test_once_it_is_over_the_link_is_gone_one_change_on(ada, fields, attending, at, is_there):
    event = online(**{"first_date": AT.date(), **fields})
    RegistrationFactory(event=event, email=ada.email, attending=attending, sequence=2)

    data = feed_of(ada, event.ends_at + at * DAY)

    [way] = named(data, "CONFERENCE")
    assert (b"CANARY" in data, way.endswith(event.get_absolute_url())) == (is_there, not is_there)
    assert named(data, "SEQUENCE") == [f"SEQUENCE:{2 if is_there else 3}"]
    changed = f"LAST-MODIFIED:{event.ends_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    assert (named(data, "LAST-MODIFIED") == [changed]) is not is_there


@pytest.mark.parametrize(
    ("fields", "attending", "state"),
    [
        ({"join_link_in_calendars": False}, "online", "confirmed"),
        ({"join_link": ""}, "online", "confirmed"),
        ({}, "in_person", "confirmed"),
        ({"mode": Mode.IN_PERSON}, "online", "confirmed"),
        ({}, "online", "waiting"),
    ],
    ids=["not wanted", "none", "in the room", "all in the room", "without a place"],
)
def test_where_no_link_was_nothing_changes_when_it_is_over(ada, fields, attending, state):
    event = online(**{"first_date": AT.date(), **fields})
    RegistrationFactory(event=event, email=ada.email, attending=attending, state=state)

    assert feed_of(ada, event.ends_at) == feed_of(ada, event.ends_at + DAY)


def test_a_link_that_is_seen_later_cannot_be_in_calendars():
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="event_join_link_in_calendars_is_seen_at_once"),
    ):
        EventFactory(join_link=LINK, join_link_in_calendars=True, join_from=24)
