"""The life of a procedure, from the draft to the outcome."""

import datetime as dt
import json
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts import versions
from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, Mandate, Seat
from accounts.services import end_mandate
from decisions.models import Decision
from journal.models import Entry
from mail.models import Letter
from procedures import chain, counting, emails, privacy, records, search, services, todos
from procedures.enums import Outcome, State
from procedures.life import NotNowError
from procedures.models import Ballot, BallotEvent, Procedure, ReplyDraft, Statement, VotingRule
from procedures.models.procedure import LABEL
from procedures.rules import MalformedRuleError
from tests.factories.accounts import UserFactory
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    ballot,
    draft,
    holder,
    rule,
    running,
    secretariat,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

SECOND = dt.timedelta(seconds=1)
CLOSING = LAST_SECOND + 6 * SECOND
LATER = LAUNCHED + dt.timedelta(days=1)


def cast(procedure, code, choice="for", at=LATER, by=None, **more):
    return services.cast(
        ballot(procedure, code), choice=choice, by=by or holder(code, at), at=at, **more
    )


def kinds(procedure):
    return [event.kind for event in procedure.ledger.in_order()]


def test_a_draft_gets_the_years_next_reference_and_a_replay_none():
    by, once = secretariat(), uuid.uuid4()
    fields = {"title": "A", "question": "B?", "body": draft().body, "rule": rule()}

    first = services.draft(once=once, by=by, at=LAUNCHED, **fields)
    again = services.draft(once=once, by=by, at=LAUNCHED, **fields)

    assert (first.reference, again.pk) == ("PROC-2024-002", first.pk)


def test_a_draft_is_changed_until_it_is_launched():
    made = draft()
    by = secretariat()

    changed = services.change_draft(made, version=1, by=by, at=LAUNCHED, title="Other")
    with pytest.raises(versions.StaleError):
        services.change_draft(made, version=1, by=by, at=LAUNCHED, title="Third")
    services.launch(changed, version=2, by=by, at=LAUNCHED)
    with pytest.raises(NotNowError):
        services.change_draft(made, version=3, by=by, at=LAUNCHED, title="Third")

    assert Procedure.objects.get().title == "Other"


def test_a_launch_freezes_rule_electorate_and_deadline_and_asks_every_seat():
    asked = [holder("LV"), holder("BE"), holder("BE", role=Role.SUBSTITUTE)]
    made = running()
    made.rule.data = {"decision": "unanimity"}
    made.rule.save()

    made = Procedure.objects.get(pk=made.pk)
    assert made.state == State.RUNNING
    assert made.deadline_at == LAST_SECOND
    assert made.rule_in_force.decision == "fraction"
    assert made.ballots.count() == 27
    assert set(Letter.objects.values_list("to", flat=True)) == {who.user.email for who in asked}
    letter = Letter.objects.first()
    assert (letter.label, letter.key, letter.calendar_method) == (LABEL, made.reference, "REQUEST")
    assert "DTSTART;VALUE=DATE:20240507" in letter.calendar_text
    assert kinds(made) == ["launched"]
    body = json.loads(made.ledger.get().text)
    assert body["data"]["seats"][:2] == ["BE", "BG"]
    assert body["data"]["deadline"] == "2024-05-07T21:59:59.000000Z"


def test_seats_without_a_holder_can_be_left_out():
    Body.objects.update(vacant_seats_count=False)
    made = draft()
    holder("LV"), holder("MT")

    launched = services.launch(made, version=made.version, by=secretariat(), at=LAUNCHED)

    assert {one.code for one in launched.ballots.all()} == {"LV", "MT"}


def test_a_body_without_a_voting_seat_launches_nothing():
    made = draft()
    Seat.objects.update(votes=False)
    made.body.chaired_by_presidency = False
    made.body.save()

    with pytest.raises(services.LaunchError, match="no voting seat"):
        services.launch(made, version=1, by=secretariat(), at=LAUNCHED)

    made.refresh_from_db()
    assert (made.state, Ballot.objects.count(), BallotEvent.objects.count()) == ("draft", 0, 0)


def test_a_draft_that_changed_meanwhile_is_not_launched():
    made = draft()

    with pytest.raises(services.LaunchError, match="changed"):
        services.launch(made, version=2, by=secretariat(), at=LAUNCHED)


