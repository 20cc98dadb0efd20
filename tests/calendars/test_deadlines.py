"""Deadlines of written procedures, in a person's feed and in a body's."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import caches

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, Mandate, Seat
from events.enums import Mode
from procedures.services import cast, close_due, extend, withdraw
from tests.calendars.reads import read, titles, told
from tests.clients.lines import faults, named
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.calendars import FeedFactory, feed_address
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    board,
    draft,
    holder,
    running,
    secretariat,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db
HOUR, ONE_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_is_counted():
    caches["limits"].clear()


def lines(data, *names):
    """What the entries of a feed say, line by line."""
    return [named(data, name) for name in names]


@pytest.fixture
def procedure():
    board()
    return running(title="Toolbox")


def test_a_reply_due_at_the_end_of_a_day_is_all_day_on_that_date(procedure, read_all):
    feed = FeedFactory(owner=holder("PT").user)

    data = read(feed, LAUNCHED)

    assert faults(data) == []
    assert lines(data, "SUMMARY", "DTSTART", "DTEND", "TRANSP", "DESCRIPTION", "UID")[:5] == [
        [f"SUMMARY:Reply due by 23:59 Brussels time: {procedure.reference}"],
        ["DTSTART;VALUE=DATE:20240507"],
        ["DTEND;VALUE=DATE:20240508"],
        ["TRANSP:TRANSPARENT"],
        ["DESCRIPTION:Toolbox"],
    ]
    [[entry]] = read_all([data])
    assert (entry.uid, entry.all_day, entry.start_utc) == (
        str(procedure.uid),
        True,
        dt.date(2024, 5, 7),
    )
    assert b"BEGIN:VALARM" not in data


def test_a_deadline_with_an_hour_is_the_half_hour_before_it(procedure):
    feed = FeedFactory(owner=holder("PT").user, has_alarm=True)
    ends_at = dt.datetime(2024, 5, 8, 15, tzinfo=dt.UTC)

    extend(procedure, deadline_at=ends_at, reason="More time.", by=secretariat(), at=LAUNCHED)
    data = read(feed, LAUNCHED)

    assert named(data, "DTSTART")[-1] == "DTSTART;TZID=Europe/Brussels:20240508T163000"
    assert lines(data, "SUMMARY", "DTEND", "SEQUENCE", "TRIGGER") == [
        [f"SUMMARY:Reply due by 17:00 Brussels time: {procedure.reference}"],
        ["DTEND;TZID=Europe/Brussels:20240508T170000"],
        ["SEQUENCE:1"],
        ["TRIGGER:-P1D"],
    ]


def test_one_alarm_at_nine_the_day_before_where_the_owner_wants_it(procedure):
    feed = FeedFactory(owner=holder("PT").user, has_alarm=True)

    data = read(feed, LAUNCHED)

    assert lines(data, "TRIGGER", "ACTION") == [["TRIGGER:-PT15H"], ["ACTION:DISPLAY"]]


def test_answered_it_says_so_and_is_gone_after_seven_days(procedure):
    by = holder("PT")
    feed = FeedFactory(owner=by.user, has_alarm=True)
    before = read(feed, LAUNCHED)
    cast(procedure.ballots.get(member_state="PT"), choice="for", by=by, at=LAUNCHED + HOUR)

    after = read(feed, LAUNCHED + 2 * HOUR)

    assert (titles(after), named(after, "SEQUENCE"), named(before, "SEQUENCE")) == (
        [f"Answered: {procedure.reference}"],
        ["SEQUENCE:1"],
        ["SEQUENCE:0"],
    )
    assert named(after, "LAST-MODIFIED") == ["LAST-MODIFIED:20240422T090000Z"]
    assert b"BEGIN:VALARM" not in after
    assert titles(read(feed, LAUNCHED + 7 * ONE_DAY)) == [f"Answered: {procedure.reference}"]
    assert titles(read(feed, LAUNCHED + 8 * ONE_DAY)) == []


def test_closed_without_an_answer_it_says_so_and_is_gone_after_seven_days(procedure):
    feed = FeedFactory(owner=holder("PT").user)
    closed_at = LAST_SECOND + HOUR
    close_due(at=closed_at)

    assert titles(read(feed, closed_at + 6 * ONE_DAY)) == [f"Closed: {procedure.reference}"]
    assert titles(read(feed, closed_at + 8 * ONE_DAY)) == []


def test_withdrawn_it_is_cancelled_for_thirty_days_unless_left_out(procedure):
    feed = FeedFactory(owner=holder("PT").user)
    bare = FeedFactory(owner=feed.owner, leaves_out_cancelled=True)
    withdraw(procedure, reason="No need.", by=secretariat(), at=LAUNCHED + HOUR)

    data = read(feed, LAST_SECOND + 30 * ONE_DAY)

    assert lines(data, "STATUS", "SEQUENCE") == [["STATUS:CANCELLED"], ["SEQUENCE:1"]]
    assert titles(data)[0].startswith("CANCELLED: Reply due")
    assert titles(read(feed, LAST_SECOND + 31 * ONE_DAY)) == []
    assert titles(read(bare, LAUNCHED + 2 * HOUR)) == []


def test_who_answers_for_two_seats_has_one_entry_until_both_are_answered(procedure):
    by = holder("PT")
    feed = FeedFactory(owner=by.user)
    read_at = [told(read(feed, LAUNCHED))]
    cast(procedure.ballots.get(member_state="PT"), choice="for", by=by, at=LAUNCHED + HOUR)
    read_at.append(told(read(feed, LAUNCHED + HOUR)))

    MandateFactory(
        user=by.user, role=Role.SUBSTITUTE, starts=dt.date(2020, 1, 1),
        member_state=procedure.ballots.get(member_state="LV").member_state,
    )  # fmt: skip
    read_at.append(told(read(feed, LAUNCHED + 2 * HOUR)))
    both = standing(by.user, LAUNCHED)
    cast(procedure.ballots.get(member_state="LV"), choice="for", by=both, at=LAUNCHED + 3 * HOUR)
    read_at.append(told(read(feed, LAUNCHED + 3 * HOUR)))

    due = f"Reply due by 23:59 Brussels time: {procedure.reference}"
    answered = f"Answered: {procedure.reference}"
    assert read_at == [
        [(due, "CONFIRMED", "0")],
        [(answered, "CONFIRMED", "1")],
        [(due, "CONFIRMED", "2")],
        [(answered, "CONFIRMED", "3")],
    ]
    assert named(read(feed, LAUNCHED + 3 * HOUR), "LAST-MODIFIED") == [
        f"LAST-MODIFIED:{LAUNCHED + 3 * HOUR:%Y%m%dT%H%M%SZ}"
    ]


def test_a_seat_that_was_answered_long_ago_still_counts_in_the_sequence(procedure):
    by = holder("PT")
    feed = FeedFactory(owner=by.user)
    later = LAUNCHED + 10 * ONE_DAY
    cast(procedure.ballots.get(member_state="PT"), choice="for", by=by, at=LAUNCHED + HOUR)
    gone = told(read(feed, later))

    MandateFactory(
        user=by.user, role=Role.SUBSTITUTE, starts=dt.date(2020, 1, 1),
        member_state=procedure.ballots.get(member_state="LV").member_state,
    )  # fmt: skip

    due = f"Reply due by 23:59 Brussels time: {procedure.reference}"
    assert (gone, told(read(feed, later))) == ([], [(due, "CONFIRMED", "2")])


def test_a_draft_is_nobodys_date():
    board()
    draft()

    assert titles(read(FeedFactory(owner=holder("PT").user), LAUNCHED)) == []


def test_a_body_feed_holds_its_meetings_and_deadlines_as_one_may_see_them(procedure):
    body = Body.objects.get(pk="BOARD")
    of = {"body": body, "kind": "meeting", "first_date": dt.date(2024, 5, 29)}
    EventFactory(title="Meeting", visibility="body", **of)
    EventFactory(title="Restricted", visibility="restricted", **of)
    EventFactory(title="Elsewhere", first_date=dt.date(2024, 5, 29))
    running(title="Other", visibility="network", body=_voting("EXCOM"))
    member, office = holder("PT").user, secretariat().user
    stranger = UserFactory()

    def held(user):
        feed = FeedFactory(owner=user, scope="body", body=body)
        return sorted(titles(read(feed, LAUNCHED)))

    due = f"Reply due by 23:59 Brussels time: {procedure.reference}"
    assert held(member) == ["Meeting", due]
    assert held(office) == ["Last day of dispatch: Meeting", "Meeting", due]
    assert held(stranger) == []


def _voting(code):
    body = Body.objects.get(pk=code)
    Seat.objects.filter(body=body).update(starts=dt.date(2020, 1, 1))
    return body


def test_a_body_feed_holds_nothing_of_who_comes_and_how(procedure):
    event = EventFactory(
        body=procedure.body, kind="meeting", visibility="body", title="Meeting", mode=Mode.HYBRID,
        join_link="https://meet.example.eu/CANARY", join_link_in_calendars=True,
        contact="canary@example.eu", access_notes="CANARY", forward_text="CANARY",
        first_date=dt.date(2024, 5, 29),
    )  # fmt: skip
    owner = holder("PT").user
    RegistrationFactory(event=event, name="CANARY", email="canary@example.eu", attending="online")
    RegistrationFactory(event=event, email=owner.email, attending="online")
    InvitationFactory(event=event, name="CANARY", email="canary.asked@example.eu")
    EventFactory(
        title="CANARY", visibility="restricted", body=procedure.body, kind="meeting",
        first_date=dt.date(2024, 5, 29),
    )  # fmt: skip
    cast(procedure.ballots.get(member_state="LV"), choice="for", by=holder("LV"), at=LAUNCHED)

    for user, prepares in ((owner, []), (secretariat().user, ["Last day of dispatch: Meeting"])):
        data = read(FeedFactory(owner=user, scope="body", body=procedure.body), LAUNCHED)
        assert sorted(titles(data)) == [
            *prepares,
            "Meeting",
            f"Reply due by 23:59 Brussels time: {procedure.reference}",
        ]
        assert b"CANARY" not in data.upper()
        assert [
            named(data, name) for name in ("ATTENDEE", "ORGANIZER", "CONFERENCE", "CONTACT")
        ] == [[], [], [], []]
        assert owner.email.encode() not in data


def test_a_body_feed_says_when_a_procedure_is_closed_or_withdrawn(procedure):
    feed = FeedFactory(owner=holder("PT").user, scope="body", body=procedure.body)
    bare = FeedFactory(
        owner=feed.owner, scope="body", body=procedure.body, leaves_out_cancelled=True
    )
    other = running(title="Other")
    withdraw(other, reason="No need.", by=secretariat(), at=LAUNCHED + HOUR)
    close_due(at=LAST_SECOND + HOUR)

    after = LAST_SECOND + 2 * HOUR
    assert sorted(titles(read(feed, after))) == [
        f"CANCELLED: Reply due by 23:59 Brussels time: {other.reference}",
        f"Closed: {procedure.reference}",
    ]
    assert titles(read(bare, after)) == [f"Closed: {procedure.reference}"]
    assert titles(read(bare, after + 8 * ONE_DAY)) == []


def test_a_mandate_that_ends_empties_the_feeds_at_once(client, procedure):
    user = holder("PT").user
    EventFactory(
        title="Meeting", visibility="body", body=procedure.body, kind="meeting",
        first_date=dt.date(2024, 5, 29),
    )  # fmt: skip
    feeds = [FeedFactory(owner=user), FeedFactory(owner=user, scope="body", body=procedure.body)]
    with time_machine.travel(LAUNCHED, tick=False):
        before = [client.get(feed_address(feed)) for feed in feeds]

    Mandate.objects.filter(user=user).update(ended_at=LAUNCHED + HOUR)
    with time_machine.travel(LAUNCHED + 2 * HOUR, tick=False):
        after = [
            client.get(feed_address(feed), headers={"if-none-match": old["ETag"]})
            for feed, old in zip(feeds, before, strict=True)
        ]

    assert [len(titles(one.content)) for one in before] == [1, 2]
    assert [(one.status_code, titles(one.content)) for one in after] == [(200, []), (200, [])]


def test_a_body_feed_that_did_not_change_is_304_by_three_statements(client, procedure):
    feed = FeedFactory(owner=holder("PT").user, scope="body", body=procedure.body)
    with time_machine.travel(LAUNCHED, tick=False):
        tag = client.get(feed_address(feed))["ETag"]

        number = counted(lambda: client.get(feed_address(feed), headers={"if-none-match": tag}))

    assert number == 3


def test_two_who_stand_alike_each_read_what_is_theirs(procedure):
    portugal, latvia = holder("PT"), holder("LV")
    event = EventFactory(title="Seminar", first_date=dt.date(2024, 5, 29))
    RegistrationFactory(event=event, email=latvia.user.email)
    cast(procedure.ballots.get(member_state="PT"), choice="for", by=portugal, at=LAUNCHED + HOUR)

    said = [
        sorted(titles(read(FeedFactory(owner=one.user), LAUNCHED + HOUR)))
        for one in (portugal, latvia)
    ]

    assert said == [
        [f"Answered: {procedure.reference}"],
        [f"Reply due by 23:59 Brussels time: {procedure.reference}", "Seminar"],
    ]
