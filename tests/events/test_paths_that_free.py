"""Every path that frees a place gives it to who is next, in the same deed.

The paths are named in ``freeing``, and found in the code by what they do: a new one that nobody
has entered fails by its name, whether it is a step of the table or a service that writes numbers.
"""

import ast
from pathlib import Path

import pytest

import events.services
from events import rules, services
from events.enums import HOLDS_A_PLACE, RegistrationDeed
from events.models import Event, Registration
from mail.models import Letter
from tests.events.freeing import HOUR, OTHERS, STEPS, decline, withdraw
from tests.events.registrants import AT, come, nobody, seminar, states

pytestmark = pytest.mark.django_db


def test_the_steps_that_free_a_place_are_those_named_here():
    found = {
        (str(state), str(deed))
        for state, row in rules.REGISTRATION.items()
        for deed, step in row.items()
        if state in HOLDS_A_PLACE and step.to not in HOLDS_A_PLACE
    }

    assert found == set(STEPS)


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=" ".join(step)) for step, path in STEPS.items() if path]
)
def test_a_step_that_frees_a_place_gives_it_to_the_next_at_once(path):
    made, deed = path
    event, anna = made()
    before = Letter.objects.count()

    deed(anna)

    found = states(event)
    assert found["Anna"] not in HOLDS_A_PLACE
    assert found["Berta"] == ("offered" if event.offer_hours else "confirmed")
    assert Letter.objects.filter(name="Berta").latest("pk").subject.startswith("A place ")
    assert Letter.objects.count() == before + 2


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.__name__)
def test_whatever_else_frees_a_place_gives_it_to_the_next_at_once(path):
    event = path()

    offers = Event.objects.get(pk=event.pk).offer_hours
    assert states(event)["Berta"] == ("offered" if offers else "confirmed")


FREES = {
    "delegates.release_delegate",
    "decisions.cancel_registration",
    "decisions.decline",
    "decisions.withdraw",
    "offers._lapse",
    "quotas.set_places",
    "questions._set_places",
    "registrations.change_registration",
    "sessions.remove_session",
    "substitutions.hand_over",
    "substitutions.pass_on",
    "substitutions.take_back",
}
"""The services that end a registration, move it to another number, or set a number.

Each is walked by one of the paths of ``freeing``. Passing on only copies what the giver holds.
"""
FREEING = {deed for _state, deed in STEPS}
OF_CLAIMS = {"country", "attending", "group"}
NEW_EVENTS = {"copies", "series"}
"""What these make has no registrations yet."""


def frees(function):
    """Tell whether a service does something by which somebody else may have a place."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id="move" | "advance"), args=[_, deed, *_]) if isinstance(
                deed, ast.Attribute
            ):
                if str(getattr(RegistrationDeed, deed.attr, "")) in FREEING:
                    return True
            case ast.Call(func=ast.Attribute(attr="delete", value=value)):
                if {"quotas", "sessions", "registrations"} & names(value):
                    return True
            case ast.Call(func=ast.Attribute(attr="set", value=ast.Attribute(attr="sessions"))):
                return True
            case ast.Assign(targets=targets):
                if {"registration"} & names(node) and OF_CLAIMS & assigned(targets):
                    return True
    return False


def names(node):
    """Return every name and attribute in a piece of code."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} | {
        one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)
    }


def assigned(targets):
    """Return the attributes that an assignment sets."""
    return {
        one.attr
        for target in targets
        for one in ast.walk(target)
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)
    }


def test_the_services_that_free_a_place_are_those_named_here():
    folder = Path(events.services.__file__).parent
    found = {
        f"{module.stem}.{function.name}"
        for module in sorted(folder.rglob("*.py"))
        if module.stem not in NEW_EVENTS
        for function in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and frees(function)
    }

    # What registers takes places, and frees none; nor does who was named and says yes.
    assert found - {"registrations.register", "delegates.confirm_named"} == FREES


def test_who_withdrew_is_never_offered_a_place_again():
    event = seminar(places=1, offer_hours=24)
    holder = come(event, "Holder")
    for name in ["Anna", "Berta"]:
        come(event, name)
    withdraw(event.registrations.get(name="Anna"))

    withdraw(holder)
    decline(event.registrations.get(name="Berta"))
    services.set_places(event, total=9, each_state=None, by_state={}, by=nobody(), at=AT)
    services.expire_offers(at=AT + 48 * HOUR)

    assert states(event) == {"Holder": "withdrawn", "Anna": "withdrawn", "Berta": "declined"}
    assert not Letter.objects.filter(name="Anna", subject__startswith="A place").exists()


def test_approval_that_is_refused_frees_nothing_that_was_held_and_lets_the_next_be_approved():
    event = seminar(places=1)
    Event.objects.filter(pk=event.pk).update(needs_approval=True)
    anna, berta = come(event, "Anna"), come(event, "Berta")
    assert Registration.objects.filter(event=event).holding().count() == 0

    decline(anna)
    services.approve(berta, by=nobody(), at=AT)

    assert states(event) == {"Anna": "declined", "Berta": "confirmed"}