@pytest.mark.parametrize(
    ("wanted", "urgent", "problem"),
    [
        (dt.datetime(2024, 5, 20, 10, tzinfo=dt.UTC), False, ""),
        (dt.datetime(2024, 4, 21, 10, tzinfo=dt.UTC), False, "in the past"),
        (
            dt.datetime(2024, 5, 3, 10, tzinfo=dt.UTC),
            False,
            r"^The rule gives at least until Tuesday 7 May 2024, 23:59 \(Brussels\)\.$",
        ),
        (dt.datetime(2024, 5, 3, 10, tzinfo=dt.UTC), True, ""),
        (dt.datetime(2024, 4, 23, 10, tzinfo=dt.UTC), True, "at least until"),
    ],
    ids=["later", "past", "too early", "early, and urgent", "earlier than urgent may be"],
)
def test_the_deadline_that_is_wanted(wanted, urgent, problem):
    made = draft(
        rule_=rule(window_days=10, urgent_days=5),
        wanted_deadline_at=wanted,
        is_urgent=urgent,
        urgent_reason="The grant ends." if urgent else "",
    )

    if problem:
        with pytest.raises(services.LaunchError, match=problem) as refused:
            services.deadline_of(made, at=LAUNCHED)
        assert refused.value.field == "wanted_deadline_at"
    else:
        assert services.deadline_of(made, at=LAUNCHED) == wanted


def test_an_urgent_one_has_the_shorter_window():
    made = draft(rule_=rule(urgent_days=5), is_urgent=True, urgent_reason="The grant ends.")

    assert services.deadline_of(made, at=LAUNCHED).isoformat() == "2024-04-29T23:59:59+02:00"


def test_a_substitute_votes_then_the_representative():
    made = running()
    first, second = holder("LV", LATER, role=Role.SUBSTITUTE), holder("LV", LATER)
    Letter.objects.all().delete()

    cast(made, "LV", "against", by=first, statement="Too early.")
    cast(made, "LV", "for", by=second)

    stored = ballot(made, "LV")
    assert (stored.choice, stored.cast_by, made.ballots.exclude(choice="").count()) == (
        "for",
        second.user,
        1,
    )
    assert kinds(made) == ["launched", "replied", "replied"]
    assert [
        (letter.to, letter.subject.split(":")[0]) for letter in Letter.objects.order_by("id")
    ] == [
        (first.user.email, "Recorded"),
        (second.user.email, "Your seat has replied"),
        (second.user.email, "Recorded"),
        (first.user.email, "Your seat has replied"),
    ]


def test_no_letter_and_no_line_of_the_journal_tells_the_reply():
    from journal.models import Entry

    made = running()
    cast(made, "LV", "against", statement="ROSEBUD")
    holder("LV", LATER, role=Role.SUBSTITUTE)
    cast(made, "LV", "abstain", statement="ROSEBUD")

    said = json.dumps(list(Letter.objects.values("subject", "body", "calendar_text")))
    said += json.dumps(list(Entry.objects.values("deed", "facts")))
    assert not any(word in said for word in ("ROSEBUD", "against", "abstain", "Against"))


def test_only_holders_reply_and_only_while_it_runs():
    made = running()

    with pytest.raises(services.NotYourSeatError):
        cast(made, "LV", by=holder("MT", LATER))
    with pytest.raises(services.TooLateError):
        cast(made, "LV", at=LAST_SECOND + SECOND)
    services.withdraw(made, reason="A new text.", by=secretariat(LATER), at=LATER)
    with pytest.raises(NotNowError):
        cast(made, "LV")

    assert made.ballots.exclude(choice="").count() == 0


def test_the_last_second_counts_to_its_end():
    made = running()
    in_time = LAST_SECOND + dt.timedelta(milliseconds=999)

    cast(made, "LV", at=in_time)

    assert ballot(made, "LV").choice == "for"
    assert services.close_due(at=in_time) == 0
    assert services.close_due(at=CLOSING - SECOND) == 0
    assert services.close_due(at=CLOSING) == 1


def test_a_mandate_that_ends_takes_the_right_and_not_the_ballot():
    made = running()
    who = holder("LV", LATER)
    cast(made, "LV", by=who)

    mandate = Mandate.objects.get(user=who.user)
    admin = standing(None, LATER)
    end_mandate(mandate, by=secretariat(LATER), at=LATER) if admin else None
    with pytest.raises(services.NotYourSeatError):
        cast(made, "LV", "against", by=standing(who.user, LATER + SECOND), at=LATER + SECOND)

    services.close_due(at=CLOSING)
    assert Procedure.objects.get(pk=made.pk).counted["ballots"]["f"] == 1


