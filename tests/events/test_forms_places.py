"""Numbers of places, as they are typed."""

import pytest

from events.forms.places import PlacesForm
from events.rules import Places
from tests.events.organisers import states

pytestmark = pytest.mark.django_db


def filled(places, **typed):
    seen = PlacesForm(places=places).initial["seen"]
    return PlacesForm({"seen": seen} | typed, places=places)


def test_numbers_and_exceptions():
    states()

    form = filled(Places(), total="50", each_state="2", state_FR="4", state_LV="0")

    assert form.errors == {}
    assert (form.cleaned_data["total"], form.cleaned_data["each_state"], form.by_state()) == (
        50,
        2,
        {"FR": 4, "LV": 0},
    )


def test_state_without_limit_keeps_that_until_a_number_is_typed():
    states()
    lifted = Places(each_state=2, by_state={"FR": None, "LV": 3})

    forms = [filled(lifted, state_LV="3"), filled(lifted, state_FR="9")]

    assert [form.errors for form in forms] == [{}, {}]
    assert [form.by_state() for form in forms] == [{"FR": None, "LV": 3}, {"FR": 9}]


def test_exceptions_are_in_protocol_order_and_open_where_there_are_some():
    states()

    plain, own, wrong = (
        PlacesForm(places=Places()),
        PlacesForm(places=Places(by_state={"IE": 3})),
        filled(Places(), state_IE="-1"),
    )

    assert [box.label for box in plain.exceptions()] == ["France", "Ireland", "Latvia"]
    assert (plain.has_exceptions, own.has_exceptions, wrong.has_exceptions) == (False, True, True)
    assert wrong.errors == {"state_IE": ["A number from 0."]}
