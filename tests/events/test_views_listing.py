import datetime as dt

import pytest
import time_machine

from events.enums import Mode, QuotaScope, RegistrationState, State
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def on(month, day, year=2026, **fields):
    return EventFactory(first_date=dt.date(year, month, day), **fields)


def shown(response):
    """The titles on the page, month by month."""
    found = {}
    for month in response.context["months"]:
        titles = month.lines.split('<a class="strong" href="')[1:]
        found[month.name] = [title.split(">")[1].split("<")[0] for title in titles]
    return found


def test_a_visitor_sees_public_events_ahead_by_month(client):
    on(12, 10, title="Seminar")
    on(1, 12, 2027, title="Later")
    on(11, 25, title="Board", visibility="network")
    on(10, 1, title="Past")
    on(12, 11, title="xx", state=State.DRAFT, published_at=None)
    on(
        12,
        12,
        title="xx",
        state=State.CANCELLED,
        published_at=None,
        cancelled_at=AT,
        cancel_reason="No.",
    )

    response = client.get("/events/")

    assert shown(response) == {"December 2026": ["Seminar"], "January 2027": ["Later"]}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Webinar", "Seminar", "Conference"]),
        ("kind=webinar", ["Webinar"]),
        ("kind=nonsense", ["Webinar", "Seminar", "Conference"]),
        ("period=half", ["Past", "Webinar", "Seminar"]),
        ("period=next", ["Conference"]),
        ("period=past", ["Past"]),
        ("place=online", ["Webinar", "Conference"]),
        ("place=IE", ["Seminar"]),
        ("open=on", ["Webinar", "Conference"]),
        ("text=DUBLIN+seminar", ["Seminar"]),
        ("text=%00%E2%80%AE", ["Webinar", "Seminar", "Conference"]),
        ("page=-7&sort=%27", ["Webinar", "Seminar", "Conference"]),
    ],
)
def test_filters(client, query, titles):
    on(10, 1, title="Past")
    on(12, 1, title="Webinar", kind="webinar", mode=Mode.ONLINE)
    ireland = MemberStateFactory(code="IE")
    on(12, 10, title="Seminar", host=ireland, city="Dublin", registration_closes_at=AT)
    on(1, 12, 2027, title="Conference", kind="conference", mode=Mode.HYBRID)

    response = client.get(f"/events/?{query}")

    assert [title for month in shown(response).values() for title in month] == titles


def test_past_events_come_latest_first(client):
    on(9, 1, title="Earlier")
    on(10, 1, title="Later")

    response = client.get("/events/?period=past")

    assert shown(response) == {"October 2026": ["Later"], "September 2026": ["Earlier"]}


def test_a_line_says_what_matters_and_escapes_it(client):
    event = on(
        12, 10, title="<b>Σεμινάριο</b>", slug="2026-12-10-x", languages="en", date_settled=False
    )
    QuotaFactory(event=event, places=3)
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)

    [month] = client.get("/events/").context["months"]

    assert '<a class="strong" href="/events/2026-12-10-x/">&lt;b&gt;Σεμινάριο&lt;/b&gt;</a>' in (
        month.lines
    )
    assert (
        "09:30–16:30 (Brussels) · Brussels, Residence Palace · English"
        " · the date is not settled yet</span>"
    ) in month.lines
    assert "1 place left" in month.lines


def test_more_registrations_than_places_leave_none(client):
    event = on(12, 10)
    QuotaFactory(event=event, places=1)
    RegistrationFactory.create_batch(2, event=event)

    assert b"Full: waiting list" in client.get("/events/").content


def test_who_is_signed_in_sees_the_own_registration_and_nobody_elses(client):
    user = UserFactory()
    event = on(12, 10)
    RegistrationFactory(event=event, email=user.email, state=RegistrationState.WITHDRAWN)
    RegistrationFactory(event=event, email=user.email, state=RegistrationState.WAITING)
    RegistrationFactory(event=on(12, 11))
    client.force_login(user)

    html = client.get("/events/").content.decode()

    assert html.count("You are on the waiting list") == 1
    assert "Your place is confirmed" not in html


def test_the_network_sees_its_meetings(client):
    on(12, 9, title="Board", visibility="network")
    client.force_login(MandateFactory().user)

    assert shown(client.get("/events/")) == {"December 2026": ["Board"]}


def test_fifty_on_a_page(client):
    EventFactory.create_batch(51, first_date=dt.date(2026, 12, 10))

    first, second = client.get("/events/"), client.get("/events/?page=2")

    assert [len(lines) for page in (first, second) for lines in shown(page).values()] == [50, 1]
    assert "1–50 of 51" in first.content.decode()


def test_empty_says_what_will_be_here(client):
    assert b"No events are planned" in client.get("/events/").content
    assert b"Nothing matches" in client.get("/events/?text=zz").content


@pytest.mark.parametrize("who", ["visitor", "presides"])
def test_statements_do_not_grow_with_the_rows(client, who):
    if who == "presides":
        client.force_login(MandateFactory().user)

    def grow(number):
        for event in EventFactory.create_batch(number, first_date=dt.date(2026, 12, 10)):
            QuotaFactory(event=event)
            QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=2)
            RegistrationFactory.create_batch(2, event=event)

    grow(1)
    one = counted(lambda: client.get("/events/"))
    grow(3)

    assert counted(lambda: client.get("/events/")) == one <= {"visitor": 2, "presides": 6}[who]


def test_reading_only(client):
    assert client.head("/events/").status_code == 200
    assert client.post("/events/").status_code == 405
