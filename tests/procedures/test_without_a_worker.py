"""What is over is shown so, though nobody has closed it: in to-dos and lists, at no more cost."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from procedures import search, services, todos
from procedures.models import Procedure
from tests.events.organisers import signed_in
from tests.factories.procedures import LAST_SECOND, holder, running, secretariat
from tests.procedures.conftest import CLOSING
from tests.queries import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

SECOND = dt.timedelta(seconds=1)


def said(at):
    return [(todo.what, todo.note) for todo in todos.for_user(secretariat(at))]


def test_the_outcome_is_to_be_sent_though_nobody_has_closed_it():
    made = running()

    assert said(LAST_SECOND)[0][0] == f"27 seats are silent: {made.title}"
    assert said(LAST_SECOND + 3 * SECOND) == []
    assert said(CLOSING) == [(f"Send the outcome: {made.title}", f"{made.reference} · Closed")]
    services.close_due(at=CLOSING)
    assert said(CLOSING) == [(f"Send the outcome: {made.title}", f"{made.reference} · No quorum")]


def test_the_to_dos_cost_one_query_however_many_are_over():
    running()
    office = secretariat(CLOSING)
    assert counted(lambda: todos.for_user(office)) == 1

    running()
    running()

    assert len(todos.for_user(office)) == 3
    assert counted(lambda: todos.for_user(office)) == 1


@pytest.mark.parametrize(
    ("at", "state", "pill"),
    [
        (LAST_SECOND, "open", "Open for replies"),
        (LAST_SECOND + 3 * SECOND, "open", "Open for replies"),
        (CLOSING, "ended", "Closed"),
    ],
    ids=["last second", "grace", "over"],
)
def test_the_list_shows_each_as_it_is(at, state, pill):
    made = running()
    other = {"open": "ended", "ended": "open"}[state]
    with time_machine.travel(at, tick=False):
        client = signed_in(holder("LV", at).user)

        found = client.get(reverse("procedures:list"), {"state": state}).context["lines"]
        missing = client.get(reverse("procedures:list"), {"state": other}).context["lines"]

    assert [(line.procedure, str(line.pill.label)) for line in found] == [(made, pill)]
    assert missing == []
    assert Procedure.objects.get().state == "running"


def test_a_search_says_that_it_is_closed():
    made = running()

    notes = [search.find("citizen", holder("LV", at), 5)[0].note for at in (LAST_SECOND, CLOSING)]

    assert notes == [f"{made.reference} · Board · {state}" for state in ("Running", "Closed")]


def test_the_list_costs_no_more_where_nothing_was_closed():
    running()
    with time_machine.travel(CLOSING, tick=False):
        client = signed_in(holder("LV", CLOSING).user)
        address = reverse("procedures:list")
        one = counted(lambda: client.get(address))

        running()
        running()

        assert counted(lambda: client.get(address)) == one <= 8
