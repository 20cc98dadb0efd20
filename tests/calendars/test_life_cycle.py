"""Every deed that can touch a date, and what calendars are told of it.

Each is done once to an event that somebody is registered for; then the public feed, the file of
the event and the letters must say the same: the UID as ever, SEQUENCE higher by exactly one or
not at all, DTSTAMP and LAST-MODIFIED of the deed, the right STATUS and the right method.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from accounts.access import standing
from calendars import feeds
from events import services
from events.enums import Mode, State
from events.models import Event, Series
from events.services import Slot
from mail.models import Letter
from tests.clients.lines import named
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

MADE = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
ONE = dt.timedelta(days=1)
MEETING = {"first_date": DAY, "created_at": MADE}
TRAINING = {"first_date": DAY, "last_date": DAY + 2 * ONE, "created_at": MADE}
CANCELLED = {
    **MEETING, "state": State.CANCELLED, "cancelled_at": MADE, "cancel_reason": "Snow", "sequence": 4,
}  # fmt: skip
LINK = "https://meet.example.eu/room"
ONLINE = {**MEETING, "mode": Mode.ONLINE, "join_link": LINK}
HYBRID = {**MEETING, "mode": Mode.HYBRID}
OVER = {**MEETING, "first_date": AT.date() - ONE}


@dataclass(frozen=True)
class Told:
    """What calendars show after a deed; by default that nothing has happened."""

    by: int = 0
    status: str = "CONFIRMED"
    feed: bool = True
    mailed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deed:
    """One deed, on an event with these fields, and what follows from it."""

    name: str
    do: Any
    told: Told = field(default_factory=Told)
    event: Any = field(default_factory=lambda: MEETING)


def change(**fields):
    def do(event, by):
        services.change_event(event, version=event.version, by=by, at=AT, **fields)

    return do


def shift(days):
    def do(event, by):
        slots = {
            one.uid: Slot(one.date + days * ONE, one.starts_time, one.ends_time)
            for one in event.sessions.all()
        }
        services.move_event(event, slots=slots, by=by, at=AT)

    return do


def add_session(event, by):
    services.save_session(
        event, session=None, speakers=(), by=by, at=AT,
        title="Evening", date=event.last_date, starts_time=dt.time(18), ends_time=dt.time(20),
    )  # fmt: skip


def remove_session(event, by):
    services.remove_session(event.sessions.earliest("pk"), by=by, at=AT)


def lay_out(event, by):
    event.sessions.all().delete()
    services.lay_out_days(event, by=by, at=AT)


def join_series(event, by):
    services.join_series(
        event, series=Series.objects.create(title="Meetings", created_at=AT), by=by, at=AT
    )


def hold(_event, _by):
    assert services.hold_due(at=AT) == 1


def close(event, by):
    services.hold_due(at=AT)
    services.close_event(event, by=by, at=AT)


def cancel(event, by):
    services.cancel_event(event, reason="Snow", by=by, at=AT)


def revive(event, by):
    services.revive_event(event, reason="Sun", by=by, at=AT)


SHOWN = Told(by=1, mailed=("REQUEST",))
SHOWN_DAILY = Told(by=1, mailed=("PUBLISH",))
QUIETLY = Told(by=1)
DEEDS = [
    Deed("moved to another day", change(first_date=DAY + ONE, last_date=DAY + ONE), SHOWN),
    Deed("moved to another hour", change(starts_time=dt.time(11)), SHOWN),
    Deed("renamed", change(title="Another; name"), SHOWN),
    Deed("to another place", change(city="Gent", venue="Het Pand"), SHOWN),
    Deed("online now", change(mode=Mode.ONLINE), SHOWN),
    Deed("some online now", change(mode=Mode.HYBRID), SHOWN),
    Deed("nobody online any more", change(mode=Mode.IN_PERSON), SHOWN, event=HYBRID),
    Deed("another zone", change(zone="Europe/Helsinki"), SHOWN),
    Deed(
        "its date open again",
        change(date_settled=False),
        Told(by=1, status="TENTATIVE", mailed=("REQUEST",)),
    ),
    Deed("its join link in calendars", change(join_link_in_calendars=True), SHOWN, event=ONLINE),
    Deed("another join link", change(join_link=f"{LINK}/other"), event=ONLINE),
    Deed(
        "another join link in calendars",
        change(join_link=f"{LINK}/other"),
        SHOWN,
        event={**ONLINE, "join_link_in_calendars": True},
    ),
    Deed("its text corrected", change(summary="Said otherwise"), QUIETLY),
    Deed("of another kind", change(kind="conference"), QUIETLY),
    Deed("all day", change(all_day=True, starts_time=None, ends_time=None), SHOWN),
    Deed("what calendars do not show", change(contact="x@example.eu", languages="en")),
    Deed("seen by fewer", change(visibility="network"), Told(feed=False)),
    Deed("a session added to one day", add_session),
    Deed("in a series", join_series),
    Deed("held", hold, event=OVER),
    Deed("closed", close, event=OVER),
    Deed("cancelled", cancel, Told(by=1, status="CANCELLED", mailed=("CANCEL",))),
    Deed("revived", revive, SHOWN, event=CANCELLED),
    Deed("three days, moved by a week", shift(7), SHOWN_DAILY, event=TRAINING),
    Deed("three days, moved by one", shift(1), SHOWN_DAILY, event=TRAINING),
    Deed(
        "three days, moved by hand",
        change(first_date=DAY + 7 * ONE, last_date=DAY + 9 * ONE),
        SHOWN_DAILY,
        event=TRAINING,
    ),
    Deed("three days, a session added", add_session, SHOWN_DAILY, event=TRAINING),
    Deed("three days, a session removed", remove_session, SHOWN_DAILY, event=TRAINING),
    Deed("three days, laid out", lay_out, event=TRAINING),
    Deed(
        "three days, cancelled",
        cancel,
        Told(by=1, status="CANCELLED", mailed=("PUBLISH",)),
        event=TRAINING,
    ),
    Deed(
        "three days become two",
        change(last_date=DAY + ONE),
        Told(by=1, mailed=("CANCEL", "PUBLISH")),
        event=TRAINING,
    ),
    Deed(
        "three days become one",
        change(last_date=DAY),
        Told(by=1, mailed=("PUBLISH", "REQUEST")),
        event=TRAINING,
    ),
    Deed(
        "one day becomes two", change(last_date=DAY + ONE), Told(by=1, mailed=("CANCEL", "PUBLISH"))
    ),
]


@pytest.fixture
def by():
    return standing(MandateFactory(role="secretariat").user, AT)


def made(fields):
    event = EventFactory(**{"slug": "2026-12-10-meeting", **fields})
    if event.last_date > event.first_date:
        for number in range(3):
            SessionFactory(
                event=event, date=DAY + number * ONE, starts_time=dt.time(9), ends_time=dt.time(13)
            )
    return event


def entry_in(data, event):
    """The lines of the event's entry, or nothing."""
    for piece in data.split(b"BEGIN:VEVENT")[1:]:
        if f"UID:{event.uid}".encode() in piece:
            return b"X" + piece.partition(b"END:VEVENT")[0]
    return b""


