"""What the database refuses of a procedure and its ballots, whoever asks for it."""

import pytest
from django.db import IntegrityError, transaction

from decisions.models import Decision
from procedures import services
from procedures.enums import Happening
from procedures.models import Amendment, Ballot, FrozenDocument, Objection, Procedure, Statement
from tests.factories.accounts import OrganisationFactory
from tests.factories.decisions import decision
from tests.factories.procedures import LAUNCHED, ballot, draft, holder, running, secretariat
from tests.procedures.conftest import CLOSING, LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def closed():
    """A procedure that nobody answered: without a quorum it decides nothing."""
    running()
    services.close_due(at=CLOSING)
    return Procedure.objects.get()


def notified():
    """The same, its outcome sent."""
    return services.notify(closed(), by=secretariat(CLOSING), at=CLOSING)


def withdrawn():
    """A procedure that was withdrawn while it ran."""
    return services.withdraw(running(), reason="No.", by=secretariat(LATER), at=LATER)


def broken(rows, **fields):
    """The constraint that refuses such a change of these rows, as the engine names it."""
    assert rows.exists()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        rows.update(**fields)
    return str(refused.value)


@pytest.mark.parametrize(
    ("made", "fields", "constraint"),
    [
        (draft, {"state": "running"}, "procedure_launched_with_deadline_and_rule"),
        (draft, {"launched_at": LAUNCHED}, "procedure_launched_with_deadline_and_rule"),
        (running, {"rule_data": None}, "procedure_launched_with_deadline_and_rule"),
        (running, {"deadline_at": LAUNCHED}, "procedure_ends_after_its_launch"),
        (running, {"outcome": "ADOPTED"}, "procedure_has_an_outcome_once_it_ended"),
        (running, {"closed_at": CLOSING}, "procedure_has_an_outcome_once_it_ended"),
        (closed, {"outcome": ""}, "procedure_has_an_outcome_once_it_ended"),
        (closed, {"outcome": "CANCELLED"}, "procedure_has_an_outcome_once_it_ended"),
        (closed, {"closed_at": None}, "procedure_has_an_outcome_once_it_ended"),
        (withdrawn, {"outcome": "ADOPTED"}, "procedure_has_an_outcome_once_it_ended"),
        (withdrawn, {"closed_at": CLOSING}, "procedure_has_an_outcome_once_it_ended"),
        (closed, {"counted": None}, "procedure_is_counted_once_it_is_closed"),
        (notified, {"counted": None}, "procedure_is_counted_once_it_is_closed"),
        (running, {"counted": {}}, "procedure_is_counted_once_it_is_closed"),
        (withdrawn, {"counted": {}}, "procedure_is_counted_once_it_is_closed"),
        (closed, {"notified_at": CLOSING}, "procedure_notified_with_its_moment"),
        (notified, {"notified_at": None}, "procedure_notified_with_its_moment"),
        (running, {"withdrawn_at": LATER}, "procedure_withdrawn_with_reason_and_moment"),
        (withdrawn, {"withdraw_reason": ""}, "procedure_withdrawn_with_reason_and_moment"),
        (withdrawn, {"withdrawn_at": None}, "procedure_withdrawn_with_reason_and_moment"),
        (draft, {"is_urgent": True}, "procedure_urgent_with_a_reason"),
        (draft, {"visibility": "public"}, "procedure_is_read_by_the_network_or_the_body"),
        (
            draft,
            {"decision_visibility": "restricted"},
            "procedure_is_registered_for_all_the_network_or_the_body",
        ),
    ],
    ids=lambda value: value.__name__ if callable(value) else str(value),
)
def test_what_no_procedure_may_be(made, fields, constraint):
    made()

    assert constraint in broken(Procedure.objects.all(), **fields)


@pytest.mark.parametrize("made", [draft, running, closed, withdrawn])
def test_what_decided_nothing_has_no_decision(made):
    made()

    refused = broken(Procedure.objects.all(), decision=decision())

    assert "procedure_has_a_decision_only_where_it_decided" in refused


@pytest.mark.parametrize("choice", ["for", "against"])
def test_what_was_decided_has_its_decision(choice):
    made = running()
    for code in (
        "BE",
        "BG",
        "CZ",
        "DK",
        "DE",
        "EE",
        "IE",
        "EL",
        "ES",
        "FR",
        "HR",
        "IT",
        "CY",
        "LV",
    ):
        services.cast(ballot(made, code), choice=choice, by=holder(code, LATER), at=LATER)
    services.close_due(at=CLOSING)

    assert Procedure.objects.get().decision == Decision.objects.get()


@pytest.mark.parametrize("name", ["cast_by", "entered_by", "cast_at", "casting", "is_reservation"])
def test_a_blank_ballot_names_nobody_and_no_moment(name):
    rows = Ballot.objects.filter(pk=ballot(running(), "LV").pk)
    person = secretariat(LATER).user
    values = {"cast_at": LATER, "casting": "for", "is_reservation": True}

    assert "ballot_blank_or_fully_cast" in broken(rows, **{name: values.get(name, person)})


@pytest.mark.parametrize("fields", [{"cast_at": None}, {"event": None}, {"choice": ""}], ids=str)
def test_a_ballot_that_was_cast_says_when_and_by_which_entry(fields):
    made = running()
    services.cast(ballot(made, "LV"), choice="for", by=holder("LV", LATER), at=LATER)

    refused = broken(Ballot.objects.filter(pk=ballot(made, "LV").pk), **fields)

    assert "ballot_blank_or_fully_cast" in refused


def test_a_seat_has_one_ballot_and_one_holder():
    made = running()
    state, other = (Ballot.objects.filter(pk=ballot(made, code).pk) for code in ("LV", "MT"))
    house = OrganisationFactory()

    assert "member_state" in broken(state, member_state="MT")
    assert "ballot_of_a_state_or_an_organisation" in broken(state, organisation=house)
    assert "ballot_of_a_state_or_an_organisation" in broken(state, member_state=None)
    state.update(member_state=None, organisation=house)
    assert "organisation" in broken(other, member_state=None, organisation=house)


def test_a_seat_objects_once_and_its_chair_once():
    made = running()
    for as_chair in (False, True):
        Objection.objects.create(
            ballot=ballot(made, "LV"), by_chair=as_chair, made_at=LATER,
            event=made.ledger.all().append(made, Happening.OBJECTED, at=LATER, seat="LV"),
        )  # fmt: skip

    broken(Objection.objects.filter(by_chair=True), by_chair=False)


def test_a_paper_stands_once_in_its_place():
    made = running()
    for order in (1, 2):
        FrozenDocument.objects.create(
            procedure=made, order=order, title="Paper", name="a.pdf", size=1, sha256="0" * 64
        )

    broken(FrozenDocument.objects.filter(order=2), order=1)


def test_erased_words_are_gone():
    made = running()
    by = holder("LV", LATER)
    services.propose_amendment(ballot(made, "LV"), text="Strike it.", by=by, at=LATER)
    assert Amendment.objects.get().event.statement.text == "Strike it."

    assert "statement_erased_is_empty" in broken(Statement.objects.all(), erased_at=CLOSING)
