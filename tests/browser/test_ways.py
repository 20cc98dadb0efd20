"""The way from the home page to a confirmed place: by keyboard alone, and on a phone."""

import pytest

from events.models import Registration

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_engine,
    pytest.mark.django_db(transaction=True),
]

MOST_STEPS = 80
FOCUSED = """() => {
    const one = document.activeElement;
    return [one.id, (one.innerText || one.value || "").trim(), one.getAttribute("href") || ""];
}"""


def tab_to(page, wanted):
    """Press Tab until what holds the focus is wanted, by its id, its words or its address."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted in page.evaluate(FOCUSED):
            return
    pytest.fail(f"Tab does not reach {wanted} within {MOST_STEPS} steps of {page.url}")


def follow(page, wanted, address):
    """Reach something by Tab, press Enter, and wait for where it leads."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_a_place_is_reached_by_tab_and_enter_alone(house, page, live_server):
    event = f"/events/{house.words['event public']}/"
    page.goto(live_server.url)

    follow(page, event, f"**{event}")
    follow(page, f"{event}register/", f"**{event}register/")
    for box, typed in (
        ("id_name", "Zofia Łukasiewicz"),
        ("id_email", "zofia@example.eu"),
        ("id_organisation", "Urząd Miasta"),
        ("id_country", "Pola"),
        ("id_category", "Loc"),
    ):
        tab_to(page, box)
        page.keyboard.type(typed)
    follow(page, "Send registration", f"**{event}registered/**")

    assert page.get_by_role("heading", level=1).inner_text() == "Your place is confirmed"
    made = Registration.objects.get(email="zofia@example.eu")
    assert (made.name, made.country, made.category, made.state) == (
        "Zofia Łukasiewicz",
        "PL",
        "local_authority",
        "confirmed",
    )


def test_on_a_phone_a_visitor_comes_from_the_menu_to_a_confirmed_place(house, page, live_server):
    event = f"/events/{house.words['event public']}/"
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url)

    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    menu.get_by_role("link", name="Events").click()
    page.wait_for_url("**/events/")

    page.locator(f"a[href='{event}']").first.click()
    page.locator(f"a[href='{event}register/']").first.click()
    page.get_by_label("Full name").fill("Ġorġ Ħaż-Żebbuġ")
    page.locator("#id_email").fill("gorg@")
    page.get_by_role("button", name="Send registration").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Full name").input_value() == "Ġorġ Ħaż-Żebbuġ"

    page.locator("#id_email").fill("gorg@example.eu")
    page.get_by_label("Country or body").select_option("MT")
    page.get_by_label("What describes your work best?").select_option("police")
    page.get_by_role("button", name="Send registration").click()
    page.wait_for_url(f"**{event}registered/**")

    assert page.get_by_role("heading", level=1).inner_text() == "Your place is confirmed"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    made = Registration.objects.get(email="gorg@example.eu")
    assert (made.country, made.state) == ("MT", "confirmed")


def test_a_decision_against_the_rule_is_a_few_steps_past_the_tabs(
    house, as_role, page, live_server
):
    event, key = house.words["event public"], house.words["registration confirmed"]
    as_role("secretariat")
    page.goto(f"{live_server.url}/events/{event}/certificates/people/{key}/#main")

    tab_to(page, "Skip the pages of this event")
    page.keyboard.press("Enter")
    passed = []
    while "id_earns_0" not in passed and len(passed) < 10:
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.id"))

    assert passed[-1] == "id_earns_0"


def test_problems_of_a_form_are_read_first_wherever_the_address_leads(
    house, as_role, page, live_server
):
    event, key = house.words["event public"], house.words["registration confirmed"]
    as_role("secretariat")
    page.goto(f"{live_server.url}/events/{event}/certificates/people/{key}/#main")

    page.get_by_label("Reason").fill("")
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_role("alert").wait_for()

    assert page.evaluate("document.activeElement.matches('[role=alert]')")
    assert "#" not in page.url
