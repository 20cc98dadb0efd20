"""A delegation is saved while it is typed, shared by who speaks for its seat, and never undone."""

import datetime as dt

import pytest
import time_machine

from events.models import Registration
from meetings.delegations import party_at
from meetings.models import Delegation
from tests.events.test_views_own import words_of
from tests.factories.meetings import AT
from tests.meetings.delegation_form import JSON, PAGE, boxes, draft, marks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


EMPTY_FIRST = {f"{name}_1": "" for name in ("name", "email", "function")} | {
    "attending_1": "in_person"
}


def boxes_as_sent():
    """What stood in the form of somebody who has typed nothing."""
    names = ("name", "email", "function", "key")
    empty = "&".join(f"{name}_{row}=" for row in (1, 2) for name in names)
    chosen = "capacity_1=head&capacity_2=member&attending_1=in_person&attending_2=in_person"
    return f"{empty}&{chosen}&note=&rows=2"


def test_what_is_typed_is_saved_and_who_shares_the_seat_goes_on_with_it(event, anna, zane):
    told = anna.post(PAGE, boxes(), **JSON).json()

    assert told["said"] == "Draft saved 10:00 (Brussels)"
    assert (told["version"], told["rows"], told["address"], told["taken"]) == (
        2, "2", PAGE, False,
    )  # fmt: skip
    assert told["key"] == "2026-05-27-board LV"
    assert 'value="Anna Kalniņa"' in zane.get(PAGE).text
    other = {"note": "By train.", "base": boxes_as_sent(), "version": "1"}
    both = zane.post(PAGE, boxes(**EMPTY_FIRST, **other), **JSON).json()
    assert "Anna Kalniņa has changed meanwhile: Name, person 1" in both["said"]
    assert both["taken"]
    assert (draft().typed["name_1"], draft().typed["note"]) == ("Anna Kalniņa", "By train.")


def test_typed_into_the_same_box_both_are_asked_and_nothing_is_lost(event, anna, zane):
    base = marks(zane.get(PAGE))
    anna.post(PAGE, boxes(), **JSON)
    mine = boxes(**base) | {"name_1": "Zane Liepa", "email_1": "", "function_1": ""}
    mine |= {"attending_1": "in_person"}

    refused = zane.post(PAGE, mine, **JSON)
    assert refused.status_code == 409
    assert "Anna Kalniņa has changed the same as you meanwhile" in refused.json()["said"]
    page = zane.post(PAGE, mine | {"save": "1"})
    assert page.status_code == 409
    said = words_of(page)
    both = "Name and address, person 1 Yours, not saved Zane Liepa – Now stored Anna Kalniņa"
    assert f"{both} anna@example.eu" in said
    assert draft().typed["name_1"] == "Anna Kalniņa"

    chosen = mine | {"version": "2", "mine": "1", "of_name_1": "own"}
    after = zane.post(PAGE, chosen)
    assert after.headers["Location"] == f"{PAGE}?anew=1"
    assert (draft().typed["name_1"], draft().typed["email_1"]) == ("Zane Liepa", "")
    zane.post(PAGE, chosen | {"name_1": "Somebody", "version": "3", "of_name_1": "theirs"})
    assert draft().typed["name_1"] == "Zane Liepa"


@pytest.mark.parametrize("chosen", ["theirs", "own"])
@pytest.mark.parametrize("mine", ["a name and an address", "an address"])
def test_name_and_address_of_a_row_are_of_one_person(  # each is a part of a case
    event, anna, zane, chosen, mine
):
    anna.post(PAGE, boxes(), **JSON)
    base = marks(zane.get(PAGE))
    anna.post(PAGE, boxes(**base) | {"name_1": "Ilze Ozola"}, **JSON)
    typed = boxes(**base) | {"email_1": "zane@example.eu"}
    if mine == "a name and an address":
        typed |= {"name_1": "Zane Liepa"}
    own = typed["name_1"]

    page = zane.post(PAGE, typed | {"save": "1"})
    said = words_of(page)
    sent = typed | {"version": str(draft().version), "mine": "1", "of_name_1": chosen}
    zane.post(PAGE, sent)

    assert page.status_code == 409
    assert f"not saved {own} zane@example.eu Now stored Ilze Ozola anna@example.eu" in said
    assert 'name="of_email_1"' not in page.text
    kept = (draft().typed["name_1"], draft().typed["email_1"])
    there = ("Ilze Ozola", "anna@example.eu")
    assert kept == (there if chosen == "theirs" else (own, "zane@example.eu"))


def test_the_reimbursed_are_said_in_words_where_two_differ(event, anna, zane):
    base = marks(zane.get(PAGE))
    anna.post(PAGE, boxes(), **JSON)
    stored = marks(anna.get(PAGE))
    anna.post(PAGE, boxes(**stored) | {"reimbursed_1": "on", "capacity_1": "expert"}, **JSON)
    mine = boxes(**base) | {"capacity_1": "substitute"}

    page = zane.post(PAGE, mine | {"save": "1"})

    assert "Yours, not saved Substitute Now stored Expert" in words_of(page)


def test_a_page_that_is_older_than_the_draft_sends_nothing(event, anna, zane):
    old = marks(zane.get(PAGE))
    anna.post(PAGE, boxes(note="By train."), **JSON)

    page = zane.post(PAGE, boxes(send="1", **old))

    assert page.status_code == 422
    assert "Anna Kalniņa has changed meanwhile: To the Secretariat" in words_of(page)
    assert Registration.objects.count() == 0
    fresh = marks(page)
    zane.post(PAGE, boxes(send="1", note="By train.", **fresh))
    assert Registration.objects.count() == 1


def test_finished_later_the_draft_waits_and_is_told_from_what_was_sent(event, anna):
    page = anna.post(PAGE, boxes(save="1"), follow=True)
    assert "Saved. The draft waits for you and who shares your seat." in words_of(page)
    stored = marks(anna.get(PAGE))
    anna.post(PAGE, boxes(send="1", **stored))

    after = marks(anna.get(PAGE))
    key = str(party_at(event, "LV").people[0].key)
    anna.post(PAGE, boxes(note="Late.", save="1", key_1=key, **after))

    said = words_of(anna.get(PAGE))
    assert "Something was changed since the delegation was sent. Send it anew." in said
    assert "Draft saved 10:00" in said
    with time_machine.travel(AT + dt.timedelta(days=1), tick=False):
        assert "Draft saved Monday 2 March 2026, 10:00 (Brussels)" in words_of(anna.get(PAGE))


def test_without_its_marks_or_with_a_book_in_it_a_form_is_not_kept(event, anna):
    without = anna.post(PAGE, boxes(version=""), **JSON)
    book = anna.post(PAGE, boxes(note="x" * 8_001), **JSON)
    page = anna.post(PAGE, boxes(note="x" * 8_001))

    assert (without.status_code, book.status_code, page.status_code) == (422, 422, 422)
    assert "This form lacks its version." in without.json()["said"]
    assert "This is more text than a draft holds." in book.json()["said"]
    assert "This is more text than a draft holds." in words_of(page)
    assert Delegation.objects.count() == 0


def test_a_zero_byte_and_rows_that_are_no_number_do_no_harm(event, anna):
    anna.post(PAGE, boxes(rows="many", name_1="An\0na"), **JSON)

    assert (draft().typed["name_1"], draft().typed["rows"]) == ("Anna", "2")
