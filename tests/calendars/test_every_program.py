"""All that is served and mailed, as it leaves: three programs read the same in it."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Body
from events import services
from events.models import Event
from events.services.events import sync_days
from mail.models import Letter
from procedures.services import extend
from tests.clients.lines import faults
from tests.clients.with_icalendar import read_with_icalendar
from tests.clients.with_icaljs import read_all_with_icaljs
from tests.clients.with_libical import libical_path, libical_required, read_with_libical
from tests.events.registrants import come, nobody, seminar
from tests.factories.calendars import FeedFactory, feed_address
from tests.factories.procedures import board, running, secretariat
from tests.factories.trainings import NOW, at_the, scheduled

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
HOSTILE = 'Σεμινάριο "α", β; γ \\ <δ> & \U0001f600\r\nATTENDEE:mailto:x@example.eu\u2028' * 3
SHOWN = " ".join(['Σεμινάριο "α", β; γ \\ <δ> & \U0001f600 ATTENDEE:mailto:x@example.eu'] * 3)
DAY = dt.timedelta(days=1)


@pytest.fixture
def far_away(page, machine_zone):
    """The browser in the zone of the machine, too."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTimezoneOverride", {"timezoneId": machine_zone})
    return page


def events():
    """One over each change of clocks, in three zones; three days; a whole day; one that is off."""
    made = {
        "Helsinki": seminar(
            title=HOSTILE, zone="Europe/Helsinki", first_date=dt.date(2026, 9, 29),
            city="Ελσίνκι; \\", venue="x,\r\ny",
        ),
        "October": seminar(
            zone="Europe/Lisbon", first_date=dt.date(2026, 10, 25),
            starts_time=dt.time(0, 30), ends_time=dt.time(9),
        ),
        "March": seminar(
            first_date=dt.date(2027, 3, 28), starts_time=dt.time(1, 30), ends_time=dt.time(9)
        ),
        "three days": seminar(first_date=dt.date(2026, 10, 24), last_date=dt.date(2026, 10, 26)),
        "focus day": seminar(first_date=dt.date(2026, 10, 9), all_day=True, starts_time=None, ends_time=None),
        "off": seminar(first_date=dt.date(2026, 10, 12), title="Snow"),
    }  # fmt: skip
    for event in made.values():
        sync_days(event)
        come(event, "Ada", at=NOW, email="host@example.eu")
    fresh = Event.objects.get(pk=made["Helsinki"].pk)
    services.change_event(
        fresh, version=fresh.version, starts_time=dt.time(11), by=nobody(NOW), at=NOW
    )
    services.cancel_event(made["off"], reason="Snow", by=nobody(NOW), at=NOW)
    return {name: Event.objects.get(pk=event.pk) for name, event in made.items()}


def served(client, addresses):
    return [client.get(address).content for address in addresses]


def test_every_feed_file_and_letter_is_read_alike_by_three_programs(far_away, client):
    with time_machine.travel(NOW, tick=False):
        board()
        training, _by, host, _option = scheduled()
        host.user.email = "host@example.eu"
        host.user.save()
        made = events()
        longer = running(at=NOW)
        due = longer.deadline_at
        hour = extend(
            longer, deadline_at=due.replace(hour=9, minute=30, second=0) + DAY,
            reason="More time.", by=secretariat(NOW), at=NOW,
        )  # fmt: skip
        running(at=NOW, title="Other")
        trainer = training.assignments.first().trainer
        client.force_login(at_the(trainer).user)
        feeds = [
            FeedFactory(owner=host.user, has_alarm=True),
            FeedFactory(owner=host.user, scope="body", body=Body.objects.get(pk="BOARD")),
        ]
        files = served(
            client,
            [
                *map(feed_address, feeds),
                "/calendar/public.ics",
                f"/calendar/busy/{trainer.key}.ics",
                *(f"{event.get_absolute_url()}event.ics" for event in made.values()),
            ],
        )
    parts = Letter.objects.exclude(calendar_text="").values_list("calendar_text", flat=True)
    several = [*files, *(part.encode() for part in parts)]

    readings = [read_with_icalendar(data) for data in several]

    assert [fault for data in several for fault in faults(data)] == []
    assert read_all_with_icaljs(far_away, several) == readings
    if libical_path() or libical_required():
        assert list(map(read_with_libical, several)) == readings
    own, of_board = ({one.uid: one for one in found} for found in readings[:2])
    for name in ("Helsinki", "October", "March"):
        event, found = made[name], own[str(made[name].uid)]
        assert (found.start_utc, found.end_utc) == (event.starts_at, event.ends_at)
    assert own[str(made["Helsinki"].uid)].title == SHOWN
    assert own[str(made["off"].uid)][3:5] == ("CANCELLED: Snow", "CANCELLED")
    assert own[str(made["focus day"].uid)].all_day
    assert {str(day.uid) for day in made["three days"].days.all()} <= own.keys()
    assert of_board[str(hour.uid)].end_utc == own[str(hour.uid)].end_utc == hour.deadline_at
    methods = Letter.objects.exclude(calendar_text="").values_list("calendar_method", flat=True)
    assert (len(files), set(methods)) == (10, {"REQUEST", "CANCEL", "PUBLISH"})


def test_no_calendar_part_acts_for_a_person(client):
    with time_machine.travel(NOW, tick=False):
        scheduled()
        events()

    parts = Letter.objects.exclude(calendar_text="").values_list("calendar_text", flat=True)

    assert len(parts) > 9
    assert [
        part
        for part in parts
        for acts in ("[[", "/registrations/", "/invitations/", "/calendar/")
        if acts in part.replace("\r\n ", "")
    ] == []
