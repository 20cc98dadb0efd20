"""What follows from an answer, and what a pasted line means."""

import pytest

from events.enums import InvitationState, Mode, RegistrationState
from events.invitations import (
    Guest,
    apart,
    comes_no_longer,
    is_answered,
    meant,
    once_each,
    ways_to_come,
)


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("anna@example.eu", "", "anna@example.eu"),
        ("  anna@example.eu;  ", "", "anna@example.eu"),
        ("Anna Kalniņa <anna@example.eu>", "Anna Kalniņa", "anna@example.eu"),
        ('"Kalniņa, Anna" <anna@example.eu>,', "Kalniņa, Anna", "anna@example.eu"),
        ("'Anna' < anna@example.eu >", "Anna", "anna@example.eu"),
        ("Anna <the first> <anna@example.eu>", "Anna <the first>", "anna@example.eu"),
        ("Anna <anna@example.eu", "Anna", "anna@example.eu"),
        ("nonsense", "", "nonsense"),
        ("", "", ""),
    ],
)
def test_a_pasted_line_holds_a_name_and_an_address(line, name, address):
    assert apart(line) == (name, address)


def test_each_address_and_each_person_is_invited_once_and_the_first_stays():
    guests = [
        Guest("a@example.eu", "A", user=1),
        Guest("b@example.eu", "B"),
        Guest("a@example.eu", "Again"),
        Guest("other@example.eu", "The same person elsewhere", user=1),
        Guest("c@example.eu", "C", user=2),
    ]

    assert [guest.name for guest in once_each(guests)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("mode", "ways"),
    [
        (Mode.IN_PERSON, ("in_person",)),
        (Mode.ONLINE, ("online",)),
        (Mode.HYBRID, ("in_person", "online")),
    ],
)
def test_one_comes_as_the_event_allows(mode, ways):
    assert ways_to_come(mode) == ways


@pytest.mark.parametrize(
    ("answer", "mode", "chosen"),
    [
        ("yes", "in_person", "in_person"),
        ("yes", "online", "online"),
        ("yes", "hybrid", ""),
        ("online", "hybrid", "online"),
        ("online", "in_person", ""),
        ("no", "online", "no"),
        ("substitute", "online", "substitute"),
        ("revoked", "online", ""),
        ("", "online", ""),
    ],
)
def test_a_link_preselects_an_answer_that_the_event_allows(answer, mode, chosen):
    assert meant(answer, mode=mode) == chosen


@pytest.mark.parametrize(
    ("state", "registration", "gone"),
    [
        (InvitationState.IN_PERSON, RegistrationState.CONFIRMED, False),
        (InvitationState.ONLINE, RegistrationState.WAITING, False),
        (InvitationState.ONLINE, RegistrationState.WITHDRAWN, True),
        (InvitationState.IN_PERSON, RegistrationState.DECLINED, True),
        (InvitationState.NO, RegistrationState.WITHDRAWN, False),
        (InvitationState.SILENT, None, False),
    ],
)
def test_who_said_yes_and_withdrew_comes_no_longer(state, registration, gone):
    assert comes_no_longer(state, registration) is gone


def test_which_states_are_answers():
    assert {state for state in InvitationState if is_answered(state)} == {
        "in_person", "online", "no", "substitute",
    }  # fmt: skip
