"""Minutes: drafted, sent for comments, laid before the body, adopted, locked."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

import decisions.services
from accounts.enums import Role, Visibility
from accounts.steps import NotNowError
from accounts.versions import StaleError
from agendas.enums import AgendaState, ItemKind
from agendas.models import AgendaItem, Interest, Offer
from agendas.services.agendas import NotYoursError
from events.enums import Presence, State
from jobs.models import Job
from mail.models import Letter
from meetings import frozen, replies, services
from meetings.day import table_of
from meetings.enums import AdoptedBy, CommentAnswer, ItemOutcome, MinutesPart, MinutesState
from meetings.models import Comment, Convening, Minutes, Section
from meetings.models.minutes import LABEL
from tests.factories.agendas import AgendaItemFactory
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

UNTIL = dt.date(2024, 6, 21)
A_WEEK_ON = dt.datetime(2024, 6, 24, 9, tzinfo=dt.UTC)


def held(*titles, **fields):
    event = meeting(**fields)
    quorate(event)
    adopted_agenda(event, *(titles or ("Toolbox", "Award")))
    return event


def drafted(event, by=None, at=AFTER):
    return services.draft_minutes(event, by=by or somebody(), at=at)


def sent(event, by=None):
    by = by or somebody()
    found = drafted(event, by)
    return services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)


def final(event, by=None):
    by = by or somebody()
    found = sent(event, by)
    return services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)


def text(found, part):
    return found.sections.get(part=part).text


def place(found, code):
    return next(one for one in replies.seats(found) if one.code == code)


def comment(found, by, code="LV", once=None, at=AFTER, section=None, **said):
    return services.comment(
        section or found.sections.get(part=MinutesPart.OPENING),
        once=once or uuid.uuid4(),
        place=place(found, code),
        text="It was raining.",
        by=by,
        at=at,
        **said,
    )


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
    assert "was not reached" in text(found, MinutesPart.PRESENCE)
    assert text(found, MinutesPart.CLOSING) == ""


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


def test_sending_asks_all_seats_and_a_day_that_is_over_is_refused():
    event, by = held(), somebody()
    reader, observer = somebody(Role.NR, code="LV"), somebody(Role.CONTACT_POINT, code="LV")
    found = drafted(event, by)

    with pytest.raises(NotNowError):
        services.send_for_comments(
            found, until=dt.date(2024, 6, 2), version=found.version, by=by, at=AFTER
        )
    found = services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=AFTER)

    assert (found.state, found.comments_until, found.sent_at) == ("commented", UNTIL, AFTER)
    assert [letter.to for letter in Letter.objects.all()] == [reader.user.email]
    assert observer.user.email not in str(Letter.objects.values())
    with pytest.raises(StaleError):
        services.send_for_comments(found, until=UNTIL, version=1, by=by, at=AFTER)
    with pytest.raises(NotYoursError):
        services.send_for_comments(found, until=UNTIL, version=found.version, by=reader, at=AFTER)


def test_seats_comment_in_the_window_and_take_back_what_is_not_answered():
    event, by = held(), somebody()
    found = sent(event, by)
    own, once = somebody(Role.SUBSTITUTE, code="LV"), uuid.uuid4()

    made = comment(found, own, once=once, proposal="It was dry.")

    assert comment(found, own, once=once) == made
    assert (made.holder, made.proposal) == ("Latvia", "It was dry.")
    with pytest.raises(NotYoursError):
        comment(found, own, code="SE")
    with pytest.raises(NotYoursError):
        services.withdraw_comment(made, by=somebody(Role.NR, code="SE"), at=AFTER)
    with pytest.raises(services.WindowClosedError):
        comment(found, own, at=A_WEEK_ON)
    services.withdraw_comment(made, by=own, at=AFTER)
    services.withdraw_comment(made, by=own, at=AFTER)
    assert not Comment.objects.exists()


def test_each_comment_is_answered_before_the_minutes_go_before_the_body():
    event, by = held(), somebody()
    found = sent(event, by)
    own = somebody(Role.NR, code="LV")
    made = comment(found, own)
    found.refresh_from_db()

    with pytest.raises(services.UnansweredError):
        services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)
    with pytest.raises(services.ReasonMissingError):
        services.answer_comment(made, answer=CommentAnswer.PARTLY, version=1, by=by, at=AFTER)
    with pytest.raises(NotYoursError):
        services.answer_comment(made, answer=CommentAnswer.TAKEN, version=1, by=own, at=AFTER)
    answered = services.answer_comment(
        made, answer=CommentAnswer.NOT_TAKEN, reason="It was dry.", version=1, by=by, at=AFTER
    )
    with pytest.raises(NotNowError):
        services.withdraw_comment(made, by=own, at=AFTER)
    found.refresh_from_db()
    found = services.finish_minutes(found, version=found.version, by=by, at=A_WEEK_ON)

    assert (answered.answer, answered.answered_by) == ("not_taken", by.user)
    assert found.state == MinutesState.FINAL
    offer = Offer.objects.get()
    assert (offer.kind, offer.source_label, offer.source_key) == (
        ItemKind.ADOPTION,
        LABEL,
        str(found.key),
    )
    with pytest.raises(NotNowError):
        services.answer_comment(made, answer=CommentAnswer.TAKEN, version=2, by=by, at=AFTER)


def test_the_silent_are_reminded_two_working_days_before_the_end():
    event = held()
    own, silent, nothing = (somebody(Role.NR, code=code) for code in ("LV", "SE", "FI"))
    found = sent(event)
    comment(found, own)
    services.say_no_comment(found, place=place(found, "FI"), by=nothing, at=AFTER)
    services.say_no_comment(found, place=place(found, "FI"), by=nothing, at=AFTER)
    Letter.objects.all().delete()
    day = dt.datetime(2024, 6, 19, 7, tzinfo=dt.UTC)

    assert services.remind_comments_due(at=day - dt.timedelta(days=1)) == 0
    assert services.remind_comments_due(at=day - dt.timedelta(hours=1)) == 0
    assert services.remind_comments_due(at=day) == 1
    assert services.remind_comments_due(at=day + dt.timedelta(days=1)) == 0

    assert [letter.to for letter in Letter.objects.all()] == [silent.user.email]
    comment(found, nothing, code="FI")
    assert not found.no_comments.exists()
    with pytest.raises(services.WindowClosedError):
        services.say_no_comment(found, place=place(found, "SE"), by=silent, at=A_WEEK_ON)


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
