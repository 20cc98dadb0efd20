"""Calls for suggestions in the calendars of who is asked, and on the calendar's pages."""

import datetime as dt

import pytest

from calendars import agenda
from suggestions import services
from tests.calendars.reads import read, titles
from tests.clients.lines import named
from tests.factories.accounts import MandateFactory
from tests.factories.calendars import FeedFactory
from tests.factories.suggestions import (
    AFTER,
    FIRST,
    LAST,
    NOW,
    again,
    at_work,
    drafted,
    network,
    opened,
    speaks_for,
    state,
    suggested,
    team,
)

pytestmark = pytest.mark.django_db

TITLE = "What should we do about burglaries?"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _network():
    network()


def sequences(data):
    return [int(line.partition(":")[2]) for line in named(data, "SEQUENCE")]


def test_the_last_day_stands_in_the_calendars_of_the_states_that_are_asked():
    by, latvia = team(), speaks_for("LV")
    drafted(by)
    opened(by, opens_on=FIRST + DAY)
    opened(by)

    own, teams = (read(FeedFactory(owner=who.user, has_alarm=True), NOW) for who in (latvia, by))

    assert titles(own) == [f"Suggestions due by 23:59 Brussels time: {TITLE}"]
    assert named(own, "DTSTART") == ["DTSTART;VALUE=DATE:20240229"]
    assert len(named(own, "TRIGGER")) == 1
    assert titles(teams) == []


def test_it_changes_with_the_answer_and_sequence_never_falls():
    by, latvia = team(), speaks_for("LV")
    call, feed = opened(by), FeedFactory(owner=latvia.user, has_alarm=True)
    seen = [read(feed, NOW)]
    services.say_none(call, member_state=state("LV"), by=latvia, at=NOW)
    seen.append(read(feed, NOW))
    services.take_none_back(call, member_state=state("LV"), by=latvia, at=NOW)
    seen.append(read(feed, NOW))
    services.extend_call(call, closes_on=LAST + DAY, by=by, at=NOW)
    seen.append(read(feed, NOW))
    later = AFTER + DAY
    seen.append(read(feed, later))
    services.settle_due(at=later)
    seen.append(read(feed, later))

    due, done, closed = (
        f"{words}: {TITLE}"
        for words in ("Suggestions due by 23:59 Brussels time", "Answered", "Closed")
    )
    assert [titles(data) for data in seen] == [[due], [done], [due], [due], [closed], [closed]]
    numbers = [sequences(data)[0] for data in seen]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 6
    assert len(named(seen[1], "TRIGGER")) == 0
    assert titles(read(feed, later + 9 * DAY)) == []


def test_the_feed_of_the_body_says_it_to_all_of_it_whoever_has_answered():
    by, latvia, office = team(), speaks_for("LV"), at_work()
    drafted(by)
    opened(by, opens_on=FIRST + DAY)
    call = opened(by)
    services.say_none(call, member_state=state("LV"), by=latvia, at=NOW)
    board, excom = (
        [FeedFactory(owner=who.user, scope="body", body_id=code) for who in (by, latvia, office)]
        for code in ("BOARD", "EXCOM")
    )

    def told(feeds, at):
        return [titles(read(feed, at)) for feed in feeds]

    assert told(board, NOW) == [[f"Suggestions due by 23:59 Brussels time: {TITLE}"]] * 3
    assert told(excom, NOW) == [[]] * 3
    assert told(board, AFTER) == [[f"Closed: {TITLE}"] * 2] * 3
    assert told(board, AFTER + 9 * DAY) == [[]] * 3


def test_who_speaks_for_two_states_has_it_once_until_both_have_answered():
    latvia = speaks_for("LV")
    MandateFactory(user=latvia.user, member_state=state("EE"))
    call, feed = opened(), FeedFactory(owner=latvia.user)
    suggested(call, latvia)

    one = titles(read(feed, NOW))
    both_for = again(latvia, NOW)
    services.say_none(call, member_state=state("EE"), by=both_for, at=NOW)
    both = titles(read(feed, NOW))

    assert one == [f"Suggestions due by 23:59 Brussels time: {TITLE}"]
    assert both == [f"Answered: {TITLE}"]
    assert titles(read(feed, NOW + 30 * DAY)) == []


def test_the_calendars_pages_show_it_to_who_may_know():
    by, latvia = team(), speaks_for("LV")
    call = opened(by)
    drafted(by)

    def shown(who, **wanted):
        found = agenda.items(who, first=FIRST, last=LAST, wanted=wanted)
        return [(item.text, item.first, item.url) for item in found]

    told = [(f"Suggestions due: {TITLE}", LAST, call.get_absolute_url())]
    assert shown(latvia) == shown(by) == shown(at_work()) == told
    assert shown(latvia, body="BOARD") == told
    assert shown(latvia, body="EXCOM") == shown(latvia, kind="seminar") == []
    assert shown(again(latvia, NOW - 9 * DAY)) == []
