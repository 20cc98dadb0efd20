"""The demonstration, built once for all that is asked of it here."""

import datetime as dt
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from accounts.access import standing
from accounts.models import User
from decisions.models import Decision
from demo.services import Built, build
from documents.models import Document, Version
from events.enums import (
    Approver,
    Attending,
    Deed,
    Group,
    InvitationKind,
    Kind,
    QuotaScope,
    RegistrationState,
    RequestState,
    Retention,
    State,
)
from events.models import (
    Answer,
    ChangeRequest,
    Event,
    FundingSource,
    InstitutionSuggestion,
    Mailing,
    Registration,
    Reminder,
    Series,
    Speaker,
)
from events.newcomers import newcomers
from events.rules import Claim
from events.services import places_of
from events.services.answers import may_read_sensitive
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter
from procedures.models import Procedure
from procedures.records import check_stored
from programme.models import Task
from tests.demo.conftest import AT
from tests.events.organisers import signed_in
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def test_everything_is_there(built):
    assert (built.is_new, built.people, built.events) == (True, 27 * 2 + 4 + 6 + 40, 48)
    assert built.registrations == Registration.objects.count()
    assert built.letters == Letter.objects.count()


def test_twice_is_once(built):
    assert build(at=AT + dt.timedelta(days=1)) == Built(
        is_new=False,
        people=built.people,
        events=built.events,
        registrations=built.registrations,
        letters=built.letters,
    )


def test_the_first_half_of_2024_as_it_was_planned():
    events = Event.objects.filter(first_date__range=("2024-01-01", "2024-06-30"))

    assert [
        (
            event.slug,
            f"{event.starts_time:%H:%M}–{event.ends_time:%H:%M}",
            event.state,
            event.host_id,
        )
        for event in events
    ] == [
        ("2024-03-12-executive-committee", "09:30–12:30", State.CLOSED, "BE"),
        ("2024-04-23-european-platform-football-security", "09:30–16:30", State.CLOSED, "BE"),
        ("2024-05-29-executive-committee", "08:00–09:15", State.CLOSED, "BE"),
        ("2024-05-29-board-meeting", "09:30–16:30", State.CLOSED, "BE"),
        ("2024-05-30-seminar", "09:30–16:30", State.CLOSED, "BE"),
    ]
    assert all(
        event.hours_are_illustrative and "illustrative" in event.source_note for event in events
    )
    assert Task.objects.count() == 77
    assert Task.objects.get(code="WP24-1.1-03").events.filter(slug="2024-05-30-seminar").exists()


def test_the_same_shapes_around_today_in_all_kinds():
    ahead = Event.objects.filter(ends_at__gt=AT)

    assert {event.kind for event in ahead.exclude(state=State.DRAFT)} == set(Kind)
    assert sorted({event.state for event in ahead}) == ["cancelled", "draft", "published"]
    board = Event.objects.get(slug="2026-12-09-board-meeting")
    assert {event.title for event in board.held_with.all()} == {
        "Executive Committee",
        "Seminar: keeping young people out of organised crime",
    }
    drafts = Event.objects.filter(state=State.DRAFT)
    assert set(drafts.values_list("title", flat=True)) == {"Lunch talk", "xx"}


def seminar():
    return Event.objects.get(kind=Kind.SEMINAR, starts_at__gt=AT, state=State.PUBLISHED)


def test_the_seminar_is_made_from_last_years_and_shares_its_form_with_the_board():
    event = seminar()

    assert event.copied_from.title == "Seminar: how young people are drawn into organised crime"
    assert [one.title for one in event.registered_here.all()] == ["Board meeting"]
    both = event.registrations.exclude(bundle=None)
    assert both.count() == 21
    assert set(both.values_list("bundle")) == set(
        Registration.objects.filter(event__title="Board meeting").exclude(bundle=None)
        .values_list("bundle")
    )  # fmt: skip


def test_the_seminar_has_places_of_states_and_of_practitioners_with_a_queue():
    event = seminar()
    places_ = places_of(event)
    states = dict(event.registrations.values_list("state").annotate(Count("pk")).order_by())

    assert places_.each_state_in == {Group.MEMBER: 10}
    assert places_.number(Claim(QuotaScope.GROUP, group=Group.PARTICIPANT)) == 40
    assert event.registrations.holding().filter(group=Group.PARTICIPANT).count() == 40
    assert 170 <= states[RegistrationState.CONFIRMED] <= 190
    assert states[RegistrationState.WAITING] >= 5
    assert states[RegistrationState.OFFERED] == 1
    assert event.registrations.get(state=RegistrationState.OFFERED).offered_until > AT


