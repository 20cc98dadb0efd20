"""Minutes adopted: by a meeting or in writing, frozen, locked, and added to."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role, Visibility
from accounts.steps import NotNowError
from agendas.models import AgendaItem, Offer
from agendas.services.agendas import NotYoursError
from events.enums import State
from mail.models import Letter
from meetings import frozen, services
from meetings.day import table_of
from meetings.enums import AdoptedBy, ItemOutcome
from meetings.models import Minutes, Section
from meetings.models.minutes import LABEL
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import DURING, adopted_agenda, meeting, somebody, there
from tests.meetings.minuted import A_WEEK_ON, UNTIL, comment, final, held, sent

pytestmark = pytest.mark.django_db


def test_adopted_minutes_are_frozen_and_the_meeting_is_closed():
    event, by = held(), somebody()
    reader = somebody(Role.NR, code="LV")
    found = final(event, by)
    Letter.objects.all().delete()

    found = services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=A_WEEK_ON)

    event.refresh_from_db()
    assert event.state == State.CLOSED
    assert (found.state, found.adopted_at, found.adopted_by) == ("adopted", A_WEEK_ON, by.user)
    assert found.sha256 == frozen.digest(found.frozen) != found.open_sha256
    assert found.open_sha256 == frozen.digest(frozen.open_part(found.frozen))
    assert [one["title"] for one in found.frozen["sections"]] == [
        "Opening",
        "Presence and quorum",
        "Adoption of the agenda",
        "Toolbox",
        "Award",
        "Written procedures since the last meeting",
        "Action points",
        "Closing",
    ]
    assert [letter.to for letter in Letter.objects.all()] == [reader.user.email]
    with pytest.raises(services.NotFinalError):
        services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=A_WEEK_ON)
    with pytest.raises(services.LockedError):
        services.change_section(found.sections.first(), text="?", version=1, by=by, at=A_WEEK_ON)
    with pytest.raises(IntegrityError, match="before_the_body_are_frozen"), transaction.atomic():
        Minutes.objects.filter(pk=found.pk).update(frozen=None)


def test_a_meeting_that_the_clock_has_not_yet_marked_as_held_is_closed_all_the_same():
    event = held(state=State.PUBLISHED)
    found = final(event)

    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=somebody(), at=A_WEEK_ON)

    event.refresh_from_db()
    assert event.state == State.CLOSED


def test_a_closed_meeting_stays_closed_and_strangers_adopt_nothing():
    event = held()
    found = final(event)
    type(event).objects.filter(pk=event.pk).update(state=State.CLOSED)

    with pytest.raises(NotYoursError):
        services.adopt_minutes(
            found, how=AdoptedBy.MEETING, by=somebody(Role.NR, code="LV"), at=A_WEEK_ON
        )
    found = services.adopt_minutes(found, how=AdoptedBy.MEETING, by=somebody(), at=A_WEEK_ON)

    assert found.is_adopted


def test_the_next_meeting_adopts_them_with_its_item():
    event, by = held(), somebody()
    found = sent(event, by)
    following = meeting(
        body=event.body, first_date=dt.date(2024, 6, 24), slug="next", state=State.PUBLISHED
    )
    there(following, "LV")
    agenda = adopted_agenda(following)
    item = AgendaItemFactory(
        agenda=agenda, source_label=LABEL, source_key=str(found.key), source_url="/m/"
    )
    other = AgendaItemFactory(agenda=agenda, source_label=LABEL, source_key=str(uuid.uuid4()))
    half = table_of(following).half_days[0]
    said = {
        "outcome": ItemOutcome.ADOPTED,
        "half_day": half,
        "version": 0,
        "quorum_note": "Few were there.",
        "by": by,
        "at": A_WEEK_ON,
    }

    with pytest.raises(services.NotFinalError), transaction.atomic():
        services.decide(item, **said)
    found.refresh_from_db()
    services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)
    kept = services.decide(item, **said)
    services.decide(other, **said)

    found.refresh_from_db()
    assert (found.is_adopted, found.adopted_at_event) == (True, following)
    assert kept.number == "D-2024-01"


def test_a_written_procedure_adopts_them_once():
    event = held()
    found = final(event)
    source = ("procedures.procedure", "PROC-2024-005")
    services.ask_in_writing(found, written=(*source, "/p/"), by=somebody(), at=A_WEEK_ON)

    services.adopt_in_writing(source=source, at=A_WEEK_ON)
    services.adopt_in_writing(source=source, at=A_WEEK_ON)

    found.refresh_from_db()
    event.refresh_from_db()
    assert (found.adopted_how, found.adopted_label, found.adopted_key) == ("writing", *source)
    assert (found.adopted_by, event.state) == (None, State.CLOSED)


def test_what_is_adopted_waits_for_no_agenda_any_more():
    event = held()
    found = final(event)
    offers = Offer.objects.filter(source_key=str(found.key))
    assert offers.count() == 1

    services.adopt_minutes(found, how=AdoptedBy.MEETING, by=somebody(), at=A_WEEK_ON)

    assert not offers.exists()


def test_restricted_items_stand_in_the_whole_and_not_in_the_open_version():
    event = held()
    item = AgendaItem.objects.filter(agenda__event=event).first()
    item.visibility = Visibility.RESTRICTED
    item.save()
    part = AgendaItemFactory(agenda=item.agenda, parent=item, title="A hidden part")
    chair = somebody(Role.PRESIDENCY, code="BE")
    services.add_action(
        event, once=uuid.uuid4(), text="Hush", due_date=UNTIL, item=part, by=chair, at=DURING
    )
    found = final(event, chair)
    officer = somebody()
    section = Section.objects.get(item=part)

    assert list(Section.objects.visible_to(officer).filter(item__in=[item, part])) == []
    assert Section.objects.visible_to(chair).filter(item__in=[item, part]).count() == 2
    sent_again = services.send_for_comments(
        found, until=dt.date(2024, 7, 5), version=found.version, by=chair, at=A_WEEK_ON
    )
    with pytest.raises(NotYoursError):
        services.change_section(section, text="?", version=1, by=officer, at=A_WEEK_ON)
    with pytest.raises(NotYoursError):
        comment(sent_again, somebody(Role.NR, code="LV"), section=section, at=A_WEEK_ON)
    hidden = comment(
        sent_again, somebody(Role.NR, code="BE"), code="BE", section=section, at=A_WEEK_ON
    )
    with pytest.raises(NotYoursError):
        services.answer_comment(hidden, answer="taken", version=1, by=officer, at=A_WEEK_ON)
    services.answer_comment(hidden, answer="taken", version=1, by=chair, at=A_WEEK_ON)
    sent_again.refresh_from_db()
    found = services.finish_minutes(
        sent_again, version=sent_again.version, by=chair, at=A_WEEK_ON, is_early=True
    )
    found = services.adopt_minutes(found, how=AdoptedBy.MEETING, by=chair, at=A_WEEK_ON)

    whole, public = found.frozen, frozen.open_part(found.frozen)
    assert (found.sha256, found.open_sha256) == (frozen.digest(whole), frozen.digest(public))
    assert found.sha256 != found.open_sha256
    assert "A hidden part" in str(whole)
    assert "A hidden part" not in str(public)
    assert "Hush" not in str(public)
    with pytest.raises(NotYoursError):
        services.add_addendum(
            found, once=uuid.uuid4(), text="?", item=part, by=officer, at=A_WEEK_ON
        )


def test_what_is_found_wrong_later_stands_beside_adopted_minutes():
    event, by, once = held(), somebody(), uuid.uuid4()
    found = final(event, by)

    with pytest.raises(NotNowError):
        services.add_addendum(found, once=once, text="12", by=by, at=A_WEEK_ON)
    found = services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=A_WEEK_ON)
    made = services.add_addendum(found, once=once, text="12", by=by, at=A_WEEK_ON)

    assert services.add_addendum(found, once=once, text="12", by=by, at=A_WEEK_ON) == made
    with pytest.raises(NotYoursError):
        services.add_addendum(
            found, once=uuid.uuid4(), text="?", by=somebody(Role.NR, code="LV"), at=A_WEEK_ON
        )
    item = AgendaItem.objects.filter(agenda__event=event).first()
    with pytest.raises(NotNowError):
        services.conclude(item, conclusion="Late.", version=0, by=by, at=A_WEEK_ON)
