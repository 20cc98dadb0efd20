import datetime as dt
import gzip
import re

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from accounts.enums import Role
from calendars import feeds
from calendars.pages import Step
from events.enums import Mode, RegistrationState, State
from events.models import Event
from procedures.services import withdraw
from tests.clients.lines import faults, named
from tests.factories.accounts import BodyFactory, MandateFactory, OrganisationFactory, UserFactory
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.procedures import board, holder, rule, running, secretariat
from tests.queries import counted, statements

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)
FEED = "/calendar/public.ics"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def made(**fields):
    return EventFactory(**{"first_date": DAY, "slug": "2026-12-10-seminar", **fields})


def file_of(event):
    return reverse("calendars:event_ics", args=[event.slug])


def shown(response):
    return [
        entry.text for week in response.context["weeks"] for day in week for entry in day.entries
    ]


def test_the_public_feed_and_its_headers(client):
    made(title="Seminar")

    answer = client.get(FEED)

    assert {name: answer[name] for name in sorted(answer.headers) if name != "ETag"} == {
        **{name: answer[name] for name in sorted(answer.headers) if name != "ETag"},
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="eucpn-events.ics"',
        "Cache-Control": "public, max-age=900",
        "Vary": "Accept-Encoding",
    }
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer["ETag"])
    assert "Last-Modified" not in answer
    assert faults(answer.content) == []
    assert named(answer.content, "NAME") == ["NAME:EUCPN: events"]
    assert named(answer.content, "X-WR-CALNAME") == ["X-WR-CALNAME:EUCPN: events"]
    assert named(answer.content, "REFRESH-INTERVAL") == ["REFRESH-INTERVAL;VALUE=DURATION:PT4H"]
    assert named(answer.content, "METHOD") == named(answer.content, "X-WR-TIMEZONE") == []
    assert named(answer.content, "SUMMARY") == ["SUMMARY:Seminar"]


def test_what_did_not_change_is_304_by_one_statement_and_without_rendering(client):
    made()
    tag = client.get(FEED)["ETag"]
    caches["entries"].clear()

    found = statements(lambda: client.get(FEED, headers={"if-none-match": tag}))
    answer = client.get(FEED, headers={"if-none-match": f'W/"other", {tag}'})

    assert len(found) == 1
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert answer["Cache-Control"] == "public, max-age=900"
    assert not caches["entries"]._cache


def test_the_tag_of_the_packed_answer_works_too(client):
    EventFactory.create_batch(5, first_date=DAY)

    packed = client.get(FEED, headers={"accept-encoding": "gzip"})
    again = client.get(FEED, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})

    assert (packed["Content-Encoding"], packed["ETag"][:2]) == ("gzip", "W/")
    assert gzip.decompress(packed.content) == client.get(FEED).content
    assert again.status_code == 304


