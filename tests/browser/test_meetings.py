"""Meetings of a body: an agenda put in order, a delegation named, a half-day marked, minutes kept."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.days import network_day
from accounts.enums import Role, Visibility
from agendas.models import AgendaItem
from events.enums import Presence
from events.models import Attendance
from meetings.models import Delegation, Minutes
from tests.browser.seeing import barriers, sideways
from tests.factories.agendas import AgendaFactory, AgendaItemFactory
from tests.factories.events import RegistrationFactory, SessionFactory
from tests.factories.meetings import meeting, seat_of, secretariat, speaks_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = ["Adoption", "Strategy", "Award", "Ports"]
MOST_STEPS = 80
FOCUSED = """() => {
    const here = document.activeElement;
    return (here.ariaLabel ?? here.innerText).trim();
}"""

LINES = """all => all.map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getClientRects().length;
})"""


@pytest.fixture
def today(transactional_db):
    """A meeting of the Board that lasts all of today."""
    event = meeting(
        first_date=network_day(timezone.now()),
        starts_time=dt.time(0),
        ends_time=dt.time(23, 59),
        registration_closes_at=None,
    )
    SessionFactory(event=event, starts_time=dt.time(0), ends_time=dt.time(23, 59))
    return event


@pytest.fixture
def ahead(transactional_db):
    """A meeting of the Board in three weeks, with an agenda of four items."""
    day = network_day(timezone.now()) + dt.timedelta(days=21)
    event = meeting(first_date=day, registration_closes_at=None)
    agenda = AgendaFactory(event=event)
    for order, title in enumerate(TITLES, start=1):
        AgendaItemFactory(agenda=agenda, title=title, order=order)
    return event


def in_order():
    """The titles of the items as they stand."""
    return list(AgendaItem.objects.order_by("order").values_list("title", flat=True))


def line(page, title):
    """The line of an item in the list."""
    return page.locator("[data-order] > li").filter(has_text=title)


def tab_to(page, words):
    """Press Tab until what those words are on holds the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    pytest.fail(f"Tab does not reach {words} within {MOST_STEPS} steps of {page.url}")


def test_an_agenda_is_put_in_order_by_mouse_by_buttons_and_by_keyboard(
    ahead, sign_in, page, context, live_server
):
    sign_in(context, secretariat().user)
    page.goto(f"{live_server.url}/events/{ahead.slug}/agenda/edit/")

    with page.expect_navigation():
        line(page, "Ports").locator("strong").drag_to(line(page, "Strategy").locator("strong"))
    assert in_order() == ["Adoption", "Ports", "Strategy", "Award"]
    with page.expect_navigation():
        line(page, "Ports").get_by_role("button", name="Down").click()
    assert in_order() == ["Adoption", "Strategy", "Ports", "Award"]

    page.goto(f"{live_server.url}/events/{ahead.slug}/agenda/edit/")
    tab_to(page, "Up: 4")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert in_order() == ["Adoption", "Strategy", "Award", "Ports"]
    expect(page.locator("[data-order] .points-number")).to_have_text(["1", "2", "3", "4"])


@pytest.mark.parametrize("path", ["agenda/", "agenda/edit/"])
def test_the_number_of_a_part_stands_on_one_line(ahead, sign_in, page, context, live_server, path):
    agenda = ahead.agenda
    for order in range(5, 10):
        AgendaItemFactory(agenda=agenda, order=order)
    last = AgendaItemFactory(agenda=agenda, order=10)
    hidden = AgendaItemFactory(agenda=agenda, order=11, visibility=Visibility.RESTRICTED)
    for whole in (last, hidden):
        AgendaItemFactory(agenda=agenda, parent=whole, order=12)
    by = speaks_for("LV", role=Role.PRESIDENCY, at=timezone.now())
    ahead.host_id = "LV"
    ahead.save()
    sign_in(context, by.user)
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto(f"{live_server.url}/events/{ahead.slug}/{path}")

    numbers = page.locator(".points-number")
    assert {"10", "10.1", "R1", "R1.1"} <= set(numbers.all_inner_texts())
    lines = numbers.evaluate_all(LINES)
    assert set(lines) == {1}