def vote_all(made, choices):
    codes = [one.code for one in made.ballots.in_protocol_order()]
    for code, choice in zip(codes, choices, strict=False):
        cast(made, code, choice)


def closed(made):
    assert services.close_due(at=CLOSING) == 1
    return Procedure.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("choices", "outcome", "numbered"),
    [
        (["for"] * 8 + ["against"] * 5 + ["abstain"], Outcome.ADOPTED, True),
        (["for"] * 7 + ["against"] * 7, Outcome.NOT_ADOPTED, True),
        (["for"] * 13, Outcome.NO_QUORUM, False),
    ],
    ids=["adopted", "not adopted", "no quorum"],
)
def test_it_closes_once_with_the_outcome_of_its_rule(choices, outcome, numbered):
    made = running()
    vote_all(made, choices)

    found = closed(made)

    assert (found.state, found.outcome) == ("closed", outcome)
    assert services.close_due(at=CLOSING + SECOND) == 0
    assert not services.close(found, at=CLOSING + SECOND)
    assert kinds(found)[-1] == "closed"
    assert [one.number for one in Decision.objects.all()] == (["D-2024-01"] if numbered else [])
    assert records.check_stored(found) == records.Finding(in_order=True)


def test_three_objections_end_it_at_once_and_for_good():
    made = running()
    for code in ("LV", "MT"):
        services.object_to_procedure(
            ballot(made, code), reason="Let us meet.", by=holder(code, LATER), at=LATER
        )
    assert Procedure.objects.get(pk=made.pk).state == State.RUNNING
    again = holder("MT", LATER, role=Role.SUBSTITUTE)
    services.object_to_procedure(ballot(made, "MT"), reason="Again.", by=again, at=LATER)
    assert Procedure.objects.get(pk=made.pk).state == State.RUNNING

    services.object_to_procedure(ballot(made, "IE"), reason="", by=holder("IE", LATER), at=LATER)

    found = Procedure.objects.get(pk=made.pk)
    assert (found.state, found.outcome, found.closed_at) == ("closed", "TERMINATED", LATER)
    with pytest.raises(NotNowError):
        cast(made, "BE")
    assert records.check_stored(found).in_order


def test_the_chair_alone_may_stop_it_as_chair():
    made = running()
    member = holder("LV", LATER)
    with pytest.raises(services.NotYourSeatError):
        services.object_to_procedure(
            ballot(made, "LV"), reason="", by=member, at=LATER, as_chair=True
        )

    services.object_to_procedure(
        ballot(made, "BE"), reason="", by=holder("BE", LATER), at=LATER, as_chair=True
    )

    assert Procedure.objects.get(pk=made.pk).outcome == Outcome.TERMINATED
    told = Letter.objects.get(to=member.user.email)
    assert told.body["paragraphs"] == [
        "The chair has ended the procedure: the matter goes to a meeting."
    ]


def test_an_amendment_is_recorded_and_counts_where_the_rule_says_so():
    made = running(
        rule_=rule("OSCE_SILENCE"),
    )
    services.propose_amendment(
        ballot(made, "LV"), text="Strike the last line.", by=holder("LV", LATER), at=LATER
    )
    assert Procedure.objects.get(pk=made.pk).state == State.RUNNING

    assert closed(made).outcome == Outcome.NOT_ADOPTED


def test_the_chairs_casting_vote_breaks_a_tie_and_nobody_elses():
    made = running(rule_=rule("MIDDLESEX"))
    cast(made, "BE", "against", casting="for")
    cast(made, "LV", "for", casting="against")
    cast(made, "MT", "for")
    cast(made, "IE", "against")

    assert ballot(made, "LV").casting == ""
    assert closed(made).outcome == Outcome.ADOPTED
    assert records.check_stored(Procedure.objects.get()).in_order


