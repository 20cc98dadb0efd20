"""What a rule does is told live; a seat replies by keyboard, and on a phone from its letter."""

import pytest

from procedures.models import Ballot, Procedure
from procedures.words import PRESETS
from tests.browser.seeing import sideways

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_engine,
    pytest.mark.django_db(transaction=True),
]


def test_the_rule_that_is_chosen_is_told_at_once(house, as_role, page, live_server):
    as_role("secretariat")
    page.goto(f"{live_server.url}/procedures/new/")
    told = page.locator("#rule-in-words")
    assert "votes cast" in told.inner_text()

    page.get_by_label("Voting rule").select_option(label=str(PRESETS["P3_TWOTHIRDS_ALL"]))

    told.get_by_text("18 or more").wait_for()
    assert told.locator("tbody tr").count() == 10
    assert sideways(page, width=320) == []


def test_a_rule_is_told_while_it_is_typed(house, as_role, page, live_server):
    as_role("secretariat")
    page.goto(f"{live_server.url}/procedures/rules/new/")
    told = page.locator("#rule-in-words")

    page.locator("#id_fraction").fill("3/4")
    told.get_by_text("more than 3/4").wait_for()
    page.get_by_label("All seats", exact=True).check()

    told.get_by_text("21 or more").wait_for()
    assert sideways(page, width=320) == []


def test_who_leaves_a_draft_with_something_typed_is_asked_first(house, as_role, page, live_server):
    made = Procedure.objects.get(reference=house.words["procedure draft"])
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    as_role("secretariat")
    page.goto(f"{live_server.url}/procedures/{made.reference}/edit/")
    page.get_by_label("Question").fill("Something else?")
    page.get_by_role("button", name="Add").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert (asked, page.get_by_label("Question").input_value()) == (
        ["beforeunload"],
        "Something else?",
    )

    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()

    made.refresh_from_db()
    assert (asked, made.question) == (["beforeunload"], "Something else?")


def test_a_seat_replies_by_keyboard_alone(house, as_role, page, live_server):
    made = Procedure.objects.get(reference=house.words["procedure running"])
    code = house.words["state"]
    as_role("nr")
    page.goto(live_server.url + made.get_absolute_url())

    page.locator(f"#{code}-choice input").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("Draft saved").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("Agus ráiteas.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("is recorded.").wait_for()

    ballot = Ballot.objects.get(procedure=made, member_state=code)
    assert (ballot.choice, ballot.cast_by) == ("against", house.people["nr"])
