"""What the demonstration shows of meetings: held ones with minutes, and those being prepared."""

import datetime as dt

import pytest
from django.db.models import Count

from accounts.access import standing
from accounts.days import BRUSSELS
from accounts.enums import Visibility
from accounts.models import Body, User
from accounts.seats import places
from agendas.enums import AgendaState, ItemKind, ItemState, TrackState
from agendas.models import Agenda, AgendaItem, Agreement, Interest, Track, Wish
from agendas.reading import numbered, visible_items
from decisions.models import Decision
from demo import working_group
from demo.agendas import agenda_of, item_of
from demo.board_week import BOARD, EXCOM, HELD, NEXT
from demo.meetings import minutes_of
from demo.network import NEW_SUBSTITUTES, RESEARCHERS
from demo.plots import event_of
from demo.spring import BOARD as BOARD_OF_MAY
from demo.spring import MARCH, MAY
from documents.models import Document
from events.enums import State
from events.models import InstitutionSuggestion, Registration
from meetings import replies
from meetings.day import table_of
from meetings.delegations import parties
from meetings.enums import AdoptedBy, CommentAnswer, DelegationState, MinutesState
from meetings.models import ActionPoint, Comment, Convening, Delegate, ItemRecord, Section
from meetings.rules.quorum import Sat
from procedures.models import Procedure
from suggestions.enums import AnswerKind, CallState
from suggestions.models import Call, Suggestion
from tests.demo.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def who(local):
    return standing(User.objects.get(email=f"{local}@demo.example"), AT)


def seen(key, local):
    items = AgendaItem.objects.visible_to(who(local), event_of(key))
    return set(items.values_list("title", flat=True))


# Spring 2024


def test_the_board_of_may_was_convened_on_the_last_day_of_its_notice():
    convening = Convening.objects.get(event=event_of(BOARD_OF_MAY))

    assert (convening.dispatch_by.isoformat(), convening.sent_at.date().isoformat()) == (
        "2024-05-13",
        "2024-05-13",
    )
    assert convening.reason == ""
    assert convening.people == 27 * 2 + 1 - len(NEW_SUBSTITUTES)


@pytest.mark.parametrize(
    ("key", "states", "quorums"),
    [
        (MARCH, 6, [(5, 6)]),
        (MAY, 6, [(6, 6)]),
        (BOARD_OF_MAY, 27, [(25, 27), (23, 27)]),
        (HELD, 6, [(6, 6)]),
    ],
    ids=["March", "ExCom of May", "Board of May", "the last one"],
)
def test_seats_were_counted_and_there_was_a_quorum(key, states, quorums):
    table = table_of(event_of(key))

    assert len([row for row in table.rows if row.place.member_state]) == states
    assert [(one.present, one.entitled) for one in table.quorums] == quorums
    assert all(one.is_reached for one in table.quorums)


def test_minutes_were_adopted_at_a_meeting_and_in_writing_and_closed_their_meetings():
    adopted = [minutes_of(key) for key in (MARCH, MAY, BOARD_OF_MAY)]

    assert [(one.state, one.adopted_how) for one in adopted] == [
        (MinutesState.ADOPTED, AdoptedBy.MEETING),
        (MinutesState.ADOPTED, AdoptedBy.WRITING),
        (MinutesState.ADOPTED, AdoptedBy.WRITING),
    ]
    assert adopted[0].adopted_at_event == event_of(MAY)
    assert {one.event.state for one in adopted} == {State.CLOSED}
    assert all(len(one.sha256) == 64 for one in adopted)


def test_decisions_of_meetings_stand_in_the_register_and_that_on_a_restricted_item_apart():
    of_meetings = Decision.objects.filter(source_label="meetings.record").order_by("date", "pk")

    assert list(of_meetings.values_list("title", flat=True)) == [
        "Calendar of meetings of the second half of 2024",
        "Minutes of the meeting of 12 March 2024",
        "Application for the next grant of the Internal Security Fund",
        "Theme and jury of the European Crime Prevention Award",
        "Readers of the translated handbook",
        "Member States that try the registry first",
    ]
    apart = ItemRecord.objects.exclude(restricted_number="").get()
    assert (apart.restricted_number, apart.title) == (
        f"DR-2024-{apart.key.hex[:8].upper()}",
        "Who may read the list of contact points",
    )


def test_what_the_excom_recommended_the_board_decided():
    tracks = Track.objects.order_by("opened_at")

    assert [(one.state, one.recommendation) for one in tracks] == [
        (TrackState.DECIDED, "positive"),
        (TrackState.ON_AGENDA, "positive"),
    ]
    assert tracks[0].decides.agenda.event == event_of(BOARD_OF_MAY)
    assert tracks[1].decides.agenda.event == event_of(BOARD)


