"""Attendance is recorded: of one person at each session, and of all at one session."""

import datetime as dt
import re

import pytest
import time_machine

from events.enums import Attending, Mode, RegistrationState, State
from events.models import Attendance, Session
from journal.models import Entry
from tests.events.attending import TABLE, ana, training
from tests.events.organisers import secretariat
from tests.factories.events import AttendanceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_half_past_ten():
    with time_machine.travel(dt.datetime(2026, 3, 2, 10, 30, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def event():
    return training()


@pytest.fixture
def opening(event):
    return SessionFactory(event=event, title="Opening", starts_time=dt.time(10))


@pytest.fixture
def person(event, opening):
    return ana(event)


def of(person):
    return f"{TABLE}{person.key}/"


def typed(client, person, **changes):
    """What a browser sends of the person's form, with changes by session and box."""
    form = client.get(of(person)).context["form"]
    said = {bound.html_name: bound.value() or "" for bound in form}
    pks = {session.title: session.pk for session in Session.objects.all()}
    for name, value in changes.items():
        title, box = name.split("_")
        said[f"{box}_{pks[title]}"] = value
    return said


def test_one_person_is_recorded_at_each_session(event, person):
    client = secretariat("Eilís")

    answer = client.post(
        of(person),
        typed(
            client, person, Opening_presence="partial", Opening_minutes="45",
            Opening_note="The train.",
        ),
    )  # fmt: skip
    page = client.get(of(person))

    row = Attendance.objects.get()
    assert answer["Location"] == TABLE
    assert (row.session.title, row.presence, row.minutes, row.note, row.source) == (
        "Opening", "partial", 45, "The train.", "hand",
    )  # fmt: skip
    assert "By hand: Eilís, Mon 2 Mar 2026, 10:30" in page.text
    assert "First scan" not in page.text


def test_a_note_alone_says_nothing_of_who_was_there(person):
    client = secretariat("Eilís")

    client.post(of(person), typed(client, person, Opening_note="Asked by mail."))
    text = client.get(of(person)).text

    assert Attendance.objects.get().presence == "unknown"
    assert "Asked by mail." in text
    assert "By hand" not in text


def test_nothing_is_written_where_nothing_was_changed(person):
    client = secretariat()

    client.post(of(person), typed(client, person))

    assert not Attendance.objects.exists()
    assert not Entry.objects.filter(deed="events.attendance_recorded").exists()


def test_who_came_and_when_is_seen(person, opening):
    AttendanceFactory(
        registration=person, session=opening, source="self",
        scanned_at=dt.datetime(2026, 3, 2, 9, 12, tzinfo=dt.UTC),
    )  # fmt: skip

    text = secretariat().get(of(person)).text

    assert "First scan at 09:12" in re.sub(r"\s+", " ", text)
    assert "By oneself, with the code of the session, Mon 2 Mar 2026, 10:00" in text


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"presence": "partial"}, "Say for how many minutes."),
        ({"presence": "partial", "minutes": "121"}, "A number up to 120."),
        ({"presence": "partial", "minutes": "-1"}, "A number from 0."),
        ({"presence": "partial", "minutes": "9" * 400}, "A number up to 120."),
        ({"presence": "nonsense"}, "Select a valid choice."),
        ({"note": "x" * 201}, "Use 200 characters at most"),
    ],
)
def test_bad_input_is_refused_and_kept(person, said, problem):
    client = secretariat()
    changes = {f"Opening_{box}": value for box, value in said.items()}

    answer = client.post(of(person), typed(client, person, Tomorrow_note="Kept.", **changes))

    assert answer.status_code == 422
    assert problem in answer.text
    assert "Kept." in answer.text
    assert not Attendance.objects.exists()


def test_minutes_stay_with_those_who_were_there_for_a_part_or_online(person):
    client = secretariat()

    client.post(
        of(person),
        typed(
            client, person, Opening_presence="present", Opening_minutes="45",
            Tomorrow_presence="online", Tomorrow_minutes="30",
        ),
    )  # fmt: skip

    rows = Attendance.objects.order_by("session").values_list("presence", "minutes")
    assert list(rows) == [("present", None), ("online", 30)]


def test_who_saves_what_has_changed_meanwhile_is_shown_both(person, opening):
    client = secretariat()
    said = typed(client, person, Opening_presence="absent")
    AttendanceFactory(registration=person, session=opening)

    answer = client.post(of(person), said)

    assert answer.status_code == 409
    assert answer.context["differences"] == [("Opening: whether there", "Present", "Absent")]
    assert Attendance.objects.get().presence == "present"


