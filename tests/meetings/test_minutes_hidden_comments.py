"""A comment on what somebody may not know of is none to that person, wherever it could be told."""

import pytest
import time_machine

from accounts.enums import Role, Visibility
from accounts.models import Seat
from accounts.steps import NotNowError
from agendas.models import AgendaItem
from agendas.services.agendas import NotYoursError
from desk.hidden import without
from journal.models import Entry
from meetings import replies, services, todos
from meetings.enums import CommentAnswer, MinutesState
from tests.factories.held import AFTER, somebody
from tests.meetings.minuted import A_WEEK_ON, comment, held, sent
from tests.meetings.reading import of, visiting, words
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


@pytest.fixture
def event():
    """A meeting that was held, with an item that Sweden may know of."""
    found = held("Toolbox", "Secret")
    item = AgendaItem.objects.get(title="Secret")
    item.visibility = Visibility.RESTRICTED
    item.save()
    item.readers.set(Seat.objects.filter(body=found.body, member_state="SE"))
    return found


@pytest.fixture
def minutes(event):
    """Its minutes, which are out for comments."""
    return sent(event)


def hidden(minutes, by=None):
    """What Sweden comments on its restricted section."""
    section = minutes.sections.get(item__title="Secret")
    section.minutes = minutes
    return comment(minutes, by or somebody(Role.NR, code="SE", at=AFTER), "SE", section=section)


def team(at=AFTER):
    """Somebody of the Presidency's team, who prepares the meeting and reads it whole."""
    return somebody(Role.PRESIDENCY, code="BE", at=at)


def silent_to(who, minutes):
    return {one.code for one in replies.awaited(minutes, by=who, on=AFTER.date())}


def test_who_may_not_know_of_a_comment_is_not_held_up_by_it(client, event, minutes, clock):
    hidden(minutes)
    clock.move_to(A_WEEK_ON, tick=False)
    minutes.refresh_from_db()
    with pytest.raises(services.UnansweredError):
        services.finish_minutes(minutes, version=minutes.version, by=team(A_WEEK_ON), at=A_WEEK_ON)
    visiting(client, at=A_WEEK_ON)

    page = words(
        client.post(of("finish_minutes", event), {"version": minutes.version}, follow=True)
    )

    assert "The minutes are before the body." in page
    minutes.refresh_from_db()
    assert minutes.state == MinutesState.FINAL


def test_a_seat_that_commented_on_what_is_hidden_alone_is_silent_there(client, event, minutes):
    officer, chair = somebody(at=AFTER), team()
    hidden(minutes)

    assert "SE" in silent_to(officer, minutes)
    assert "SE" not in silent_to(chair, minutes)
    assert "SE" not in {one.code for one in replies.silent(minutes)}
    for who, number in ((officer, 28), (chair, 27)):
        client.force_login(who.user)
        assert f"{number} seats are silent" in words(client.get(of("minutes", event)))
    comment(minutes, somebody(Role.NR, code="SE", at=AFTER), "SE")
    assert "SE" not in silent_to(officer, minutes)


def test_what_is_said_of_a_hidden_section_is_in_no_journal_of_who_may_not_know_of_it(minutes):
    own, chair, officer = somebody(Role.NR, code="SE", at=AFTER), team(), somebody(at=AFTER)
    before = set(Entry.objects.all())
    made = hidden(minutes, own)
    services.answer_comment(made, answer=CommentAnswer.TAKEN, version=1, by=chair, at=AFTER)
    services.withdraw_comment(hidden(minutes, own), by=own, at=AFTER)
    services.change_section(made.section, text="Other.", version=1, by=chair, at=AFTER)
    section = minutes.sections.get(item__title="Toolbox")
    section.minutes = minutes
    comment(minutes, own, "SE", section=section)

    told = set(without(Entry.objects.all(), officer)) - before

    assert len(set(Entry.objects.all()) - before) == 6
    assert [one.facts for one in told] == [{"seat": "Sweden"}]


def test_what_was_left_is_answered_once_while_they_are_before_the_body(client, event, minutes):
    officer, chair = somebody(at=A_WEEK_ON), team(A_WEEK_ON)
    made = hidden(minutes)
    minutes.refresh_from_db()
    services.finish_minutes(minutes, version=minutes.version, by=officer, at=A_WEEK_ON)
    minutes.refresh_from_db()
    frozen = minutes.sha256
    client.force_login(chair.user)
    page = of("minutes", event)
    address = of("answer_comment", event, made.key)

    assert "Answer 1 comment" in " ".join(one.what for one in todos.for_user(chair))
    assert not [one for one in todos.for_user(officer) if "Answer" in one.what]
    assert address in words(client.get(page))
    services.answer_comment(made, answer=CommentAnswer.TAKEN, version=1, by=chair, at=A_WEEK_ON)
    assert address not in words(client.get(page))
    with pytest.raises(NotNowError):
        services.answer_comment(made, answer=CommentAnswer.TAKEN, version=2, by=chair, at=A_WEEK_ON)

    made.refresh_from_db()
    minutes.refresh_from_db()
    assert (made.answered_by, minutes.sha256) == (chair.user, frozen)
    assert not todos.for_user(chair)


@pytest.mark.usefixtures("minutes")
def test_the_page_of_who_prepares_it_reads_the_table_once(client, event):
    visiting(client)
    client.get("/")

    asked = statements(lambda: client.get(of("minutes", event)))
    assert sum('FROM "accounts_seat"' in one for one in asked) == 1
    assert sum('FROM "accounts_presidencyterm"' in one for one in asked) <= 1
    assert len(asked) <= 21


def test_nobody_answers_a_comment_on_what_he_may_not_know_of(minutes, clock):
    made = hidden(minutes)
    clock.move_to(A_WEEK_ON, tick=False)
    said = {"answer": CommentAnswer.TAKEN, "version": made.version, "at": A_WEEK_ON}

    with pytest.raises(NotYoursError):
        services.answer_comment(made, by=somebody(at=A_WEEK_ON), **said)
    assert services.answer_comment(made, by=team(A_WEEK_ON), **said).answer == CommentAnswer.TAKEN
