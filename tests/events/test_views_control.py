"""The control room: figures, what needs doing, and the queue."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from events.enums import QuotaScope, State
from events.models import Answer, Registration
from tests.events.asking import answered, asks
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.factories.mail import LetterFactory

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
ROOM = f"/events/{SLUG}/control/"
WAITING = f"/events/{SLUG}/waiting/"
ROLL = f"/events/{SLUG}/registrations/"


@pytest.fixture
def event():
    """An Irish seminar with five places, two for each state; Latvia has both of its own."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, host=ireland, title="Seminar", zone="Europe/Dublin")
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=5)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=2)
    for day in (1, 4):
        RegistrationFactory(
            event=event, decided_at=dt.datetime(2026, 1, day, 23, 30, tzinfo=dt.UTC)
        )
    return event


def test_figures_and_the_reason_of_a_standstill(event):
    RegistrationFactory(event=event, state="waiting")
    RegistrationFactory(event=event, state="pending")
    RegistrationFactory(event=event, state="withdrawn")
    RegistrationFactory(event=event, country="EU")

    context = secretariat().get(ROOM).context

    counts = context["counts"]
    assert [counts[name] for name in ("confirmed", "waiting", "pending", "withdrawn")] == [
        3, 1, 1, 1
    ]  # fmt: skip
    assert (context["states_there"], context["states_all"]) == (1, 3)
    assert (context["standstill"].title, context["standstill"].text) == (
        "2 places are free and nobody was promoted",
        "The person who waits comes from a state with no place left: Latvia (2 of 2).",
    )
    assert [
        (code, tally.held, tally.waiting, tally.pending, own, full)
        for code, tally, own, full in context["by_state"]
    ] == [("FR", 0, 0, 0, 2, False), ("IE", 0, 0, 0, 2, False), ("LV", 2, 1, 1, 2, True)]
    assert context["elsewhere"] == 1


def test_today_check_in_is_the_first_thing_to_do(event):
    opens = dt.datetime.combine(event.first_date, dt.time(7), dt.UTC)

    lines = []
    for at in (opens - dt.timedelta(days=1), opens):
        with time_machine.travel(at, tick=False):
            todos = secretariat().get(ROOM).context["todos"]
        lines.append([(todo.button, todo.note) for todo in todos if todo.button == "Check-in"])

    assert lines == [[], [("Check-in", "0 of 2 in")]]
    assert (todos[0].button, todos[0].url) == ("Check-in", f"/events/{SLUG}/check-in/")


def test_confirmed_over_time_is_counted_on_the_clock_of_the_place(event):
    event.first_date = event.last_date = dt.date(2026, 1, 6)
    event.save()

    chart = secretariat().get(ROOM).context["chart"]

    assert (chart.figures, chart.limit) == (
        (
            ("Wed 31 Dec 2025", 0),
            ("Thu 1 Jan 2026", 1),
            ("Sat 3 Jan 2026", 1),
            ("Sun 4 Jan 2026", 2),
            ("Tue 6 Jan 2026", 2),
        ),
        5,
    )


def test_no_picture_without_a_confirmed_place(event):
    event.registrations.update(state="withdrawn")

    empty = secretariat().get(ROOM)

    assert empty.context["chart"] is None
    assert "The line begins with the first confirmed place." in empty.text


def test_first_confirmed_today_and_the_next_day_need_no_filling(event):
    event.registrations.update(decided_at=timezone.now())

    chart = secretariat().get(ROOM).context["chart"]

    assert [number for _day, number in chart.figures] == [0, 2]


