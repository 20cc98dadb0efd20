"""What a meeting concludes and decides, item by item."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role, Visibility
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.enums import AgendaState, ItemState
from agendas.models import Offer
from agendas.services.agendas import NotYoursError
from decisions.models import Decision
from events.enums import Presence, State
from events.models import Attendance
from journal.models import Entry
from meetings import services
from meetings.day import table_of
from meetings.enums import Deed, ItemOutcome
from meetings.models import ItemRecord
from tests.factories.agendas import AgendaItemFactory
from tests.factories.events import SessionFactory
from tests.factories.held import (
    AFTER,
    DURING,
    adopted_agenda,
    delegate,
    meeting,
    quorate,
    somebody,
    there,
)

pytestmark = pytest.mark.django_db


def held(*titles, **fields):
    """A quorate meeting with an adopted agenda, and its items."""
    event = meeting(**fields)
    quorate(event)
    return event, list(adopted_agenda(event, *(titles or ("Toolbox",))).items.all())


def decided(item, by, outcome=ItemOutcome.ADOPTED, half=0, version=0, at=DURING, **said):
    table = table_of(item.agenda.event)
    return services.decide(
        item,
        outcome=outcome,
        half_day=table.half_days[half],
        version=version,
        by=by,
        at=at,
        **said,
    )


def test_conclusions_are_written_by_who_prepares_and_nothing_is_overruled():
    _event, (item,) = held()
    by = somebody()

    kept = services.conclude(item, conclusion="Welcomed.", version=0, by=by, at=DURING)

    assert (kept.conclusion, kept.version, kept.number) == ("Welcomed.", 1, "")
    with pytest.raises(StaleError) as stale:
        services.conclude(item, conclusion="Other.", version=0, by=by, at=DURING)
    assert stale.value.theirs.conclusion == "Welcomed."
    for other in (somebody(Role.NR, code="LV"), somebody(Role.PRESIDENCY, code="HU")):
        with pytest.raises(NotYoursError):
            services.conclude(item, conclusion="Mine.", version=1, by=other, at=DURING)


def test_the_presidency_team_writes_conclusions_and_decisions():
    _event, (item,) = held()
    by = somebody(Role.PRESIDENCY, code="BE")

    services.conclude(item, conclusion="Welcomed.", version=0, by=by, at=DURING)

    assert decided(item, by, version=1).number == "D-2024-01"


def test_a_decision_enters_the_register_with_the_day_of_the_meeting():
    event, (item,) = held()
    item.visibility = Visibility.PUBLIC
    item.save()
    by = somebody()

    kept = decided(item, by, title="The toolbox", visibility=Visibility.PUBLIC, at=AFTER)

    entered = Decision.objects.get()
    assert kept.decision == entered
    assert (entered.number, entered.title, entered.outcome) == (
        "D-2024-01",
        "The toolbox",
        "ADOPTED",
    )
    assert (entered.date, entered.body, entered.visibility) == (
        event.first_date,
        event.body,
        "public",
    )
    assert (entered.source_label, entered.source_key) == ("meetings.record", str(kept.key))
    assert entered.source_url == f"/events/{event.slug}/minutes/#item-{item.key}"
    assert (kept.present, kept.entitled, kept.needed) == (14, 27, 14)
    assert list(Entry.objects.filter(deed=Deed.DECIDED).values_list("facts", flat=True)) == [
        {"outcome": "adopted"}
    ]


def test_the_register_shows_a_decision_to_no_more_people_than_its_item():
    _event, (item,) = held()

    kept = decided(item, somebody(), visibility=Visibility.PUBLIC)

    assert (kept.visibility, kept.decision.visibility) == (Visibility.BODY, Visibility.BODY)


def test_what_is_decided_is_marked_on_the_agenda_and_what_is_postponed_waits_for_the_next():
    event, (first, second) = held("Toolbox", "Award")
    by = somebody()

    decided(first, by)
    decided(second, by, ItemOutcome.POSTPONED)

    waiting = Offer.objects.waiting_for(event.body)
    assert [one.title for one in waiting] == ["Award"]
    decided(second, by, ItemOutcome.NOTED, version=1)
    assert not waiting.all().exists()
    marks = event.agenda.items.values_list("title", "decided_at")
    assert list(marks) == [("Toolbox", DURING), ("Award", None)]


def test_what_is_only_noted_gets_no_number_and_can_be_decided_later():
    _event, (item,) = held()
    by = somebody()

    noted = decided(item, by, ItemOutcome.NOTED)
    refused = decided(item, by, ItemOutcome.NOT_ADOPTED, version=1)

    assert (noted.number, noted.title) == ("", "Toolbox")
    assert (refused.number, refused.decision.outcome) == ("D-2024-01", "NOT_ADOPTED")
    with pytest.raises(services.DecidedError):
        decided(item, by, ItemOutcome.NOTED, version=2)


@pytest.mark.parametrize("state", [ItemState.IN_WRITING, ItemState.STRUCK])
def test_what_is_decided_in_writing_or_taken_off_is_not_decided_in_the_meeting(state):
    _event, (item,) = held()
    written = {"written_label": "p", "written_key": "PROC-1", "written_url": "/p/"}
    values = {ItemState.IN_WRITING: written, ItemState.STRUCK: {"struck_at": DURING}}[state]
    type(item).objects.filter(pk=item.pk).update(state=state, **values)

    with pytest.raises(services.InWritingError):
        decided(item, somebody())

    assert not Decision.objects.exists()


def test_nothing_is_decided_before_the_agenda_is_adopted_or_the_meeting_begins():
    event = meeting()
    quorate(event)
    (item,) = adopted_agenda(event, "Toolbox", state=AgendaState.CIRCULATED).items.all()

    with pytest.raises(services.AgendaNotAdoptedError):
        decided(item, somebody())

    item.agenda.state, item.agenda.adopted_at = AgendaState.ADOPTED, DURING
    item.agenda.save()
    with pytest.raises(NotNowError):
        decided(item, somebody(), at=event.starts_at.replace(hour=1))


def test_below_the_quorum_a_decision_needs_a_note_and_other_outcomes_do_not():
    event = meeting()
    there(event, "LV", halves=("Morning",))
    first, second = adopted_agenda(event, "Toolbox", "Award").items.all()
    by = somebody()

    with pytest.raises(services.BelowQuorumError):
        decided(first, by, quorum_note="  ")
    kept = decided(first, by, quorum_note="Nobody asked for a count.")
    postponed = decided(second, by, ItemOutcome.POSTPONED, half=1)

    assert (kept.number, kept.present, kept.quorum_note) == (
        "D-2024-01",
        1,
        "Nobody asked for a count.",
    )
    assert (postponed.present, postponed.outcome) == (0, "postponed")
    with pytest.raises(IntegrityError, match="with_quorum_or_a_note"), transaction.atomic():
        ItemRecord.objects.filter(pk=kept.pk).update(quorum_note="")


def test_a_restricted_decision_has_a_number_of_its_own_and_stands_in_no_register():
    _event, (item,) = held()
    item.visibility = Visibility.RESTRICTED
    item.save()
    part = AgendaItemFactory(agenda=item.agenda, parent=item, title="A part")
    asked = AgendaItemFactory(agenda=item.agenda, visibility=Visibility.ATTENDEES)
    chair = somebody(Role.PRESIDENCY, code="BE")

    kept = [decided(one, chair) for one in (item, part, asked)]

    drawn = [f"DR-2024-{one.key.hex[:8].upper()}" for one in kept]
    assert [one.number for one in kept] == drawn
    assert not Decision.objects.exists()
    made = services.correct(
        kept[0], once=uuid.uuid4(), text="12", reason="A slip", by=chair, at=AFTER
    )
    assert list(kept[0].corrections.all()) == [made]
    with pytest.raises(IntegrityError, match=r"numbered_apart_once|restricted_number"):
        ItemRecord.objects.filter(pk=kept[0].pk).update(restricted_number=drawn[1])


def test_conclusions_on_a_restricted_item_are_for_who_knows_of_it():
    _event, (item,) = held()
    item.visibility = Visibility.RESTRICTED
    item.save()
    chair, officer = somebody(Role.PRESIDENCY, code="BE"), somebody()

    services.conclude(item, conclusion="!", version=0, by=chair, at=DURING)

    with pytest.raises(NotYoursError):
        services.conclude(item, conclusion="?", version=1, by=officer, at=DURING)


def test_a_mistake_in_a_decision_is_put_right_beside_it():
    event, (item, other) = held("Toolbox", "Award")
    by, once = somebody(), uuid.uuid4()
    kept = decided(item, by)
    said = {"text": "12 toolboxes", "reason": "A slip", "by": by, "at": AFTER}

    made = services.correct(kept, once=once, **said)

    assert services.correct(kept, once=once, **said) == made
    assert [one.text for one in kept.corrections.all()] == ["12 toolboxes"]
    assert str(kept) == "Toolbox"
    kept.decision.refresh_from_db()
    assert kept.decision.corrected_at == AFTER
    type(event).objects.filter(pk=event.pk).update(state=State.CLOSED)
    assert services.correct(kept, once=uuid.uuid4(), **said) != made
    noted = ItemRecord.objects.create(item=other, changed_at=DURING)
    with pytest.raises(services.NothingDecidedError):
        services.correct(noted, once=uuid.uuid4(), **said)
    with pytest.raises(NotYoursError):
        services.correct(kept, once=uuid.uuid4(), **said | {"by": somebody(Role.NR, code="LV")})


def test_a_delegate_is_marked_for_all_sessions_of_a_half_day():
    event = meeting()
    delegate(event, "LV")
    table = table_of(event)
    person = next(one for row in table.rows for one in row.people)
    half = services.half_day_of(table, "2024-05-29-morning")

    services.mark(person, half, presence=Presence.ONLINE, by=somebody(), at=DURING)

    rows = Attendance.objects.values_list("session__title", "presence", "source")
    assert list(rows) == [("Morning", "online", "hand")]
    assert services.half_day_of(table, "never") is None


def test_closed_meetings_and_adopted_minutes_take_no_conclusion():
    event, (item,) = held()
    type(event).objects.filter(pk=event.pk).update(state=State.CLOSED)

    with pytest.raises(NotNowError):
        services.conclude(item, conclusion="Late.", version=0, by=somebody(), at=AFTER)


def test_a_session_that_is_added_to_a_half_day_meanwhile_is_counted_with_it():
    event, (item,) = held()
    half = table_of(event).half_days[0]
    SessionFactory(
        event=event,
        title="Late morning",
        date=event.first_date,
        starts_time=dt.time(11),
        ends_time=dt.time(12),
    )

    kept = services.decide(
        item, outcome=ItemOutcome.NOTED, half_day=half, version=0, by=somebody(), at=DURING
    )

    assert (kept.outcome, kept.present) == (ItemOutcome.NOTED, 14)


def test_nothing_is_decided_in_a_half_day_that_is_no_more():
    event, (item,) = held()
    *_others, last = table_of(event).half_days
    event.sessions.filter(pk__in=[one.pk for one in last.sessions]).delete()

    with pytest.raises(StaleError):
        services.decide(
            item, outcome=ItemOutcome.NOTED, half_day=last, version=0, by=somebody(), at=DURING
        )