def test_the_grant_comes_before_the_award_and_the_strategy_fills_the_afternoon():
    def plan(key):
        items = AgendaItem.objects.filter(agenda=agenda_of(key), parent=None)
        return [
            (one.title.partition(":")[0], one.starts_time)
            for one in items.listed()
            if one.kind == ItemKind.DISCUSSION
        ]

    assert plan(BOARD_OF_MAY)[:2] == [
        ("Application for the next grant of the Internal Security Fund", None),
        ("European Crime Prevention Award", dt.time(11)),
    ]
    ports = agenda_of(BOARD_OF_MAY).items.get(title__startswith="Organised crime in ports")
    assert (ports.kind, ports.starts_time) == (ItemKind.INFORMATION, dt.time(13, 30))
    assert plan(BOARD)[-1] == ("Multiannual Strategy", dt.time(13, 30))


def test_what_was_taken_up_of_a_comment_stands_in_the_place_of_what_was_wrong():
    texts = "\n".join(
        Section.objects.filter(minutes__event__in=[event_of(MARCH), event_of(BOARD_OF_MAY)])
        .order_by("pk").values_list("text", flat=True)
    )  # fmt: skip

    assert "France asked that the costs of interpretation be shown apart." in texts
    assert "Portugal asked that it be half of work package 2." in texts
    assert "regretted" not in texts
    assert "Portugal and Sweden asked" not in texts


def test_the_commission_was_there_and_each_item_of_2024_says_what_it_came_to():
    rows = [row for key in (MARCH, MAY, BOARD_OF_MAY) for row in table_of(event_of(key)).rows]
    commission = [row for row in rows if not row.place.member_state]

    assert {sit for row in commission for sit in row.sits} == {Sat.PRESENT}
    sections = Section.objects.filter(minutes__event__in=[event_of(MARCH), event_of(MAY)])
    assert not sections.exclude(item=None).filter(text="").exists()


def test_an_item_of_may_became_a_procedure_and_its_outcome_is_told_to_the_next_board():
    item = item_of(BOARD_OF_MAY, "emblem")
    procedure = Procedure.objects.of_item(item).get()

    assert (item.state, procedure.outcome) == (ItemState.IN_WRITING, "ADOPTED")
    assert item.wishes.count() == 4
    told = AgendaItem.objects.get(agenda=agenda_of(BOARD), source_key=procedure.reference)
    assert (told.kind, told.parent.title) == (
        ItemKind.INFORMATION,
        "Written procedures since the last meeting",
    )
    assert procedure.decision.number in told.text


def test_action_points_are_done_late_and_open():
    points = ActionPoint.objects.all()

    assert points.exclude(done_at=None).count() == 8
    late = points.get(done_at=None, due_date__lt=AT.date())
    assert (late.owner, late.event) == ("Secretariat", event_of(HELD))
    assert {one.owner for one in points.filter(due_date__gt=AT.date())} == {
        "Portugal",
        "Secretariat",
    }


# Around today


def test_the_agenda_of_the_board_is_sent_out_and_that_of_the_far_excom_is_not():
    states = {key: agenda_of(key).state for key in (BOARD, EXCOM, NEXT)}

    assert states == {
        BOARD: AgendaState.CIRCULATED,
        EXCOM: AgendaState.CIRCULATED,
        NEXT: AgendaState.PREPARING,
    }
    assert seen(NEXT, "nr.ee") == set()
    assert "Priorities of the new Presidency" in seen(NEXT, "secretariat")


def test_nine_states_ask_for_item_five_in_writing():
    agenda = agenda_of(BOARD)
    number = numbered(visible_items(agenda, who("secretariat")))
    wished = AgendaItem.objects.filter(agenda=agenda).annotate(count=Count("wishes"))

    assert [(number[one.pk], one.count) for one in wished if one.count] == [("5", 9)]


@pytest.mark.parametrize(
    ("local", "knows"),
    [("secretariat", True), ("nr.fr", True), ("nr.lv", False), ("com", False)],
)
def test_the_restricted_item_is_known_to_those_who_are_named(local, knows):
    title = "Contact points for organised property crime: two requests to read the list"

    assert (title in seen(BOARD, local)) == knows


@pytest.mark.parametrize(
    ("local", "knows"),
    [("secretariat", True), ("nr.fr", True), ("nr.lv", False), ("com", False)],
)
def test_a_part_of_a_restricted_item_and_what_is_to_do_after_one_are_known_to_the_same(
    local, knows
):
    assert ("The request of the customs liaison office" in seen(BOARD, local)) == knows
    of_may = ActionPoint.objects.visible_to(who(local)).filter(item__title__startswith="Contact")
    assert of_may.exists() == knows


def test_an_item_for_who_is_asked_to_the_meeting_is_known_to_nobody_else():
    title = "Who travels in which bus to the seminar, and who needs a lift"

    assert all(title in seen(BOARD, local) for local in ("secretariat", "nr.lv", "com"))
    assert not any(title in seen(BOARD, local) for local in ("attendee.1", "trainer.1"))