def test_it_closes_early_where_the_rule_says_so_and_all_have_replied():
    made = running(rule_=rule(early_close=True))
    mailed = running(rule_=rule(early_close=True))
    other = running()
    for one in (made, mailed):
        vote_all(one, ["for"] * 26)
    vote_all(other, ["for"] * 27)
    assert services.close_due(at=LATER) == 0
    assert not Procedure.objects.exclude(state=State.RUNNING).exists()

    cast(made, "SE")
    services.enter_reply(
        ballot(mailed, "SE"), choice="for", reason="Mail.", voter=None, evidence="0" * 64,
        by=secretariat(LATER), at=LATER,
    )  # fmt: skip

    assert not services.close(made, at=LATER)
    for one in (made, mailed):
        one.refresh_from_db()
        assert (one.closed_at, one.outcome, kinds(one)[-1]) == (LATER, "ADOPTED", "closed")
    with pytest.raises(NotNowError):
        cast(made, "SE", "against")
    assert Procedure.objects.get(pk=other.pk).state == State.RUNNING


def test_a_reply_by_mail_names_who_replied_and_who_typed():
    made = running()
    voter = holder("LV", LATER)
    typist = secretariat(LATER)

    services.enter_reply(
        ballot(made, "LV"), choice="abstain", reason="Mail of 23 April", voter=voter.user,
        evidence="ab" * 32, by=typist, at=LATER,
    )  # fmt: skip

    stored = ballot(made, "LV")
    assert (stored.choice, stored.cast_by, stored.entered_by) == (
        "abstain",
        voter.user,
        typist.user,
    )
    data = json.loads(made.ledger.last().text)["data"]
    assert (data["voter"], data["evidence"]) == (str(voter.user.key), "ab" * 32)


def test_a_late_reply_is_recorded_and_never_counts():
    made = running()
    vote_all(made, ["for"] * 14)
    found = closed(made)

    services.enter_reply(
        ballot(made, "SE"), choice="against", reason="Late", voter=None, evidence="",
        by=secretariat(CLOSING), at=CLOSING + SECOND,
    )  # fmt: skip

    assert ballot(made, "SE").choice == ""
    assert kinds(made)[-1] == "late"
    assert counting.counted(found, at=CLOSING).late == 1
    assert records.check_stored(Procedure.objects.get()).in_order


@pytest.mark.parametrize("moment", ["before", "between", "withdrawn"])
def test_no_reply_is_entered_where_nothing_runs(moment):
    made = draft() if moment == "before" else running()
    if moment == "before":
        return_ = Ballot(procedure=made, member_state_id="LV")
        return_.save()
    if moment == "withdrawn":
        services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)
    at = LAST_SECOND + 3 * SECOND if moment == "between" else LATER

    with pytest.raises(NotNowError):
        services.enter_reply(
            ballot(made, "LV"), choice="for", reason="", voter=None, evidence="",
            by=secretariat(at), at=at,
        )  # fmt: skip


def test_more_time_moves_the_deadline_and_tells_everybody():
    who = holder("LV")
    made = running()
    new = LAST_SECOND + dt.timedelta(days=7)

    services.extend(made, deadline_at=new, reason="Easter.", by=secretariat(LATER), at=LATER)

    assert Procedure.objects.get().deadline_at == new
    letter = Letter.objects.filter(to=who.user.email).order_by("-id").first()
    assert (letter.subject.split(":")[0], letter.calendar_method) == ("More time", "REQUEST")
    assert "SEQUENCE:1" in letter.calendar_text
    with pytest.raises(services.NothingToExtendError):
        services.extend(made, deadline_at=new, reason="", by=secretariat(LATER), at=LATER)
    with pytest.raises(NotNowError):
        services.extend(
            made, deadline_at=new + SECOND, reason="", by=secretariat(new), at=new + SECOND
        )


def test_a_rule_may_forbid_more_time():
    made = running(rule_=rule(extendable=False))

    with pytest.raises(services.NothingToExtendError):
        services.extend(
            made, deadline_at=LAST_SECOND + SECOND, reason="", by=secretariat(LATER), at=LATER
        )


def test_withdrawing_tells_those_who_were_asked_and_takes_it_out_of_calendars():
    holder("LV")
    made = running()

    services.withdraw(made, reason="A new text.", by=secretariat(LATER), at=LATER)

    found = Procedure.objects.get()
    assert (found.state, found.outcome, kinds(found)[-1]) == ("withdrawn", "CANCELLED", "withdrawn")
    assert Letter.objects.order_by("-id").first().calendar_method == "CANCEL"
    assert records.check_stored(found).in_order
    with pytest.raises(NotNowError):
        services.withdraw(made, reason="Again", by=secretariat(LATER), at=LATER)


