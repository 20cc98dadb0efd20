import csv
from pathlib import Path

import pytest
from django.utils.translation import override

from events import countries


def test_member_states_are_those_of_the_reference_data_in_protocol_order():
    with Path("accounts/data/member_states.csv").open() as file:
        rows = list(csv.DictReader(file))

    assert tuple(row["code"] for row in rows) == countries.MEMBER_STATES
    assert [countries.name(row["code"]) for row in rows] == [row["name_en"] for row in rows]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("GR", "EL"),
        ("gr", "EL"),
        ("EL", "EL"),
        (" be ", "BE"),
        ("UK", "GB"),
        ("INT", "INT"),
        ("", ""),
    ],
)
def test_codes_are_stored_as_the_network_writes_them(typed, stored):
    assert countries.normalised(typed) == stored


def test_choices_come_in_groups_and_by_name():
    states, bodies, others = countries.choices()

    assert (states[0], len(states[1])) == ("Member States", 27)
    assert states[1][:2] == [("AT", "Austria"), ("BE", "Belgium")]
    assert bodies[1] == [("EU", "European Union body"), ("INT", "International organisation")]
    assert others[1][:2] == [("AF", "Afghanistan"), ("AX", "Åland Islands")]
    assert not {"GR", "UK", "EU", "EL", "IC", "EA", "UN", "ZZ"} & {code for code, _ in others[1]}
    assert countries.member_state_choices() == states[1]


def test_an_unknown_code_is_its_own_name():
    assert (countries.name("EL"), countries.name("Q1")) == ("Greece", "Q1")


def test_an_unknown_language_reads_english():
    with override("xx"):
        assert countries.name("EL") == "Greece"
