"""Wishes to have an item decided in writing."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts.enums import Role, Visibility
from accounts.models import Body, MemberState
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas import services
from agendas.enums import AgendaState, Deed, ItemState
from agendas.models import Wish
from agendas.wishing import last_day
from events.enums import State
from journal.models import Entry
from tests.agendas.conftest import AT, DAY, chair, office, speaker
from tests.factories.agendas import AgendaItemFactory, MeetingFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def wish(item, code="LV", by=None, at=AT, text="", seen=""):  # each is a part of what is said
    state = MemberState.objects.get(pk=code)
    who = by or speaker(code, at)
    return services.wish(item, member_state=state, by=who, at=at, text=text, seen=seen)


def take_back(item, code="LV", by=None, at=AT):
    state = MemberState.objects.get(pk=code)
    services.take_wish_back(item, member_state=state, by=by or speaker(code, at), at=at)


def test_the_last_day_lies_five_working_days_before_the_meeting_whit_monday_left_out(meeting):
    assert last_day(meeting) == dt.date(2024, 5, 22)


@pytest.mark.parametrize("role", [Role.NR, Role.SUBSTITUTE])
def test_who_speaks_for_a_state_wishes_for_it(item, role):
    who = speaker("LV", role=role)

    made = wish(item, by=who, text="No debate is needed.")

    assert (made.item, made.member_state_id, made.text, made.wished_at, made.wished_by) == (
        item,
        "LV",
        "No debate is needed.",
        AT,
        who.user,
    )
    entry = Entry.objects.get(deed=Deed.WISHED)
    assert (entry.key, entry.facts) == (str(item.key), {"state": "LV"})


def test_a_state_wishes_once_whoever_says_it(item):
    first = wish(item)

    assert wish(item, by=speaker("LV", role=Role.SUBSTITUTE)) == first
    assert Entry.objects.filter(deed=Deed.WISHED).count() == 1


def test_a_reason_is_changed_by_who_has_read_the_one_that_stands(item):
    first = wish(item, text="It is short.")
    other, later = speaker("LV", role=Role.SUBSTITUTE), AT + dt.timedelta(minutes=1)

    with pytest.raises(StaleError) as stale:
        wish(item, by=other, at=later, text="All agree.")
    assert stale.value.theirs == first
    wish(item, by=other, at=later, text="All agree.", seen=services.mark_of([first]))

    stands = Wish.objects.get()
    assert (stands.text, stands.wished_at, stands.wished_by) == ("All agree.", later, other.user)
    assert Entry.objects.filter(deed=Deed.WISH_CHANGED).count() == 1


def test_what_was_taken_back_is_not_wished_again_by_who_changes_its_reason(item):
    mark = services.mark_of([wish(item)])
    take_back(item)

    with pytest.raises(services.WishEndedError):
        wish(item, text="All agree.", seen=mark)
    assert Wish.objects.count() == 0


def test_a_second_wish_of_a_state_is_refused_by_the_database(item):
    wish(item)

    with pytest.raises(IntegrityError, match=r"wish_once|UNIQUE"):
        Wish.objects.create(item=item, member_state=MemberState.objects.get(pk="LV"), wished_at=AT)


def test_wishes_are_counted_by_state(item):
    for code in ("LV", "EE", "MT"):
        wish(item, code)

    assert [str(one) for one in item.wishes.all()] == ["Estonia", "Latvia", "Malta"]


@pytest.mark.parametrize(
    "who", [office, chair, lambda: speaker("LV", role=Role.CONTACT_POINT)],
    ids=["the Secretariat", "the Presidency's team", "a contact point"],
)  # fmt: skip
def test_nobody_else_wishes_for_a_state(item, who):
    with pytest.raises(services.NotYoursError):
        wish(item, by=who())


def test_nobody_wishes_for_another_state(item):
    with pytest.raises(services.NotYoursError):
        wish(item, "EE", by=speaker("LV"))


def test_at_the_excom_only_states_that_sit_there_wish(item):
    item.agenda.event.body = Body.objects.get(pk="EXCOM")
    item.agenda.event.save()

    with pytest.raises(services.NotYoursError):
        wish(item, "LV")
    assert wish(item, "BE").member_state_id == "BE"  # in the chair


def test_until_the_end_of_the_last_day_one_may_wish_and_take_it_back(item):
    last = dt.datetime(2024, 5, 22, 21, 59, 59, tzinfo=dt.UTC)

    wish(item, at=last)
    take_back(item, at=last)
    take_back(item, at=last)

    assert Wish.objects.count() == 0
    assert Entry.objects.filter(deed=Deed.WISH_ENDED).count() == 1


def test_a_second_later_it_is_too_late_for_both(item):
    wish(item)
    late = dt.datetime(2024, 5, 22, 22, tzinfo=dt.UTC)

    with pytest.raises(services.TooLateError):
        wish(item, "EE", at=late)
    with pytest.raises(services.TooLateError):
        take_back(item, at=late)
    assert Wish.objects.count() == 1


@pytest.mark.parametrize("state", [AgendaState.PREPARING, AgendaState.ADOPTED])
def test_only_of_what_is_sent_out_and_not_adopted(item, state):
    agenda = item.agenda
    agenda.state = state
    if state == AgendaState.PREPARING:
        agenda.circulated_at, agenda.edition = None, 0
    else:
        agenda.adopted_at = AT
    agenda.save()

    with pytest.raises(NotNowError):
        wish(item)


def test_of_a_meeting_that_is_cancelled_nothing_is_wished(item):
    event = item.agenda.event
    event.state, event.cancelled_at, event.cancel_reason = State.CANCELLED, AT, "Storm"
    event.save()

    with pytest.raises(NotNowError):
        wish(item)


@pytest.mark.parametrize("state", [ItemState.STRUCK, ItemState.IN_WRITING])
def test_only_what_is_to_be_discussed(sent_out, state):
    named = {"written_label": "x", "written_key": "x", "written_url": "/x/"}
    item = AgendaItemFactory(
        agenda=sent_out, state=state, **(named if state == ItemState.IN_WRITING else {})
    )

    with pytest.raises(NotNowError):
        wish(item)


def test_what_only_some_may_know_is_not_wished_for(sent_out):
    whole = AgendaItemFactory(agenda=sent_out, visibility=Visibility.RESTRICTED)
    part = AgendaItemFactory(agenda=sent_out, parent=whole)

    for item in (whole, part):
        with pytest.raises(services.RestrictedError):
            wish(item, "BE")


def test_of_an_item_with_parts_a_part_is_wished_for(item):
    part = AgendaItemFactory(agenda=item.agenda, parent=item)

    with pytest.raises(services.HasPartsError):
        wish(item)
    assert wish(part).item == part


@pytest.mark.parametrize("level", [Visibility.RESTRICTED, Visibility.ATTENDEES])
@pytest.mark.parametrize("code", ["LV", "BE"], ids=["who does not know of it", "who does"])
def test_a_part_that_not_all_may_know_of_is_no_bar_to_a_wish(item, level, code):
    part = AgendaItemFactory(agenda=item.agenda, parent=item, visibility=level)

    assert wish(item, code).item == item
    with pytest.raises(services.RestrictedError):
        wish(part, "BE")


def test_what_is_no_meeting_of_a_body_has_nobody_who_wishes(network):
    assert services.wishing_states(speaker("LV"), EventFactory()) == frozenset()
    assert services.wishing_states(office(), MeetingFactory(first_date=DAY)) == frozenset()
