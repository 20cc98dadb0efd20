"""A new round of what minutes, or an item, are about: what it leaves alone is said on its page."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from agendas import services as agendas
from agendas.enums import ItemState
from meetings.services import send_for_comments
from procedures import rounds, services
from tests.events.organisers import signed_in
from tests.factories.procedures import running, secretariat
from tests.procedures.conftest import LATER
from tests.procedures.test_minutes import converted, item_about, minutes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

MINUTES = "this round does not adopt them"
ITEM = "this round leaves it alone"


def withdrawn(made):
    return services.withdraw(made, reason="Wait.", by=secretariat(LATER), at=LATER)


def next_round(made):
    return services.new_round(
        made, once=uuid.uuid4(), reason="Again.", by=secretariat(LATER), at=LATER
    )


def back_with_the_seats(found):
    found.refresh_from_db()
    send_for_comments(
        found, until=dt.date(2024, 6, 30), version=found.version, by=secretariat(LATER), at=LATER
    )


def said(made, name):
    """What the draft's page, or that of its launch, says."""
    page = signed_in(secretariat(LATER).user).get(
        reverse(f"procedures:{name}", args=[made.reference])
    )
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize("has_item", [True, False], ids=["on an agenda", "on none"])
def test_minutes_that_went_back_to_the_seats_are_left_alone_and_so_is_their_item(has_item):
    found = minutes()
    item = item_about(found) if has_item else None
    made = withdrawn(converted(found))
    back_with_the_seats(found)

    second = next_round(made)

    assert (made.item, made.minutes) == (item, found)
    assert (second.item, second.minutes, second.agreed_by) == (None, None, "")
    if has_item:
        item.refresh_from_db()
        assert item.state == ItemState.OPEN


def test_minutes_that_another_procedure_asks_about_by_now_stay_with_it():
    found = minutes()
    made = withdrawn(converted(found))
    another = converted(found)

    second = next_round(made)

    found.refresh_from_db()
    assert (second.minutes, found.written_key) == (None, another.reference)


@pytest.mark.parametrize("name", ["edit", "launch"])
def test_the_pages_of_the_draft_say_so(time_machine, name):
    time_machine.move_to(LATER, tick=False)
    found = minutes()
    made = withdrawn(converted(found))
    back_with_the_seats(found)

    assert MINUTES in said(next_round(made), name)


@pytest.mark.parametrize("name", ["edit", "launch"])
def test_they_say_too_that_the_item_is_left_alone(time_machine, name):
    time_machine.move_to(LATER, tick=False)
    found = minutes()
    item = item_about(found)
    made = withdrawn(converted(found))
    agendas.strike_item(item, reason="No time.", by=secretariat(LATER), at=LATER)

    second = next_round(made)
    page = said(second, name)

    assert (second.item, second.minutes) == (None, found)
    assert (ITEM in page, MINUTES in page) == (True, False)


def test_a_round_that_takes_all_over_leaves_nothing_out_and_the_presidency_has_agreed():
    found = minutes()
    item = item_about(found)

    second = next_round(withdrawn(converted(found)))

    assert (second.item, second.minutes, second.agreed_by) == (item, found, "Anna Peeters")
    assert rounds.left_out(second) == ""


def test_that_the_presidency_agreed_goes_with_minutes_that_stand_on_no_agenda():
    second = next_round(withdrawn(converted(minutes())))

    assert (second.item, second.agreed_by) == (None, "Anna Peeters")


def test_a_round_of_what_comes_from_nowhere_leaves_nothing_out():
    first = running()

    assert (rounds.left_out(first), rounds.left_out(next_round(first))) == ("", "")
