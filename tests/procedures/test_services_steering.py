"""Extending, withdrawing, reminding and beginning anew, through the services."""

import datetime as dt
import uuid

import pytest

from mail.models import Letter
from procedures import records, services
from procedures.enums import State
from procedures.life import NotNowError
from procedures.models import Procedure
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    draft,
    holder,
    rule,
    running,
    secretariat,
)
from tests.procedures.test_services import CLOSING, LATER, SECOND, cast, kinds, vote_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_more_time_moves_the_deadline_and_tells_everybody():
    who = holder("LV")
    made = running()
    new = LAST_SECOND + dt.timedelta(days=7)

    services.extend(made, deadline_at=new, reason="Easter.", by=secretariat(LATER), at=LATER)

    assert Procedure.objects.get().deadline_at == new
    letter = Letter.objects.filter(to=who.user.email).order_by("-id").first()
    assert (letter.subject.split(":")[0], letter.calendar_method) == ("More time", "REQUEST")
    assert "SEQUENCE:1" in letter.calendar_text
    with pytest.raises(services.NothingToExtendError):
        services.extend(made, deadline_at=new, reason="", by=secretariat(LATER), at=LATER)
    with pytest.raises(NotNowError):
        services.extend(
            made, deadline_at=new + SECOND, reason="", by=secretariat(new), at=new + SECOND
        )


def test_a_rule_may_forbid_more_time():
    made = running(rule_=rule(extendable=False))

    with pytest.raises(services.NothingToExtendError):
        services.extend(
            made, deadline_at=LAST_SECOND + SECOND, reason="", by=secretariat(LATER), at=LATER
        )


def test_withdrawing_tells_those_who_were_asked_and_takes_it_out_of_calendars():
    holder("LV")
    made = running()

    services.withdraw(made, reason="A new text.", by=secretariat(LATER), at=LATER)

    found = Procedure.objects.get()
    assert (found.state, found.outcome, kinds(found)[-1]) == ("withdrawn", "CANCELLED", "withdrawn")
    assert Letter.objects.order_by("-id").first().calendar_method == "CANCEL"
    assert records.check_stored(found).in_order
    with pytest.raises(NotNowError):
        services.withdraw(made, reason="Again", by=secretariat(LATER), at=LATER)


@pytest.mark.parametrize("after", [1, 5, 6], ids=["ended", "in the grace", "to be closed"])
def test_what_has_ended_is_not_withdrawn_any_more(after):
    made = running()
    at = LAST_SECOND + after * SECOND

    with pytest.raises(NotNowError):
        services.withdraw(made, reason="Not like this.", by=secretariat(at), at=at)

    assert Procedure.objects.get().state == State.RUNNING


def test_a_draft_is_withdrawn_in_silence():
    made = draft()

    services.withdraw(made, reason="Not needed.", by=secretariat(), at=LAUNCHED)

    assert (Letter.objects.count(), made.ledger.count()) == (0, 0)


def test_what_is_over_is_not_withdrawn_any_more():
    made = running()

    with pytest.raises(NotNowError):
        services.withdraw(made, reason="Oh.", by=secretariat(CLOSING), at=CLOSING)


def test_a_new_round_ends_the_old_one_and_takes_its_words_along():
    made = running()
    once = uuid.uuid4()

    second = services.new_round(
        made, once=once, reason="A paper changed.", by=secretariat(LATER), at=LATER
    )
    replay = services.new_round(
        made, once=once, reason="A paper changed.", by=secretariat(LATER), at=LATER
    )

    assert (second.round, second.previous, second.state, replay.pk) == (2, made, "draft", second.pk)
    assert Procedure.objects.get(pk=made.pk).state == State.WITHDRAWN
    with pytest.raises(NotNowError):
        services.new_round(made, once=uuid.uuid4(), reason="", by=secretariat(LATER), at=LATER)


def test_only_the_silent_are_reminded():
    silent, spoken = holder("LV"), holder("MT", LATER)
    made = running()
    cast(made, "MT", by=spoken)
    Letter.objects.all().delete()

    codes = services.remind(
        made, subject="Please", text="One.\n\nTwo.", by=secretariat(LATER), at=LATER
    )

    assert (len(codes), "MT" in codes) == (26, False)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (silent.user.email, "Please")
    assert letter.body["paragraphs"] == ["One.", "Two."]


def test_nobody_is_reminded_where_all_have_replied_or_nothing_runs():
    made = running()
    vote_all(made, ["for"] * 27)
    assert services.remind(made, subject="", text="", by=None, at=LATER) == []
    assert kinds(made).count("reminded") == 0
    services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)

    with pytest.raises(NotNowError):
        services.remind(made, subject="", text="", by=None, at=LATER)


@pytest.mark.parametrize(
    ("day", "hour", "sent"),
    [
        (dt.date(2024, 5, 2), 6, 0),
        (dt.date(2024, 5, 2), 7, 1),
        (dt.date(2024, 5, 3), 8, 0),
        (dt.date(2024, 5, 6), 20, 1),
        (dt.date(2024, 5, 7), 8, 0),
    ],
    ids=["before nine", "three days before", "two", "one, late in the day", "the last"],
)
def test_the_silent_are_reminded_three_and_one_working_days_before(day, hour, sent):
    holder("LV")
    running()
    Letter.objects.all().delete()
    at = dt.datetime.combine(day, dt.time(hour), dt.UTC)

    services.remind_due(at=at)
    services.remind_due(at=at + SECOND)

    assert Letter.objects.count() == sent


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        (dt.date(2024, 5, 13), ["2024-05-07", "2024-05-10"]),
        (dt.date(2024, 5, 15), ["2024-05-10", "2024-05-14"]),
        (dt.date(2024, 5, 18), ["2024-05-15", "2024-05-17"]),
    ],
    ids=["a Monday behind a holiday", "a Wednesday", "a Saturday"],
)
def test_nobody_is_reminded_on_a_day_without_work(ends, days):
    at = LAUNCHED
    made = running(wanted_deadline_at=dt.datetime.combine(ends, dt.time(10), dt.UTC))

    for _ in range((ends - LAUNCHED.date()).days):
        at += dt.timedelta(days=1)
        services.remind_due(at=at)

    made.refresh_from_db()
    assert made.reminded_days == days
