"""A person's own feed: what it holds, and to whom it shrinks."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches

from accounts.access import standing
from accounts.enums import Role
from events import services
from events.enums import Attending, Mode, RegistrationState, State
from events.models import Event, Registration
from events.services.events import sync_days
from tests.calendars.reads import read, tag, titles, told
from tests.clients.lines import faults, named
from tests.factories.accounts import MandateFactory
from tests.factories.calendars import FeedFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory
from tests.factories.invitations import InvitationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
HOUR = dt.timedelta(hours=1)
MADE = {"created_at": AT - dt.timedelta(days=9)}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **MADE, **fields})


@pytest.mark.parametrize(
    ("state", "entry"),
    [
        ("confirmed", ("Seminar", "CONFIRMED", "2")),
        ("waiting", ("Seminar (waiting list)", "TENTATIVE", "2")),
        ("pending", ("Seminar (awaiting approval)", "TENTATIVE", "2")),
        ("named", ("Seminar (not yet confirmed)", "TENTATIVE", "2")),
        ("withdrawn", None),
        ("declined", None),
        ("cancelled", None),
    ],
)
def test_own_registrations_as_they_stand(state, entry):
    feed = FeedFactory()
    RegistrationFactory(
        event=made(title="Seminar"), email=feed.owner.email, state=state, sequence=2
    )
    RegistrationFactory(event=made(slug="other"))

    assert told(read(feed, AT)) == ([entry] if entry else [])


def test_an_offered_place_is_in_doubt_too():
    feed = FeedFactory()
    RegistrationFactory(
        event=made(title="Seminar"), email=feed.owner.email, state="offered",
        offered_until=AT + HOUR,
    )  # fmt: skip

    assert told(read(feed, AT)) == [("Seminar (place offered)", "TENTATIVE", "0")]


def test_who_is_invited_and_silent_sees_it_in_doubt_until_the_registration_takes_over():
    feed, event = FeedFactory(), made(title="Seminar")
    invitation = InvitationFactory(event=event, email=feed.owner.email)
    before = read(feed, AT)

    RegistrationFactory(event=event, email=feed.owner.email, sequence=1)

    assert told(before) == [("Seminar (invited)", "TENTATIVE", "0")]
    assert told(read(feed, AT)) == [("Seminar", "CONFIRMED", "1")]
    assert named(before, "LAST-MODIFIED") == [
        f"LAST-MODIFIED:{max(invitation.sent_at, event.changed_at):%Y%m%dT%H%M%SZ}"
    ]


def test_what_comes_by_mail_may_be_left_out():
    feed = FeedFactory(leaves_out_invited=True)
    for number, state in enumerate(("confirmed", "waiting")):
        event = made(slug=f"e{number}", title=state)
        RegistrationFactory(event=event, email=feed.owner.email, state=state)
    InvitationFactory(event=made(slug="asked"), email=feed.owner.email)

    assert told(read(feed, AT)) == [("waiting (waiting list)", "TENTATIVE", "0")]


def test_what_is_cancelled_stays_for_thirty_days_unless_left_out():
    feed = FeedFactory()
    event = made(
        title="Seminar", state=State.CANCELLED, cancelled_at=AT, cancel_reason="Snow", sequence=1
    )
    RegistrationFactory(event=event, email=feed.owner.email, state="waiting", sequence=1)
    on = dt.datetime(2027, 1, 9, 12, tzinfo=dt.UTC)

    assert told(read(feed, on)) == [("CANCELLED: Seminar", "CANCELLED", "2")]
    assert told(read(feed, on + dt.timedelta(days=1))) == []
    feed.leaves_out_cancelled = True
    feed.save()
    assert told(read(feed, AT)) == []


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"visibility": "attendees"}, True),
        ({"visibility": "restricted"}, False),
        ({"state": State.DRAFT, "published_at": None}, False),
        ({"first_date": dt.date(2026, 8, 26)}, True),
        ({"first_date": dt.date(2026, 8, 25)}, False),
    ],
)
def test_what_one_may_not_see_or_what_is_long_over_is_not_there(fields, there):
    feed = FeedFactory()
    RegistrationFactory(event=made(**fields), email=feed.owner.email)

    assert bool(told(read(feed, AT))) == there


def test_what_is_restricted_is_in_no_feed_not_even_in_one_of_the_secretariat():
    feed = FeedFactory(owner=MandateFactory(role=Role.SECRETARIAT).user)
    RegistrationFactory(event=made(visibility="restricted"), email=feed.owner.email)
    RegistrationFactory(event=made(slug="other", title="Known"), email=feed.owner.email)

    assert titles(read(feed, AT)) == ["Known"]


def test_three_days_are_an_entry_a_day_each_with_its_own_uid(read_all):
    feed = FeedFactory()
    event = made(last_date=dt.date(2026, 12, 12))
    sync_days(event)
    SessionFactory(event=event, starts_time=dt.time(10), ends_time=dt.time(12))
    RegistrationFactory(event=event, email=feed.owner.email)

    data = read(feed, AT)
    [readings] = read_all([data])

    days = list(event.days.order_by("date"))
    assert faults(data) == []
    assert [
        (one.uid, one.start_utc) for one in sorted(readings, key=lambda one: one.start_utc)
    ] == [
        (
            str(day.uid),
            dt.datetime(
                2026,
                12,
                10 + number,
                9 if number == 0 else 8,
                0 if number == 0 else 30,
                tzinfo=dt.UTC,
            ),
        )
        for number, day in enumerate(days)
    ]
    assert named(data, "RELATED-TO") == [f"RELATED-TO:{event.uid}"] * 3


def test_only_who_has_a_place_is_led_to_where_one_takes_part_online():
    feed = FeedFactory()
    event = made(
        mode=Mode.HYBRID, join_link="https://meet.example.eu/CANARY", summary="About it",
        contact="canary@example.eu", access_notes="CANARY", forward_text="CANARY",
    )  # fmt: skip
    other = RegistrationFactory(event=event, name="CANARY", email="canary@example.eu")
    registration = RegistrationFactory(
        event=event, email=feed.owner.email, attending=Attending.ONLINE
    )

    held = read(feed, AT)
    waiting = _in_state(registration, RegistrationState.WAITING, feed)
    withdrawn = _in_state(registration, RegistrationState.WITHDRAWN, feed)

    [conference] = named(held, "CONFERENCE")
    assert conference.startswith("CONFERENCE;VALUE=URI:")
    assert conference.endswith(f"/events/{event.slug}/")
    assert "Take part online" in named(held, "DESCRIPTION")[0]
    assert (named(waiting, "CONFERENCE"), named(waiting, "DESCRIPTION")) == (
        [],
        ["DESCRIPTION:About it"],
    )
    assert told(withdrawn) == []
    assert not [data for data in (held, waiting, withdrawn) if b"CANARY" in data.upper()]
    assert not [data for data in (held, waiting) if b"/registrations/" in data]
    assert other.email not in str(held)


@pytest.mark.parametrize("mode", [Mode.HYBRID, Mode.IN_PERSON])
def test_who_comes_in_person_is_not_told_of_the_way_online(mode):
    feed = FeedFactory()
    event = made(mode=mode, join_link="https://meet.example.eu/CANARY")
    RegistrationFactory(event=event, email=feed.owner.email, attending=Attending.IN_PERSON)

    data = read(feed, AT)

    assert len(told(data)) == 1
    assert named(data, "CONFERENCE") == []
    assert b"online" not in data


def _in_state(registration, state, feed):
    Registration.objects.filter(pk=registration.pk).update(
        state=state, sequence=registration.sequence + 1
    )
    registration.sequence += 1
    return read(feed, AT)


def test_moved_by_a_day_the_calendar_shows_it_once_at_the_new_time(read_all):
    feed = FeedFactory()
    event, other = made(), made(slug="other")
    for one in (event, other):
        RegistrationFactory(event=one, email=feed.owner.email, sequence=3)
    before, old_tag = read(feed, AT), tag(feed, AT)
    by = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    moved = Event.objects.get(pk=event.pk)

    services.change_event(
        moved, version=moved.version, first_date=dt.date(2027, 1, 5),
        last_date=dt.date(2027, 1, 5), by=by, at=AT,
    )  # fmt: skip

    after = read(feed, AT)
    [old, new] = [{one.uid: one for one in found} for found in read_all([before, after])]
    assert old.keys() == new.keys() == {str(event.uid), str(other.uid)}
    assert new[str(event.uid)].start_utc == dt.datetime(2027, 1, 5, 8, 30, tzinfo=dt.UTC)
    assert sorted(named(after, "SEQUENCE")) == ["SEQUENCE:3", "SEQUENCE:4"]
    assert _entry(before, other) == _entry(after, other)
    assert old_tag != tag(feed, AT)


def _entry(data, event):
    return next(
        piece for piece in data.split(b"BEGIN:VEVENT")[1:] if f"UID:{event.uid}".encode() in piece
    ).partition(b"END:VCALENDAR")[0]


def test_without_a_change_the_bytes_and_the_tag_of_the_next_day_are_the_same():
    feed = FeedFactory()
    RegistrationFactory(event=made(), email=feed.owner.email)
    InvitationFactory(event=made(slug="asked"), email=feed.owner.email)
    first = (read(feed, AT), tag(feed, AT))
    caches["entries"].clear()

    assert (read(feed, AT + 24 * HOUR), tag(feed, AT + 24 * HOUR)) == first


def test_the_tag_goes_by_the_name_of_the_organisation_too(settings):
    feed = FeedFactory()
    before = tag(feed, AT)

    settings.ORGANISATION_SHORT_NAME = "ENCP"

    assert named(read(feed, AT), "X-WR-CALNAME") == ["X-WR-CALNAME:ENCP: My own dates"]
    assert tag(feed, AT) != before


def test_two_thousand_entries_cost_no_more_statements_than_two():
    feed = FeedFactory()
    for number in range(2):
        RegistrationFactory(event=made(slug=f"e{number}"), email=feed.owner.email)
    few = counted(lambda: read(feed, AT))
    rows = EventFactory.build_batch(1_998, first_date=DAY, **MADE)
    for event in rows:
        event.derive()
    Event.objects.bulk_create(rows)
    registrations = [
        RegistrationFactory.build(event=event, email=feed.owner.email, arrival=1) for event in rows
    ]
    for registration in registrations:
        registration.derive()
    Registration.objects.bulk_create(registrations)

    many = counted(lambda: read(feed, AT))

    data = read(feed, AT)
    assert (data.count(b"BEGIN:VEVENT"), many) == (2_000, few)
    assert counted(lambda: read(feed, AT)) == few - 3


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("a\r\nATTENDEE:mailto:x@example.eu", "a ATTENDEE:mailto:x@example.eu"),
        ('x, y; z \\ " < &', 'x, y; z \\ " < &'),
        ("Ω\u2028" * 90, " ".join("Ω" * 90)),
        ("\U0001f600" * 200, "\U0001f600" * 200),
    ],
    ids=["injects", "marks", "Greek", "emoji"],
)
def test_hostile_titles_stay_one_line(title, read_as, read_all):
    feed = FeedFactory()
    RegistrationFactory(event=made(title=title), email=feed.owner.email, state="waiting")

    data = read(feed, AT)
    [[entry]] = read_all([data])

    assert faults(data) == []
    assert b"\nATTENDEE" not in data
    assert entry.title == f"{read_as} (waiting list)"
