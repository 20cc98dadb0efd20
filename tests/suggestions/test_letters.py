"""The letters of a call that go to many by a press: they wait five minutes, and can be stopped."""

import datetime as dt
import uuid

import pytest

from accounts.steps import NotNowError
from journal.models import Entry
from mail.models import Letter
from mail.services import send_due, stop_batch
from suggestions import services
from suggestions.enums import CallState, Deed
from suggestions.services.locks import NotYoursError
from tests.accounts.answered import said
from tests.events.test_views_own import words_of
from tests.factories.suggestions import NOW, at_work, drafted, network, opened, speaks_for, team
from tests.suggestions.visiting import as_read, fresh, later, to

pytestmark = pytest.mark.django_db

FIVE = dt.timedelta(minutes=5)
BEFORE = "For five minutes after you press the button nothing leaves"


@pytest.fixture(autouse=True)
def _february(time_machine):
    network()
    time_machine.move_to(NOW, tick=False)


def words(page):
    return " ".join(page.text.split())


def test_the_letters_of_a_call_wait_and_stopped_the_call_is_open_all_the_same(client, belgium):
    for code in ("LV", "EL"):
        speaks_for(code)
    call = drafted(belgium)
    assert BEFORE in words(client.get(to("send_out", call)))

    page = client.post(to("send_out", call), as_read(call), follow=True)

    (waits,) = services.waiting(call, at=NOW)
    assert (waits.leave_at, waits.number) == (NOW + FIVE, 2)
    assert "2 letters leave on Monday 5 February 2024, 10:05 (Brussels)" in words_of(page)
    stop = to("stop_letters", call, waits.batch)
    assert f'action="{stop}"' in page.text
    stopped = client.post(stop, follow=True)
    assert said(stopped) == ["Stopped: none of these letters leaves."]
    assert "letters leave on" not in stopped.text
    assert said(client.post(stop, follow=True)) == [
        "These letters have left, or were stopped already."
    ]
    assert send_due(at=NOW + 2 * FIVE) == 0
    assert fresh(call).state == CallState.OPEN
    entry = Entry.objects.get(deed=Deed.CALL_LETTERS_STOPPED)
    assert (entry.key, entry.facts["letters"]) == (str(call.key), 2)


def test_a_call_of_which_nobody_was_told_says_so_and_its_letters_are_sent_once_more(
    client, belgium
):
    greece, call = speaks_for("EL"), opened(belgium)
    told = "Nobody was told of this call"
    assert told not in client.get(to("call", call)).text
    assert "below is how it stands" in client.post(to("tell", call), follow=True).text
    services.stop_letters(call, services.waiting(call, at=NOW)[0].batch, by=belgium, at=NOW)

    page = client.get(to("call", call))
    assert told in page.text
    assert to("remind", call) not in page.text
    client.force_login(greece.user)
    assert told not in client.get(to("call", call)).text
    client.force_login(belgium.user)
    for _twice in range(2):
        page = client.post(to("tell", call), follow=True)

    assert "1 letter leaves on Monday 5 February 2024, 10:05 (Brussels)" in words_of(page)
    assert told not in page.text
    assert send_due(at=NOW + 2 * FIVE) == 1


def test_more_time_is_told_alone_and_no_older_day_leaves_after_it(belgium):
    speaks_for("LV")
    call = opened(belgium)
    until = call.closes_on + dt.timedelta(days=7)

    services.extend_call(call, closes_on=until, by=belgium, at=NOW)

    old, new = Letter.objects.order_by("pk")
    assert (old.state, new.state, new.due_at) == ("stopped", "queued", NOW + FIVE)
    assert "asked for" in new.subject
    assert str(until.day) in str(new.body)
    send_due(at=NOW + FIVE)
    services.extend_call(call, closes_on=until + dt.timedelta(1), by=belgium, at=NOW + 2 * FIVE)
    assert "More time" in Letter.objects.order_by("pk").last().subject