def test_states_approve_their_own_and_some_still_wait_for_it():
    event = seminar()
    pending = event.registrations.filter(state=RegistrationState.PENDING)

    assert event.approver == Approver.STATE
    assert {"LV", "BE", "PT", "DE"} <= set(pending.values_list("country", flat=True))
    assert Entry.objects.filter(deed=Deed.CONFIRMED, acting_for="LV").exists()
    declined = event.registrations.filter(state=RegistrationState.DECLINED)
    assert any("Our delegation" in reason for reason in declined.values_list("reason", flat=True))


def test_a_place_was_passed_on():
    taker = seminar().registrations.get(replaces__isnull=False)

    assert (taker.name, taker.state) == ("Szymon Kołodziejczak", RegistrationState.CONFIRMED)
    assert taker.replaces.state == RegistrationState.WITHDRAWN


def test_invited_people_have_answered_in_every_way():
    states = set(seminar().invitations.values_list("state", flat=True))
    institutions = seminar().invitations.filter(kind=InvitationKind.ORGANISATION)

    assert states == {"in_person", "online", "no", "substitute", "silent"}
    assert {"in_person", "online", "silent"} == set(institutions.values_list("state", flat=True))
    assert set(InstitutionSuggestion.objects.values_list("state", flat=True)) == {
        "accepted",
        "declined",
        "proposed",
    }


def test_questions_have_two_versions_and_answers_in_the_words_of_both():
    event = seminar()
    answers = Answer.objects.of(event)

    assert event.asks == 2
    assert set(answers.filter(key="experience").values_list("question_set__number", flat=True)) == {
        1,
        2,
    }
    sensitive = answers.filter(retention=Retention.SENSITIVE)
    assert {"diet", "access_needs"} <= set(sensitive.values_list("key", flat=True))
    assert not sensitive.exclude(registration__attending=Attending.IN_PERSON).exists()
    assert event.registrations.filter(unanswered_later__gt=0).exists()
    assert set(event.registrations.values_list("list_consent", flat=True)) == {True, False}


def test_the_secretariat_reads_what_the_venue_must_know():
    assert may_read_sensitive(standing(User.objects.get(email="secretariat@demo.example"), AT))
    assert not may_read_sensitive(standing(User.objects.get(email="nr.lv@demo.example"), AT))


def test_letters_to_many_were_sent_stopped_drafted_and_one_can_still_be_stopped():
    found = {
        mailing.subject: (mailing.job.state if mailing.job else "", mailing.recipients.count())
        for mailing in Mailing.objects.select_related("job")
    }

    sent = found["Practical information: {event}"]
    assert (sent[0], 170 <= sent[1] <= 190) == ("done", True)
    assert found["The room has changed: {event}"][0] == "stopped"
    assert found["Will you come? {event}"] == ("", 0)
    assert found["What we shall do in the webinar"][0] == "waiting"
    assert Reminder.objects.filter(event__kind=Kind.WEBINAR).count() == 2


def test_papers_have_versions_and_names_in_other_alphabets():
    names = set(Version.objects.values_list("name", flat=True))

    assert {"Σημειώσεις.txt", "Програма Пловдив.txt", "Карта на пътя.png"} <= names
    assert Document.objects.filter(number=2).exists()
    assert set(Document.objects.values_list("visibility", flat=True)) >= {
        "public", "network", "body", "attendees", "restricted",
    }  # fmt: skip


def test_speakers_are_shown_asked_and_left_unnamed():
    speakers = Speaker.objects.filter(session__event=seminar())

    assert speakers.exclude(photo_at=None).filter(may_publish=True).count() == 4
    assert speakers.get(consent_at=None, asked_at__isnull=False).name == "Torbjörn Ångström"
    assert speakers.get(may_publish=True, consent_by=None).name == "Siobhán Ní Fhaoláin"


def test_money_and_its_emblem_stand_on_the_seminar_and_on_the_events_of_2024():
    source = FundingSource.objects.get()

    assert source.emblem_at
    assert seminar().funding == source
    assert not Event.objects.filter(first_date__year=2024, funding=None).exists()


def test_twenty_two_countries_take_part_in_the_focus_day():
    event = Event.objects.get(kind=Kind.FOCUS_DAY)

    assert dict(event.countries.values_list("state").annotate(Count("pk")).order_by()) == {
        "confirmed": 22,
        "declined": 2,
        "asked": 8,
    }
    confirmed = set(event.countries.confirmed().values_list("country", flat=True))
    assert {"AL", "GE", "IS"} <= confirmed


