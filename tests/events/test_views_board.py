"""The board: all events by state."""

import datetime as dt

import pytest

from events.enums import State
from tests.events.organisers import presidency, queries, representative, secretariat, signed_in
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

BOARD = "/events/board/"


def titles(response):
    return [event.title for event, _pill in response.context["rows"]]


def test_secretariat_sees_all_with_places_and_queue_and_counts_by_state():
    event = EventFactory(title="Seminar")
    QuotaFactory(event=event, places=50)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, state="waiting")
    EventFactory(title="xx", state=State.DRAFT, published_at=None)

    response = secretariat().get(BOARD)

    assert sorted(titles(response)) == ["Seminar", "xx"]
    assert "1 of 50" in response.text
    assert [(str(tab.label), tab.count, tab.here) for tab in response.context["tabs"]] == [
        ("All", 2, True),
        ("Draft", 1, False),
        ("Published", 1, False),
        ("Held", 0, False),
        ("Closed", 0, False),
        ("Cancelled", 0, False),
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?state=draft", ["Draft"]),
        ("?state=nonsense", ["Ahead", "Draft", "Over"]),
        ("?kind=webinar", ["Ahead"]),
        ("?host=IE", ["Over"]),
        ("?when=ahead", ["Ahead", "Draft"]),
        ("?when=past", ["Over"]),
        ("?text=OVÉR", ["Over"]),
        ("?text=" + "x" * 200, ["Ahead", "Draft", "Over"]),
        ("?host=XX&kind=zz&sort=nonsense&page=99", ["Ahead", "Draft", "Over"]),
    ],
)
def test_filters(query, shown):
    EventFactory(title="Ahead", kind="webinar")
    EventFactory(title="Draft", state=State.DRAFT, published_at=None)
    EventFactory(
        title="Over",
        host=MemberStateFactory(code="IE"),
        first_date=dt.date(2024, 5, 1),
        state="held",
    )

    response = secretariat().get(BOARD + query)

    assert sorted(titles(response)) == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("event=one&event=two", ["One", "Two"]),
        ("event=one&text=two", []),
        ("event=one&event=%00", ["One"]),
        ("event=%00", ["One", "Three", "Two"]),
    ],
)
def test_the_events_of_one_thing_to_do_are_shown_alone(query, shown):
    for title in ("One", "Two", "Three"):
        EventFactory(title=title, slug=title.lower(), state="held")

    response = secretariat().get(f"{BOARD}?state=held&{query}")

    assert sorted(titles(response)) == shown
    assert ("Only the events of one thing to do are shown." in response.text) == ("one" in query)


def test_what_lies_ahead_stands_first_the_soonest_on_top():
    for day in (1, 3, 2):
        EventFactory(title=str(day), first_date=dt.date(2024, 5, day))
        EventFactory(title=f"ahead {day}", first_date=dt.date(2199, 5, day))
    client = secretariat()
    near = ["ahead 1", "ahead 2", "ahead 3", "3", "2", "1"]

    shown = [titles(client.get(BOARD + query)) for query in ("", "?state=published", "?sort=title")]

    assert shown == [near, near, ["1", "2", "3", "ahead 1", "ahead 2", "ahead 3"]]


def test_empty_states_say_what_will_be_here():
    office, team = secretariat(), presidency()

    said = [
        office.get(BOARD).text,
        office.get(f"{BOARD}?state=held").text,
        team.get(BOARD).text,
    ]

    for text, words in zip(
        said,
        ["No events yet", "No event is like that", "You host no event in the next twelve months"],
        strict=True,
    ):
        assert words in text


def test_presidency_sees_what_it_hosts_and_makes_nothing_new():
    client = presidency("IE")
    EventFactory(title="Hosted", host=MemberStateFactory(code="IE"))
    EventFactory(title="Another's")

    response = client.get(BOARD)

    assert (titles(response), "/events/new/" in response.text) == (["Hosted"], False)


def test_board_does_not_exist_for_others():
    people = [representative(), signed_in(UserFactory())]

    assert [client.get(BOARD).status_code for client in people] == [404, 404]


def test_queries_do_not_grow_with_rows():
    client = secretariat()
    EventFactory()
    one = queries(lambda: client.get(BOARD))
    for _number in range(5):
        QuotaFactory()

    assert queries(lambda: client.get(BOARD)) == one
    assert one <= 8
