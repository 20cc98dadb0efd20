"""The code on a screen in the room, and those who type it."""

import datetime as dt
import re

import pytest
import time_machine

from events import attendance, badge_codes
from events.enums import Mode, RegistrationState, State
from events.models import Attendance, AttendanceTerms
from events.rules.attendance import code_at
from journal.models import Entry
from mail.links import token
from tests.events.organisers import presidency, representative, secretariat, signed_in, states
from tests.factories.accounts import UserFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 2)
SLUG = "2026-03-02-webinar"
KIOSK, HERE = f"/events/{SLUG}/kiosk/", f"/events/{SLUG}/here/"


def moment(hour, minute=0):
    return dt.datetime.combine(DAY, dt.time(hour, minute), dt.UTC)


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(moment(10), tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    """An Irish seminar in UTC where people check themselves in."""
    _france, ireland, _latvia = states()
    event = EventFactory(slug=SLUG, title="Seminar", first_date=DAY, host=ireland, zone="UTC")
    AttendanceTerms.objects.create(event=event, self_check_in=True)
    return event


@pytest.fixture
def opening(event):
    return SessionFactory(event=event, title="Opening", starts_time=dt.time(10))


@pytest.fixture
def person(event):
    return RegistrationFactory(event=event, name="Ana", email="ana@example.eu")


def code(session, at=None):
    return code_at(attendance.secret_of(session), at or moment(10))


def own(person):
    return f"/registrations/{token('events:own_registration', person.key, 1)}/"


def told(answer):
    return [str(one) for one in answer.context["messages"]]


def test_screen_shows_the_code_of_now_with_a_picture_that_leads_here(event, opening):
    page = secretariat().get(KIOSK)
    digits = code(opening)

    text = re.sub(r"\s+", " ", page.text)
    assert f"{digits[:3]} {digits[3:]}" in text
    assert "Opening · 10:00–12:00" in text
    assert "The code changes at 10:05." in text
    assert 'class="qr"' in text
    assert "style=" not in text
    assert "No code now" not in text


def test_screen_renews_its_codes_alone(event, opening, at_ten):
    client = secretariat()
    at_ten.move_to(moment(10, 5))

    part = client.get(KIOSK, headers={"hx-request": "true"}).text

    digits = code(opening, moment(10, 5))
    assert f"{digits[:3]} {digits[3:]}" in part
    assert "<html" not in part


def test_screen_shows_the_session_that_runs_while_the_afternoon_is_open_too(event, opening, at_ten):
    opening.ends_time = dt.time(12, 30)
    opening.save()
    SessionFactory(event=event, title="Workshop", starts_time=dt.time(13), ends_time=dt.time(15))
    at_ten.move_to(moment(12))

    assert [row[0] for row in secretariat().get(KIOSK).context["codes"]] == [opening]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (moment(8), "Check-in opens Monday 2 March 2026, 09:00 (UTC)."),
        (moment(13), "Check-in is over."),
    ],
)
def test_screen_says_when_there_is_no_code(event, opening, at_ten, at, words):
    at_ten.move_to(at)

    text = re.sub(r"\s+", " ", secretariat().get(KIOSK).text)

    assert "No code now" in text
    assert words.removesuffix(" (UTC).") in text


def test_screen_shows_no_code_where_none_is_taken(event, opening):
    event.attendance_terms.delete()
    digits = code(opening)

    pages = [client.get(KIOSK) for client in (secretariat(), presidency())]

    assert ["there is no code" in page.text for page in pages] == [True, True]
    assert ["Let people check themselves in" in page.text for page in pages] == [True, False]
    for page in pages:
        assert f"{digits[:3]} {digits[3:]}" not in page.text
        assert 'class="qr"' not in page.text
        assert "No code now" not in page.text


def test_one_button_lets_people_check_themselves_in(event, opening):
    event.attendance_terms.delete()
    client = secretariat()

    refused = presidency().post(f"{KIOSK}allow/")
    answers = [client.post(f"{KIOSK}allow/", follow=True) for _twice in range(2)]

    assert refused.status_code == 404
    assert told(answers[0]) == ["People can check themselves in now."]
    assert 'class="qr"' in answers[1].text
    terms = AttendanceTerms.objects.get()
    assert (terms.self_check_in, terms.share, terms.version) == (True, 80, 1)
    assert Entry.objects.filter(deed="events.attendance_terms").count() == 1


def test_on_the_screen_in_the_room_the_code_stands_alone(event, opening):
    client = secretariat("Eilís")
    digits = code(opening)

    page, alone = client.get(KIOSK).text, client.get(f"{KIOSK}?screen=1").text

    assert ['<body class="alone">' in one for one in (page, alone)] == [False, True]
    assert ["?screen=1" in one for one in (page, alone)] == [True, False]
    assert "Leave the screen" in alone
    assert f"{digits[:3]} {digits[3:]}" in alone


def test_screen_does_not_exist_for_others(event):
    codes = [client.get(KIOSK).status_code for client in (representative(), presidency("FR"))]

    assert codes == [404, 404]


def test_own_page_takes_the_code_on_the_day(event, opening, person, client):
    page = client.get(own(person)).text
    answer = client.post(
        f"{own(person)}check-in/", {"code": f" {code(opening)[:3]} {code(opening)[3:]}"}
    )
    after = client.get(own(person))

    row = Attendance.objects.get()
    assert "I am here" in page
    assert answer["Location"] == own(person)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert told(after) == ["You are checked in, 10:00: Opening."]
    assert (row.registration, row.presence, row.source) == (person, "present", "self")
    assert "Your attendance" in after.text