def test_one_event_replaced_by_another_is_200(client):
    event = made()
    tag = client.get(FEED)["ETag"]
    Event.objects.filter(pk=event.pk).update(visibility="network")
    made(slug="other")

    assert client.get(FEED, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("accept", ["", "text/html", "image/png;q=0.1"])
def test_no_accept_header_is_refused(client, accept):
    assert client.get(FEED, headers={"accept": accept}).status_code == 200


def test_head_equals_get_and_the_rest_is_405(client, strict_client):
    event = made()
    for url in (FEED, file_of(event)):
        get, head = client.get(url), client.head(url)
        assert (head.status_code, dict(head.headers), head.content) == (200, dict(get.headers), b"")
        for method in ("post", "put", "patch", "delete", "options"):
            answer = getattr(strict_client, method)(url)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.fixture
def strict_client():
    from django.test import Client

    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("who", ["visitor", "attendee", "serves"])
def test_no_cookie_is_set_or_read(client, settings, who):
    event = made()
    if who == "attendee":
        client.force_login(UserFactory())
    elif who == "serves":
        client.force_login(MandateFactory(role=Role.SECRETARIAT).user)

    for url, demo in ((FEED, True), (FEED, False), (file_of(event), True)):
        settings.DEMO = demo  # outside it the second factor is asked for almost everywhere
        found = statements(lambda url=url: client.get(url))
        answer = client.get(url)
        assert answer.status_code == 200
        assert (answer.cookies, answer["Vary"]) == ({}, "Accept-Encoding")
        assert not [sql for sql in found if "django_session" in sql or "accounts_user" in sql]


def test_nothing_leaks(client):
    event = made(
        mode=Mode.HYBRID,
        join_link="https://meet.example.eu/CANARY",
        join_link_in_calendars=True,
        contact="canary@example.eu",
        access_notes="CANARY",
        forward_text="CANARY",
        co_promoters="CANARY",
    )
    RegistrationFactory(
        event=event, name="CANARY", email="canary@example.eu", organisation="CANARY"
    )
    SpeakerFactory(session=SessionFactory(event=event, title="CANARY"), name="CANARY")
    held_with = made(slug="board", title="CANARY", visibility="network", city="CANARY")
    made(slug="restricted", title="CANARY", visibility="restricted")
    made(slug="draft", title="CANARY", state=State.DRAFT, published_at=None)
    event.held_with.add(held_with)

    for url in (FEED, file_of(event), "/calendar/2026/12/", "/events/"):
        assert b"CANARY" not in client.get(url).content.upper()


def test_the_file_of_one_event(client):
    event = made(title="Seminar")

    answer = client.get(file_of(event))

    assert (answer["Content-Type"], answer["Content-Disposition"], answer["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="2026-12-10-seminar.ics"',
        "public, max-age=900",
    )
    assert named(answer.content, "UID") == [f"UID:{event.uid}"]
    assert named(answer.content, "NAME") == named(answer.content, "REFRESH-INTERVAL") == []
    feed = client.get(FEED).content
    entry = re.search(rb"BEGIN:VEVENT.*END:VEVENT\r\n", answer.content, re.DOTALL)[0]
    assert entry in feed


def test_the_file_is_for_who_may_see_the_page(client):
    event = made(visibility="network")

    assert client.get(file_of(event))["Location"].startswith("/accounts/login/?next=/events/")
    client.force_login(UserFactory())
    assert client.get(file_of(event)).status_code == 404
    member = MandateFactory().user
    client.force_login(member)
    answer = client.get(file_of(event))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")


def test_who_is_registered_by_invitation_gets_the_file(client):
    event, user = made(visibility="attendees"), UserFactory()
    client.force_login(user)
    assert client.get(file_of(event)).status_code == 404

    RegistrationFactory(event=event, email=user.email)
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    assert client.get(file_of(event)).status_code == 200


def test_the_month_shows_what_one_may_see(client):
    made(title="Seminar")
    made(slug="board", title="Board", visibility="network", starts_time=dt.time(8))
    made(slug="off", title="Off", state="cancelled", cancelled_at=AT, cancel_reason="x")
    made(slug="draft", title="xx", state="draft", published_at=None)

    assert shown(client.get("/calendar/2026/12/")) == ["09:30 Seminar", "09:30 Cancelled:"]
    client.force_login(MandateFactory().user)
    assert shown(client.get("/calendar/2026/12/")) == [
        "08:00 Board",
        "09:30 Seminar",
        "09:30 Cancelled:",
    ]


def test_without_a_month_it_is_this_one(client):
    page = client.get("/calendar/")

    assert page.context["title"] == "November 2026"
    assert page.context["previous"] == Step("October 2026", "/calendar/2026/10/", "October")
    assert page.context["next"] == Step("December 2026", "/calendar/2026/12/", "December")
    assert "Nothing here. Events stand here once" in page.text


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("kind=meeting", ["09:30 Board"]),
        ("body=BOARD", ["09:30 Board"]),
        ("kind=seminar&body=BOARD", []),
        ("kind=%00&body=nonsense", ["09:30 Seminar", "09:30 Board"]),
    ],
)
def test_filters_of_the_month_are_kept_on_the_way_to_others(client, query, texts):
    made(title="Seminar")
    made(slug="board", title="Board", kind="meeting", body=BodyFactory(code="BOARD"))

    page = client.get(f"/calendar/2026/12/?{query}")

    assert shown(page) == texts
    assert page.context["next"].url == f"/calendar/2027/1/?{query}"