def test_waiting_list_in_order_with_the_reason_of_each(event):
    for name, country in [("First", "LV"), ("Second", "FR"), ("Third", "EU")]:
        RegistrationFactory(event=event, name=name, country=country, state="waiting")
    RegistrationFactory(event=event, name="Favoured", country="LV", state="waiting", priority=1)
    for country in ("IE", "IE", "NO"):
        RegistrationFactory(event=event, country=country)

    response = secretariat().get(WAITING)

    rows = [
        (row.place, row.name, country, why) for row, country, _c, why in response.context["rows"]
    ]
    assert rows == [
        (1, "Favoured", "Latvia", "LV has 2 of 2 places"),
        (2, "First", "Latvia", "LV has 2 of 2 places"),
        (3, "Second", "France", "All 5 places are taken"),
        (4, "Third", "European Union body", "All 5 places are taken"),
    ]


def test_waiting_list_keeps_positions_when_sorted_otherwise(event):
    for name in ("B", "A"):
        RegistrationFactory(event=event, name=name, state="waiting")

    response = secretariat().get(f"{WAITING}?sort=name")

    assert [(row.name, row.place) for row, *_rest in response.context["rows"]] == [
        ("A", 2),
        ("B", 1),
    ]


def test_nobody_waits(event):
    assert "Nobody waits" in secretariat().get(WAITING).text


def test_presidency_sees_who_registers_and_sets_no_places(event):
    client = presidency("IE")

    response = client.get(ROOM)

    settings = client.get(f"/events/{SLUG}/edit/")
    shown = {str(tab.label) for tab in response.context["tabs"]}
    assert shown >= {"Overview", "Registrations", "Waiting", "Programme", "Setup"}
    assert "Approvals" not in shown
    assert "Places" not in [str(tab.label) for tab in settings.context["setup"]]
    assert "Cancel the event" not in response.text
    assert "Register somebody" not in response.text
    assert client.get(f"/events/{SLUG}/registrations.csv").status_code == 200


@pytest.mark.parametrize("page", ["control/", "waiting/"])
def test_room_does_not_exist_for_others(event, page):
    people = [representative(), presidency("FR")]

    codes = [client.get(f"/events/{SLUG}/{page}").status_code for client in people]

    assert codes == [404, 404]


def test_cancelled_event_says_why_in_its_room(event):
    event.state, event.cancelled_at = State.CANCELLED, timezone.now()
    event.cancel_reason = "<b>Flood</b>"
    event.save()

    text = secretariat().get(ROOM).text

    assert "&lt;b&gt;Flood&lt;/b&gt;" in text


def test_queries_do_not_grow_with_rows(event):
    client = secretariat()
    pages = [ROOM, WAITING]
    RegistrationFactory(event=event, state="waiting")
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    RegistrationFactory.create_batch(5, event=event)
    RegistrationFactory.create_batch(5, event=event, state="waiting")

    after = [queries(lambda page=page: client.get(page)) for page in pages]

    assert after == before
    assert max(before) <= 20


def test_setting_up_has_pages_of_its_own_behind_one_tab(event):
    client = secretariat()

    overview, places = client.get(ROOM), client.get(f"/events/{SLUG}/places/")

    assert (overview.context["setup"], overview.context["tabs"][-1].within) == ([], False)
    assert places.context["tabs"][-1].within
    assert [str(tab.label) for tab in places.context["setup"] if tab.here] == ["Places"]
    assert 'aria-current="true"' in places.text


def test_registrations_by_day_say_where_they_are_now(event):
    for state in ("waiting", "pending", "withdrawn"):
        RegistrationFactory(
            event=event, state=state, registered_at=dt.datetime(2024, 1, 3, 9, tzinfo=dt.UTC)
        )

    columns = secretariat().get(ROOM).context["columns"]

    assert columns.figures == (("Tue 2 Jan 2024", (2, 0, 0)), ("Wed 3 Jan 2024", (0, 2, 1)))
    assert [(str(part.label), part.number) for part in columns.legend] == [
        ("Hold a place", 2),
        ("Wait or are pending", 2),
        ("No longer", 1),
    ]


