"""A call: drafted, opened, extended, closed by the clock, its results published."""

import datetime as dt
import uuid

import pytest

from accounts.enums import Role
from accounts.models import PresidencyTerm
from accounts.steps import NotNowError
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from suggestions import access, services
from suggestions.enums import AnswerKind, CallState, Deed, SuggestionDeed
from suggestions.models import Call, StateAnswer
from suggestions.services import NobodySitsError, NoLaterError, NotYoursError, UndecidedError
from tests.factories.accounts import BodyFactory
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

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _network():
    network()


def told(label="suggestions.call"):
    return sorted((letter.to, letter.subject) for letter in Letter.objects.filter(label=label))


def deeds():
    return list(
        Entry.objects.filter(deed__startswith="suggestions.")
        .order_by("pk")
        .values_list("deed", flat=True)
    )


def test_a_presidency_asks_for_itself_within_a_year_and_the_secretariat_for_any():
    belgium, hungary, poland = team("BE"), team("HU"), team("PL")
    office = at_work()

    offered = [
        [one.pk for one in access.presidencies(who)] for who in (belgium, hungary, poland, office)
    ]

    assert offered == [["BE"], ["HU"], ["PL"], ["BE", "HU", "PL"]]
    later = dt.datetime(2024, 6, 30, 22, tzinfo=dt.UTC)
    assert access.presidencies(again(belgium, later - DAY)) == [state("BE")]
    assert access.presidencies(again(belgium, later)) == []
    assert access.presidencies(team("DK")) == []


def test_a_draft_is_made_once_and_only_for_an_own_presidency():
    by, once = team(), uuid.uuid4()

    made = drafted(by, once=once)

    assert drafted(by, once=once) == made
    assert (made.state, made.presidency_id, deeds()) == (
        CallState.DRAFT, "BE", [Deed.CALL_DRAFTED],
    )  # fmt: skip
    for other in (team("HU"), speaks_for("BE"), at_work(Role.ADMINISTRATOR)):
        with pytest.raises(NotYoursError):
            drafted(other)


def test_a_draft_is_changed_and_thrown_away():
    by = team()
    call = drafted(by)

    changed = services.change_call(call, version=1, title="Theft", by=by, at=NOW)

    assert (changed.title, changed.version) == ("Theft", 2)
    with pytest.raises(StaleError):
        services.change_call(call, version=1, title="Fraud", by=by, at=NOW)
    with pytest.raises(NotYoursError):
        services.discard_call(call, by=team("HU"), at=NOW)
    services.discard_call(call, by=by, at=NOW)
    assert not Call.objects.exists()
    assert deeds() == [Deed.CALL_DRAFTED, Deed.CALL_CHANGED, Deed.CALL_DISCARDED]


