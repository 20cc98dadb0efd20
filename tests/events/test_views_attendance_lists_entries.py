"""The entries of an attendance list: asked about, settled, found by name, left out."""

import datetime as dt

import pytest
import time_machine

from events.models import Attendance
from tests.events.organisers import secretariat
from tests.events.taken_in import ONCE, line, person, taken_in, webinar, words
from tests.factories.events import AttendanceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_afternoon():
    with time_machine.travel(dt.datetime(2026, 3, 2, 14, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def event():
    return webinar()


def test_a_list_of_another_day_says_so_and_records_nothing(event):
    client = secretariat()
    _made, page = taken_in(client, line("Anna Bērziņa", "20:00", "21:00"))

    seen = client.get(page)
    done = client.post(f"{page}apply/", {"version": 1, "known": "keep"})

    assert "None of the hours lie within a session" in words(seen)
    assert "Record the attendance" not in words(seen)
    assert done.status_code == 409
    assert "none of its hours lie within a session" in words(done)


def test_what_is_known_already_is_asked_about(event):
    AttendanceFactory(
        registration=event.registrations.first(), session=event.sessions.get(), presence="absent"
    )
    client = secretariat()
    _made, page = taken_in(client, line("Anna Bērziņa"))

    seen = client.get(page)
    unsaid = client.post(f"{page}apply/", {"version": 1})
    done = client.post(f"{page}apply/", {"version": 1, "known": "over"}, follow=True)

    assert "Of 1 entry something else is known already." in words(seen)
    assert "120 known: Absent" in words(seen)
    assert (unsaid.status_code, list(unsaid.context["form"].errors)) == (422, ["known"])
    assert "1 entry recorded." in words(done)
    assert Attendance.objects.get().presence == "online"


def test_open_entries_are_settled_before_a_list_is_applied(event):
    client = secretariat()
    _made, page = taken_in(client, *(line(f"Guest {n}") for n in range(22)))

    seen = client.get(page)
    refused = client.post(f"{page}apply/", {"version": 1, "known": "keep"})
    rest = client.post(f"{page}rest/", follow=True)

    assert (len(seen.context["first"]), seen.context["more"]) == (20, 2)
    assert "2 more stand here once these are settled." in words(seen)
    assert refused.status_code == 409
    assert "Say of each entry first who it is, or leave it out." in words(refused)
    assert "22 entries left out." in words(rest)


def test_an_entry_is_found_by_name_left_out_and_taken_back(event):
    client = secretariat()
    _made, page = taken_in(client, line("A. B.", email="zzz@example.eu"))
    entry = f"{page}0/"

    unlike, found, nobody = (client.get(entry + query) for query in ("", "?text=kaln", "?text=xyz"))
    client.post(entry, {"deed": ["is", "leave_out"]})  # as the page of the whole list sends it
    out = client.get(entry)
    client.post(entry, {"deed": "reopen"})
    client.post(entry, {"deed": "is", "registration": person("Anna Bērziņa")})
    taken = client.get(entry)
    event.registrations.filter(name="Anna Bērziņa").update(state="withdrawn")
    gone = client.get(entry)

    assert "Nobody with a place here has a similar name." in words(unlike)
    assert [one.name for one, _from in found.context["found"]] == ["Berta Kalniņa"]
    assert "Nobody with a place here is called so." in words(nobody)
    assert "Is left out." in words(out)
    assert "Is taken for Anna Bērziņa." in words(taken)
    assert "Who was found has no place any more." in words(gone)


@pytest.mark.parametrize(
    "typed",
    [
        {"deed": "is"},
        {"deed": "is", "registration": "no key"},
        {"deed": "is", "registration": ONCE},
        {"deed": "sing"},
    ],
)
def test_nonsense_about_an_entry_changes_nothing(event, typed):
    client = secretariat()
    made, page = taken_in(client, line("Guest"))

    answer = client.post(f"{page}0/", typed, follow=True)

    made.refresh_from_db()
    assert answer.redirect_chain == [(f"{page}0/", 302)]
    assert "Look again." in words(answer)
    assert made.version == 1
