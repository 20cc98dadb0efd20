"""What a restricted part of an open item tells of itself, under every role: nothing."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from agendas.models import Agenda, AgendaItem
from tests.agendas.house import (
    BEFORE,
    KNOW,
    OF_BODY,
    OFFICE,
    READERS,
    ROLES,
    build,
    expected,
    once,
    words_in,
)

pytestmark = pytest.mark.django_db

SPEAK = READERS | {"member", "chair"}
DO_NOT_KNOW = frozenset(ROLES) - KNOW["partbelow"]


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    with once(django_db_blocker, build) as found:
        yield found


def without_it(house):
    """Take the part away, as if it had never been."""
    AgendaItem.objects.filter(pk=house.items["partbelow"].pk).delete()


@pytest.mark.parametrize("role", sorted(SPEAK))
def test_the_form_of_a_wish_answers_the_same_with_it_and_without(house, role):
    address = house.of_item("agendas:wish", "body")
    state = min(house.by(role).member_states)
    seen = house.clients[role].get(address).context["forms"][0]["seen"].value()

    def sent():
        point = transaction.savepoint_create()
        typed = {"member_state": state, "text": "It is short.", "seen": seen}
        answer = house.clients[role].post(address, typed)
        transaction.savepoint_rollback(point)
        return answer.status_code, answer.headers.get("Location"), words_in(answer.text, BEFORE)

    told = sent()
    without_it(house)

    assert told == sent()
    assert told[0] == 302


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("minutes", [None, 20], ids=["of itself nothing", "of itself an hour"])
def test_clock_times_are_the_same_with_it_and_without(house, role, minutes):
    Agenda.objects.update(has_hours=True)
    AgendaItem.objects.exclude(pk=house.items["body"].pk).update(minutes=10)
    AgendaItem.objects.filter(pk=house.items["body"].pk).update(minutes=minutes)
    address = house.address("agendas:agenda")

    def hours():
        text = re.sub(r"<[^>]*>", " ", house.opened(role, address))
        found = re.findall(r"(item[a-z]+)\s+(\d\d:\d\d)?", text)
        return [one for one in found if one[0] != "itempartbelow"]

    told = hours()
    without_it(house)

    assert told == hours()
    assert {title for title, _hour in told} <= expected(role, BEFORE)
    assert any(hour for _title, hour in told) or role == "visitor"


@pytest.mark.parametrize("role", sorted(OFFICE))
def test_the_pages_that_offer_a_decision_in_writing_are_the_same(house, role):
    convert = reverse("procedures:convert", args=[house.items["body"].key])
    pages = (house.address("agendas:wishes"), house.of_item("agendas:change_item", "body"))

    offered = [convert in house.opened(role, page) for page in pages]
    without_it(house)

    assert offered == [convert in house.opened(role, page) for page in pages] == [True, True]


@pytest.mark.parametrize("role", sorted(DO_NOT_KNOW & OF_BODY))
def test_once_the_item_is_in_writing_its_page_is_the_same(house, role):
    written = {"state": "in_writing", "written_label": "x", "written_key": "x"}
    AgendaItem.objects.filter(pk=house.items["body"].pk).update(**written, written_url="/x/")
    address = house.address("agendas:agenda")

    told = words_in(house.opened(role, address), BEFORE)

    assert "itembody" in told
    assert "itempartbelow" not in told
