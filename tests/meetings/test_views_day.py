"""The pages of the day: the table of seats, one press a delegate, item by item."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.urls import reverse

from accounts.enums import Role, Visibility
from accounts.models import MemberState
from agendas.enums import AgendaState, ItemState
from agendas.models import AgendaItem, Interest
from events.enums import Presence, RegistrationState, State
from events.models import Attendance, Registration
from meetings.day import table_of
from meetings.forms.day import OutcomeForm
from meetings.models import ActionPoint, Correction, ItemRecord, Minutes
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import (
    DURING,
    adopted_agenda,
    delegate,
    meeting,
    quorate,
    somebody,
    there,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting():
    with time_machine.travel(DURING, tick=False):
        yield


def visiting(client, role=Role.SECRETARIAT, code=None):
    by = somebody(role, code=code)
    client.force_login(by.user)
    return by


def day_of(event):
    return reverse("meetings:day", args=[event.slug])


def item_page(item):
    return reverse("meetings:day_item", args=[item.agenda.event.slug, item.key])


def test_the_table_shows_seats_the_quorum_and_the_items(client):
    event = meeting()
    there(event, "LV", presence=Presence.ONLINE)
    adopted_agenda(event, "Toolbox", state=AgendaState.CIRCULATED)
    visiting(client)

    page = " ".join(client.get(day_of(event)).content.decode().split())

    assert "There is no quorum" in page
    assert "1 of 27 voting seats are there." in page
    assert page.count('<li id="seat-') == 28
    assert 'aria-pressed="true">Online' in page.replace('" >', '">')
    assert "Toolbox" in page
    assert "The agenda is not adopted yet." in page
    assert "Adopt the agenda" in page


@pytest.mark.parametrize(
    ("is_quorate", "said"),
    [(False, "Not begun"), (True, "There is a quorum")],
    ids=["waiting", "all marked"],
)
def test_before_a_half_day_begins_nothing_is_lacking(client, is_quorate, said):
    event = meeting(state=State.PUBLISHED)
    delegate(event, "SE")
    delegate(event, "FI", state=RegistrationState.NAMED)
    if is_quorate:
        quorate(event)
    with time_machine.travel(DURING - timedelta(hours=2), tick=False):
        visiting(client)
        page = " ".join(client.get(day_of(event)).content.decode().split())

    assert said in page
    assert ("1 of 27 voting seats have confirmed somebody." in page) == (not is_quorate)
    assert "There is no quorum" not in page
    assert "lacking" not in page
    assert "Quorum:" in page


def test_without_sessions_or_agenda_the_page_says_what_to_do(client):
    event = meeting()
    event.sessions.all().delete()
    visiting(client)

    page = client.get(day_of(event)).content.decode()

    assert "No session yet" in page
    assert "The meeting has no agenda yet." in page


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


def test_a_seat_for_which_nobody_is_named_leads_to_naming_somebody(client):
    event = meeting(state=State.PUBLISHED)
    visiting(client)
    naming = reverse("meetings:delegation", args=[event.slug, "LV"])

    by_secretariat = client.get(day_of(event)).content.decode()
    visiting(client, Role.PRESIDENCY, code="BE")
    by_presidency = client.get(day_of(event)).content.decode()

    assert naming in by_secretariat
    assert naming not in by_presidency
    assert "Nobody is named." in by_presidency


def test_conclusions_are_saved_by_button_and_while_typing(client):
    (item,) = adopted_agenda(meeting(), "Toolbox").items.all()
    visiting(client)
    saving = reverse("meetings:conclusion", args=[item.agenda.event.slug, item.key])

    typed = client.post(saving, {"version": 0, "conclusion": "Wel"})
    again = client.post(saving, {"version": 1, "conclusion": "Wel"})
    pressed = client.post(item_page(item), {"version": 1, "conclusion": "Welcomed."})

    assert "Saved 10:30" in typed.content.decode()
    assert 'value="1" hx-swap-oob="true"' in " ".join(again.content.decode().split())
    assert pressed.url == item_page(item)
    kept = ItemRecord.objects.get()
    assert (kept.conclusion, kept.version) == ("Welcomed.", 2)


def test_two_at_once_see_both_texts_and_nothing_is_overruled(client):
    (item,) = adopted_agenda(meeting(), "Toolbox").items.all()
    visiting(client)
    saving = reverse("meetings:conclusion", args=[item.agenda.event.slug, item.key])
    client.post(saving, {"version": 0, "conclusion": "Theirs."})

    typed = client.post(saving, {"version": 0, "conclusion": "Mine."})
    pressed = client.post(item_page(item), {"version": 0, "conclusion": "Mine."})

    assert (typed.status_code, pressed.status_code) == (409, 409)
    assert "Not saved" in typed.content.decode()
    page = pressed.content.decode()
    assert "Theirs." in page
    assert "Mine." in page
    assert ItemRecord.objects.get().conclusion == "Theirs."


def test_what_cannot_be_saved_says_so(client):
    event = meeting()
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    visiting(client)
    saving = reverse("meetings:conclusion", args=[event.slug, item.key])

    too_long = client.post(saving, {"version": 0, "conclusion": "x" * 20_001})
    no_version = client.post(saving, {"conclusion": "x"})
    on_page = client.post(item_page(item), {"version": 0, "conclusion": "x" * 20_001})
    type(event).objects.update(state=State.CLOSED)
    late = client.post(saving, {"version": 0, "conclusion": "x"})
    late_on_page = client.post(item_page(item), {"version": 0, "conclusion": "x"})

    answers = (too_long, no_version, on_page, late, late_on_page)
    assert [one.status_code for one in answers] == [422, 422, 422, 409, 409]
    assert "20000 characters at most" in too_long.content.decode()
    assert "Not saved" in no_version.content.decode()
    assert "can no longer be written" in late.content.decode()
    assert not ItemRecord.objects.exists()


def decided(**said):
    return {
        "decide": "1",
        "version": 0,
        "conclusion": "",
        "outcome": "adopted",
        "title": "The toolbox",
        "visibility": "body",
        "half": "2024-05-29-morning",
        "quorum_note": "",
    } | said


def test_an_item_is_decided_and_then_only_corrected(client):
    event = meeting()
    quorate(event)
    first, second = adopted_agenda(event, "Toolbox", "Award").items.all()
    first.visibility = Visibility.PUBLIC
    first.save()
    visiting(client)

    before = client.get(item_page(first)).content.decode()
    answer = client.post(
        item_page(first), decided(conclusion="Welcomed.", visibility="public"), follow=True
    )

    assert "Write the outcome down" in before
    page = answer.content.decode()
    assert "Decided: D-2024-01." in page
    assert "Welcomed." in page
    assert "Write the outcome down" not in page
    assert item_page(second) in page
    kept = ItemRecord.objects.get()
    assert (kept.number, kept.decision.visibility, kept.version) == ("D-2024-01", "public", 2)
    client.post(item_page(first), decided(version=2, conclusion="Welcomed.", outcome="noted"))
    assert ItemRecord.objects.get().outcome == "adopted"

    correct = reverse("meetings:correct", args=[event.slug, first.key])
    assert "keeps its number" in client.get(correct).content.decode()
    client.post(correct, {"once": uuid4(), "text": "Twelve.", "reason": "A slip."})
    assert Correction.objects.get().text == "Twelve."
    assert "Twelve." in client.get(item_page(first)).content.decode()
    undecided = reverse("meetings:correct", args=[event.slug, second.key])
    assert client.get(undecided).status_code == 404
    ItemRecord.objects.create(item=second, changed_at=DURING)
    assert client.get(undecided).status_code == 404
    assert "Award" in client.get(day_of(event)).content.decode()


@pytest.mark.parametrize(
    ("own", "whole", "offered"),
    [
        ("public", "public", ["public", "network", "body"]),
        ("public", "network", ["network", "body"]),
        ("body", "public", None),
        ("attendees", "public", None),
        ("body", "restricted", None),
    ],
)
def test_the_register_is_offered_to_no_more_people_than_the_item(own, whole, offered):
    event = meeting()
    (above,) = adopted_agenda(event, "Toolbox").items.all()
    above.visibility = whole
    part = AgendaItemFactory(agenda=above.agenda, parent=above, visibility=own)

    form = OutcomeForm(None, kept=ItemRecord(item=part, version=0), table=table_of(event), number=0)

    field = form.fields["visibility"]
    assert field.widget.is_hidden == (offered is None)
    assert offered is None or [value for value, _label in field.choices] == offered
    assert form.initial["visibility"] in dict(field.choices)


def test_what_goes_to_a_written_procedure_leads_there(client):
    event = meeting()
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    visiting(client)
    convert = reverse("procedures:convert", args=[item.key])
    assert convert not in client.get(item_page(item)).text

    answer = client.post(item_page(item), decided(outcome="in_writing"))

    assert convert in client.get(answer.url).text
    visiting(client, Role.PRESIDENCY, "BE")
    team = client.get(answer.url).text
    assert convert not in team
    assert "The Secretariat drafts it." in team


def test_what_keeps_a_decision_from_being_taken_is_said_and_nothing_is_lost(client):
    event = meeting()
    there(event, "LV")
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    visiting(client)

    below = client.post(item_page(item), decided(conclusion="Kept."))
    nameless = client.post(item_page(item), decided(version=1, conclusion="Kept.", title=""))
    silent = client.post(item_page(item), decided(version=1, conclusion="Kept.", outcome=""))
    never = client.post(
        item_page(item), decided(version=1, conclusion="Kept.", half="2024-05-29-evening")
    )

    assert [one.status_code for one in (below, nameless, silent, never)] == [422] * 4
    assert "Too few seats are there" in below.content.decode()
    assert below.context["kept"].version == 1
    assert "Say what was decided." in nameless.content.decode()
    assert "Say what the body made of it." in silent.content.decode()
    kept = ItemRecord.objects.get()
    assert (kept.conclusion, kept.outcome) == ("Kept.", "")
    done = client.post(
        item_page(item), decided(version=1, conclusion="Kept.", outcome="noted"), follow=True
    )
    assert "Saved." in done.content.decode()
    assert "Noted" in done.content.decode()


def test_adopting_minutes_that_are_not_before_the_body_is_refused(client):
    event = meeting()
    quorate(event)
    agenda = adopted_agenda(event)
    found = Minutes.objects.create(event=meeting(body=event.body, slug="x"), created_at=DURING)
    item = AgendaItemFactory(agenda=agenda, source_label="meetings.minutes", source_key=found.key)
    visiting(client)

    answer = client.post(item_page(item), decided(minutes_version=found.version))

    assert answer.status_code == 422
    assert "were not laid before the body yet" in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ItemState.OPEN, "Nothing is decided before the agenda is adopted."),
        (ItemState.IN_WRITING, "the meeting cannot decide it"),
    ],
)
def test_an_item_that_cannot_be_decided_says_why(client, state, words):
    event = meeting()
    agenda = adopted_agenda(event, state=AgendaState.CIRCULATED)
    item = AgendaItemFactory(
        agenda=agenda, state=state, written_label="p", written_key="PROC-1", written_url="/p/"
    )
    visiting(client)

    page = client.get(item_page(item)).content.decode()
    sent = client.post(item_page(item), decided(), follow=True)

    assert words in page
    assert words in sent.content.decode()
    assert not ItemRecord.objects.exists()


def test_before_the_meeting_or_without_sessions_nothing_is_decided(client):
    event = meeting()
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    visiting(client)

    event.sessions.all().delete()
    without = client.get(item_page(item)).content.decode()
    with time_machine.travel(event.starts_at.replace(hour=1), tick=False):
        early = client.get(item_page(item)).content.decode()

    assert "The meeting has no sessions yet" in without
    assert "The meeting has not begun." in early


def test_interests_actions_and_neighbours_stand_beside_an_item(client):
    event = meeting()
    agenda = adopted_agenda(event, "Toolbox", "Award", "Any other business")
    _first, item, _last = agenda.items.all()
    Interest.objects.create(item=item, member_state_id="FI", text="A firm", declared_at=DURING)
    ActionPoint.objects.create(
        event=event, item=item, text="Print it", due_date=event.first_date, created_at=DURING
    )
    visiting(client)

    page = client.get(item_page(item)).content.decode()

    assert "Finland: A firm" in page
    assert "Print it" in page
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    assert "Item 2 of 3" in page


def test_what_one_may_not_see_or_prepare_is_not_there(client):
    event = meeting()
    (item,) = adopted_agenda(event, "Toolbox").items.all()
    hidden = AgendaItemFactory(agenda=item.agenda, visibility=Visibility.RESTRICTED)
    struck = AgendaItemFactory(agenda=item.agenda, state=ItemState.STRUCK)
    other = meeting(body=event.body, slug="other")

    visiting(client)
    assert client.get(item_page(hidden)).status_code == 404
    assert client.get(item_page(struck)).status_code == 404
    nothing = reverse("meetings:day_item", args=[other.slug, item.key])
    assert client.get(nothing).status_code == 404
    visiting(client, Role.NR, "LV")
    assert client.get(day_of(event)).status_code == 404
    assert client.get(item_page(item)).status_code == 404
    visiting(client, Role.PRESIDENCY, "BE")
    assert client.get(item_page(hidden)).status_code == 200
    assert AgendaItem.objects.count() == 3


def test_the_page_is_light_and_quick_with_two_delegates_of_each_seat(client):
    event = meeting()
    adopted_agenda(event, *(f"Item {number}" for number in range(12)))
    for code in MemberState.objects.values_list("pk", flat=True):
        for number in range(2):
            delegate(event, code, event.sessions.all(), name=f"Delegate {number} of {code}")
    visiting(client)

    asked = counted(lambda: client.get(day_of(event)))
    page = client.get(day_of(event)).content
    shared = ("app.css", "app.js", "day.js", "icons.svg")
    weight = len(page) + sum(Path(str(finders.find(name))).stat().st_size for name in shared)

    assert asked <= 20
    assert weight <= 120 * 1024
