"""A request for a training survives the browser, the line and the other person who types."""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import Course
from tests.browser.seeing import barriers, sideways
from trainings import services
from trainings.models import TrainingRequest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Five municipalities begin local prevention contracts."


def begun(page, live_server):
    """Open the form from the home page and type the first words."""
    page.goto(live_server.url)
    page.get_by_role("link", name="Request a training").click()
    page.get_by_label("City").fill("Lisbon")
    expect(page.locator("#saved")).to_contain_text("Draft saved")
    page.wait_for_url("**/draft/")
    return TrainingRequest.objects.order_by("-pk").first()


@contextmanager
def script_held(page):
    """Let the script of the draft come only once the block is done."""
    held = []

    def hold(route):
        held.append(route)

    page.route("**/draft*.js", hold)
    with page.expect_request("**/draft*.js"):
        yield
    held.pop().continue_()


def day(page, box, *parts):
    """Type a day into its three boxes."""
    for name, part in zip(("day", "month", "year"), parts, strict=True):
        page.locator(f"#id_{box}_{name}").fill(str(part))


def test_a_representative_asks_for_a_training_from_the_home_page(house, as_role, page, live_server):
    as_role("nr")
    made = begun(page, live_server)
    year = made.created_at.year + 1
    course = Course.objects.get(slug=house.words["course"])

    taught = page.locator("[data-taught]")
    expect(taught).to_have_count(Course.objects.on_request().count())
    page.locator(f"[name=course][value='{course.pk}']").check()
    expect(page.locator("[data-taught]:visible")).to_have_text([re.compile(course.title)])
    for label, number in (("Expected", 25), ("At least", 12), ("At most", 30)):
        page.get_by_label(label, exact=True).fill(str(number))
    for label, number in (("Police", 10), ("Local authority", 8), ("Policymaker", 6)):
        page.get_by_label(label, exact=True).fill(str(number))
    expect(page.locator("[data-sum]")).to_have_text("24 of 25: does not add up yet")
    page.get_by_label("Expected", exact=True).fill("24")
    expect(page.locator("[data-sum]")).to_have_text("24 of 24: adds up")
    for row in (1, 2, 3):
        day(page, f"starts_{row}", 4 + 7 * row, 11, year)
        page.locator(f"#id_ends_{row}_day").fill(str(8 + 7 * row))
    page.get_by_label("Room", exact=True).check()
    page.get_by_label("Why this training").fill(WHY)
    assert barriers(page) == []
    assert sideways(page, width=320) == []
    page.get_by_role("button", name="Send to the Secretariat").click()

    page.get_by_text("The Secretariat answers here and by mail.").wait_for()
    made.refresh_from_db()
    assert (made.state, made.expected, made.windows.count()) == ("submitted", 24, 3)


def test_what_is_typed_before_the_script_has_come_is_saved_too(house, as_role, page, live_server):
    as_role("nr")
    course = Course.objects.get(slug=house.words["course"])
    address = f"{live_server.url}/trainings/requests/new/"
    with script_held(page):
        page.goto(address, wait_until="commit")
        page.get_by_label("City").fill("Lisbon")
        page.locator(f"[name=course][value='{course.pk}']").check()
        page.get_by_label("Room", exact=True).check()
    expect(page.locator("#saved")).to_contain_text("Draft saved")
    expect(page.locator("[data-taught]:visible")).to_have_text([re.compile(course.title)])

    made = TrainingRequest.objects.latest("pk")
    assert (made.typed["city"], made.typed["provides"]) == ("Lisbon", ["room"])
    assert made.typed["course"] == str(course.pk)


def test_a_form_in_which_nobody_types_makes_no_draft(house, as_role, page, live_server):
    as_role("nr")
    before = TrainingRequest.objects.count()
    page.goto(f"{live_server.url}/trainings/requests/new/")
    page.wait_for_timeout(1500)  # half a second more than a draft waits for the next key

    assert TrainingRequest.objects.count() == before
    assert page.evaluate("localStorage.length") == 0


def test_what_is_typed_early_stands_over_what_was_kept(house, as_role, page, context, live_server):
    as_role("nr")
    made = begun(page, live_server)
    context.set_offline(True)
    page.get_by_label("Why this training").fill(WHY)
    page.get_by_label("City").fill("Braga")
    expect(page.locator("#saved")).to_contain_text("No connection")
    page.close()
    context.set_offline(False)

    again = context.new_page()
    with again.expect_response(lambda answer: answer.request.method == "POST"), script_held(again):
        again.goto(
            f"{live_server.url}/trainings/requests/{made.reference}/draft/", wait_until="commit"
        )
        again.get_by_label("City").fill("Porto")

    made.refresh_from_db()
    assert (made.typed["city"], made.typed["motivation"]) == ("Porto", WHY)


def test_what_is_typed_without_a_connection_is_saved_once_there_is_one(
    house, as_role, page, context, live_server
):
    as_role("nr")
    made = begun(page, live_server)

    context.set_offline(True)
    page.get_by_label("Why this training").fill(WHY)
    expect(page.locator("#saved")).to_contain_text("No connection")
    page.get_by_role("button", name="Finish later").click()
    expect(page.locator("#saved")).to_contain_text("No connection")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        context.set_offline(False)

    made.refresh_from_db()
    assert (made.typed["city"], made.typed["motivation"]) == ("Lisbon", WHY)


