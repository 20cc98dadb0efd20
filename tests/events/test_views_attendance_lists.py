"""Attendance lists of other tools, as organisers take them in, check and apply them."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from events.enums import ListState, State
from events.models import Attendance, AttendanceList
from tests.documents.files import PDF
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.events.taken_in import (
    HEAD,
    LISTS,
    ONCE,
    SLUG,
    line,
    person,
    send,
    taken_in,
    webinar,
    words,
)
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_afternoon():
    with time_machine.travel(dt.datetime(2026, 3, 2, 14, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def event():
    return webinar()


def test_a_list_is_taken_in_checked_and_applied(event):
    client = presidency("IE")

    made, page = taken_in(client, line("Anna Bērziņa"), line("Berta K.", "10:30"), line("Read.AI"))
    waits = client.get(f"/events/{SLUG}/attendance/")
    seen = client.get(page)
    settled = client.post(
        f"{page}1/", {"deed": "is", "registration": person("Berta Kalniņa")}, follow=True
    )
    done = client.post(f"{page}apply/", {"version": 2, "known": "keep"}, follow=True)
    after = client.get(LISTS)

    assert page == f"{LISTS}{made.key}/"
    assert f'href="{page}"' in waits.content.decode()
    assert "list.csv" in words(waits)
    assert page not in done.content.decode()
    assert [
        (one.name, number, [guess.name for guess, _from in likely])
        for one, number, likely in seen.context["first"]
    ] == [("Berta K.", 90, ["Berta Kalniņa"])]
    assert "2 people found 1 left out" in words(settled)
    assert [
        (one.name, how, [minutes for _session, minutes, _in_all, _known in cells])
        for one, how, cells in settled.context["rows"]
    ] == [("Anna Bērziņa", "By name", [120]), ("Berta K.", "By hand", [90])]
    assert done.redirect_chain == [(f"/events/{SLUG}/attendance/", 302)]
    assert "2 entries recorded." in words(done)
    assert list(Attendance.objects.order_by("pk").values_list("presence", "minutes", "source")) == [
        ("online", 120, "list"),
        ("online", 90, "list"),
    ]
    assert "List 3 people" in words(after)
    assert "2 entries recorded Applied" in words(after)
    assert client.get(page).status_code == 404


def test_the_same_form_sent_twice_takes_one_list_in(event):
    client = secretariat()

    first, again = (send(client, HEAD + line("Anna")) for _twice in range(2))

    assert first.headers["Location"] == again.headers["Location"]
    assert AttendanceList.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "field", "said"),
    [
        (b"", "list.csv", "file", "This file is empty."),
        (PDF, "list.pdf", "file", "Files of this kind are not taken."),
        (
            PDF,
            "list.xlsx",
            "file",
            "Inside, this file is something else than its name says. XLSX, TXT, CSV",
        ),
        (
            b"Name\x00",
            "list.csv",
            "file",
            "Inside, this file is something else than its name says. XLSX, TXT, CSV are taken.",
        ),
        ("Fruit\nApple\n", "list.csv", "file", "No line with the names of columns was found."),
        ("Name,Duration\nAnna,60\n", "list.csv", "session", "Say of which session it is."),
        ("Name,Time joined\nAnna,25:61\n", "list.csv", "file", "nobody with hours below them."),
    ],
)
def test_what_is_no_list_is_refused_in_words(event, content, name, field, said):
    response = send(secretariat(), content, name)

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert AttendanceList.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_in_words(event, settings):
    settings.UPLOAD_LIMIT = 1 << 20

    response = send(secretariat(), HEAD + "x" * (1 << 20))

    assert response.status_code == 422
    assert response.context["form"].errors["file"] == ["This file is too large. Up to 1 MB."]


def test_a_form_without_its_mark_is_not_read(event):
    response = send(secretariat(), HEAD + line("Anna"), once="")

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"once"}


def test_durations_and_hours_without_a_day_count_for_the_session_that_is_named(event):
    client, uid = secretariat(), str(event.sessions.get().uid)

    page = send(client, "Name,Duration\nAnna Bērziņa,60\n", session=uid).headers["Location"]

    assert "About the session “Opening”." in words(client.get(page))
    assert [line.minutes for line in client.get(page).context["seen"].matched] == [
        {event.sessions.get().pk: 60}
    ]


def test_hours_are_of_the_events_days_without_anybody_saying_so_where_there_is_one(event):
    client = secretariat()

    page = send(client, "Name,Time joined,Time exited\nAnna Bērziņa,10:00,11:00\n").headers[
        "Location"
    ]
    SessionFactory(event=event, date=dt.date(2026, 3, 3))
    refused = send(client, "Name,Time joined,Time exited\nAnna,10:00,11:00\n", once=ONCE[::-1])

    assert client.get(page).context["seen"].matched[0].minutes[event.sessions.first().pk] == 60
    assert list(refused.context["form"].errors) == ["session"]


def test_a_list_on_another_clock_is_read_by_that(event):
    client = secretariat()

    page = send(client, HEAD + line("Anna Bērziņa", "09:00", "10:30"), zone="UTC").headers[
        "Location"
    ]

    assert client.get(page).context["rows"][0][2] == [(event.sessions.get(), 90, None, "")]


def test_lines_of_one_person_say_what_is_recorded_of_them_together(event):
    client = secretariat()
    _made, page = taken_in(
        client,
        line("Anna Bērziņa", "10:00", "10:20"),
        line("Anna Bērziņa (Police)", "10:21", "10:40"),
        line("Berta Kalniņa", "10:00", "10:30"),
    )

    seen = client.get(page)
    client.post(f"{page}apply/", {"version": 1, "known": "keep"})

    assert [
        (one.name, minutes, in_all)
        for one, _how, cells in seen.context["rows"]
        for _session, minutes, in_all, _known in cells
    ] == [("Anna Bērziņa", 20, 39), ("Anna Bērziņa (Police)", 19, 39), ("Berta Kalniņa", 30, None)]
    assert "39 with the other lines" in words(seen)
    assert sorted(Attendance.objects.values_list("minutes", flat=True)) == [30, 39]


def test_several_lists_that_wait_stand_in_one_box_with_the_way_to_all(event):
    client = secretariat()
    send(client, HEAD + line("Anna Bērziņa"))
    send(client, HEAD + line("Berta Kalniņa"), "second.csv", once=str(uuid4()))

    page = client.get(f"/events/{SLUG}/attendance/")

    assert "2 lists are not applied yet" in words(page)
    assert "second.csv , list.csv :" in words(page)
    assert f'<a href="{LISTS}">All lists</a>' in page.text


def test_a_list_that_changed_meanwhile_is_shown_anew(event):
    client = secretariat()
    _made, page = taken_in(client, line("Anna Bērziņa"), line("Guest"))
    client.post(f"{page}1/", {"deed": "leave_out"})

    stale = client.post(f"{page}apply/", {"version": 1, "known": "keep"})

    assert stale.status_code == 409
    assert "Somebody has changed the list meanwhile." in words(stale)
    assert stale.context["form"]["version"].value() == 2
    assert Attendance.objects.count() == 0


def test_a_list_is_thrown_away(event):
    client = secretariat()
    made, page = taken_in(client, line("Guest"))

    answer = client.post(f"{page}remove/", follow=True)

    made.refresh_from_db()
    assert "The list was thrown away; the attendance stays as it was." in words(answer)
    assert (made.state, made.people) == (ListState.DISCARDED, [])
    for deed, typed in (
        ("remove/", {}),
        ("rest/", {}),
        ("0/", {"deed": "leave_out"}),
        ("apply/", {"version": 2, "known": "keep"}),
    ):
        late = client.post(page + deed, typed, follow=True)
        assert late.redirect_chain == [(LISTS, 302)]
        assert "This list was applied or thrown away meanwhile" in words(late)


def test_a_closed_event_takes_no_list_and_applies_none(event):
    client = secretariat()
    _made, page = taken_in(client, line("Anna Bērziņa"))
    event.state = State.CLOSED
    event.save()

    applied = client.post(f"{page}apply/", {"version": 1, "known": "keep"}, follow=True)
    late = send(client, HEAD + line("Berta"), once=ONCE[::-1])

    assert "the event is closed." in words(applied)
    assert "Attendance can no longer be recorded here." in words(client.get(LISTS))
    assert (late.status_code, late.headers["Location"]) == (302, f"/events/{SLUG}/attendance/")
    assert (AttendanceList.objects.count(), Attendance.objects.count()) == (1, 0)


def test_lists_are_the_organisers_alone(event):
    client = secretariat()
    made, page = taken_in(client, line("Guest"))
    other = EventFactory(slug="2026-03-02-other")
    elsewhere = f"/events/{other.slug}/attendance/lists/{made.key}/"

    assert client.get(elsewhere).status_code == 404
    assert client.get(f"{page}1/").status_code == 404
    for stranger in (representative(), presidency("FR")):
        assert stranger.get(LISTS).status_code == 404
        assert stranger.get(page).status_code == 404
        for deed in ("0/", "rest/", "apply/", "remove/"):
            assert stranger.post(page + deed).status_code == 404


def test_a_list_is_in_order_of_its_names_whatever_is_sorted(event):
    client = secretariat()
    RegistrationFactory(event=event, name="Zoé Adam")
    _made, page = taken_in(client, line("Zoé Adam"), line("Berta Kalniņa"), line("Anna Bērziņa"))

    names = [
        [one.name for one, _how, _cells in client.get(page + query).context["rows"]]
        for query in ("", "?sort=-name")
    ]

    assert names == [
        ["Anna Bērziņa", "Berta Kalniņa", "Zoé Adam"],
        ["Zoé Adam", "Berta Kalniņa", "Anna Bērziņa"],
    ]


def test_pages_take_as_many_queries_for_one_entry_as_for_many(event):
    client = secretariat()
    _made, page = taken_in(client, line("Anna Bērziņa"), line("Guest"))
    one = queries(lambda: client.get(page)), queries(lambda: client.get(LISTS))
    AttendanceList.objects.all().delete()
    for n in range(30):
        RegistrationFactory(event=event, name=f"Person {n}")
    _made, page = taken_in(
        client, *(line(f"Person {n}") for n in range(30)), *(line(f"Guest {n}") for n in range(9))
    )

    many = queries(lambda: client.get(page)), queries(lambda: client.get(LISTS))

    assert many == one
    assert max(one) <= 20
