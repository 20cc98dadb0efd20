"""The chair's casting vote, where the chair replied by mail."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procedures import records, services
from procedures.models import Procedure
from tests.factories.procedures import ballot, holder, rule, running, secretariat
from tests.procedures.conftest import CLOSING, LATER, proved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.fixture
def office():
    with time_machine.travel(LATER, tick=False):
        yield proved(secretariat(LATER).user)


def address(made):
    return reverse("procedures:enter_reply", args=[made.reference])


def mail(**words):
    return {
        "seat": "BE",
        "choice": "against",
        "casting": "for",
        "reason": "Mail of 23 April",
        "mail": SimpleUploadedFile("mail.txt", b"Against; if tied, for."),
        **words,
    }


def test_the_chairs_casting_vote_comes_by_mail_and_breaks_the_tie(office):
    made = running(rule_=rule("MIDDLESEX"))
    by = holder("LV", LATER)
    services.cast(ballot(made, "LV"), choice="for", by=by, at=LATER)

    page = office.get(address(made)).content.decode()
    office.post(address(made), mail())

    assert "casting vote is" in page
    assert ballot(made, "BE").casting == "for"
    assert json.loads(made.ledger.last().text)["data"]["casting"] == "for"
    services.close_due(at=CLOSING)
    ended = Procedure.objects.get()
    assert ended.counted["ballots"]["chair"] == "for"
    assert records.check_stored(ended).in_order


def test_no_other_seat_has_one(office):
    made = running(rule_=rule("MIDDLESEX"))

    refused = office.post(address(made), mail(seat="LV"))

    assert refused.status_code == 422
    assert "Only the seat in the chair has a casting vote." in refused.content.decode()
    assert ballot(made, "LV").choice == ""


def test_what_the_service_is_told_of_another_seat_is_dropped():
    made = running(rule_=rule("MIDDLESEX"))

    services.enter_reply(
        ballot(made, "LV"), choice="for", reason="Mail.", voter=None, evidence="0" * 64,
        casting="for", by=secretariat(LATER), at=LATER,
    )  # fmt: skip

    assert ballot(made, "LV").casting == ""


def test_where_the_rule_knows_none_none_is_asked_for(office):
    made = running()

    page = office.get(address(made)).content.decode()
    office.post(address(made), mail())

    assert "casting vote is" not in page
    assert (ballot(made, "BE").choice, ballot(made, "BE").casting) == ("against", "")
