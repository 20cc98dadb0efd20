"""What a closing leaves behind, however late it comes, and who has read what was mailed."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from documents.enums import Deed
from journal.models import Entry
from procedures import services
from procedures.models import Procedure, ReplyDraft
from procedures.services.replies import EVIDENCE
from tests.events.organisers import signed_in
from tests.factories.documents import document
from tests.factories.procedures import ballot, holder, running, secretariat
from tests.procedures.conftest import CLOSING, LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


def test_a_decision_is_of_the_day_of_its_deadline_though_it_was_closed_days_later():
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
        services.cast(ballot(made, code), choice="for", by=holder(code, LATER), at=LATER)

    services.close_due(at=CLOSING + dt.timedelta(days=3))

    assert Procedure.objects.get().decision.date == dt.date(2024, 5, 7)


def test_what_was_typed_and_not_recorded_goes_with_the_closing():
    made = running()
    services.save_draft(
        ballot(made, "LV"), choice="for", statement="ROSEBUD", is_reservation=False, casting="",
        by=holder("LV", LATER), at=LATER,
    )  # fmt: skip

    services.close_due(at=CLOSING)

    assert not ReplyDraft.objects.exists()


def test_each_reading_of_a_mail_is_noted_and_a_look_at_its_head_is_not():
    made = running()
    mail = document(EVIDENCE, str(made.key), visibility="restricted")
    with time_machine.travel(LATER, tick=False):
        client = signed_in(secretariat(LATER).user)
        address = reverse("procedures:evidence", args=[made.reference, mail.key])
        before = Entry.objects.filter(deed=Deed.READ).count()

        client.head(address)
        client.get(address)

    assert Entry.objects.filter(deed=Deed.READ).count() == before + 1