def test_delegations_are_named_begun_declined_and_silent():
    found = parties(event_of(BOARD))
    states = {one.code: one.state for one in found}

    assert {code for code, state in states.items() if state == DelegationState.SENT} == {
        "AT", "FR", "LT", "PL",
    }  # fmt: skip
    assert sum(state == DelegationState.VALIDATED for state in states.values()) == 8
    assert states["CY"] == DelegationState.NOBODY
    begun = next(one for one in found if one.code == "BE")
    assert begun.delegation.typed["name_1"] == "Liesbeth Vandenbroucke"
    assert sum(one.is_open for one in found) == 28 - 13
    assert sum(one.is_promised for one in found) == 12
    unsure = Delegate.objects.filter(registration__event=event_of(BOARD))
    assert unsure.filter(registration__state="named").count() == 2


def test_the_last_minutes_are_out_for_comments_and_one_waits_for_an_answer():
    minutes = minutes_of(HELD)

    assert minutes.takes_comments(AT.date())
    comments = Comment.objects.filter(section__minutes=minutes).order_by("made_at")
    assert [(one.member_state_id, one.answer) for one in comments] == [
        ("SE", CommentAnswer.TAKEN),
        ("EE", ""),
    ]
    assert len(replies.silent(minutes)) == 7 - 3


def test_who_comes_sits_at_the_table_and_for_no_state_that_says_nobody_comes():
    comes = Registration.objects.filter(event=event_of(BOARD)).live()

    assert not comes.filter(country="CY").exists()
    assert all(one.party for one in comes)


def test_the_working_group_met_online_and_the_advisory_board_has_its_seats():
    table = table_of(event_of(working_group.KEY))

    assert [(one.present, one.entitled, one.is_reached) for one in table.quorums] == [(5, 6, True)]
    assert Decision.objects.get(body="WG-EBA").title == "Member States that try the registry first"
    advisers = places(Body.objects.get(code="ADVISORY"), on=AT.date())
    assert {place.holder for place in advisers} == {name for name, *_more in RESEARCHERS}


def test_what_was_suggested_to_belgium_is_decided_and_one_was_before_the_board():
    call = Call.objects.get(presidency="BE")
    given = Suggestion.objects.filter(answer__call=call).order_by("given_at")

    assert (call.state, call.closes_on) == (CallState.DECIDED, dt.date(2024, 2, 23))
    assert [one.state for one in given] == [
        "taken_up",
        "taken_up",
        "later",
        "declined",
        "declined",
    ]
    assert all(one.reason and one.decided_by.email == "sub.be@demo.example" for one in given)
    assert given[0].item_key == str(item_of(BOARD_OF_MAY, "ports").key)


def test_institutions_were_suggested_for_the_seminar_of_spring_and_decided_by_belgium():
    rows = InstitutionSuggestion.objects.filter(event__slug="2024-05-30-seminar")

    assert set(rows.values_list("state", "decided_by__email")) == {
        ("accepted", "sub.be@demo.example"),
        ("declined", "sub.be@demo.example"),
    }
    assert rows.filter(state="accepted", invitation__state="in_person").count() == 2
    later = InstitutionSuggestion.objects.exclude(event__slug="2024-05-30-seminar")
    assert set(later.exclude(decided_by=None).values_list("decided_by__email", flat=True)) == {
        "presidency@demo.example"
    }


def test_the_presidency_is_asked_about_what_nine_states_want_in_writing():
    found = Agreement.objects.get()

    assert (found.answer, found.item.wishes.count()) == ("", 9)


def test_nothing_around_the_meetings_was_done_on_a_weekend():
    moments = [
        *Convening.objects.values_list("made_at", flat=True),
        *Comment.objects.values_list("made_at", flat=True),
        *Wish.objects.values_list("wished_at", flat=True),
        *Agreement.objects.values_list("asked_at", flat=True),
        *Suggestion.objects.exclude(given_at=None).values_list("given_at", flat=True),
    ]

    assert moments
    assert all(at.astimezone(BRUSSELS).weekday() < 5 for at in moments)


def test_a_call_for_suggestions_is_open_with_answers_of_every_kind():
    call = Call.objects.get(state=CallState.OPEN)

    assert (call.state, call.presidency_id) == (CallState.OPEN, "IE")
    assert dict(call.answers.values_list("kind").annotate(Count("pk")).order_by()) == {
        AnswerKind.SUGGESTED: 8,
        AnswerKind.NONE: 4,
        "": 15,
    }
    assert call.answers.exclude(entered_reason="").get().member_state_id == "MT"
    assert Suggestion.objects.get(state="draft").answer.member_state_id == "BE"


def test_papers_hang_on_items_and_interests_are_declared():
    keys = [str(key) for key in AgendaItem.objects.values_list("key", flat=True)]
    papers = Document.objects.of_any(("agendas.item", keys))

    assert {one.visibility for one in papers} == {Visibility.BODY, Visibility.RESTRICTED}
    assert all(version.size > 600 for one in papers for version in one.versions.all())
    assert set(Interest.objects.values_list("member_state", flat=True)) == {"LT", "FR"}
    assert Agenda.objects.count() == 8