@pytest.mark.parametrize("after", [1, 5, 6], ids=["ended", "in the grace", "to be closed"])
def test_what_has_ended_is_not_withdrawn_any_more(after):
    made = running()
    at = LAST_SECOND + after * SECOND

    with pytest.raises(NotNowError):
        services.withdraw(made, reason="Not like this.", by=secretariat(at), at=at)

    assert Procedure.objects.get().state == State.RUNNING


def test_the_outcome_is_sent_where_no_worker_has_closed_it():
    made = running()
    vote_all(made, ["for"] * 14)
    with pytest.raises(NotNowError):
        services.notify(made, by=secretariat(), at=CLOSING - SECOND)

    told = services.notify(made, by=secretariat(), at=CLOSING)

    assert (told.state, told.outcome, told.closed_at) == ("notified", "ADOPTED", CLOSING)


def test_what_was_typed_goes_when_a_reply_is_entered():
    made = running()
    services.save_draft(
        ballot(made, "LV"), choice="for", statement="", is_reservation=False, casting="",
        by=holder("LV", LATER), at=LATER,
    )  # fmt: skip

    services.enter_reply(
        ballot(made, "LV"), choice="against", reason="Mail.", voter=None, evidence="0" * 64,
        by=secretariat(LATER), at=LATER,
    )  # fmt: skip

    assert not ReplyDraft.objects.exists()


def test_a_draft_is_withdrawn_in_silence():
    made = draft()

    services.withdraw(made, reason="Not needed.", by=secretariat(), at=LAUNCHED)

    assert (Letter.objects.count(), made.ledger.count()) == (0, 0)


def test_what_is_over_is_not_withdrawn_any_more():
    made = running()

    with pytest.raises(NotNowError):
        services.withdraw(made, reason="Oh.", by=secretariat(CLOSING), at=CLOSING)


def test_a_new_round_ends_the_old_one_and_takes_its_words_along():
    made = running()
    once = uuid.uuid4()

    second = services.new_round(
        made, once=once, reason="A paper changed.", by=secretariat(LATER), at=LATER
    )
    replay = services.new_round(
        made, once=once, reason="A paper changed.", by=secretariat(LATER), at=LATER
    )

    assert (second.round, second.previous, second.state, replay.pk) == (2, made, "draft", second.pk)
    assert Procedure.objects.get(pk=made.pk).state == State.WITHDRAWN
    with pytest.raises(NotNowError):
        services.new_round(made, once=uuid.uuid4(), reason="", by=secretariat(LATER), at=LATER)


def test_only_the_silent_are_reminded():
    silent, spoken = holder("LV"), holder("MT", LATER)
    made = running()
    cast(made, "MT", by=spoken)
    Letter.objects.all().delete()

    codes = services.remind(
        made, subject="Please", text="One.\n\nTwo.", by=secretariat(LATER), at=LATER
    )

    assert (len(codes), "MT" in codes) == (26, False)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (silent.user.email, "Please")
    assert letter.body["paragraphs"] == ["One.", "Two."]


def test_nobody_is_reminded_where_all_have_replied_or_nothing_runs():
    made = running()
    vote_all(made, ["for"] * 27)
    assert services.remind(made, subject="", text="", by=None, at=LATER) == []
    assert kinds(made).count("reminded") == 0
    services.withdraw(made, reason="No.", by=secretariat(LATER), at=LATER)

    with pytest.raises(NotNowError):
        services.remind(made, subject="", text="", by=None, at=LATER)


@pytest.mark.parametrize(
    ("day", "hour", "sent"),
    [
        (dt.date(2024, 5, 2), 6, 0),
        (dt.date(2024, 5, 2), 7, 1),
        (dt.date(2024, 5, 3), 8, 0),
        (dt.date(2024, 5, 6), 20, 1),
        (dt.date(2024, 5, 7), 8, 0),
    ],
    ids=["before nine", "three days before", "two", "one, late in the day", "the last"],
)
def test_the_silent_are_reminded_three_and_one_working_days_before(day, hour, sent):
    holder("LV")
    running()
    Letter.objects.all().delete()
    at = dt.datetime.combine(day, dt.time(hour), dt.UTC)

    services.remind_due(at=at)
    services.remind_due(at=at + SECOND)

    assert Letter.objects.count() == sent


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        (dt.date(2024, 5, 13), ["2024-05-07", "2024-05-10"]),
        (dt.date(2024, 5, 15), ["2024-05-10", "2024-05-14"]),
        (dt.date(2024, 5, 18), ["2024-05-15", "2024-05-17"]),
    ],
    ids=["a Monday behind a holiday", "a Wednesday", "a Saturday"],
)
def test_nobody_is_reminded_on_a_day_without_work(ends, days):
    at = LAUNCHED
    made = running(wanted_deadline_at=dt.datetime.combine(ends, dt.time(10), dt.UTC))

    for _ in range((ends - LAUNCHED.date()).days):
        at += dt.timedelta(days=1)
        services.remind_due(at=at)

    made.refresh_from_db()
    assert made.reminded_days == days