def test_a_delegation_is_saved_while_it_is_typed_and_sent(
    ahead, sign_in, page, context, live_server
):
    sign_in(context, speaks_for("LV", at=timezone.now()).user)
    page.goto(f"{live_server.url}/events/{ahead.slug}/delegation/LV/")
    page.get_by_label("Full name").first.press_sequentially("Jānis Bērziņš")
    expect(page.locator("#saved")).to_contain_text("Draft saved")
    draft = Delegation.objects.get()
    assert (draft.state, draft.typed["name_1"]) == ("draft", "Jānis Bērziņš")

    page.goto(page.url)
    expect(page.get_by_label("Full name").first).to_have_value("Jānis Bērziņš")
    page.get_by_role("button", name="Send the delegation").click()
    page.get_by_text("Sent. Each person with an address").wait_for()

    draft.refresh_from_db()
    assert (draft.state, ahead.registrations.get().name) == ("sent", "Jānis Bērziņš")


def test_a_delegation_that_is_only_read_stays_as_it_is(ahead, sign_in, page, context, live_server):
    sign_in(context, speaks_for("LV", at=timezone.now()).user)
    page.goto(f"{live_server.url}/events/{ahead.slug}/delegation/LV/")
    expect(page.get_by_label("Reimbursed").first).not_to_be_checked()
    page.wait_for_timeout(1500)  # half a second more than a draft waits for the next key
    page.goto(live_server.url)

    assert not Delegation.objects.exists()


def test_a_half_day_is_marked_on_a_tablet(today, sign_in, page, context, live_server):
    for code in ("FR", "LV", "PT"):
        RegistrationFactory(
            event=today, seat=seat_of(code), country=code, name=f"Of {code}", capacity="head"
        )
    sign_in(context, secretariat().user)
    page.set_viewport_size({"width": 820, "height": 1180})
    page.goto(f"{live_server.url}/events/{today.slug}/day/")
    assert "There is no quorum" in page.locator("#table").inner_text()

    latvia = page.get_by_role("group", name="Of LV")
    latvia.get_by_role("button", name="Online").press("Enter")
    expect(latvia.get_by_role("button", name="Online")).to_have_attribute("aria-pressed", "true")
    expect(latvia.get_by_role("button", name="Online")).to_be_focused()
    expect(page.locator("#table .stays strong")).to_contain_text("1 of 3 voting seats")
    page.get_by_role("button", name="The other 2 are there").click()
    expect(page.locator("#table .stays strong")).to_contain_text("3 of 3 voting seats")

    presences = dict(Attendance.objects.values_list("registration__name", "presence"))
    assert presences == {
        "Of FR": Presence.PRESENT,
        "Of LV": Presence.ONLINE,
        "Of PT": Presence.PRESENT,
    }
    assert [*barriers(page), *sideways(page, width=820)] == []


def test_who_writes_minutes_over_anothers_sees_both_texts_and_loses_none(
    today, sign_in, page, context, browser, live_server
):
    minutes = Minutes.objects.create(event=today, created_at=timezone.now())
    section = minutes.sections.create(
        part="opening", order=0, text="It began.", changed_at=timezone.now()
    )
    address = f"{live_server.url}/events/{today.slug}/minutes/sections/{section.key}/"
    sign_in(context, secretariat(name="Eilís Ní Bhriain").user)
    elsewhere = browser.new_context()
    sign_in(elsewhere, secretariat(name="Zoë Ångström").user)
    other = elsewhere.new_page()
    page.goto(address)
    other.goto(address)

    other.get_by_label("Text").fill("It began at nine.")
    other.get_by_role("button", name="Save").click()
    other.get_by_text("Saved.").wait_for()
    page.get_by_label("Text").fill("It began late.")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("heading", name="Somebody was faster").wait_for()
    assert page.get_by_role("cell", name="It began at nine.").is_visible()
    assert page.get_by_role("cell", name="It began late.").is_visible()
    assert "Zoë Ångström" in page.locator("main").inner_text()
    section.refresh_from_db()
    assert section.text == "It began at nine."
    elsewhere.close()