def test_opening_asks_each_member_state_of_the_body_by_letter():
    by, latvia = team(), [speaks_for("LV"), speaks_for("LV", role=Role.SUBSTITUTE)]

    call = opened(by)

    assert (call.state, call.asked_at, StateAnswer.objects.silent().count()) == (
        CallState.OPEN, NOW, 27,
    )  # fmt: skip
    subject = "Your suggestions are asked for: What should we do about burglaries?"
    assert told() == sorted((one.user.email, subject) for one in latvia)
    assert deeds()[1:] == [Deed.CALL_OPENED, Deed.CALL_ASKED]
    with pytest.raises(NotNowError):
        services.open_call(call, by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.change_call(call, version=call.version, title="No", by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.discard_call(call, by=by, at=NOW)


def test_what_opens_later_asks_on_its_first_day_by_itself():
    speaks_for("LV")
    call = opened(opens_on=FIRST + dt.timedelta(days=2))

    assert (call.asked_at, told()) == (None, [])
    assert services.settle_due(at=NOW + DAY) == 0
    assert services.settle_due(at=NOW + 2 * DAY) == 1
    assert services.settle_due(at=NOW + 2 * DAY) == 0
    call.refresh_from_db()
    assert (call.asked_at, len(told())) == (NOW + 2 * DAY, 1)


def test_what_is_extended_before_its_first_day_tells_nobody():
    by = team()
    speaks_for("LV")
    call = opened(by, opens_on=FIRST + DAY)

    services.extend_call(call, closes_on=LAST + DAY, by=by, at=NOW)

    assert told() == []


def test_a_call_that_begins_in_the_past_begins_today_and_asks_only_where_somebody_sits():
    by = team()

    call = opened(by, opens_on=FIRST - dt.timedelta(days=9))

    assert call.opens_on == FIRST
    late = drafted(by, opens_on=FIRST - 2 * DAY, closes_on=FIRST - DAY)
    with pytest.raises(NoLaterError):
        services.open_call(late, by=by, at=NOW)
    nobody = drafted(by, body=BodyFactory(chaired_by_presidency=False))
    with pytest.raises(NobodySitsError):
        services.open_call(nobody, by=by, at=NOW)


def test_more_time_is_given_before_the_end_and_everybody_hears():
    by = team()
    speaks_for("LV")
    call = opened(by)
    Letter.objects.all().delete()

    call = services.extend_call(call, closes_on=LAST + DAY, by=by, at=NOW)

    assert (call.closes_on, call.takes_answers(LAST + DAY), len(told())) == (LAST + DAY, True, 1)
    with pytest.raises(NoLaterError):
        services.extend_call(call, closes_on=LAST + DAY, by=by, at=NOW)
    over = AFTER + DAY
    with pytest.raises(NotNowError):
        services.extend_call(call, closes_on=LAST + 9 * DAY, by=again(by, over), at=over)


def test_the_clock_closes_a_call_once_and_tells_who_decides():
    by, office = team(), at_work()
    call = opened(by)
    suggested(call)
    Letter.objects.all().delete()

    assert services.settle_due(at=AFTER - dt.timedelta(seconds=1)) == 0
    assert [services.settle_due(at=AFTER) for _again in range(2)] == [1, 0]

    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    subject = "Decide on suggestions: What should we do about burglaries?"
    assert told() == sorted((one.user.email, subject) for one in (by, office))
    body = str(Letter.objects.first().body)
    assert "1 suggestion waits for a decision" in body
    assert "26 Member States have not answered" in body


def test_results_are_published_once_all_is_decided():
    by = team()
    call = opened(by)
    one = suggested(call)
    with pytest.raises(NotNowError):
        services.publish_call(call, by=by, at=NOW)

    with pytest.raises(UndecidedError):
        services.publish_call(call, by=by, at=AFTER)
    services.decide(
        one, version=one.version, deed=SuggestionDeed.TAKE_UP, reason="Good.", by=by, at=AFTER
    )
    Letter.objects.all().delete()
    call = services.publish_call(call, by=by, at=AFTER)

    assert (call.state, call.published_at) == (CallState.DECIDED, AFTER)
    subject = "What became of the suggestions: What should we do about burglaries?"
    assert [said for _to, said in told()] == [subject]


def test_who_sees_which_call():
    belgium, hungary, latvia = team("BE"), team("HU"), speaks_for("LV")
    commission, contact = at_work(Role.OBSERVER), at_work(Role.CONTACT_POINT, state="LV")
    office, trainer = at_work(), at_work(Role.ADMINISTRATOR)
    draft, later = drafted(belgium), opened(belgium, opens_on=FIRST + DAY)
    call = opened(belgium)

    def seen(who):
        return {one.pk for one in Call.objects.visible_to(who)}

    assert seen(office) == seen(belgium) == {draft.pk, later.pk, call.pk}
    assert seen(hungary) == seen(latvia) == {call.pk}
    assert seen(commission) == seen(contact) == seen(trainer) == set()


def test_a_call_without_a_later_term_still_stands():
    by = team()
    call = opened(by)
    PresidencyTerm.objects.all().delete()

    assert services.extend_call(call, closes_on=LAST + DAY, by=by, at=NOW).closes_on == LAST + DAY
    assert call.answers.filter(kind=AnswerKind.NONE).count() == 0