def public(at):
    return feeds.feed(feeds.stamps(feeds.public_events(at)), name="EUCPN: events")


def stamp(at):
    return f"{at:%Y%m%dT%H%M%SZ}"


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_what_calendars_are_told(deed, by):
    event = made(deed.event)
    other = made({**MEETING, "slug": "other"})
    own = RegistrationFactory(event=event, email="ada@example.eu", sequence=3, registered_at=MADE)
    before = public(AT)
    file_before = feeds.file(event)
    days = set(event.days.values_list("uid", flat=True))

    deed.do(Event.objects.get(pk=event.pk), by)

    now, fresh = public(AT), Event.objects.get(pk=event.pk)
    shown = entry_in(now, event)
    file = feeds.file(fresh)
    sequence = event.sequence + deed.told.by
    moment = AT if deed.told.by else event.changed_at
    assert bool(shown) == deed.told.feed
    for data in (shown, file)[not deed.told.feed :]:
        assert named(data, "UID") == [f"UID:{event.uid}"]
        assert named(data, "SEQUENCE") == [f"SEQUENCE:{sequence}"]
        assert named(data, "STATUS") == [f"STATUS:{deed.told.status}"]
        assert named(data, "DTSTAMP") == [f"DTSTAMP:{stamp(moment)}"]
        assert named(data, "LAST-MODIFIED") == [f"LAST-MODIFIED:{stamp(moment)}"]
    assert (file == file_before) == (deed.told.by == 0)
    assert entry_in(now, other) == entry_in(before, other) != b""
    letters = list(Letter.objects.filter(to="ada@example.eu").order_by("pk"))
    assert tuple(letter.calendar_method for letter in letters) == deed.told.mailed
    kept = set(fresh.days.values_list("uid", flat=True))
    assert len(days & kept) == min(len(days), len(kept))
    for letter in letters:
        data = letter.calendar_text.encode()
        assert set(named(data, "METHOD")) == {f"METHOD:{letter.calendar_method}"}
        assert set(named(data, "SEQUENCE")) == {f"SEQUENCE:{sequence + own.sequence}"}
        uids = {line.removeprefix("UID:") for line in named(data, "UID")}
        assert uids <= {str(event.uid), *map(str, days | kept)}
    if letters and deed.told.status != "CANCELLED":
        last = named(letters[-1].calendar_text.encode(), "UID")
        assert {line.removeprefix("UID:") for line in last} == (
            {str(uid) for uid in kept} or {str(event.uid)}
        )
