"""The life of a procedure, from the draft to the outcome."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.access import standing
from accounts.enums import Role
from decisions.models import Decision
from mail.models import Letter
from procedures import chain, emails, privacy, records, search, services, todos
from procedures.entries import entry
from procedures.enums import Outcome, State
from procedures.life import NotNowError
from procedures.models import Ballot, BallotEvent, Procedure, Statement
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


def test_the_outcome_is_sent_where_no_worker_has_closed_it():
    made = running()
    vote_all(made, ["for"] * 14)
    with pytest.raises(NotNowError):
        services.notify(made, by=secretariat(), at=CLOSING - SECOND)

    told = services.notify(made, by=secretariat(), at=CLOSING)

    assert (told.state, told.outcome, told.closed_at) == ("notified", "ADOPTED", CLOSING)


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
        entry(draft())


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
