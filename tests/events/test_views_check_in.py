"""The door, as a helper sees it: who is found, let in, still to come, and undone."""

import re

import pytest
import time_machine

from events import badge_codes
from events.enums import RegistrationState, Source
from events.models import Attendance
from tests.events.checking_in import DOOR, SLUG, code, irish_seminar, moment, scan, told
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.events import AttendanceFactory, RegistrationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(moment(9), tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return irish_seminar()


@pytest.fixture
def person(event):
    return RegistrationFactory(event=event, name="Mārīte Kalniņa", organisation="Policija")


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
