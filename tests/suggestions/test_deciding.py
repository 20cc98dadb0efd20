"""The Presidency decides on suggestions, and notes what they became; the silent are reminded."""

import datetime as dt
import uuid

import pytest

from accounts.steps import NotNowError
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from suggestions import services
from suggestions.enums import Deed, SuggestionDeed, SuggestionState
from suggestions.models import Call
from suggestions.services import NotYoursError
from tests.factories.events import EventFactory
from tests.factories.programme import TaskFactory
from tests.factories.suggestions import (
    AFTER,
    LAST,
    NOW,
    at_work,
    network,
    opened,
    speaks_for,
    state,
    suggested,
    team,
)

pytestmark = pytest.mark.django_db

DUE = dt.datetime(2024, 2, 26, 8, tzinfo=dt.UTC)  # Monday 09:00 in Brussels
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _network():
    network()


def decide(one, by, deed=SuggestionDeed.TAKE_UP, at=AFTER, version=None, reason="It fits."):
    version = version or one.version
    return services.decide(one, version=version, deed=deed, reason=reason, by=by, at=at)


def test_a_suggestion_is_decided_with_a_reason_and_who_suggested_it_hears():
    by, latvia = team(), speaks_for("LV")
    one = suggested(opened(by), latvia)
    Letter.objects.all().delete()

    decided = decide(one, by)
    anew = decide(decided, by, SuggestionDeed.PUT_OFF, reason="Next year.")

    assert (anew.state, anew.reason, anew.decided_by) == (
        SuggestionState.LATER, "Next year.", by.user,
    )  # fmt: skip
    letters = Letter.objects.filter(label="suggestions.suggestion").order_by("pk")
    assert [(letter.to, letter.subject) for letter in letters] == [
        (latvia.user.email, "Taken up: Burglary alarms for all"),
        (latvia.user.email, "Later: Burglary alarms for all"),
    ]
    assert Call.objects.get().state == "closed"


def test_nobody_else_decides_nor_before_the_end_nor_on_an_older_text():
    by = team()
    call = opened(by)
    one = suggested(call)

    with pytest.raises(NotYoursError):
        decide(one, team("HU"))
    with pytest.raises(NotYoursError):
        decide(one, speaks_for("BE"))
    with pytest.raises(NotNowError):
        decide(one, by, at=NOW)
    with pytest.raises(StaleError):
        decide(one, by, version=1)
    office = at_work(at=AFTER)
    decided = decide(one, office)
    services.publish_call(call, by=office, at=AFTER)
    with pytest.raises(NotNowError):
        decide(decided, office)


def test_what_was_taken_back_meanwhile_is_not_decided():
    by, office = team(), at_work(at=AFTER)
    one = suggested(opened(by))
    services.take_back(one, by=office, at=AFTER)

    with pytest.raises(NotNowError):
        decide(one, by)


def test_what_was_taken_up_is_linked_to_what_it_became():
    by = team()
    one, event, task = suggested(opened(by)), EventFactory(), TaskFactory()
    link = {"task": task, "event": event, "by": by, "at": AFTER}
    with pytest.raises(NotNowError):
        services.link(one, version=one.version, **link)
    one = decide(one, by)
    with pytest.raises(StaleError):
        services.link(one, version=1, **link)

    on = {"event": event, "item_key": "an item", "by": by, "at": AFTER}
    item = services.put_on_agenda(one, version=one.version, **on)
    assert (item.event, item.item_key) == (event, "an item")
    same = services.link(item, version=item.version, **link)
    assert (same.task, same.event, same.item_key) == (task, event, "an item")
    other = services.link(same, version=same.version, **{**link, "event": None})
    assert (other.event, other.item_key) == (None, "")
    assert Entry.objects.filter(deed=Deed.LINKED).count() == 3
    other = decide(other, by, SuggestionDeed.DECLINE)
    with pytest.raises(NotNowError):
        services.put_on_agenda(other, version=other.version, **on)


def remind(call, by, at=NOW, once=None):
    once = once or uuid.uuid4()
    return services.remind(call, once=once, subject="Please", text="One.\n\nTwo.", by=by, at=at)


def test_only_the_silent_are_reminded_and_a_form_sent_twice_reminds_once():
    by, once, latvia, greece = team(), uuid.uuid4(), speaks_for("LV"), speaks_for("EL")
    call = opened(by)
    suggested(call, latvia)
    Letter.objects.all().delete()

    numbers = [remind(call, by, once=once) for _twice in range(2)]

    assert numbers == [26, 26]
    assert [(one.to, one.subject) for one in Letter.objects.all()] == [
        (greece.user.email, "Please")
    ]
    assert Entry.objects.filter(deed=Deed.CALL_REMINDED).count() == 1
    with pytest.raises(NotYoursError):
        remind(call, latvia)
    with pytest.raises(NotNowError):
        remind(call, by, at=AFTER)


def test_three_working_days_before_the_end_the_silent_are_reminded_by_themselves():
    by, latvia, greece = team(), speaks_for("LV"), speaks_for("EL")
    call = opened(by)
    suggested(call, latvia)
    Letter.objects.all().delete()

    assert services.reminder_day(call) == dt.date(2024, 2, 26)
    moments = (DUE - dt.timedelta(seconds=1), DUE - DAY, DUE, DUE, DUE + DAY)
    assert [services.remind_due(at=at) for at in moments] == [0, 0, 26, 0, 0]

    assert [(one.to, one.subject) for one in Letter.objects.all()] == [
        (greece.user.email, "Still open: What should we do about burglaries?")
    ]
    services.extend_call(call, closes_on=LAST + DAY, by=by, at=DUE)
    assert services.remind_due(at=DUE + DAY) == 26


def test_reminders_can_be_switched_off_and_nobody_is_reminded_where_all_have_answered():
    by, office = team(), at_work(at=DUE)
    call = opened(by)
    for on in (False, False, True):
        services.set_reminding(call, on=on, by=by, at=NOW)
    off = opened(by)
    services.set_reminding(off, on=False, by=by, at=NOW)
    opened(by, opens_on=LAST, closes_on=LAST + 3 * DAY)
    for answer in call.answers.all():
        services.say_none(call, member_state=answer.member_state, by=office, at=DUE)
    Letter.objects.all().delete()

    assert services.remind_due(at=DUE) == 0

    assert not Letter.objects.exists()
    assert remind(call, by) == 0
    call.refresh_from_db()
    assert call.reminded_on == DUE.date()
    assert Entry.objects.filter(deed=Deed.CALL_REMINDS_NOT).count() == 2
    assert Entry.objects.filter(deed=Deed.CALL_REMINDS).count() == 1
    assert call.answers.get(member_state=state("LV")).kind == "none"
