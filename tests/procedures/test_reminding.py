"""The reminders that go by themselves, switched off and on while a procedure runs."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from journal.models import Entry
from procedures import services
from procedures.life import NotNowError
from procedures.models import Procedure
from tests.events.organisers import signed_in
from tests.factories.procedures import holder, running, secretariat
from tests.procedures.conftest import CLOSING, LATER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

THREE_DAYS_BEFORE = dt.datetime(2024, 5, 2, 8, tzinfo=dt.UTC)
DEEDS = ("procedures.reminds", "procedures.reminds_not")


def address(made, name="reminding"):
    return reverse(f"procedures:{name}", args=[made.reference])


def noted():
    return list(Entry.objects.filter(deed__in=DEEDS).order_by("id").values_list("deed", flat=True))


def test_who_steers_switches_them_off_and_on():
    made = running()
    with time_machine.travel(LATER, tick=False):
        office = signed_in(secretariat(LATER).user)

        off = office.post(address(made), {"reminds": "off"}, follow=True).content.decode()
        assert not Procedure.objects.get().reminds
        on = office.post(address(made), {"reminds": "on"}, follow=True).content.decode()

    assert Procedure.objects.get().reminds
    assert "Remind no more by itself" not in off
    assert "Remind no more by itself" in on
    assert noted() == ["procedures.reminds_not", "procedures.reminds"]


def test_what_is_set_so_already_is_no_deed():
    services.set_reminding(running(), on=True, by=secretariat(LATER), at=LATER)

    assert noted() == []


def test_nobody_is_reminded_while_they_are_off():
    made = running()
    holder("LV")
    services.set_reminding(made, on=False, by=secretariat(LATER), at=LATER)

    assert services.remind_due(at=THREE_DAYS_BEFORE) == 0
    services.set_reminding(made, on=True, by=secretariat(THREE_DAYS_BEFORE), at=THREE_DAYS_BEFORE)
    assert services.remind_due(at=THREE_DAYS_BEFORE) == 27


def test_of_what_has_ended_nothing_is_switched():
    made = running()
    services.close_due(at=CLOSING)

    with pytest.raises(NotNowError):
        services.set_reminding(made, on=False, by=secretariat(CLOSING), at=CLOSING)

    with time_machine.travel(CLOSING, tick=False):
        answer = signed_in(secretariat(CLOSING).user).post(address(made), follow=True)
    assert "This can no longer be done" in answer.content.decode()
    assert Procedure.objects.get().reminds


def test_nobody_else_switches_them():
    made = running()
    with time_machine.travel(LATER, tick=False):
        answer = signed_in(holder("LV", LATER).user).post(address(made), {"reminds": "off"})

    assert answer.status_code == 404
    assert Procedure.objects.get().reminds
