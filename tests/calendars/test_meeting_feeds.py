"""What meetings of bodies want by a day, in the feeds of who is asked and of who prepares."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine

import events.services
from accounts.enums import Role
from accounts.models import Body
from agendas.enums import AgendaState
from agendas.models import Agenda
from events.models import Event
from jobs.models import Job
from meetings import services
from meetings.enums import MinutesState
from meetings.models import ActionPoint, Convening, Minutes
from meetings.replies import own_places
from meetings.rules.delegation import Person
from tests.calendars.reads import read, tag, titles, told
from tests.clients.lines import named
from tests.factories.accounts import HolidayFactory, UserFactory
from tests.factories.agendas import AgendaItemFactory
from tests.factories.calendars import FeedFactory, feed_address
from tests.factories.meetings import AT, meeting, observes, secretariat, speaks_for, with_agenda
from tests.meetings.test_todos_delegations import convened
from tests.queries import counted

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LAST_DAY = dt.date(2026, 5, 11)
"""Ten clear working days before 27 May, with Whit Monday off."""
BOARD = "Board, May 2026"
MEETING = BOARD
NAME = f"Delegation to name by 17:00 Brussels time: {BOARD}"
WISHES = f"Wishes for decisions in writing by 23:59 Brussels time: {BOARD}"
DISPATCH = f"Last day of dispatch: {BOARD}"
COMMENTS = f"Comments on the minutes by 23:59 Brussels time: {BOARD}"


@pytest.fixture(autouse=True)
def _whit_monday():
    HolidayFactory(date=dt.date(2026, 5, 25))


@pytest.fixture
def event():
    found = meeting(host=None)
    found.created_at = found.changed_at = AT - 9 * DAY
    found.save()
    return found


def asked(event):
    """The body is convened and has the agenda."""
    convened(event)
    return with_agenda(event, state=AgendaState.CIRCULATED, circulated_at=AT)


def held(event, until=dt.date(2026, 6, 20)):
    """The meeting is over, and its minutes are out for comments."""
    Event.objects.update(state="held")
    return Minutes.objects.create(
        event=event, state=MinutesState.COMMENTED, created_at=AT, sent_at=AT, comments_until=until
    )


def mine(who, at=AT, **fields):
    return sorted(titles(read(FeedFactory(owner=who.user, **fields), at)))


def of_the_body(who, at=AT):
    return mine(who, at, scope="body", body=Body.objects.get(pk="BOARD"))


def test_each_has_what_is_wanted_of_the_own_seat_and_of_who_prepares(event):
    Event.objects.update(host="PT")
    latvia, commission = speaks_for("LV"), observes(event.body.seats.get(votes=False).organisation)
    office, team = secretariat(), speaks_for("PT", role=Role.PRESIDENCY)
    other, stranger = speaks_for("ES"), UserFactory()
    everybody = (latvia, commission, office, team, other)
    with_agenda(event)

    assert [mine(who) for who in everybody] == [[], [], [DISPATCH], [DISPATCH], []]
    assert [of_the_body(who) for who in everybody] == [
        [MEETING],
        [MEETING],
        [MEETING, DISPATCH],
        [MEETING, DISPATCH],
        [],
    ]
    convened(event)
    Agenda.objects.update(state=AgendaState.CIRCULATED, edition=1, circulated_at=AT)

    assert [mine(who) for who in everybody] == [[NAME, WISHES], [NAME], [], [], []]
    assert [of_the_body(who) for who in everybody] == [
        *[[MEETING, NAME, WISHES]] * 4,
        [],
    ]
    assert titles(read(FeedFactory(owner=stranger), AT)) == []


def test_they_stand_on_their_days_with_uids_of_their_own(event, read_all):
    asked(event)
    feed = FeedFactory(owner=speaks_for("LV").user, has_alarm=True)

    data = read(feed, AT)
    unsent = FeedFactory(owner=secretariat().user, has_alarm=True)
    Convening.objects.all().delete()
    dispatch = read(unsent, AT)

    assert sorted(one.partition(":")[0] for one in named(data, "DTSTART")[-2:]) == [
        "DTSTART;TZID=Europe/Brussels",
        "DTSTART;VALUE=DATE",
    ]
    [entries, [last]] = read_all([data, dispatch])
    found = {one.title: one for one in entries}
    assert found[WISHES].start_utc == dt.date(2026, 5, 19)
    assert found[NAME].end_utc == event.registration_closes_at
    assert (last.start_utc, last.all_day) == (LAST_DAY, True)
    assert len({one.uid for one in (*entries, last)} | {str(event.uid)}) == 4
    assert sorted(named(data, "TRIGGER")) == ["TRIGGER:-P1D", "TRIGGER:-PT15H"]
    assert named(dispatch, "TRIGGER") == ["TRIGGER:-PT15H"]


def test_a_moment_at_the_end_of_a_day_is_all_day(event):
    asked(event)
    Event.objects.update(registration_closes_at=dt.datetime(2026, 5, 13, 21, 59, tzinfo=dt.UTC))
    feed = FeedFactory(owner=speaks_for("LV").user)

    data = read(feed, AT)

    assert f"Delegation to name by 23:59 Brussels time: {BOARD}" in titles(data)
    assert "DTSTART;VALUE=DATE:20260513" in named(data, "DTSTART")
    Event.objects.update(registration_closes_at=None)
    assert titles(read(feed, AT)) == [WISHES]


@dataclass(frozen=True)
class Deed:
    """One deed, and what the feeds of Latvia, of the Board and of the Secretariat say then."""

    name: str
    do: Any
    latvia: tuple[str, ...] = (NAME, WISHES)
    board: tuple[str, ...] = (MEETING, NAME, WISHES)
    rises: bool = False
    at: dt.datetime = AT + HOUR


def moved(event, by, at):
    events.services.change_event(
        event, version=event.version, by=by, at=at,
        first_date=dt.date(2026, 6, 3), last_date=dt.date(2026, 6, 3),
    )  # fmt: skip


def longer(event, by, at):
    closes = event.registration_closes_at + DAY
    events.services.change_event(
        event, version=event.version, by=by, at=at, registration_closes_at=closes
    )


def named_by(code, nobody):
    def do(event, _by, at):
        who = speaks_for(code, at=at)
        if nobody:
            services.stay_away(event, code, by=who, at=at)
        else:
            people = [Person("Anna", capacity="head")]
            services.send_delegation(event, code, version=1, people=people, to_us="", by=who, at=at)

    return do


def named_and_taken_back(event, by, at):
    named_by("LV", nobody=True)(event, by, at)
    services.take_back(event, "LV", by=speaks_for("LV", at=at), at=at)


def adopted(event, _by, at):
    Agenda.objects.update(state=AgendaState.ADOPTED, adopted_at=at)


def sent_again(event, _by, at):
    Agenda.objects.update(edition=2)
    again = Job.objects.create(
        label="y", about=str(event.pk), total=1, not_before=at, created_at=at
    )
    Convening.objects.create(
        event=event, edition=2, notice_days=10, dispatch_by=LAST_DAY, made_at=at, starts_at=at,
        sent_at=at, job=again,
    )  # fmt: skip


def cancelled(event, by, at):
    events.services.cancel_event(event, reason="Snow.", by=by, at=at)


def revived(event, by, at):
    cancelled(event, by, at)
    events.services.revive_event(Event.objects.get(), reason="Thaw.", by=by, at=at)


def restricted(event, _by, _at):
    Event.objects.update(visibility="restricted")


def nothing(_event, _by, _at):
    pass


OFF = f"CANCELLED: {BOARD}"
DEEDS = [
    Deed("moved", moved, rises=True),
    Deed("later", longer, rises=True),
    Deed("named", named_by("LV", nobody=False), (WISHES,)),
    Deed("nobody comes", named_by("LV", nobody=True), (WISHES,)),
    Deed("nobody comes, taken back", named_and_taken_back),
    Deed("named by another", named_by("FR", nobody=True)),
    Deed("sent out again", sent_again),
    Deed("agenda adopted", adopted, (NAME,), (MEETING, NAME)),
    Deed("cancelled", cancelled, (), (OFF,)),
    Deed("revived", revived, rises=True),
    Deed("restricted", restricted, (), ()),
    Deed("over", nothing, (), (MEETING,), at=dt.datetime(2026, 5, 28, 9, tzinfo=dt.UTC)),
]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_what_is_wanted_follows_the_meeting(deed, event):
    asked(event)
    own, whole = (
        FeedFactory(owner=speaks_for("LV").user, **scope)
        for scope in ({}, {"scope": "body", "body": event.body})
    )
    before = {title: (state, int(number)) for title, state, number in told(read(own, AT))}

    deed.do(event, secretariat(at=deed.at), deed.at)

    after = read(own, deed.at)
    assert sorted(titles(after)) == sorted(deed.latvia)
    assert sorted(titles(read(whole, deed.at))) == sorted(deed.board)
    for title, state, number in told(after):
        was_state, was = before[title]
        assert state == was_state == "CONFIRMED"
        assert int(number) >= was + deed.rises


def test_a_later_moment_to_answer_stands_in_the_entry(event):
    asked(event)
    feed = FeedFactory(owner=speaks_for("LV").user)
    before = read(feed, AT)

    longer(event, secretariat(), AT + HOUR)
    after = read(feed, AT + HOUR)

    ends = [
        next(one for one in named(data, "DTEND") if "TZID=Europe/Brussels" in one)
        for data in (before, after)
    ]
    assert [one.partition(":")[2] for one in ends] == ["20260513T170000", "20260514T170000"]


def test_a_day_off_that_is_entered_moves_what_is_counted_back(event):
    feed = FeedFactory(owner=secretariat().user)
    first = read(feed, AT)
    old = tag(feed, AT)

    for day in (14, 15):
        HolidayFactory(date=dt.date(2026, 5, day))

    assert tag(feed, AT) != old
    assert "DTSTART;VALUE=DATE:20260511" in named(first, "DTSTART")
    assert "DTSTART;VALUE=DATE:20260507" in named(read(feed, AT), "DTSTART")


def test_minutes_are_in_the_feed_until_the_seat_has_said_something(event):
    found = held(event)
    latvia, france = speaks_for("LV"), speaks_for("FR")
    feed = FeedFactory(owner=latvia.user)
    [place] = own_places(found, latvia)

    assert mine(latvia) == mine(france) == [COMMENTS]
    assert of_the_body(latvia) == of_the_body(secretariat()) == [MEETING, COMMENTS]
    assert mine(secretariat()) == mine(speaks_for("ES")) == []
    first = told(read(feed, AT))
    services.say_no_comment(found, place=place, by=latvia, at=AT)
    assert (mine(latvia), mine(france)) == ([], [COMMENTS])
    assert of_the_body(latvia) == [MEETING, COMMENTS]
    services.send_for_comments(
        found, until=dt.date(2026, 6, 25), version=found.version, by=secretariat(), at=AT + HOUR
    )
    found.no_comments.all().delete()
    later = read(feed, AT + HOUR)
    assert "DTSTART;VALUE=DATE:20260625" in named(later, "DTSTART")
    assert int(told(later)[0][2]) > int(first[0][2])
    over = dt.datetime(2026, 6, 25, 22, tzinfo=dt.UTC)
    assert (mine(latvia, over), of_the_body(latvia, over)) == ([], [MEETING])


def test_minutes_of_a_restricted_meeting_are_in_no_feed(event):
    held(event)
    Event.objects.update(visibility="restricted")

    for who in (speaks_for("LV"), secretariat()):
        assert (mine(who), of_the_body(who)) == ([], [])


def test_what_did_not_change_is_304_by_three_statements_and_many_as_few(client, event):
    asked(event)
    held_before = meeting(event.body, slug="x", title="Old", first_date=dt.date(2026, 2, 20))
    Minutes.objects.create(
        event=held_before, state="commented", created_at=AT, sent_at=AT,
        comments_until=dt.date(2026, 3, 20),
    )  # fmt: skip
    latvia = speaks_for("LV")
    feed = FeedFactory(owner=latvia.user)
    with time_machine.travel(AT, tick=False):
        answer = client.get(feed_address(feed))
        seen = {"if-none-match": answer["ETag"]}
        again = counted(lambda: client.get(feed_address(feed), headers=seen))
    few = counted(lambda: read(FeedFactory(owner=latvia.user, language="lv"), AT))
    asked(meeting(event.body, slug="second", first_date=dt.date(2026, 6, 3)))
    many = counted(lambda: read(FeedFactory(owner=latvia.user, language="nl"), AT))

    assert len(titles(answer.content)) == 3
    assert (again, many) == (3, few)


def test_what_a_meeting_left_to_do_is_in_the_feed_until_it_is_done(event):
    agenda = asked(event)
    plain, closed = (
        AgendaItemFactory(agenda=agenda, visibility=readers) for readers in ("body", "restricted")
    )
    part = AgendaItemFactory(agenda=agenda, parent=closed, visibility="body")
    due = {"member_state_id": "LV", "due_date": dt.date(2026, 6, 25), "created_at": AT}
    made = ActionPoint.objects.create(event=event, item=plain, text="Name two towns", **due)
    for item in (closed, part):
        ActionPoint.objects.create(event=event, item=item, text="Not to be told", **due)
    ActionPoint.objects.create(event=event, text="Too late", **due | {"due_date": AT.date() - DAY})
    latvia, todo = speaks_for("LV"), "To be done: Name two towns"

    assert todo in mine(latvia)
    assert not {"Too late", "Not to be told"} & {one.partition(": ")[2] for one in mine(latvia)}
    assert todo not in mine(speaks_for("FR"))
    assert "DTSTART;VALUE=DATE:20260625" in named(
        read(FeedFactory(owner=latvia.user), AT), "DTSTART"
    )
    ActionPoint.objects.filter(pk=made.pk).update(done_at=AT, done_by=latvia.user)
    assert todo not in mine(latvia)
