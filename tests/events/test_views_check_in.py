"""The door, as a helper with a phone sees it."""

import datetime as dt
import json
import re
import uuid

import pytest
import time_machine

from accounts.enums import Visibility
from events import badge_codes
from events.enums import Presence, RegistrationState, Source, State
from events.models import Attendance
from tests.events.organisers import presidency, queries, representative, secretariat, states
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
SLUG = "2026-03-02-seminar"
DOOR = f"/events/{SLUG}/check-in/"


def moment(hour, minute=0):
    return dt.datetime.combine(DAY, dt.time(hour, minute), dt.UTC)


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(moment(9), tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    """An Irish seminar on the clock of Brussels: two sessions from 10:30, one after noon."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, title="Seminar", first_date=DAY, host=ireland)
    for title, begins, ends in (("Opening", 10, 11), ("Talk", 11, 12), ("Workshop", 14, 15)):
        SessionFactory(
            event=event, title=title, starts_time=dt.time(begins, 30), ends_time=dt.time(ends, 30)
        )
    return event


@pytest.fixture
def person(event):
    return RegistrationFactory(event=event, name="Mārīte Kalniņa", organisation="Policija")


def scan(client, **typed):
    answer = client.post(DOOR, typed, headers={"accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def code(person):
    return badge_codes.text(person.key)


def told(answer):
    return [(str(one), one.level_tag) for one in answer.context["messages"]]


def test_door_is_open_for_the_half_day_and_counts_who_is_in(event, person):
    RegistrationFactory(event=event)
    client = secretariat()
    client.post(DOOR, {"code": code(person)})

    page = client.get(DOOR)

    text = re.sub(r"\s+", " ", page.text)
    assert "Monday 2 March 2026, morning" in text
    assert "1 of 2 in" in text
    assert "10:30–11:30 Opening" in text
    assert "Workshop" not in text


def test_only_this_page_may_use_the_camera(event):
    client = secretariat()

    policies = [
        client.get(page)["Permissions-Policy"] for page in (DOOR, f"/events/{SLUG}/attendance/")
    ]

    assert ["camera=(self)" in policy for policy in policies] == [True, False]
    assert ["camera=()" in policy for policy in policies] == [False, True]
    assert "microphone=()" in policies[0]


def test_a_code_lets_somebody_in_and_a_second_scan_says_since_when(event, person, at_nine):
    client = secretariat()

    first = client.post(DOOR, {"code": code(person)}, follow=True)
    at_nine.move_to(moment(9, 40))
    second = client.post(DOOR, {"code": badge_codes.short(person.key)}, follow=True)

    assert told(first) == [("Mārīte Kalniņa, Latvia: checked in at 10:00.", "success")]
    assert told(second) == [("Mārīte Kalniņa is in already, since 10:00.", "warning")]
    assert set(Attendance.objects.values_list("session__title", "scanned_at")) == {
        ("Opening", moment(9)),
        ("Talk", moment(9)),
    }


def test_who_comes_late_is_told_what_counts(event, person, at_nine):
    at_nine.move_to(moment(9, 55))

    said = scan(secretariat(), code=code(person))

    assert said[1]["text"] == (
        "Mārīte Kalniņa, Latvia: checked in at 10:55."
        " Late, so this counts in part: Opening (35 min)."
    )


def test_a_script_is_answered_in_a_sentence(event, person, at_nine):
    client = secretariat()

    first = scan(
        client, code=code(person), once=str(uuid.uuid4()), moment="2026-03-02T08:50:00.123Z"
    )
    at_nine.move_to(moment(9, 40))
    second = scan(client, code=code(person))
    unknown = scan(client, code="nonsense")

    assert first == (
        200,
        {"text": "Mārīte Kalniņa, Latvia: checked in at 09:50.", "tone": "ok"},
    )
    assert second == (200, {"text": "Mārīte Kalniņa is in already, since 09:50.", "tone": "warn"})
    assert unknown == (
        422,
        {"text": "Nobody here has that code. Look for the name instead.", "tone": "bad"},
    )


def test_a_name_is_found_however_it_is_typed_and_let_in_by_a_button(event, person):
    RegistrationFactory(event=event, name="Marita", state=RegistrationState.WAITING)
    client = secretariat()

    page = client.get(f"{DOOR}?text=marit")
    answer = client.post(DOOR, {"key": str(person.key)}, follow=True)
    after = client.get(f"{DOOR}?text=marite")

    assert [
        (one.name, str(pill.label), may) for one, _country, pill, may in page.context["found"]
    ] == [
        ("Marita", "On the waiting list", False),
        ("Mārīte Kalniņa", "Confirmed", True),
    ]
    assert told(answer) == [("Mārīte Kalniņa, Latvia: checked in at 10:00.", "success")]
    assert [(str(pill.label), may) for _one, _country, pill, may in after.context["found"]] == [
        ("In since 10:00", False)
    ]


def test_who_was_put_down_by_hand_is_in_without_an_hour(event, person):
    AttendanceFactory(registration=person, session=event.sessions.first())

    page = secretariat().get(f"{DOOR}?text=kalnina")

    ((_one, _country, pill, may),) = page.context["found"]
    assert (str(pill.label), may, page.context["latest"]) == ("In", False, [])


@pytest.mark.parametrize("typed", ["xyz", "%00%E2%80%AExyz", "x" * 3000, "_%25"])
def test_nobody_is_called_so(event, person, typed):
    assert "Nobody here is called so." in secretariat().get(f"{DOOR}?text={typed}").text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("latvia", ["Mārīte Kalniņa"]),
        ("policija", ["Mārīte Kalniņa"]),
        ("marite latv", ["Mārīte Kalniņa"]),
        ("marite france", []),
        ("france", ["Zoë"]),
    ],
)
def test_people_are_found_by_organisation_and_country(event, person, typed, found):
    RegistrationFactory(event=event, name="Zoë", country="FR")

    page = secretariat().get(f"{DOOR}?text={typed}")

    assert [one.name for one, *_rest in page.context["found"]] == found


def test_those_still_to_come_are_counted_named_and_let_in(event, person):
    RegistrationFactory(event=event, name="Wendy", state=RegistrationState.WAITING)
    RegistrationFactory(event=event, name="Zoë")
    client = secretariat()

    before = client.get(DOOR)
    client.post(DOOR, {"key": str(person.key)})
    after = client.get(DOOR)

    assert [one.name for one in before.context["to_come"]] == ["Mārīte Kalniņa", "Zoë"]
    assert [one.name for one in after.context["to_come"]] == ["Zoë"]
    assert 'id="to-come-number">1<' in after.text


def test_who_is_in_for_the_rest_of_the_morning_does_not_come_again(event, person, at_nine):
    at_nine.move_to(moment(10, 45))
    client = secretariat()
    client.post(DOOR, {"key": str(person.key)})

    assert client.get(DOOR).context["to_come"] == []


def test_of_very_many_to_come_the_first_are_named(event):
    RegistrationFactory.create_batch(52, event=event)

    page = secretariat().get(DOOR)

    assert (len(page.context["to_come"]), page.context["ahead"]) == (50, 52)
    assert "and 2 more: look for the name." in page.text


def test_who_comes_without_a_place_can_be_registered_by_the_secretariat(event, at_nine):
    asked, button = f"{DOOR}?text=nobody", "Register somebody"

    shown = [button in client.get(asked).text for client in (secretariat(), presidency())]
    at_nine.move_to(moment(23))
    late = button in secretariat().get(asked).text

    assert (shown, late) == ([True, False], False)


def test_a_mistake_is_undone_with_one_press(event, person):
    client = secretariat()
    client.post(DOOR, {"code": code(person)})
    page = client.get(DOOR)

    answers = [
        client.post(f"{DOOR}undo/", {"key": str(person.key)}, follow=True) for _twice in range(2)
    ]

    assert [(one.name, when) for one, when in page.context["latest"]] == [
        ("Mārīte Kalniņa", "10:00")
    ]
    assert told(answers[0]) == [("Mārīte Kalniņa is no longer in.", "success")]
    assert 'id="latest-in" aria-labelledby="latest" hidden' not in page.text
    assert 'id="latest-in" aria-labelledby="latest" hidden' in client.get(DOOR).text
    assert told(answers[1]) == [("There was nothing to take back.", "warning")]
    assert not Attendance.objects.exists()


def test_who_checked_in_alone_is_among_the_last_to_be_undone(event, person):
    AttendanceFactory(
        registration=person, session=event.sessions.first(), source=Source.SELF,
        scanned_at=moment(9),
    )  # fmt: skip

    page = secretariat().get(DOOR)

    assert [one.name for one, _when in page.context["latest"]] == ["Mārīte Kalniņa"]


def test_once_all_is_over_nothing_is_undone_at_the_door(event, person, at_nine):
    client = secretariat()
    client.post(DOOR, {"code": code(person)})
    at_nine.move_to(moment(20))

    answer = client.post(f"{DOOR}undo/", {"key": str(person.key)}, follow=True)

    assert told(answer)[-1] == ("There was nothing to take back.", "warning")
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("key", ["", "nonsense", "5699423b-8168-4206-87c8-9c4f7aca53b0"])
def test_nobody_is_undone_by_a_key_made_up(event, key):
    assert secretariat().post(f"{DOOR}undo/", {"key": key}).status_code == 404


def test_before_it_opens_the_hour_is_said(event, person, at_nine):
    at_nine.move_to(moment(8, 29))
    client = secretariat()

    page = client.get(f"{DOOR}?text=kalnina")
    answer = client.post(DOOR, {"code": code(person)})

    opens = "Check-in opens Monday 2 March 2026, 09:30 (Brussels)."
    assert opens in page.text
    assert (answer.status_code, opens in answer.text) == (422, True)
    assert not Attendance.objects.exists()


def test_afterwards_the_attendance_is_where_to_go(event, person, at_nine):
    at_nine.move_to(moment(20))

    answer = secretariat().post(DOOR, {"code": code(person)})

    assert "Check-in is over. What is missing is recorded in the attendance." in answer.text


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (RegistrationState.WITHDRAWN, "Withdrawn"),
        (RegistrationState.WAITING, "On the waiting list"),
        (RegistrationState.CANCELLED, "Cancelled by the organiser"),
    ],
)
def test_who_has_no_place_is_named_with_the_state(event, person, state, word):
    person.state = state
    person.save()

    assert scan(secretariat(), code=code(person)) == (
        422,
        {"text": f"Mārīte Kalniņa has no place: {word}.", "tone": "bad"},
    )


def test_a_code_of_another_event_names_it_to_who_may_know(event):
    public = RegistrationFactory(event__title="Board day")
    hidden = RegistrationFactory(event__visibility=Visibility.RESTRICTED)
    host = presidency()

    texts = [
        scan(client, code=code(person))[1]["text"]
        for client, person in ((host, public), (host, hidden), (secretariat(), hidden))
    ]

    assert texts == [
        "This code is for another event: Board day.",
        "This code is for another event.",
        f"This code is for another event: {hidden.event.title}.",
    ]


def test_two_codes_that_begin_alike_ask_for_more(event):
    for number in (1, 2**20):
        RegistrationFactory(event=event, key=uuid.UUID(int=number))

    assert scan(secretariat(), code="AAAAAAAA")[1]["text"] == (
        "Two codes begin so. Type more of it, or look for the name."
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"code": "x" * 201}, "That is no code of a badge."),
        ({"key": "nonsense"}, "That is no code of a badge."),
        ({"code": "AAAA-AAAA", "moment": "nonsense"}, "That is no code of a badge."),
        ({}, "That is no code of a badge."),
        ({"code": "\x00"}, "That is no code of a badge."),
        ({"code": "Mārīte"}, "Nobody here has that code. Look for the name instead."),
        (
            {"key": "5699423b-8168-4206-87c8-9c4f7aca53b0"},
            "Nobody here has that code. Look for the name instead.",
        ),
    ],
)
def test_what_is_no_code_is_said_so(event, typed, text):
    assert scan(secretariat(), **typed) == (422, {"text": text, "tone": "bad"})


@pytest.mark.parametrize(
    "scanned", ["2026-03-01T08:00:00Z", "2026-03-02T12:00:00Z", "0001-01-01T00:00:00+23:59"]
)
def test_a_moment_that_cannot_be_is_refused(event, person, scanned):
    assert scan(secretariat(), code=code(person), moment=scanned)[1]["text"] == (
        "Mārīte Kalniņa: That scan is too old to count. Record it in the attendance."
    )


def test_a_scan_that_was_kept_too_early_says_whose_it_was(event, person):
    said = scan(secretariat(), code=code(person), moment="2026-03-02T07:00:00Z")

    assert said[1]["text"].startswith("Mārīte Kalniņa: Check-in opens Monday 2 March 2026, 09:30")


def test_what_was_corrected_since_a_late_scan_stays(event, person, at_nine):
    for session in event.sessions.all():
        AttendanceFactory(
            registration=person, session=session, presence=Presence.ABSENT, recorded_at=moment(9, 5)
        )
    at_nine.move_to(moment(9, 10))

    said = scan(secretariat(), code=code(person), moment="2026-03-02T09:00:00Z")

    assert said == (
        200,
        {"text": "Mārīte Kalniņa was corrected by hand since; that stays.", "tone": "warn"},
    )


def test_nobody_is_let_in_where_the_event_is_closed(event, person):
    event.state = State.CLOSED
    event.save()

    assert scan(secretariat(), code=code(person))[1]["text"] == (
        "The event does not take place, or is closed."
    )


def test_a_problem_stands_at_the_field_and_keeps_what_was_typed(event):
    answer = secretariat().post(DOOR, {"code": "ABCD-EFGH"})

    empty = secretariat().post(DOOR, {"code": " "})

    assert (answer.status_code, empty.status_code) == (422, 422)
    assert 'value="ABCD-EFGH"' in answer.text
    assert [one.text.count('href="#id_code"') for one in (answer, empty)] == [1, 1]
    assert "Fill this in." in empty.text


def test_door_asks_the_database_no_more_for_many(event, person):
    client = secretariat()
    client.post(DOOR, {"code": code(person)})
    few = queries(lambda: client.get(f"{DOOR}?text=e"))
    for one in RegistrationFactory.create_batch(30, event=event):
        client.post(DOOR, {"code": code(one)})

    many = queries(lambda: client.get(f"{DOOR}?text=e"))

    assert many == few
    assert many <= 20


def test_letting_somebody_in_takes_few_statements(event, person):
    client = secretariat()

    assert counted(lambda: client.post(DOOR, {"code": code(person)})) <= 30


def test_the_host_keeps_the_door_and_others_see_none(event, person):
    codes = {
        name: (client.get(DOOR).status_code, client.post(DOOR, {"code": code(person)}).status_code)
        for name, client in (
            ("host", presidency()),
            ("another", presidency("FR")),
            ("nr", representative()),
        )
    }

    assert codes == {"host": (200, 302), "another": (404, 404), "nr": (404, 404)}
