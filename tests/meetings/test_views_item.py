"""The page of an item of the day: its conclusions, its decision, and what stands beside it."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role, Visibility
from agendas.enums import AgendaState, ItemState
from agendas.models import Interest
from events.enums import State
from meetings.day import table_of
from meetings.forms.day import OutcomeForm
from meetings.models import ActionPoint, Correction, ItemRecord, Minutes
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import DURING, adopted_agenda, meeting, quorate, there
from tests.meetings.visiting import day_of, decided, item_page, visiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_meeting():
    with time_machine.travel(DURING, tick=False):
        yield


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
