"""Who is there: one press a delegate or one for all the others, excused, and taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from events.enums import Presence, RegistrationState, State
from events.models import Attendance, Registration
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import DURING, delegate, meeting, quorate, there
from tests.meetings.visiting import day_of, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting():
    with time_machine.travel(DURING, tick=False):
        yield


def test_one_press_marks_a_delegate_and_the_half_day_stays(client):
    event = meeting()
    person = delegate(event, "LV")
    visiting(client)
    half = "2024-05-29-afternoon"

    answer = client.post(
        reverse("meetings:mark", args=[event.slug]),
        {"half": half, "mark": f"{person.pk} present"},
    )

    assert answer.url == f"{day_of(event)}?half={half}"
    assert list(Attendance.objects.values_list("session__title", "presence")) == [
        ("Afternoon", "present")
    ]
    page = client.get(answer.url).content.decode()
    assert "Wednesday 29 May 2024, afternoon" in page


def test_with_script_the_press_answers_with_the_table_alone(client):
    event = meeting()
    quorate(event)
    person = delegate(event, "SE")
    visiting(client)
    sent = {"half": "2024-05-29-morning", "mark": f"{person.pk} excused"}
    named = delegate(event, "FI", state=RegistrationState.NAMED)

    pressed = client.post(
        reverse("meetings:mark", args=[event.slug]), sent, headers={"HX-Request": "true"}
    ).content.decode()
    renewed = client.get(day_of(event), headers={"HX-Request": "true"}).content.decode()

    refused = client.post(
        reverse("meetings:mark", args=[event.slug]),
        sent | {"mark": f"{named.pk} absent"},
        headers={"HX-Request": "true"},
    )

    assert "There is a quorum" in pressed
    assert refused.status_code == 302
    assert "<html" not in pressed + renewed
    assert "Excused" in renewed


def test_being_there_confirms_who_was_named(client):
    event = meeting(state=State.PUBLISHED)
    named = delegate(event, "LV", state=RegistrationState.NAMED)
    visiting(client)
    mark = reverse("meetings:mark", args=[event.slug])
    half = "2024-05-29-morning"

    client.post(mark, {"half": half, "mark": f"{named.pk} absent"})
    refused = client.get(day_of(event)).content.decode()
    client.post(mark, {"half": half, "mark": f"{named.pk} present"})

    assert "has not said that he or she comes" in refused
    assert Registration.objects.get().state == RegistrationState.CONFIRMED
    assert Attendance.objects.get().presence == Presence.PRESENT


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"half": "never", "mark": "1 present"},
        {"half": "2024-05-29-morning", "mark": "0 present"},
        {"half": "2024-05-29-morning", "mark": "1 dancing"},
    ],
)
def test_a_press_that_makes_no_sense_changes_nothing(client, sent):
    event = meeting()
    delegate(event, "LV")
    visiting(client)

    answer = client.post(reverse("meetings:mark", args=[event.slug]), sent, follow=True)

    assert "That could not be read" in answer.content.decode()
    assert not Attendance.objects.exists()


def test_a_closed_meeting_keeps_its_attendance(client):
    event = meeting(state=State.CLOSED)
    person = delegate(event, "LV")
    visiting(client)

    answer = client.post(
        reverse("meetings:mark", args=[event.slug]),
        {"half": "2024-05-29-morning", "mark": f"{person.pk} present"},
        follow=True,
    )

    page = answer.content.decode()
    assert "the attendance of the meeting is closed" in page
    assert 'name="mark"' not in page


def test_pressed_again_a_mark_is_taken_back(client):
    event = meeting()
    (person,) = there(event, "LV", halves=("Morning",))
    visiting(client)
    half = {"half": "2024-05-29-morning"}
    button = f'value="{person.pk} unknown" aria-pressed="true">Present</button>'

    marked = client.get(day_of(event), half).text
    client.post(
        reverse("meetings:mark", args=[event.slug]), half | {"mark": f"{person.pk} unknown"}
    )
    taken_back = client.get(day_of(event), half).text

    assert button in marked
    assert presences() == [("LV", Presence.UNKNOWN, "")]
    assert 'aria-pressed="true"' not in taken_back
    assert "Awaited" in taken_back


def test_nobody_is_marked_or_excused_before_the_day_where_the_meeting_is(client):
    event = meeting(state=State.PUBLISHED)
    person = delegate(event, "LV")
    half = {"half": "2024-05-29-morning"}
    excuse = reverse("meetings:excuse", args=[event.slug, person.key]) + "?half=2024-05-29-morning"
    mark, pressed = reverse("meetings:mark", args=[event.slug]), f"{person.pk} present"
    eve = DURING.replace(hour=21, minute=59) - timedelta(days=1)  # 23:59 in Brussels
    with time_machine.travel(eve, tick=False):
        visiting(client)
        page = client.get(day_of(event)).text
        refused = client.post(mark, half | {"mark": pressed}, follow=True).text
        excused = client.post(excuse, {"reason": "Snow in Riga"})
        assert not Attendance.objects.exists()
    with time_machine.travel(eve + timedelta(minutes=1), tick=False):
        visiting(client)
        on_the_day = client.get(day_of(event)).text
        client.post(mark, half | {"mark": pressed})

    assert "marked from that day on" in page
    assert 'name="mark"' not in page
    assert "the day has not come" in refused
    assert (excused.status_code, "Snow in Riga" in excused.text) == (422, True)
    assert "marked from that day on" not in on_the_day
    assert presences() == [("LV", Presence.PRESENT, "")]


def presences():
    rows = Attendance.objects.order_by("registration__country", "session__starts_at")
    return [tuple(row) for row in rows.values_list("registration__country", "presence", "note")]


def test_a_press_keeps_why_somebody_was_excused(client):
    event = meeting()
    (person,) = there(event, "LV", presence=Presence.EXCUSED, halves=("Morning",))
    Attendance.objects.update(note="Snow in Riga")
    visiting(client)
    half = {"half": "2024-05-29-morning"}

    excused = client.get(day_of(event), half).content.decode()
    client.post(
        reverse("meetings:mark", args=[event.slug]), half | {"mark": f"{person.pk} present"}
    )
    there_after_all = client.get(day_of(event), half).content.decode()

    assert presences() == [("LV", Presence.PRESENT, "Snow in Riga")]
    assert "Snow in Riga" in excused
    assert reverse("meetings:excuse", args=[event.slug, person.key]) in excused
    assert "Snow in Riga" not in there_after_all


def test_who_sends_word_is_excused_with_the_reason(client):
    event = meeting()
    person = delegate(event, "LV")
    visiting(client)
    page = reverse("meetings:excuse", args=[event.slug, person.key]) + "?half=2024-05-29-afternoon"

    empty = client.post(page, {"reason": ""})
    said = client.post(page, {"reason": "Flight cancelled"})
    again = client.get(page).content.decode()

    assert empty.status_code == 422
    assert said.url == f"{day_of(event)}?half=2024-05-29-afternoon"
    assert presences() == [("LV", Presence.EXCUSED, "Flight cancelled")]
    assert 'value="Flight cancelled"' in again


def test_only_a_delegate_who_confirmed_is_excused_and_only_while_the_meeting_is_open(client):
    event = meeting()
    person = delegate(event, "LV")
    named = delegate(event, "FI", state=RegistrationState.NAMED)
    visiting(client)
    half = "?half=2024-05-29-morning"

    def page(one):
        return reverse("meetings:excuse", args=[event.slug, one.key])

    answers = [
        client.get(address).status_code
        for address in (page(named) + half, page(person), page(AgendaItemFactory()) + half)
    ]
    type(event).objects.filter(pk=event.pk).update(state=State.CLOSED)
    late = client.post(page(person) + half, {"reason": "Snow in Riga"})

    assert answers == [404, 404, 404]
    assert late.status_code == 422
    assert "the attendance of the meeting is closed" in late.text
    assert 'value="Snow in Riga"' in late.text
    assert not Attendance.objects.exists()


def test_all_the_others_are_there_with_one_press_which_can_be_taken_back(client):
    event = meeting(mode="hybrid")
    there(event, "LV", presence=Presence.EXCUSED, halves=("Morning",))
    delegate(event, "DE")
    delegate(event, "EE", attending="online")
    delegate(event, "FI", state=RegistrationState.NAMED)
    visiting(client)
    rest = reverse("meetings:mark_rest", args=[event.slug])
    half, script = {"half": "2024-05-29-morning"}, {"HX-Request": "true"}

    before = client.get(day_of(event), half).content.decode()
    pressed = client.post(rest, half, headers=script).content.decode()
    marked = presences()
    undo = half | {"undo": pressed.partition('name="undo"')[2].split('"')[1]}
    client.post(rest, half | {"undo": "2024-05-29T08:00:00+00:00"})
    kept = presences()
    back = client.post(rest, undo)

    assert "The other 2 are there" in before
    assert "<html" not in pressed
    assert "Take back those 2" in " ".join(pressed.split())
    assert marked == kept
    assert marked == [
        ("DE", Presence.PRESENT, ""),
        ("EE", Presence.ONLINE, ""),
        ("LV", Presence.EXCUSED, ""),
    ]
    assert back.url == f"{day_of(event)}?half=2024-05-29-morning"
    assert presences() == [("LV", Presence.EXCUSED, "")]


def test_nobody_is_put_down_as_there_before_the_half_day_or_after_the_meeting(client):
    event = meeting()
    delegate(event, "DE")
    visiting(client)
    rest = reverse("meetings:mark_rest", args=[event.slug])

    early = client.post(rest, {"half": "2024-05-29-afternoon"}, follow=True).content.decode()
    nonsense = client.post(rest, {"half": "never"}, follow=True).content.decode()
    without = client.post(rest, follow=True).content.decode()

    assert "Not now" in early
    assert "are there</button>" not in "".join(early.split())
    assert "That could not be read" in nonsense
    assert "That could not be read" in without
    assert not Attendance.objects.exists()