@pytest.mark.parametrize("month", ["1999/12", "2101/1", "2026/0", "2026/13", f"{10**30}/1", "0/5"])
def test_no_other_months(client, month):
    client.force_login(UserFactory())

    assert client.get(f"/calendar/{month}/").status_code == 404


def test_the_ends_of_time_have_no_neighbour(client):
    assert client.get("/calendar/2000/1/").context["previous"] is None
    assert client.get("/calendar/2100/12/").context["next"] is None


def test_the_address_to_subscribe_stands_in_full_and_as_a_second_link(client, settings):
    settings.SITE_URL = "https://events.example"

    html = client.get("/calendar/").content.decode()

    assert "<code>https://events.example/calendar/public.ics</code>" in html
    assert 'href="webcal://events.example/calendar/public.ics"' in html


def test_statements_of_the_month_do_not_grow(client):
    made()
    one = counted(lambda: client.get("/calendar/2026/12/"))
    EventFactory.create_batch(3, first_date=DAY)

    assert counted(lambda: client.get("/calendar/2026/12/")) == one == 2


@pytest.fixture
def procedures(_now):
    """Two that run, one for the Board and one for the whole Network, and one withdrawn."""
    board()
    at = AT - dt.timedelta(hours=1)
    running(at, title="Toolbox", visibility="body")
    running(at, title="Colours", visibility="network", rule_=rule(window_days=11))
    gone = running(at, title="Gone", visibility="network")
    withdraw(gone, reason="No need.", by=secretariat(at), at=AT)


def due(text):
    return f"23:59 Reply due: {text}"


def test_deadlines_stand_in_the_month_for_who_may_read_the_procedure(client, procedures):
    def seen_by(user, query=""):
        client.force_login(user) if user else client.logout()
        page = client.get(f"/calendar/2026/12/{query}")
        return shown(page), "Deadline" in page.text

    member = holder("PT", AT).user
    guest = MandateFactory(
        role=Role.OBSERVER, member_state=None, organisation=OrganisationFactory()
    ).user

    assert seen_by(None) == ([], False)
    assert seen_by(UserFactory()) == ([], False)
    assert seen_by(guest) == ([due("Colours")], True)
    assert seen_by(member) == ([due("Toolbox"), due("Colours")], True)
    assert seen_by(member, "?body=BOARD") == ([due("Toolbox"), due("Colours")], True)
    assert seen_by(member, "?body=EXCOM") == ([], False)
    assert seen_by(member, "?kind=meeting") == ([], False)
    assert client.get("/calendar/2026/11/").context["empty"]


def test_statements_of_the_month_do_not_grow_with_deadlines(client, procedures):
    client.force_login(holder("PT", AT).user)
    client.get("/calendar/2026/12/")
    few = counted(lambda: client.get("/calendar/2026/12/"))
    for number in range(3):
        running(AT, title=f"More {number}", visibility="network")

    assert counted(lambda: client.get("/calendar/2026/12/")) == few
    assert len(shown(client.get("/calendar/2026/12/"))) == 5


def test_the_public_feed_knows_no_procedure(client, procedures):
    assert "Toolbox" not in client.get(FEED).text
    assert "Colours" not in client.get(FEED).text


def test_a_restored_event_is_served_from_what_it_says_now(client):
    event = made(title="Before")
    client.get(FEED)

    Event.objects.filter(pk=event.pk).update(title="After", sequence=1)

    assert named(client.get(FEED).content, "SUMMARY") == ["SUMMARY:After"]
    assert feeds.feed_name() == "EUCPN: events"
