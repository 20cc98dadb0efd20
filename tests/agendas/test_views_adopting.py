"""The page on which the adoption of an agenda is noted."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.days import network_day
from agendas import services
from agendas.enums import AgendaState
from tests.agendas.preparing import host, office, the_agenda
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db


def test_the_agenda_is_adopted_after_asking(visit):
    agenda = the_agenda(event__first_date=network_day(timezone.now()))
    AgendaItemFactory(agenda=agenda)
    address = f"{agenda.get_absolute_url()}adopt/"
    assert address in visit(host()).get(f"{agenda.get_absolute_url()}edit/").text
    version = visit(host()).get(address).context["form"]["version"].value()

    answer = visit(host()).post(address, {"version": version})
    twice = visit(host()).post(address, {"version": version + 1})

    agenda.refresh_from_db()
    assert (answer.url, agenda.state) == (agenda.get_absolute_url(), AgendaState.ADOPTED)
    assert twice.status_code == 422
    assert "This can no longer be done" in twice.text


def test_before_the_meeting_its_adoption_is_neither_offered_nor_noted(visit):
    agenda = the_agenda(event__first_date=network_day(timezone.now()) + dt.timedelta(days=1))
    AgendaItemFactory(agenda=agenda)
    address = f"{agenda.get_absolute_url()}adopt/"
    day = f"/events/{agenda.event.slug}/day/"

    pages = [visit(host()).get(one) for one in (f"{agenda.get_absolute_url()}edit/", day)]
    asked = visit(host()).get(address)
    answer = visit(host()).post(address, {"version": 1})

    agenda.refresh_from_db()
    assert not any(address in page.text for page in pages)
    assert "Not yet: the meeting begins on" in asked.text
    assert "It is adopted" not in asked.text
    assert (answer.status_code, agenda.state) == (422, AgendaState.CIRCULATED)
    assert "its body adopts the agenda on the first day" in answer.text


def test_an_agenda_that_changed_meanwhile_is_not_adopted(visit):
    agenda = the_agenda()
    item = AgendaItemFactory(agenda=agenda)
    services.change_item(item, version=1, by=office(), at=timezone.now(), title="Other")

    answer = visit(host()).post(f"{agenda.get_absolute_url()}adopt/", {"version": 1})

    agenda.refresh_from_db()
    assert (answer.status_code, agenda.state) == (409, AgendaState.CIRCULATED)
    assert "The agenda changed while you had this open" in answer.text
    assert answer.context["form"]["version"].value() == 2