def test_breakdowns_show_what_was_asked_where_there_is_more_than_one_answer(event):
    asks(event)
    QuotaFactory(event=event, scope=QuotaScope.GROUP, group="member", places=9)
    answered(RegistrationFactory(event=event, group="member", category="police"), tour="harbour")
    answered(RegistrationFactory(event=event), tour="harbour", diet="No nuts")
    answered(RegistrationFactory(event=event, state="waiting"), tour="museum")

    breakdowns = secretariat().get(ROOM).context["breakdowns"]

    assert [
        (one.title, [(line.label, line.number, line.places) for line in one.lines])
        for one in breakdowns
    ] == [
        ("Places of their own", [("Member", 1, 9)]),
        ("As what", [("Participant", 3, None), ("Member", 1, None)]),
        ("Category", [("Front-line practitioner", 3, None), ("Police", 1, None)]),
        ("Tour", [("Museum", 0, None), ("Harbour", 2, None)]),
    ]


def test_empty_room_has_no_pictures(event):
    event.registrations.all().delete()

    context = secretariat().get(ROOM).context

    assert (context["chart"], context["columns"], context["breakdowns"]) == (None, None, [])


def test_a_thousand_registrations_take_no_more_than_twenty_queries_and_pages_of_fifty(event):
    asks(event)
    session = SessionFactory(event=event)
    QuotaFactory(event=event, scope=QuotaScope.SESSION, session=session, places=40)
    QuotaFactory(event=event, scope=QuotaScope.GROUP, group="member", places=200)
    QuotaFactory(event=event, scope=QuotaScope.CHOICE, question="tour", option="museum", places=9)
    made = RegistrationFactory.build_batch(998, event=event, state="waiting")
    for number, row in enumerate(made):
        row.arrival = 100 + number
        row.state = ("confirmed", "waiting", "pending", "withdrawn")[number % 4]
        row.group = ("participant", "member")[number % 2]
        row.country = ("LV", "FR", "IE", "EU")[number % 4]
        row.derive()
    Registration.objects.bulk_create(made)
    rows = list(Registration.objects.filter(event=event))
    Answer.objects.bulk_create(
        Answer(
            registration=row,
            key="tour",
            value="museum",
            question_set=event.question_set,
            answered_at=row.registered_at,
        )
        for row in rows
    )
    session.registrations.set(rows[:300])
    LetterFactory(label="events.registration", key=str(rows[0].key), state="bounced")
    client = secretariat()

    pages = {page: queries(lambda page=page: client.get(page)) for page in (ROOM, ROLL, WAITING)}

    assert {page: number for page, number in pages.items() if number > 20} == {}
    assert len(client.get(ROLL).context["rows"]) == 50
    assert len(client.get(WAITING).context["rows"]) == 50


@pytest.mark.parametrize(
    ("now", "fields", "first"),
    [
        ((2027, 5, 28, 5), {}, True),
        ((2027, 5, 27, 21), {}, False),
        ((2027, 5, 29, 5), {}, False),
        ((2027, 5, 28, 5), {"state": State.DRAFT, "published_at": None}, False),
    ],
    ids=["the day", "the eve", "the day after", "a draft"],
)
def test_on_the_day_the_door_comes_first(now, fields, first):
    EventFactory(slug=SLUG, first_date=dt.date(2027, 5, 28), **fields)

    with time_machine.travel(dt.datetime(*now, tzinfo=dt.UTC), tick=False):
        text = secretariat().get(ROOM).text

    assert (f'href="/events/{SLUG}/check-in/"' in text) is first


def test_a_registration_leads_to_its_attendance_and_back(event):
    person = Registration.objects.first()
    client = secretariat()
    pages = [f"/events/{SLUG}/{place}/{person.key}/" for place in ("registrations", "attendance")]

    texts = [client.get(page).text for page in pages]

    assert [
        f'href="{page}"' in text for page, text in zip(reversed(pages), texts, strict=True)
    ] == [
        True,
        True,
    ]
