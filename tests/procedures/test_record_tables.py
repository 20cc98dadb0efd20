"""The tables of a procedure against its ledger: whatever is changed in them is found."""

import pytest
import time_machine
from django.urls import reverse

from decisions.models import Decision
from journal.door import opened
from procedures import records, services
from procedures.models import (
    Amendment,
    Ballot,
    BallotEvent,
    Objection,
    Procedure,
    Statement,
)
from procedures.models.procedure import LABEL
from tests.events.organisers import signed_in
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, ballot, draft, running, secretariat
from tests.procedures.test_services import CLOSING, LATER, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "no JSON"}, "no JSON"),
        ({"text": "{ }"}, "one form"),
        ({"text": "[]"}, "one form"),
        ({"seat": "LV"}, "column seat"),
        ({"kind": "late"}, "column kind"),
    ],
    ids=["no JSON", "another form", "no object", "another seat", "another kind"],
)
def test_a_row_changed_in_the_tables_is_found(ended, change, words):
    with opened():
        BallotEvent.objects.filter(procedure=ended, number=3).update(**change)

    found = records.check_stored(ended)

    assert (found.in_order, found.entry) == (False, 3)
    assert words in found.reason


def test_a_row_removed_from_the_tables_is_found(ended):
    with opened():
        event = BallotEvent.objects.get(procedure=ended, number=19)
        event.delete()

    assert records.check_stored(ended).entry == 19


@pytest.mark.parametrize(
    "change",
    [{"choice": "against"}, {"is_reservation": True}, {"casting": "for"}, {"cast_at": CLOSING}],
    ids=lambda change: next(iter(change)),
)
def test_a_ballot_that_is_not_what_the_ledger_says_is_found(ended, change):
    Ballot.objects.filter(procedure=ended, member_state="LV").update(**change)

    found = records.check_stored(ended)

    assert (found.entry, found.reason) == (16, "the ballot of LV is not what the ledger says")


@pytest.mark.parametrize(
    ("change", "entry", "what"),
    [
        ({"title": "Other"}, 1, "title"),
        ({"question": "Shall we pay?"}, 1, "question"),
        ({"body": "EXCOM"}, 1, "body"),
        ({"rule_data": {"decision": "unanimity"}}, 1, "rule"),
        ({"round": 2}, 1, "round"),
        ({"deadline_at": LATER}, 1, "deadline"),
        ({"outcome": "NOT_ADOPTED"}, 20, "outcome"),
        ({"counted": {"ballots": None, "result": None}}, 20, "ballots"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_procedure_that_is_not_what_the_ledger_says_is_found(ended, change, entry, what):
    Procedure.objects.update(**change)

    found = records.check_stored(Procedure.objects.get())

    assert (found.entry, found.reason) == (entry, f"what is stored as {what} is another")


def test_a_paper_that_is_not_the_one_of_the_launch_is_found():
    made = draft()
    document(LABEL, str(made.key))
    launched = services.launch(made, version=1, by=secretariat(), at=LAUNCHED)
    services.withdraw(launched, reason="No.", by=secretariat(), at=LATER)
    launched.refresh_from_db()
    assert records.check_stored(launched).in_order

    launched.papers.update(sha256="0" * 64)

    assert records.check_stored(launched).reason == "what is stored as papers is another"


def test_a_reason_of_withdrawal_that_is_not_the_one_of_then_is_found():
    services.withdraw(running(), reason="No.", by=secretariat(), at=LATER)
    Procedure.objects.update(withdraw_reason="Yes.")

    found = records.check_stored(Procedure.objects.get())

    assert (found.entry, found.reason) == (2, "what is stored as reason is another")


def test_a_decision_in_the_register_that_is_not_the_outcome_is_found(ended):
    Decision.objects.update(outcome="NOT_ADOPTED")

    assert records.check_stored(ended).entry == 20


def test_what_ended_without_a_decision_is_in_order_without_one():
    made = running()
    services.close_due(at=CLOSING)

    found = Procedure.objects.get(pk=made.pk)

    assert (found.decision, records.check_stored(found).in_order) == (None, True)


def test_a_ballot_of_nobody_who_was_asked_is_found(ended):
    Ballot.objects.filter(procedure=ended, member_state="FI").delete()

    assert records.check_stored(ended).reason == "the ballots are not of the seats that were asked"


@pytest.mark.parametrize(
    ("table", "entry"), [(Objection, 17), (Amendment, 18), (Statement, 2)], ids=str
)
def test_what_stands_beside_an_entry_and_is_gone_is_found(ended, table, entry):
    table.objects.all().delete()

    assert records.check_stored(ended).entry == entry


def test_an_objection_that_the_ledger_does_not_know_is_found(ended):
    Objection.objects.create(
        ballot=ballot(ended, "LV"), made_at=LATER, event=ended.ledger.get(number=2)
    )

    assert records.check_stored(ended).reason.startswith("what is stored as objected")


def test_a_late_reply_that_was_cut_off_the_end_is_found(ended):
    services.enter_reply(
        ballot(ended, "FI"), choice="for", reason="Mail.", voter=None, evidence="0" * 64,
        by=secretariat(CLOSING), at=CLOSING,
    )  # fmt: skip
    assert records.check_stored(ended).in_order

    with opened():
        ended.ledger.filter(kind="late").delete()

    assert "late reply is missing" in records.check_stored(ended).reason


def test_a_ledger_that_is_broken_while_it_runs_is_told():
    made = running()
    cast(made, "LV")
    assert records.check_ledger(made).in_order

    with opened():
        made.ledger.filter(number=2).update(hash="0" * 64)

    assert records.check_ledger(made).entry == 2


def test_a_ballot_that_was_emptied_is_found(ended):
    Ballot.objects.filter(procedure=ended, member_state="FI").update(
        choice="for", cast_at=CLOSING, event=ended.ledger.first()
    )

    assert records.check_stored(ended).entry == 0


def test_a_text_that_is_not_the_one_it_was_bound_to_is_found(ended):
    Statement.objects.filter(event__number=2).update(text="Other words.")

    assert records.check_stored(ended).entry == 2


@pytest.mark.parametrize("broken", ["no JSON", "[]"])
def test_the_ledgers_page_names_the_entry_that_was_changed_in_the_tables(ended, broken):
    with opened():
        BallotEvent.objects.filter(procedure=ended, number=3).update(text=broken)
    with time_machine.travel(CLOSING, tick=False):
        client = signed_in(secretariat(CLOSING).user)

        page = client.get(reverse("procedures:ledger", args=[ended.reference])).content.decode()

    assert "The record is not in order" in page
    assert "Entry 3:" in page
