"""The page from which a procedure is steered, and its ledger: who replied, and never what."""

import pytest

from mail.enums import State as LetterState
from mail.models import Letter
from procedures import services
from procedures.models import Procedure
from tests.events.organisers import queries
from tests.factories.procedures import ballot, holder
from tests.procedures.conftest import signed_in_office
from tests.procedures.pages import address, text
from tests.procedures.test_services import CLOSING, LATER, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_the_control_page_says_who_and_never_what(office, made):
    cast(made, "LV", "against", statement="ROSEBUD")
    services.object_to_procedure(
        ballot(made, "MT"), reason="Let us meet.", by=holder("MT", LATER), at=LATER
    )
    services.propose_amendment(
        ballot(made, "MT"), text="Strike it.", by=holder("MT", LATER), at=LATER
    )

    page = text(office.get(address(made, "control")))
    ledger = text(office.get(address(made, "ledger")))

    assert "objections to the procedure, of 3" in page
    assert "Let us meet." in page
    assert "Strike it." in page
    assert "ROSEBUD" not in page + ledger
    assert "gainst" not in ledger
    assert "The chain is whole" in ledger


def test_a_letter_that_came_back_is_told_beside_its_seat(office, made):
    who = holder("HU", LATER)
    services.remind(made, subject="", text="", by=None, at=LATER)
    Letter.objects.filter(to=who.user.email).update(state=LetterState.BOUNCED)

    page = text(office.get(address(made, "control")))

    assert "Letter came back" in page
    assert "Nobody speaks for it" in page


def test_the_control_page_has_a_bound_of_queries(office, made):
    for code in ("LV", "MT", "BE"):
        cast(made, code)

    assert queries(lambda: office.get(address(made, "control"))) <= 20


def test_an_outcome_that_cannot_be_sent_yet_says_so(office, made):
    answer = office.post(address(made, "notify"), follow=True)

    assert "This can no longer be done" in text(answer)


def test_the_outcome_is_sent_from_the_page(made, clock):
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
        cast(made, code)
    clock.move_to(CLOSING)
    services.close_due(at=CLOSING)
    office = signed_in_office()

    page = text(office.get(address(made, "control")))
    office.post(address(made, "notify"))
    ledger = text(office.get(address(made, "ledger")))

    assert "Send the outcome to all seats" in page
    assert Procedure.objects.get().state == "notified"
    assert "Download the record" in ledger
    assert "&quot;choice&quot;:&quot;for&quot;" in ledger


def test_a_ledger_that_was_tampered_with_is_told(office, made):
    from journal.door import opened
    from procedures.models import BallotEvent

    with opened():
        BallotEvent.objects.filter(procedure=made).update(hash="0" * 64)

    assert "The record is not in order" in text(office.get(address(made, "ledger")))


def test_ballots_that_differ_from_the_ledger_are_told(office, made, clock):
    cast(made, "LV", "for")
    services.close_due(at=CLOSING)
    made.ballots.filter(member_state="LV").update(choice="against")

    assert "the ballot of LV" in text(office.get(address(made, "ledger")))


def test_where_nobody_made_a_statement_no_list_of_them_stands(office, made):
    cast(made, "LV", "for")
    services.close_due(at=CLOSING)

    page = text(office.get(made.get_absolute_url()))

    control = text(office.get(address(made, "control")))
    assert "No quorum" in page
    assert "Statements" not in page
    assert "Did not reply" in control
    assert "Enter a late reply" in control