def test_the_outcome_is_sent_once():
    holder("LV")
    made = running()
    vote_all(made, ["for"] * 14)
    found = closed(made)
    Letter.objects.all().delete()

    services.notify(found, by=secretariat(CLOSING), at=CLOSING)
    with pytest.raises(NotNowError):
        services.notify(found, by=secretariat(CLOSING), at=CLOSING)

    subjects = set(Letter.objects.values_list("subject", flat=True))
    assert subjects == {"Outcome: Guidelines on citizen participation"}
    assert "D-2024-01" in json.dumps(Letter.objects.first().body)


def test_rules_are_saved_as_data_that_makes_sense():
    by = secretariat()
    once = uuid.uuid4()
    data = {"decision": "objection", "objections_to_block": 1}

    made = services.save_rule(
        None, name="Silence", data=data, note="", by=by, at=LAUNCHED, once=once
    )
    again = services.save_rule(
        None, name="Silence", data=data, note="", by=by, at=LAUNCHED, once=once
    )
    with pytest.raises(MalformedRuleError):
        services.save_rule(made, name="Silence", data={}, note="", by=by, at=LAUNCHED, version=1)
    changed = services.save_rule(
        made,
        name="Silence",
        data=data | {"silence": "approve"},
        note="x",
        by=by,
        at=LAUNCHED,
        version=1,
    )
    kept = services.set_archived(changed, archived=True, by=by, at=LAUNCHED)

    assert (again.pk, changed.version, kept.archived_at) == (made.pk, 2, LAUNCHED)
    assert not type(made).objects.offered().filter(pk=made.pk).exists()
    assert services.set_archived(kept, archived=False, by=by, at=LAUNCHED).archived_at is None


def test_the_presets_are_laid_out_once():
    assert [services.lay_out_rules(at=LAUNCHED) for _ in range(2)] == [8, 0]

    default = VotingRule.objects.get(preset="P2_MAJ_CAST")
    assert (default.name, default.note) == (
        "Majority of votes cast, with a quorum",
        "Check against your Rules of Procedure.",
    )
    entries = Entry.objects.filter(deed="procedures.rule_saved")
    assert {(entry.actor, entry.key) for entry in entries} == {
        ("", str(key)) for key in VotingRule.objects.values_list("key", flat=True)
    }


def test_a_preset_is_laid_out_over_nothing_of_ours():
    services.lay_out_rules(at=LAUNCHED)
    VotingRule.objects.filter(preset="P1_SILENCE").update(name="Ours", archived_at=LAUNCHED)
    name = VotingRule.objects.get(preset="ESA_BOS").name
    VotingRule.objects.filter(preset="ESA_BOS").update(preset="")

    assert services.lay_out_rules(at=LAUNCHED) == 0

    assert VotingRule.objects.get(preset="P1_SILENCE").name == "Ours"
    assert VotingRule.objects.filter(name=name).count() == 1