def test_who_checks_in_alone_late_is_told_what_counts(client, event, opening, person, at_ten):
    at_ten.move_to(moment(10, 30))

    answer = client.post(
        f"{own(person)}check-in/", {"code": code(opening, moment(10, 30))}, follow=True
    )

    assert told(answer) == [
        "You are checked in, 10:30: Opening. Late, so this counts in part: Opening (1 h 30 min)."
    ]


def test_a_second_time_says_since_when(event, opening, person, client, at_ten):
    client.post(f"{own(person)}check-in/", {"code": code(opening)})
    at_ten.move_to(moment(10, 3))

    answer = client.post(f"{own(person)}check-in/", {"code": code(opening)}, follow=True)

    assert "You are in already, since 10:00: Opening." in told(answer)


@pytest.mark.parametrize("typed", ["", "000", "abc", "yesterday", "9" * 41])
def test_a_code_that_does_not_fit_is_refused_at_its_field(event, opening, person, client, typed):
    yesterday = moment(10) - dt.timedelta(days=1)
    sent = code(opening, yesterday) if typed == "yesterday" else typed

    answer = client.post(f"{own(person)}check-in/", {"code": sent})

    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.text
    assert not Attendance.objects.exists()
    if typed == "yesterday":
        assert "it changes every five minutes" in answer.text


def test_too_many_wrong_codes_are_refused(event, opening, person, client):
    for _number in range(10):
        client.post(f"{own(person)}check-in/", {"code": "1"})

    answer = client.post(f"{own(person)}check-in/", {"code": code(opening)})

    assert "Too many wrong codes." in answer.text
    assert not Attendance.objects.exists()


def test_own_page_shows_the_code_for_the_door_on_the_days_alone(
    event, opening, person, client, at_ten
):
    shown = {}
    for day in (1, 2, 3):
        at_ten.move_to(dt.datetime(2026, 3, day, 8, tzinfo=dt.UTC))
        text = client.get(own(person)).text
        shown[day] = (badge_codes.short(person.key) in text, 'class="qr"' in text)

    assert shown == {1: (False, False), 2: (True, True), 3: (False, False)}


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED])
def test_what_is_known_stays_on_the_own_page_and_the_door_goes(
    event, opening, person, client, state
):
    AttendanceFactory(registration=person, session=opening)
    event.state = state
    if state == State.CANCELLED:
        event.cancelled_at, event.cancel_reason = moment(9), "Snow."
    event.save()

    page = client.get(own(person)).text

    assert ["Your attendance" in page, "At the door" in page, "I am here" in page] == [
        True,
        False,
        False,
    ]


def test_who_takes_part_online_needs_no_code_for_the_door(event, opening, person, client):
    event.mode = Mode.ONLINE
    event.save()

    page = client.get(own(person)).text
    client.post(f"{own(person)}check-in/", {"code": code(opening)})

    assert ("At the door" in page, "I am here" in page) == (False, True)
    assert Attendance.objects.get().presence == "online"


@pytest.mark.parametrize("state", [RegistrationState.WAITING, RegistrationState.WITHDRAWN])
def test_who_has_no_place_sees_and_sends_no_code(event, opening, person, client, state):
    AttendanceFactory(registration=person, session=opening)
    person.state = state
    person.save()

    page = client.get(own(person)).text
    answer = client.post(f"{own(person)}check-in/", {"code": code(opening)})

    assert ["At the door" in page, "Your attendance" in page] == [False, False]
    assert answer.status_code == 422


def test_an_unknown_link_is_not_found(event, client):
    assert client.post("/registrations/nonsense/check-in/", {"code": "1"}).status_code == 404


def test_the_picture_leads_who_is_signed_in_to_one_button(event, opening, person):
    client = signed_in(UserFactory(email="ana@example.eu"))

    page = client.get(f"{HERE}?code={code(opening)}")
    before = Attendance.objects.count()
    answer = client.post(HERE, {"code": code(opening)}, follow=True)

    assert f'value="{code(opening)}"' in page.text
    assert before == 0
    assert answer.redirect_chain == [(own(person), 302)]
    assert told(answer) == ["You are checked in, 10:00: Opening."]


def test_a_wrong_code_is_said_there_too(event, opening, person):
    answer = signed_in(UserFactory(email="ana@example.eu")).post(HERE, {"code": "1"})

    assert (answer.status_code, "it changes every five minutes" in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (moment(8), "Check-in opens Monday 2 March 2026, 09:00"),
        (moment(13), "Check-in is over."),
    ],
)
def test_when_the_door_is_closed_it_is_said(event, opening, person, at_ten, at, words):
    at_ten.move_to(at)
    client = signed_in(UserFactory(email="ana@example.eu"))

    page = client.get(HERE)
    answer = client.post(HERE, {"code": "123456"})

    assert "One cannot check in alone now." in page.text
    assert (answer.status_code, words in answer.text) == (422, True)


def test_where_nobody_checks_in_alone_it_is_said(event, opening, person):
    event.attendance_terms.delete()
    client = signed_in(UserFactory(email="ana@example.eu"))

    answer = client.post(HERE, {"code": code(opening)})

    assert (answer.status_code, "Ask at the door." in answer.text) == (422, True)


def test_there_is_nothing_for_who_has_no_place(event, opening, person, client):
    person.state = RegistrationState.CANCELLED
    person.save()

    codes = [
        one.get(HERE).status_code
        for one in (signed_in(UserFactory(email="ana@example.eu")), secretariat())
    ]

    assert codes == [404, 404]
    assert client.get(HERE)["Location"].startswith("/accounts/login/?next=")