def test_a_change_waits_a_report_is_missing_and_one_is_written():
    wish = ChangeRequest.objects.get(state=RequestState.OPEN)
    external = Event.objects.filter(kind=Kind.EXTERNAL, state=State.HELD)

    assert wish.what == {"attending": "online"}
    assert sorted(bool(report) for report in external.values_list("report", flat=True)) == [
        False,
        True,
    ]
    assert all(event.representatives.exists() for event in external)


def test_expert_meetings_leave_an_output_and_new_people_are_introduced():
    experts = Event.objects.get(kind=Kind.EXPERT_MEETING, state=State.HELD)
    introduction = Event.objects.get(kind=Kind.INTRODUCTION)

    assert "Toolbox" in experts.output
    assert sorted(introduction.invitations.values_list("state", flat=True)) == [
        "online", "online", "silent", "silent",
    ]  # fmt: skip
    assert newcomers(AT).count() == 4


def test_the_talks_are_a_series_with_past_next_and_drafts():
    series = Series.objects.get()

    assert {event.state for event in series.events.all()} == {
        State.HELD,
        State.PUBLISHED,
        State.DRAFT,
    }
    assert series.rule.weekday == 3


def test_workshops_have_places_of_their_own_and_one_is_full():
    event = Event.objects.get(kind=Kind.CONFERENCE)
    small, large = event.quotas.exclude(session=None).order_by("session")

    def chosen(quota):
        return event.registrations.holding().filter(sessions=quota.session).count()

    assert (chosen(small), chosen(large) < large.places) == (small.places, True)
    assert event.registrations.filter(state=RegistrationState.WAITING).exists()
    assert event.promoters.count() == 2


def test_people_who_do_not_agree_are_speakers_too():
    assert set(Speaker.objects.values_list("may_publish", flat=True)) == {True, False}


def test_the_mail_has_left_and_some_came_back():
    assert dict(Letter.objects.values_list("state").annotate(Count("pk")).order_by()) == {
        LetterState.SENT: Letter.objects.count() - 2,
        LetterState.BOUNCED: 2,
    }
    assert not Letter.objects.filter(created_at__gt=AT).exists()
    assert all(
        letter.sent_at >= letter.created_at for letter in Letter.objects.exclude(sent_at=None)
    )


def test_nothing_has_happened_yet_that_is_to_come():
    assert not Entry.objects.filter(at__gt=AT).exists()


def test_every_role_finds_something_on_the_first_page_at_few_statements():
    for local in ("secretariat", "nr.lv", "nr.ie", "sub.hu", "presidency", "com", "attendee.1"):
        client = signed_in(User.objects.get(email=f"{local}@demo.example"))
        assert client.get("/").status_code == 200
        assert counted(partial(client.get, "/")) <= 15


def test_the_command_says_what_stands(capsys):
    call_command("demo")

    assert capsys.readouterr().out.startswith(
        "The demonstration stood already: 104 people, 48 events"
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("DEMO", False, "no demonstration"), ("DEMO_PASSWORD", "", "DEMO_PASSWORD")],
)
def test_it_refuses_outside_the_demonstration(settings, name, value, words):
    setattr(settings, name, value)

    with pytest.raises(CommandError, match=words) as refused:
        call_command("demo")

    assert refused.value.returncode == 2


def test_events_of_today_serve_no_task_of_another_presidency():
    ahead = Task.objects.filter(events__first_date__gte=AT.date()).distinct()

    assert [
        task.code
        for task in ahead
        if task.member_state_id or "Belg" in task.text or "xx" in task.text
    ] == []
    assert ahead.exists()


def test_a_procedure_of_each_outcome_stands_beside_a_running_one_and_a_draft():
    found = Procedure.objects.filter(created_at__year=2026).order_by("created_at")

    assert [(one.state, one.outcome) for one in found] == [
        ("notified", "ADOPTED"),
        ("notified", "NOT_ADOPTED"),
        ("notified", "NO_QUORUM"),
        ("notified", "TERMINATED"),
        ("closed", "ADOPTED"),
        ("running", ""),
        ("draft", ""),
    ]
    assert all(check_stored(one).in_order for one in found if one.outcome)


def test_the_running_procedure_has_papers_frozen_by_its_launch():
    running = Procedure.objects.running().get()

    assert [paper.title for paper in running.papers.all()] == [
        "Toolbox “Before the first offence”, version 2",
        "Cover note of the Presidency",
    ]
    assert all(len(paper.sha256) == 64 and paper.document for paper in running.papers.all())


def test_numbers_of_decisions_run_with_their_dates():
    numbers = list(Decision.objects.order_by("date", "pk").values_list("number", flat=True))

    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers) == 13