def test_what_is_closed_is_shown_and_no_longer_recorded(event, person):
    client = secretariat()
    said = typed(client, person, Opening_presence="present")
    event.state = State.CLOSED
    event.save()

    page = client.get(of(person)).text
    answer = client.post(of(person), said, follow=True)

    assert ">Save<" not in page
    assert "Attendance can no longer be recorded here." in answer.text
    assert not Attendance.objects.exists()


def test_who_has_withdrawn_meanwhile_has_no_page(person):
    client = secretariat()
    person.state = RegistrationState.WITHDRAWN
    person.save()

    assert client.get(of(person)).status_code == 404


@pytest.fixture
def page_of(opening):
    return f"{TABLE}sessions/{opening.uid}/"


def test_all_of_whom_nothing_is_known_are_put_down_and_that_is_undone(event, opening, page_of):
    event.mode = Mode.HYBRID
    event.save()
    known, here, online = (RegistrationFactory(event=event, name=name) for name in "ABC")
    online.attending = Attending.ONLINE
    online.save()
    AttendanceFactory(registration=known, session=opening, presence="excused")
    client = secretariat("Eilís")

    first = client.get(page_of)
    answer = client.post(page_of, {"presence": "present"}, follow=True)
    there = dict(Attendance.objects.values_list("registration__name", "presence"))
    (at_once,) = answer.context["at_once"]
    sent = {"recorded_at": at_once["recorded_at"].isoformat()}
    undone = [client.post(f"{page_of}undo/", sent, follow=True) for _twice in range(2)]

    assert "2 people of whom nothing is known" in re.sub(r"\s+", " ", first.text)
    assert there == {"A": "excused", "B": "present", "C": "online"}
    assert "2 people were put down." in answer.text
    assert "2 people, Eilís," in re.sub(r"\s+", " ", answer.text)
    assert [
        "2 entries taken back." in undone[0].text,
        "nothing to take back" in undone[1].text,
    ] == [
        True,
        True,
    ]
    assert [row.registration for row in Attendance.objects.all()] == [known]
    assert here.attendances.count() == 0


def test_a_group_of_another_moment_stays(event, opening, page_of):
    for person in RegistrationFactory.create_batch(2, event=event):
        AttendanceFactory(registration=person, session=opening)

    answer = secretariat().post(f"{page_of}undo/", {"recorded_at": "nonsense"}, follow=True)

    assert "There was nothing to take back." in answer.text
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("sent", ["", "nonsense", "0001-01-01T00:00:00+23:59", "9" * 400])
def test_there_is_nothing_to_take_back_for_a_moment_made_up(event, page_of, sent):
    answer = secretariat().post(f"{page_of}undo/", {"recorded_at": sent}, follow=True)

    assert "There was nothing to take back." in answer.text


def test_nothing_is_said_of_people_until_somebody_chooses_what(event, opening, page_of):
    RegistrationFactory(event=event)
    page = secretariat().get(page_of)
    answer = secretariat().post(page_of)

    assert page.text.count('name="presence"') == 4
    assert " checked" not in page.text
    assert (answer.status_code, answer.text.count('href="#id_presence')) == (422, 1)
    assert not Attendance.objects.filter(session=opening).exists()


def test_nobody_is_put_down_before_it_begins_or_once_all_is_closed(event, opening, page_of):
    RegistrationFactory.create_batch(2, event=event)
    client = secretariat()
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, 59, tzinfo=dt.UTC), tick=False):
        page = client.get(page_of).text
        before = client.post(page_of, {"presence": "present"}, follow=True)
    client.post(page_of, {"presence": "present"})
    (at_once,) = client.get(page_of).context["at_once"]
    event.state = State.CLOSED
    event.save()
    after = client.post(f"{page_of}undo/", {"recorded_at": at_once["recorded_at"].isoformat()})
    closed = client.get(page_of)

    assert "Put them down" not in page
    assert "Nobody can be put down for this session now." in before.text
    assert (after["Location"], Attendance.objects.count()) == (page_of, 2)
    assert closed.context["at_once"] == []


def test_a_choice_that_is_none_is_refused(event, page_of):
    RegistrationFactory(event=event)

    answer = secretariat().post(page_of, {"presence": "partial"})

    assert (answer.status_code, Attendance.objects.count()) == (422, 0)