def test_a_reminder_that_was_stopped_was_none_and_goes_out_by_the_same_form(client, belgium):
    speaks_for("LV")
    call = opened(belgium)
    send_due(at=NOW + FIVE)
    once, at = uuid.uuid4(), NOW + 2 * FIVE

    def remind(by_form=once):
        return services.remind(call, once=by_form, subject="?", text="?", by=belgium, at=at)

    assert remind() == remind() == len(call.answers.all())
    with pytest.raises(services.StillWaitingError):
        remind(uuid.uuid4())
    assert to("remind", call) not in client.get(to("call", call)).text
    typed = {"once": str(uuid.uuid4()), "subject": "Please", "text": "?", "sure": "on"}
    refused = client.post(to("remind", call), typed)
    assert (refused.status_code, "have not left yet" in refused.text) == (422, True)
    services.stop_letters(call, once, by=belgium, at=at)
    remind()

    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == [
        "sent",
        "stopped",
        "queued",
    ]


def test_in_the_last_minutes_of_the_last_day_letters_leave_at_once(belgium):
    speaks_for("LV")
    late = dt.datetime(2024, 2, 5, 22, 57, tzinfo=dt.UTC)
    call = drafted(belgium, closes_on=late.date())

    services.open_call(call, by=belgium, at=late)

    assert services.waiting(call, at=late) == []
    assert send_due(at=late) == 1


def test_a_call_that_opens_on_a_later_day_is_sent_by_the_clock_and_at_once(
    client, belgium, time_machine
):
    speaks_for("LV")
    day = NOW + dt.timedelta(days=3)
    call = drafted(belgium, opens_on=day.date())
    assert BEFORE not in words(client.get(to("send_out", call)))
    services.open_call(call, by=belgium, at=NOW)

    services.settle_due(at=day)

    assert [(one.batch, one.due_at) for one in Letter.objects.all()] == [(None, day)]
    later(client, belgium, time_machine, at=day)
    assert "Stop these letters" not in client.get(to("call", call)).text


def test_a_reminder_by_hand_waits_too_apart_from_the_call_and_one_by_the_clock_does_not(
    client, belgium
):
    speaks_for("LV")
    call = opened(belgium)
    send_due(at=NOW + FIVE)
    typed = {"once": str(uuid.uuid4()), "subject": "Please", "text": "Still open."}
    assert BEFORE not in words(client.get(to("remind", call)))
    assert BEFORE in words(client.post(to("remind", call), typed))

    client.post(to("remind", call), typed | {"sure": "on"})

    asked, reminded = Letter.objects.order_by("pk")
    assert asked.batch != reminded.batch
    assert len(services.waiting(call, at=NOW)) == 1
    services.stop_letters(call, reminded.batch, by=belgium, at=NOW)
    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == [
        "sent",
        "stopped",
    ]
    assert services.waiting(call, at=NOW + FIVE) == []
    services.remind_due(
        at=dt.datetime.combine(services.reminder_day(call), dt.time(12), tzinfo=dt.UTC)
    )
    assert Letter.objects.order_by("pk").last().batch is None


def test_what_has_left_and_what_is_another_calls_is_not_stopped(belgium):
    speaks_for("LV")
    call, other = opened(belgium), opened(belgium)
    batch = services.waiting(call, at=NOW)[0].batch

    for one, at in ((other, NOW), (call, NOW + FIVE)):
        with pytest.raises(NotNowError):
            services.stop_letters(one, batch, by=belgium, at=at)
    assert set(Letter.objects.values_list("state", flat=True)) == {"queued"}
    stop_batch(batch)
    assert services.waiting(call, at=NOW) == []


def test_who_runs_the_call_stops_its_letters_and_nobody_else_reads_of_them(client, belgium):
    latvia = speaks_for("LV")
    call = opened(belgium)
    batch = services.waiting(call, at=NOW)[0].batch

    for by in (latvia, team("HU")):
        client.force_login(by.user)
        assert client.post(to("stop_letters", call, batch)).status_code == 404
        with pytest.raises(NotYoursError):
            services.stop_letters(call, batch, by=by, at=NOW)
    client.force_login(latvia.user)
    assert "Stop these letters" not in client.get(to("call", call)).text
    assert services.stop_letters(call, batch, by=at_work(), at=NOW) == 1
