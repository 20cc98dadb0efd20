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


def test_choices_come_in_groups_from_near_to_far_and_by_name():
    groups = countries.choices()
    states, candidates, efta, bodies, others = groups

    assert [(label, len(choices)) for label, choices in groups] == [
        ("Member States", 27),
        ("Candidates and potential candidates", 10),
        ("European Free Trade Association", 4),
        ("Bodies and organisations", 2),
        ("Other countries", 156),
    ]
    assert states[1][:2] == [("AT", "Austria"), ("BE", "Belgium")]
    assert candidates[1][:2] == [("AL", "Albania"), ("BA", "Bosnia and Herzegovina")]
    assert [name for _code, name in efta[1]] == [
        "Iceland",
        "Liechtenstein",
        "Norway",
        "Switzerland",
    ]
    assert bodies[1] == [("EU", "European Union body"), ("INT", "International organisation")]
    assert others[1][:2] == [("AF", "Afghanistan"), ("DZ", "Algeria")]
    assert countries.member_state_choices() == states[1]


def test_no_country_is_offered_twice_and_nothing_that_is_none():
    offered = [code for _label, choices in countries.choices() for code, _name in choices]

    assert len(offered) == len(set(offered))
    assert not {"GR", "UK", "AQ", "AX", "RE", "IC", "EA", "UN", "ZZ"} & set(offered)
    assert countries.codes() >= {*offered, "AX", "GL"}


def test_names_are_those_of_the_reader_and_of_the_union():
    with override("fr"):
        assert dict(countries.choices()[1][1])["BA"] == "Bosnie-Herzégovine"
        assert [code for code, _name in countries.member_state_choices()][:2] == ["DE", "AT"]
    assert [countries.name(code) for code in ("CZ", "MK", "CV", "AX")] == [
        "Czechia",
        "North Macedonia",
        "Cabo Verde",
        "Åland Islands",
    ]


def test_an_unknown_code_is_its_own_name():
    assert (countries.name("EL"), countries.name("Q1")) == ("Greece", "Q1")


def test_an_unknown_language_reads_english():
    with override("xx"):
        assert countries.name("EL") == "Greece"
