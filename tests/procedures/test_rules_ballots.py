"""The ballots of a house: they keep all they say, and what are no ballots is refused."""

import pytest

from procedures.rules import Ballots, MalformedBallotsError, read_ballots


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"n": 0},
        {"n": 10_001},
        {"n": True},
        {"n": "27"},
        {"n": 27.0},
        {"n": 27, "f": -1},
        {"n": 27, "f": 28},
        {"n": 27, "f": 14, "a": 14},
        {"n": 27, "f": 9.5},
        {"n": 27, "stop": 28},
        {"n": 27, "consents": 28},
        {"n": 27, "veto": 1},
        {"n": 27, "chair_stop": "yes"},
        {"n": 27, "chair": "abstain"},
        {"n": 27, "chair": []},
        {"n": 27, "guests": 1},
    ],
    ids=str,
)
def test_what_are_no_ballots_is_refused(data):
    with pytest.raises(MalformedBallotsError):
        read_ballots(data)


def test_ballots_keep_all_they_say():
    data = {
        "n": 27, "f": 1, "a": 2, "x": 3, "stop": 4, "chair_stop": True, "amend": 50, "late": 6,
        "chair": "against", "veto": True, "consents": 27,
    }  # fmt: skip

    found = read_ballots(data)

    assert found == Ballots(27, 1, 2, 3, 4, True, 50, 6, "against", True, 27)
    assert found.silent == 21
