"""Drafting and launching through the services, and the rules that are kept."""

import datetime as dt
import json
import uuid

import pytest

from accounts import versions
from accounts.enums import Role
from accounts.models import Body, Seat
from journal.models import Entry
from mail.models import Letter
from procedures import services
from procedures.enums import State
from procedures.life import NotNowError
from procedures.models import Ballot, BallotEvent, Procedure, VotingRule
from procedures.models.procedure import LABEL
from procedures.rules import MalformedRuleError
from tests.factories.procedures import (
    LAST_SECOND,
    LAUNCHED,
    draft,
    holder,
    rule,
    running,
    secretariat,
)
from tests.procedures.test_services import LATER, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


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


def test_papers_are_frozen_by_the_launch():
    made = running()

    with pytest.raises(NotNowError):
        services.add_papers(
            made, once=uuid.uuid4(), uploads=[], title="", by=secretariat(LATER), at=LATER
        )
