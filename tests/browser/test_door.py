"""The door on a phone: codes read with the camera, and scans that wait for the connection."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import segno
from django.utils import timezone

from accounts.access import standing
from events import attendance, badge_codes, services
from events import door as helpers
from events.models import Attendance, AttendanceTerms, Event, Registration, Session
from tests.browser.seeing import barriers, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A camera that looks at one badge: everything behind it is the browser's own.
CAMERA = """(rows) => {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), dot = 12;
    canvas.width = canvas.height = (rows.length + 8) * dot;
    setInterval(() => {
        pen.fillStyle = "white";
        pen.fillRect(0, 0, canvas.width, canvas.height);
        pen.fillStyle = "black";
        rows.forEach((row, y) => row.forEach((dark, x) => {
            if (dark) pen.fillRect((x + 4) * dot, (y + 4) * dot, dot, dot);
        }));
    }, 100);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
}"""

FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
BLIND = "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error()); }"


@pytest.fixture
def door(house, live_server):
    """The address of the door of an event that lasts all of today."""
    event = Event.objects.get(slug=house.words["event public"])
    now = timezone.now()
    event.zone = f"Etc/GMT{now.hour - 12:+d}"  # where it is noon: no test runs over midnight
    today = now.astimezone(ZoneInfo(event.zone)).date()
    event.first_date = event.last_date = today
    event.starts_time, event.ends_time = dt.time(0), dt.time(23, 59)
    event.save()
    Session.objects.filter(event=event).delete()
    Session(
        event=event, title="Opening", date=today, starts_time=dt.time(0), ends_time=dt.time(23, 59)
    ).save()
    return f"{live_server.url}/events/{event.slug}/check-in/"


def present():
    """Who was let in today; in the house somebody was at a training long ago."""
    return Attendance.objects.filter(session__title="Opening")


@pytest.fixture
def guest(house):
    return Registration.objects.get(key=house.words["registration confirmed"])


def test_a_phone_reads_a_badge_and_says_who_is_in(as_role, page, door, guest):
    as_role("presidency")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(door)
    rows = [list(row) for row in segno.make_qr(badge_codes.text(guest.key), error="m").matrix]
    page.evaluate(CAMERA, rows)

    page.get_by_role("button", name="Scan with the camera").click()
    page.locator("#log li").first.wait_for()
    said = page.locator("#log li").first.inner_text()
    log, video = (page.locator(one).bounding_box() for one in ("#log", "#video"))
    page.get_by_role("button", name="Stop the camera").click()
    page.get_by_role("button", name="Scan with the camera").wait_for()

    assert log["y"] + log["height"] <= video["y"]
    assert said.startswith(guest.name)
    assert "checked in at" in said
    page.locator("#video").wait_for(state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [row.registration for row in present()] == [guest]


def test_without_a_camera_the_page_says_what_else_to_do(as_role, page, door):
    as_role("secretariat")
    page.goto(door)
    page.evaluate(BLIND)

    page.get_by_role("button", name="Scan with the camera").click()

    page.get_by_text("The camera cannot be used here.").wait_for()
    page.locator("#video").wait_for(state="hidden")


def test_what_is_scanned_without_a_connection_is_sent_once_it_is_back(
    as_role, page, context, door, guest
):
    as_role("secretariat")
    page.goto(door)
    context.set_offline(True)
    for typed in (badge_codes.short(guest.key), "AAAA-AAAA"):
        page.get_by_label("Code on the badge").fill(typed)
        page.keyboard.press("Enter")
    page.get_by_text("Not sent yet: 2.").wait_for()
    kept = page.evaluate("Object.values(localStorage).map((one) => JSON.parse(one).length)")
    before = present().count()

    context.set_offline(False)
    page.get_by_text("checked in at").wait_for()
    page.get_by_text("Nobody here has that code.").wait_for()

    assert (kept, before) == ([2], 0)
    assert page.locator("#waits").inner_text() == ""
    assert page.evaluate("Object.values(localStorage)") == ["[]"]
    row = present().get()
    assert (row.registration, row.scanned_at <= timezone.now()) == (guest, True)


def test_what_a_full_device_does_not_keep_is_sent_all_the_same(as_role, page, context, door, guest):
    as_role("secretariat")
    page.goto(door)
    page.evaluate(FULL)
    context.set_offline(True)
    page.get_by_label("Code on the badge").fill(badge_codes.short(guest.key))
    page.keyboard.press("Enter")
    page.get_by_text("Leave this page open until all are sent.").wait_for()
    page.get_by_text("Not sent yet: 1.").wait_for()
    before = present().count()

    context.set_offline(False)
    page.get_by_text("checked in at").wait_for()

    assert (before, present().get().registration) == (0, guest)
    assert page.locator("#waits").inner_text() == ""


def test_names_are_found_while_they_are_typed(as_role, page, door, guest):
    as_role("secretariat")
    page.goto(door)

    page.get_by_label("Name, organisation or country").press_sequentially(guest.name[:4])
    page.locator("#names strong").get_by_text(guest.name).wait_for()
    page.get_by_label("Name, organisation or country").press_sequentially("xyz")
    page.get_by_role("link", name="Register somebody").wait_for()

    assert page.url == door


def test_who_was_let_in_by_code_is_counted_and_undone_at_once(as_role, page, context, door, guest):
    as_role("secretariat")
    page.goto(f"{door}?text={guest.name}")
    assert page.locator("#number").inner_text().startswith("0 of ")
    context.set_offline(True)
    page.get_by_label("Code on the badge").fill(badge_codes.short(guest.key))
    page.keyboard.press("Enter")
    page.get_by_text("Not sent yet: 1.").wait_for()
    context.set_offline(False)

    page.get_by_text("1 of ").wait_for()
    page.locator("#names").get_by_text("In since").wait_for()
    page.locator("#latest-in").get_by_role("button", name=guest.name).click()
    page.get_by_text(f"{guest.name} is no longer in.").wait_for()

    assert page.locator("#number").inner_text().startswith("0 of ")
    assert not present().exists()


def test_a_helper_with_a_link_lets_people_in_with_the_camera(
    page, context, door, guest, live_server
):
    services.make_door_link(guest.event, by=standing(None, timezone.now()), at=timezone.now())
    link = helpers.token_of(attendance.terms_of(guest.event))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/door/{link}/")
    rows = [list(row) for row in segno.make_qr(badge_codes.text(guest.key), error="m").matrix]
    page.evaluate(CAMERA, rows)

    page.get_by_role("button", name="Scan with the camera").click()
    page.get_by_text(f"{guest.name}: checked in at").wait_for()
    page.locator("#latest-in").get_by_role("button", name=guest.name).wait_for()

    assert [row.recorded_by for row in present()] == [None]
    assert [*barriers(page), *sideways(page, width=320)] == []


def test_what_waits_is_still_there_when_the_page_is_opened_again(
    as_role, page, context, door, guest
):
    as_role("secretariat")
    page.goto(door)
    context.set_offline(True)
    page.get_by_label("Code on the badge").fill(badge_codes.short(guest.key))
    page.keyboard.press("Enter")
    page.get_by_text("Not sent yet: 1.").wait_for()
    page.close()  # a page that is merely left may still send for a moment
    context.set_offline(False)

    again = context.new_page()
    again.goto(door)

    again.get_by_text("checked in at").wait_for()
    assert present().count() == 1


def test_on_the_day_no_page_has_a_barrier(as_role, house, page, door, guest, live_server):
    AttendanceTerms.objects.filter(event=guest.event).update(self_check_in=True)
    room = f"{live_server.url}/events/{house.words['event public']}/"
    own = f"{live_server.url}/registrations/{house.words['link confirmed']}/"
    as_role("secretariat")
    page.goto(door)
    page.get_by_label("Code on the badge").fill(badge_codes.short(guest.key))
    page.keyboard.press("Enter")
    page.get_by_text("checked in at").wait_for()

    session = f"attendance/sessions/{guest.event.sessions.get().uid}/"
    faults = {}
    of_room = ("kiosk/", "attendance/", "attendance/rules/", f"attendance/{guest.key}/", session)
    for address in (f"{door}?text=a", own, *(room + one for one in of_room)):
        for width, scheme in ((1280, "light"), (390, "dark")):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            if found := [*barriers(page), *sideways(page, width=320)]:
                faults[f"{address} {width}"] = found

    assert faults == {}
