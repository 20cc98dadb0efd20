"""Every state machine's table is whole: each state stands in it, each deed is used, all is reached."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from accounts.steps import By, NotNowError, Step, step
from events import rules
from events.enums import EventDeed, RegistrationDeed, RegistrationState, State


@dataclass(frozen=True)
class Machine:
    """A table with the words it is written in, and the states in which a thing may begin."""

    table: Mapping
    states: type
    deeds: type
    begins: frozenset
    ends: frozenset


MACHINES = {
    "an event": Machine(
        rules.EVENT, State, EventDeed, frozenset({State.DRAFT}), frozenset({State.CLOSED})
    ),
    "a registration": Machine(
        rules.REGISTRATION,
        RegistrationState,
        RegistrationDeed,
        frozenset(
            {
                RegistrationState.NAMED,
                RegistrationState.PENDING,
                RegistrationState.WAITING,
                RegistrationState.CONFIRMED,
            }
        ),
        frozenset(),
    ),
}
ALL = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)


@ALL
def test_every_state_stands_in_the_table_and_no_other(machine):
    assert set(machine.table) == set(machine.states)


@ALL
def test_every_deed_is_used_and_no_other(machine):
    assert {deed for steps in machine.table.values() for deed in steps} == set(machine.deeds)


@ALL
def test_every_state_is_reached_from_a_beginning(machine):
    reached, waiting = set(machine.begins), list(machine.begins)
    while waiting:
        for found in machine.table[waiting.pop()].values():
            if found.to not in reached:
                reached.add(found.to)
                waiting.append(found.to)

    assert reached == set(machine.states)


@ALL
def test_only_the_last_states_lead_nowhere(machine):
    assert {state for state, steps in machine.table.items() if not steps} == machine.ends


@ALL
def test_every_step_leads_to_a_known_other_state_and_names_who_takes_it(machine):
    for state, steps in machine.table.items():
        for deed, found in steps.items():
            assert isinstance(found, Step)
            assert found.to in set(machine.states), (state, deed)
            assert found.to != state, (state, deed)
            assert found.by, (state, deed)
            assert found.by <= frozenset(By), (state, deed)


@ALL
def test_a_step_is_taken_by_those_the_table_names_and_by_nobody_else(machine):
    for state in machine.states:
        for deed in machine.deeds:
            found = machine.table[state].get(deed)
            for by in By:
                if found and by in found.by:
                    assert step(machine.table, state=state, deed=deed, by=by) == found
                else:
                    with pytest.raises(NotNowError):
                        step(machine.table, state=state, deed=deed, by=by)


def test_every_table_of_the_product_is_proven_here():
    proven = {id(machine.table) for machine in MACHINES.values()}

    assert {id(table) for table in _tables()} == proven


def _tables():
    """Find what looks like a table in every app's rules."""
    import importlib
    import importlib.util

    from django.apps import apps
    from django.conf import settings

    for config in apps.get_app_configs():
        own = str(config.path).startswith(str(settings.BASE_DIR / config.label))
        if own and importlib.util.find_spec(f"{config.name}.rules"):
            for value in vars(importlib.import_module(f"{config.name}.rules")).values():
                if isinstance(value, Mapping) and any(
                    isinstance(found, Step)
                    for steps in value.values()
                    if isinstance(steps, Mapping)
                    for found in steps.values()
                ):
                    yield value