def test_the_ledger_cannot_be_changed():
    made = running()
    event = made.ledger.get()

    for change in (lambda: BallotEvent.objects.update(text=""), event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"choice": "for"}, "ballot_blank_or_fully_cast"),
        ({"member_state": None}, "ballot_of_a_state_or_an_organisation"),
        ({"member_state_id": "MT"}, "ballot_one_per_member_state|ballot.member_state_id"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_ballot_may_be(fields, constraint):
    made = running()
    with pytest.raises(IntegrityError, match=constraint):
        Ballot.objects.filter(pk=ballot(made, "LV").pk).update(**fields)


def test_erasing_what_somebody_wrote_leaves_the_chain_whole():
    made = running()
    cast(made, "LV", statement="Personal.")
    vote_all(made, ["for"] * 14)
    found = closed(made)
    before = records.record_of(found)

    Statement.objects.update(text="", erased_at=CLOSING)

    after = records.record_of(found)
    assert (len(before["texts"]), after["texts"]) == (1, [])
    assert records.check(after).in_order
    assert "Personal." not in json.dumps(after)


def test_the_chain_begins_with_nothing_before_it():
    assert chain.first_break([]) is None
    with pytest.raises(IntegrityError):
        BallotEvent.objects.create(
            procedure=running(), number=1, at=LATER, kind="replied", text="", hash=""
        )


def test_papers_are_frozen_by_the_launch():
    made = running()

    with pytest.raises(NotNowError):
        services.add_papers(
            made, once=uuid.uuid4(), uploads=[], title="", by=secretariat(LATER), at=LATER
        )


def test_an_outcome_without_a_decision_is_sent_without_a_number():
    holder("LV")
    made = running()
    vote_all(made, ["for"] * 5)
    found = closed(made)
    Letter.objects.all().delete()

    services.notify(found, by=secretariat(CLOSING), at=CLOSING)

    told = json.dumps(Letter.objects.first().body)
    assert "No quorum" in told
    assert "D-2024" not in told


def test_nobody_in_particular_gets_no_receipt_and_a_draft_has_no_entry():
    made = running()
    event = made.ledger.get()

    emails.receipt(ballot(made, "LV"), event, to=None, at=LATER)

    assert not Letter.objects.filter(subject__startswith="Recorded").exists()
    with pytest.raises(ValueError, match="no deadline"):
        emails.entry(draft())


def test_a_deadline_with_an_hour_is_the_half_hour_before_it():
    made = draft(wanted_deadline_at=dt.datetime(2024, 5, 20, 10, tzinfo=dt.UTC))
    holder("LV")

    services.launch(made, version=1, by=secretariat(), at=LAUNCHED)

    assert "DTSTART;TZID=Europe/Brussels:20240520T113000" in Letter.objects.first().calendar_text


def test_the_chairs_stop_can_be_worked_out_from_the_record():
    made = running()
    services.object_to_procedure(
        ballot(made, "BE"), reason="", by=holder("BE", LATER), at=LATER, as_chair=True
    )

    record = records.record_of(Procedure.objects.get())

    assert records.check(record).in_order
    bodies = [entry["body"] for entry in record["entries"]]
    assert records.ballots_from(bodies[:-1]).chair_stop


def said(who):
    return [(todo.what, todo.urgent, todo.seat) for todo in todos.for_user(who)]


def test_voters_and_the_secretariat_are_asked_for_what_is_theirs():
    made = running()
    soon = LAST_SECOND - dt.timedelta(hours=20)
    voter = holder("LV", soon)
    office = secretariat(soon)

    assert said(voter) == [("Reply: Guidelines on citizen participation", True, "Latvia")]
    assert said(holder("LV", LATER, role=Role.SUBSTITUTE))[0][1] is False
    assert said(office) == [("27 seats are silent: Guidelines on citizen participation", False, "")]
    assert said(standing(UserFactory(), soon)) == []
    vote_all(made, ["for"] * 27)
    assert said(secretariat(soon)) == []
    closed(made)
    assert said(secretariat(CLOSING)) == [
        ("Send the outcome: Guidelines on citizen participation", False, "")
    ]
    assert said(holder("MT", CLOSING)) == []


def test_a_search_finds_what_one_may_read():
    running()

    assert [found.title for found in search.find("citizen", holder("LV"), 5)] == [
        "Guidelines on citizen participation"
    ]
    assert search.find("citizen", standing(UserFactory(), LATER), 5) == []
    assert search.find(" ", holder("MT"), 5) == []


def test_what_one_person_wrote_is_given_and_erased_and_the_chain_stays_whole():
    made = running()
    who = holder("LV", LATER)
    cast(made, "LV", by=who, statement="ROSEBUD")
    services.save_draft(
        ballot(made, "LV"), choice="", statement="half", is_reservation=False, casting="",
        by=who, at=LATER,
    )  # fmt: skip
    vote_all(made, ["for"] * 13)
    person = str(who.user.key)
    assert [one["text"] for one in privacy.export(person)] == ["ROSEBUD"]
    assert privacy.export(person, own=False) == []
    found = closed(made)

    assert privacy.export(person, own=False) == privacy.export(person)
    assert privacy.erase(person, at=CLOSING) == 1

    assert [one["text"] for one in privacy.export(person)] == [""]
    assert records.check_stored(found).in_order