def test_what_is_typed_without_a_connection_survives_closing_the_page(
    house, as_role, page, context, live_server
):
    as_role("nr")
    made = begun(page, live_server)
    context.set_offline(True)
    page.get_by_label("Why this training").fill(WHY)
    page.get_by_label("In the Member State").check()
    expect(page.locator("#saved")).to_contain_text("No connection")
    page.close()
    context.set_offline(False)

    again = context.new_page()
    with again.expect_response(lambda answer: answer.request.method == "POST"):
        again.goto(f"{live_server.url}/trainings/requests/{made.reference}/draft/")
    expect(again.get_by_label("Why this training")).to_have_value(WHY)

    made.refresh_from_db()
    assert (made.typed["motivation"], made.typed["place"]) == (WHY, "member_state")


def other_types(house, made, **said):
    """Let the substitute save something into the same draft."""
    made.refresh_from_db()
    services.save_draft(
        made,
        version=made.version,
        typed={**made.typed, **said},
        by=house.standing("substitute"),
        at=timezone.now(),
    )


def test_what_two_people_type_into_different_fields_goes_on_as_one(
    house, as_role, page, live_server
):
    as_role("nr")
    made = begun(page, live_server)
    other_types(house, made, city="Porto", provides=["room"])

    page.get_by_label("Venue").fill("Town hall")
    expect(page.locator("#saved")).to_contain_text(
        f"{house.people['substitute'].name} has changed meanwhile: City, What you provide."
    )
    expect(page.get_by_label("City")).to_have_value("Porto")
    expect(page.get_by_label("Room", exact=True)).to_be_checked()
    page.get_by_label("Venue").fill("Old mill")
    page.get_by_label("City").press("Enter")
    expect(page.get_by_label("City")).to_be_focused()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Finish later").click()
    page.wait_for_url("**/requests/mine/")

    made.refresh_from_db()
    assert (made.typed["city"], made.typed["venue"]) == ("Porto", "Old mill")
    assert made.typed["provides"] == ["room"]


def test_two_people_who_type_into_one_field_choose_and_closing_the_page_loses_nothing(
    house, as_role, page, context, live_server
):
    as_role("nr")
    made = begun(page, live_server)
    other_types(house, made, city="Porto")

    page.get_by_label("City").fill("Braga")
    expect(page.locator("#saved")).to_contain_text(
        f"{house.people['substitute'].name} has changed the same as you meanwhile"
    )
    page.get_by_role("button", name="See both").click()
    expect(page.get_by_role("heading", name="Two of you typed")).to_be_visible()
    page.close()
    made.refresh_from_db()
    assert made.typed["city"] == "Porto"

    again = context.new_page()
    again.goto(f"{live_server.url}/trainings/requests/{made.reference}/draft/")
    expect(again.get_by_label("City")).to_have_value("Braga")
    again.get_by_role("button", name="See both").click()
    again.get_by_role("heading", name="Two of you typed").wait_for()
    again.wait_for_timeout(500)  # what moves under the pointer has come to rest
    assert barriers(again) == []
    assert sideways(again, width=320) == []
    again.get_by_role("button", name="Go on with these").click()
    expect(again.get_by_label("City")).to_have_value("Braga")
    assert again.evaluate("localStorage.length") == 0

    made.refresh_from_db()
    assert made.typed["city"] == "Braga"


def test_what_a_server_that_cannot_be_reached_did_not_take_is_kept(
    house, as_role, page, context, live_server
):
    as_role("nr")
    made = begun(page, live_server)
    context.route("**/draft/", lambda route: route.abort())

    page.get_by_label("Why this training").fill(WHY)
    page.get_by_role("button", name="Finish later").click()
    expect(page.locator("#saved")).to_contain_text("Not saved.")
    assert page.evaluate("navigator.onLine")
    expect(page.get_by_label("Why this training")).to_have_value(WHY)
    page.close()
    context.unroute("**/draft/")
    again = context.new_page()
    with again.expect_response(lambda answer: answer.request.method == "POST"):
        again.goto(f"{live_server.url}/trainings/requests/{made.reference}/draft/")
    expect(again.get_by_label("Why this training")).to_have_value(WHY)
    expect(again.locator("#saved")).to_contain_text("Draft saved")

    made.refresh_from_db()
    assert made.typed["motivation"] == WHY
    assert again.evaluate("localStorage.length") == 0


def test_who_is_signed_out_while_typing_is_told_and_loses_nothing(
    house, as_role, page, context, live_server
):
    as_role("nr")
    made = begun(page, live_server)
    session = [one for one in context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME]
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.get_by_label("Why this training").fill(WHY)
    expect(page.locator("#saved")).to_contain_text("You are signed out")
    context.add_cookies(session)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.goto(f"{live_server.url}/trainings/requests/{made.reference}/draft/")

    made.refresh_from_db()
    assert made.typed["motivation"] == WHY
