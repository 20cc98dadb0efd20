"""What a closing leaves behind, however late it comes."""

import datetime as dt

import pytest

from procedures import services
from procedures.models import Procedure, ReplyDraft
from tests.factories.procedures import ballot, holder, running
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
