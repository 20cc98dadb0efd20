"""Minutes: drafted from what is known, written until they are before the body, read by whom."""

import datetime as dt
import uuid

import pytest

import decisions.services
from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.enums import AgendaState
from agendas.models import AgendaItem, Interest
from agendas.services.agendas import NotYoursError
from events.enums import Presence, State
from jobs.models import Job
from meetings import services
from meetings.day import table_of
from meetings.enums import ItemOutcome, MinutesPart
from meetings.models import Convening, Minutes, Section
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, DURING, adopted_agenda, delegate, meeting, somebody
from tests.meetings.minuted import UNTIL, drafted, final, held, text

pytestmark = pytest.mark.django_db


def test_minutes_are_drafted_from_what_is_known():
    event = held("Toolbox", "Award")
    delegate(event, "SE", event.sessions.all(), Presence.EXCUSED)
    by = somebody()
    first, second = AgendaItem.objects.filter(agenda__event=event)
    services.conclude(first, conclusion="It was welcomed.", version=0, by=by, at=DURING)
    half = table_of(event).half_days[0]
    services.decide(first, outcome=ItemOutcome.ADOPTED, half_day=half, version=1, by=by, at=DURING)
    services.decide(
        second, outcome=ItemOutcome.POSTPONED, half_day=half, version=0, by=by, at=DURING
    )
    Interest.objects.create(
        item=second, member_state_id="FI", person="Maija", text="?", declared_at=DURING
    )
    services.add_action(
        event, once=uuid.uuid4(), text="Print it", due_date=UNTIL, item=first, by=by, at=DURING
    )

    found = drafted(event, by)

    assert text(found, MinutesPart.OPENING) == (
        "The meeting of the Board took place on Wednesday 29 May 2024, 09:30–16:30 (Brussels),"
        " Brussels, Residence Palace.\n\nBelgium was in the chair."
    )
    assert text(found, MinutesPart.PRESENCE).startswith(
        "Wednesday 29 May 2024, morning: 14 of 27 voting seats were present; the quorum of 14"
        " was reached."
    )
    assert text(found, MinutesPart.PRESENCE).endswith("Apologies were received from Sweden.")
    assert text(found, MinutesPart.AGENDA) == "The agenda was adopted as sent out in edition 1."
    assert [one.text for one in found.sections.filter(part=MinutesPart.ITEM)] == [
        (
            "It was welcomed.\n\n**Decision D-2024-01:** Toolbox (adopted).\n\n"
            "Action: Secretariat, until Friday 21 June 2024: Print it"
        ),
        "Interests were declared by Finland.\n\nPostponed.",
    ]
    assert text(found, MinutesPart.WRITTEN) == "None."


def test_what_was_sent_into_writing_decided_below_the_quorum_or_corrected_is_said():
    event = meeting()
    first, second, third = adopted_agenda(event, "Toolbox", "Award", "Rules").items.all()
    by = somebody()
    half = table_of(event).half_days[0]
    said = {"half_day": half, "version": 0, "by": by, "at": DURING}
    kept = services.decide(
        first, outcome=ItemOutcome.NOT_ADOPTED, quorum_note="Nobody asked.", **said
    )
    services.correct(kept, once=uuid.uuid4(), text="Ten.", reason="?", by=by, at=DURING)
    services.conclude(second, conclusion="Heard.", version=0, by=by, at=DURING)
    AgendaItem.objects.filter(pk=third.pk).update(
        state="in_writing", written_label="p", written_key="PROC-2024-001", written_url="/p/"
    )

    found = drafted(event, by)

    assert [one.text for one in found.sections.filter(part=MinutesPart.ITEM)] == [
        (
            "**Decision D-2024-01:** Toolbox (not adopted).\n\n"
            "It was decided below the quorum: Nobody asked.\n\nCorrected: Ten."
        ),
        "Heard.",
        "The item is decided in writing (PROC-2024-001).",
    ]


def test_a_late_convening_is_told_with_its_reason():
    event = held()
    Convening.objects.create(
        event=event,
        edition=1,
        notice_days=10,
        dispatch_by=dt.date(2024, 5, 13),
        reason="A strike.",
        made_at=DURING,
        starts_at=DURING,
        sent_at=DURING,
        job=Job.objects.create(label="x", about="x", total=1, not_before=DURING, created_at=DURING),
    )

    assert text(drafted(event), MinutesPart.OPENING).endswith(
        "It was convened later than the notice of the body says: A strike."
    )


