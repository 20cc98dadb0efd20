"""The door of helpers without an account: one link, names and states, and nothing else."""

import datetime as dt
import json
import re

import pytest
import time_machine
from django.test import Client

from accounts.enums import Visibility
from events import badge_codes, door
from events.enums import RegistrationState, State
from events.models import Attendance, AttendanceTerms
from journal.models import Entry
from mail.links import digest, token
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
SLUG = "2026-03-02-seminar"
ORGANISED = f"/events/{SLUG}/check-in/"
CODES = {"accept": "application/json"}


def moment(hour, minute=0, day=2):
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(moment(9), tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    """An Irish seminar on the clock of Brussels: two sessions from 10:30."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, title="Seminar", first_date=DAY, host=ireland)
    for title, begins in (("Opening", 10), ("Talk", 11)):
        SessionFactory(
            event=event,
            title=title,
            starts_time=dt.time(begins, 30),
            ends_time=dt.time(begins + 1, 30),
        )
    return event


@pytest.fixture
def person(event):
    return RegistrationFactory(
        event=event, name="Mārīte Kalniņa", organisation="Policija", email="marite@policija.lv"
    )


@pytest.fixture
def link(event):
    """The address of the door, as it was made on the page of those who run the event."""
    secretariat().post(f"{ORGANISED}link/")
    return f"/door/{token('events:door', event.uid, 1)}/"


def code(person):
    return badge_codes.text(person.key)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


def told(answer):
    return [(str(one), one.level_tag) for one in answer.context["messages"]]


def test_who_runs_the_event_makes_a_link_and_shows_it(event):
    client = secretariat()

    before = client.get(ORGANISED)
    answer = client.post(f"{ORGANISED}link/")
    after = client.get(ORGANISED)

    made = token("events:door", event.uid, 1)
    assert "Make a link" in before.text
    assert answer["Location"] == f"{ORGANISED}#helpers"
    assert f"http://localhost:8000/door/{made}/" in after.text
    assert 'class="qr"' in after.text
    assert "It ends with the last day of the event." in text(after)
    terms = AttendanceTerms.objects.get()
    assert (terms.door_hash, terms.version) == (digest(made), 0)
    assert made not in str(AttendanceTerms.objects.values().get())
    assert Entry.objects.get(deed="events.door_linked").facts == {"event": SLUG}


def test_reading_makes_no_link(event):
    client = secretariat()

    codes = [client.get(f"{ORGANISED}{rest}").status_code for rest in ("", "link/", "link/end/")]

    assert codes == [200, 405, 405]
    assert not AttendanceTerms.objects.exists()


def test_rules_of_attendance_stay_as_they_are_usual_and_can_be_changed_after(event, link):
    client = secretariat()
    typed = {
        "version": "0",
        "gives_certificates": "on",
        "share": "70",
        "excused": "absent",
        "opens_minutes": "60",
    }

    answer = client.post(f"/events/{SLUG}/attendance/rules/", typed)

    assert answer.status_code == 302
    assert AttendanceTerms.objects.get().share == 70
    assert Client().get(link).status_code == 200


def test_a_helper_finds_names_and_states_and_nothing_else(event, person, link):
    RegistrationFactory(
        event=event, name="Marta", organisation="Garda", state=RegistrationState.WAITING
    )

    page = Client().get(f"{link}?text=mar")

    said = text(page)
    assert "Mārīte Kalniņa" in said
    assert "On the waiting list" in said
    for word in ("Policija", "Garda", "Latvia", "policija.lv", "Helpers at the door", "Attendance"):
        assert word not in said
    assert "/events/2026-03-02-seminar/" not in page.text


@pytest.mark.parametrize(("typed", "is_found"), [("kalnina", True), ("policija", False)])
def test_a_helper_looks_for_names_alone(event, person, link, typed, is_found):
    asked = f"?text={typed}"

    found = [
        bool(client.get(address).context["found"])
        for client, address in ((Client(), link + asked), (secretariat(), ORGANISED + asked))
    ]

    assert found == [is_found, True]


def test_a_helper_lets_people_in_and_the_journal_says_who_did(event, person, link):
    client = Client()

    first = client.post(link, {"code": code(person)}, follow=True)
    second = json.loads(client.post(link, {"code": code(person)}, headers=CODES).content)

    assert told(first) == [("Mārīte Kalniņa: checked in at 10:00.", "success")]
    assert first.redirect_chain == [(link, 302)]
    assert second == {"text": "Mārīte Kalniņa: checked in at 10:00.", "tone": "ok"}
    assert set(Attendance.objects.values_list("source", "recorded_by")) == {("scan", None)}
    entry = Entry.objects.get(deed="events.checked_in")
    assert (entry.actor, entry.acting_for) == ("", "Helpers at the door")


def test_helpers_see_and_undo_what_helpers_did_alone(event, person, link):
    other = RegistrationFactory(event=event, name="Zoë")
    secretariat().post(ORGANISED, {"code": code(other)})
    client = Client()
    client.post(link, {"key": str(person.key)})

    page = client.get(link)
    answers = [
        client.post(f"{link}undo/", {"key": str(one.key)}, follow=True) for one in (person, other)
    ]

    assert [one.name for one, _when in page.context["latest"]] == ["Mārīte Kalniņa"]
    assert told(answers[0]) == [("Mārīte Kalniņa is no longer in.", "success")]
    assert told(answers[1])[-1] == ("There was nothing to take back.", "warning")
    assert set(Attendance.objects.values_list("registration", flat=True)) == {other.pk}
    undone = Entry.objects.get(deed="events.check_in_undone")
    assert (undone.actor, undone.acting_for) == ("", "Helpers at the door")


def test_who_runs_the_event_undoes_what_helpers_did(event, person, link):
    Client().post(link, {"key": str(person.key)})

    secretariat().post(f"{ORGANISED}undo/", {"key": str(person.key)})

    assert not Attendance.objects.exists()


def test_an_account_adds_nothing_to_the_link(event, person, link):
    client = secretariat("Somebody")

    page = client.get(f"{link}?text=kalnina")
    client.post(link, {"code": code(person)})

    assert "Policija" not in page.text
    assert set(Attendance.objects.values_list("recorded_by", flat=True)) == {None}


def test_a_code_of_another_event_names_it_where_everybody_may_know(event, link):
    public = RegistrationFactory(event__title="Open day", event__visibility=Visibility.PUBLIC)
    hidden = RegistrationFactory(event__visibility=Visibility.NETWORK)

    texts = [
        json.loads(Client().post(link, {"code": code(one)}, headers=CODES).content)["text"]
        for one in (public, hidden)
    ]

    assert texts == [
        "This code is for another event: Open day.",
        "This code is for another event.",
    ]


def test_address_is_told_to_nobody_and_kept_nowhere(event, person, link):
    client = Client()
    answers = [
        client.get(link),
        client.post(link, {"code": "x"}),
        client.post(f"{link}undo/", {"key": str(person.key)}),
        client.get("/door/unknown/"),
        client.get(f"{link}undo/"),
    ]

    assert [one.status_code for one in answers] == [200, 422, 302, 404, 405]
    for one in answers:
        assert one["Referrer-Policy"] == "no-referrer"
        assert one["Cache-Control"] == "private, no-store"
        assert one["X-Robots-Tag"] == "noindex, nofollow"
    assert "camera=(self)" in answers[0]["Permissions-Policy"]


def test_a_new_link_ends_the_one_before(event, link):
    secretariat().post(f"{ORGANISED}link/")

    codes = [
        Client().get(f"/door/{token('events:door', event.uid, generation)}/").status_code
        for generation in (1, 2)
    ]

    assert codes == [404, 200]


def test_a_link_that_was_ended_opens_nothing_and_is_never_made_again(event, person, link):
    client = secretariat()
    Client().post(link, {"key": str(person.key)})
    for _twice in range(2):
        client.post(f"{ORGANISED}link/end/")

    codes = [
        Client().get(link).status_code,
        Client().post(link, {"key": str(person.key)}).status_code,
        Client().post(f"{link}undo/", {"key": str(person.key)}).status_code,
    ]
    page = client.get(ORGANISED)
    client.post(f"{ORGANISED}link/")

    assert codes == [404, 404, 404]
    assert "Make a link" in page.text
    assert Attendance.objects.exists()
    assert Entry.objects.filter(deed="events.door_unlinked").count() == 1
    assert Client().get(link).status_code == 404


def test_where_no_link_was_made_none_is_ended(event):
    secretariat().post(f"{ORGANISED}link/end/")

    assert not Entry.objects.filter(deed="events.door_unlinked").exists()


def test_a_link_is_good_until_the_last_day_is_over_at_the_place(event, link, at_nine):
    codes = []
    for now in (moment(22, 59), moment(23, 0)):
        at_nine.move_to(now)
        codes.append(Client().get(link).status_code)
    page = secretariat().get(ORGANISED)
    answer = secretariat().post(f"{ORGANISED}link/", follow=True)

    assert codes == [200, 404]
    assert "no link can be made" in page.text
    assert told(answer) == [("The event is over, or does not take place.", "warning")]
    assert AttendanceTerms.objects.get().door_generation == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.CANCELLED])
def test_a_link_opens_nothing_where_nobody_is_let_in(event, link, state):
    event.state = state
    if state == State.CANCELLED:
        event.cancelled_at, event.cancel_reason = moment(9), "Snow."
    event.save()

    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("rest", ["", "undo/"])
def test_a_link_has_a_limit_of_its_own(event, person, link, rest, monkeypatch):
    monkeypatch.setattr(door, "MOST", 2)
    typed = {"key": str(person.key)}

    codes = [Client().post(f"{link}{rest}", typed).status_code for _number in range(3)]

    assert codes == [302, 302, 429]
    assert Client().get("/door/another/").status_code == 404


def test_only_who_runs_the_event_makes_and_ends_links(event, link):
    host, others = presidency(), [presidency("FR"), representative()]

    for rest in ("link/", "link/end/"):
        assert [one.post(f"{ORGANISED}{rest}").status_code for one in others] == [404, 404]
    assert Client().get(link).status_code == 200
    assert host.post(f"{ORGANISED}link/end/").status_code == 302
    assert Client().get(link).status_code == 404


def test_a_helper_costs_no_more_for_many(event, person, link):
    Client().post(link, {"key": str(person.key)})
    few = queries(lambda: Client().get(f"{link}?text=a"))
    for one in RegistrationFactory.create_batch(25, event=event, name="Ana"):
        Client().post(link, {"key": str(one.key)})

    assert queries(lambda: Client().get(f"{link}?text=a")) == few