def test_minutes_tell_what_was_decided_in_writing_since_and_when_the_body_meets_next():
    before = meeting(first_date=dt.date(2024, 3, 12), slug="2024-03-12-board", state=State.CLOSED)
    event = held(body=before.body)
    meeting(body=event.body, first_date=dt.date(2024, 12, 4), slug="next", state=State.PUBLISHED)
    for number, day in enumerate((dt.date(2024, 3, 1), dt.date(2024, 4, 2))):
        decisions.services.enter(
            body=event.body,
            on=day,
            title=f"Question {number}",
            outcome="ADOPTED",
            source=("procedures.procedure", f"PROC-{number}", "/p/"),
            at=AFTER,
        )

    found = drafted(event)

    assert text(found, MinutesPart.WRITTEN) == (
        "- D-2024-02: Question 1 (Adopted, Tuesday 2 April 2024)"
    )
    assert text(found, MinutesPart.CLOSING).startswith("The next meeting of the Board is on Wed")


def test_drafting_again_adds_what_is_new_and_leaves_what_was_written():
    event, by = held("Toolbox"), somebody()
    found = drafted(event, by)
    section = found.sections.get(part=MinutesPart.OPENING)
    services.change_section(section, text="We met.", version=1, by=by, at=AFTER)
    whole = AgendaItem.objects.get(agenda__event=event)
    AgendaItemFactory(agenda=whole.agenda, parent=whole, title="A part", order=9)

    again = drafted(event, by)

    assert again == found
    assert text(found, MinutesPart.OPENING) == "We met."
    titles = [str(one) for one in found.sections.filter(part=MinutesPart.ITEM)]
    assert titles == ["Toolbox", "A part"]
    assert drafted(event, by).sections.count() == 8


def test_nothing_is_drafted_before_the_meeting_nor_by_others():
    event = held()

    with pytest.raises(NotNowError):
        drafted(event, at=event.starts_at - dt.timedelta(hours=1))
    with pytest.raises(NotYoursError):
        drafted(event, somebody(Role.NR, code="LV"))
    with pytest.raises(services.LockedError):
        drafted(final(event).event)


def test_without_an_adopted_agenda_or_host_the_minutes_say_so():
    event = meeting(host=None, venue="", city="")
    adopted_agenda(event, state=AgendaState.CIRCULATED)

    found = drafted(event)

    assert text(found, MinutesPart.AGENDA) == "The agenda was not adopted."
    assert text(found, MinutesPart.OPENING) == (
        "The meeting of the Board took place on Wednesday 29 May 2024, 09:30–16:30 (Brussels)."
    )
    assert "morning: who was there is not recorded." in text(found, MinutesPart.PRESENCE)
    assert text(found, MinutesPart.CLOSING) == ""


def test_a_quorum_that_was_not_reached_is_said_of_what_is_recorded_alone():
    event = meeting()
    delegate(event, "LV", event.sessions.all()[:1], Presence.PRESENT)

    said = text(drafted(event), MinutesPart.PRESENCE)

    assert "morning: 1 of 27 voting seats were present; the quorum of 14 was not reached" in said
    assert "afternoon: who was there is not recorded." in said


def test_sections_change_until_they_are_before_the_body_and_nobody_is_overruled():
    event, by = held(), somebody()
    found = drafted(event, by)
    section = found.sections.first()

    changed = services.change_section(section, text="One.", version=1, by=by, at=AFTER)

    assert (changed.text, changed.search_text) == ("One.", "opening one.")
    with pytest.raises(StaleError) as stale:
        services.change_section(section, text="Two.", version=1, by=by, at=AFTER)
    assert stale.value.theirs.text == "One."
    final(event, by)
    with pytest.raises(services.LockedError):
        services.change_section(section, text="Three.", version=2, by=by, at=AFTER)
    assert services.drawn_up_anew(section).startswith("The meeting of the Board")


def test_who_reads_minutes():
    event, by = held(), somebody()
    team, member, stranger = (
        somebody(Role.PRESIDENCY, code="BE"),
        somebody(Role.NR, code="LV"),
        somebody(Role.ADMINISTRATOR),
    )
    found = drafted(event, by)

    def readers():
        people = {"secretariat": by, "team": team, "member": member, "stranger": stranger}
        return {name for name, one in people.items() if Minutes.objects.visible_to(one).exists()}

    assert readers() == {"secretariat", "team"}
    services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)
    assert readers() == {"secretariat", "team", "member"}
    assert list(Section.objects.matching("belgium CHAIR")) == [
        found.sections.get(part=MinutesPart.OPENING)
    ]
