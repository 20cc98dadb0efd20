"""Rules in words: each part of a rule is said, and no preset claims to be the Network's."""

from fractions import Fraction

import pytest

from procedures import presets, words
from procedures.enums import Base, Decision, Outcome, Silence
from procedures.rules import Quorum, Rule, Stop, read_rule

STOPPED = (
    "If %s to deciding in writing, the procedure ends at once and the matter goes to a meeting."
)
THREE_WAYS = (
    "Adopted if at least 3/4 of all 27 seats are for: 21 or more."
    " Not adopted if more than 1/4 of all seats are against; otherwise inconclusive."
)
RULES = {name: read_rule(data) for name, data in presets.all_rules().items()}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            RULES["P2_MAJ_CAST"],
            [
                "Adopted if more than half of the votes cast are for; abstentions are not counted.",
                "At least 14 of 27 seats have to reply, abstentions included.",
                "Who does not reply is not counted.",
                STOPPED % "3 seats object",
                "The chair may end the procedure at once.",
            ],
        ),
        (
            RULES["P3_TWOTHIRDS_ALL"],
            [
                "Adopted if at least 2/3 of all 27 seats are for: 18 or more.",
                "Who does not reply is not counted.",
                STOPPED % "14 seats object",
                "The chair may end the procedure at once.",
            ],
        ),
        (
            RULES["ESA_BOS"],
            [
                "Adopted unless more than half of all 27 seats are against: 14 or more.",
                "Who does not reply does not stand in the way.",
                STOPPED % "3 seats object",
            ],
        ),
        (
            RULES["ESA_BOS_alt"],
            [
                "Adopted unless more than half of the seats that do not abstain are against.",
                "Who does not reply does not stand in the way.",
                STOPPED % "3 seats object",
            ],
        ),
        (
            RULES["OSCE_SILENCE"],
            [
                "Adopted unless 1 seat is against.",
                "Who does not reply does not stand in the way.",
                "Any proposal of other words means that it is not adopted.",
            ],
        ),
        (
            RULES["COUNCIL_ORDINARY"],
            [
                "Adopted if nobody is against; abstentions do not stand in the way.",
                "Who does not reply stands in the way.",
            ],
        ),
        (
            RULES["ECOPA"],
            ["Adopted if every seat is for.", "Who does not reply stands in the way."],
        ),
        (
            RULES["CFR15_10_5"],
            [
                THREE_WAYS,
                "Who does not reply is not counted.",
            ],
        ),
        (
            RULES["MIDDLESEX"],
            [
                "Adopted if more than half of the votes cast are for; abstentions are not counted.",
                "At least 4 of 27 seats have to vote for or against.",
                "Who does not reply is not counted.",
                "On a tie the chair's casting vote decides; without one it is not adopted.",
            ],
        ),
        (
            Rule(Decision.FRACTION, Fraction(1), silence=Silence.APPROVE),
            [
                "Adopted if all of all 27 seats are for: 27 or more.",
                "Who does not reply counts as for.",
            ],
        ),
        (
            Rule(
                Decision.FRACTION,
                Fraction(3, 5),
                strict=True,
                base=Base.CAST,
                silence=Silence.ABSTAIN,
                quorum=Quorum("replies", count=1),
                stop=Stop(members=1),
            ),
            [
                "Adopted if more than 3/5 of the votes cast are for; abstentions are not counted.",
                "At least 1 of 27 seats has to reply, abstentions included.",
                "Who does not reply counts as abstaining.",
                STOPPED % "1 seat objects",
            ],
        ),
    ],
    ids=lambda value: value.decision if isinstance(value, Rule) else "",
)
def test_a_rule_in_words(rule, said):
    assert words.rule(rule, seats=27) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(Decision.OBJECTION), "10 working days"),
        (
            Rule(Decision.OBJECTION, urgent_days=5),
            "10 working days; 5 working days where it is urgent, with a reason",
        ),
        (Rule(Decision.OBJECTION, window_days=1, window_unit="CD"), "1 calendar day"),
    ],
)
def test_a_window_in_words(rule, said):
    assert words.window(rule) == said


def test_no_preset_claims_to_be_the_rule_of_the_network():
    names = {str(name) for name in words.PRESETS.values()}
    said = names | {one for rule in RULES.values() for one in words.rule(rule, seats=27)}

    assert words.PRESETS.keys() == set(presets.OFFERED)
    assert not any("EUCPN" in one or "Rules of Procedure" in one for one in said)
    assert "Rules of Procedure" in str(words.CHECK)


def test_the_table_says_what_the_rule_does():
    table = dict(words.trials(RULES["P2_MAJ_CAST"], seats=27))

    assert [cell.label for cell in table[13][:2]] == ["No quorum", "Adopted"]
    assert [cell is None for cell in table[27]] == [False] + [True] * 7
    assert [number for number, _cells in words.trials(RULES["P1_SILENCE"], seats=3)] == [0, 1]


def test_the_key_names_each_outcome_of_the_table_once():
    key = words.key(words.trials(RULES["P2_MAJ_CAST"], seats=27))

    assert [str(pill.label) for pill in key] == ["No quorum", "Not adopted", "Adopted"]


@pytest.mark.parametrize("found", Outcome.values)
def test_every_outcome_has_a_headline_and_a_pill(found):
    counted = {"ballots": {"f": 12, "a": 3, "x": 2}}

    assert words.headline(counted, found)
    assert words.outcome_pill(found).label == Outcome(found).label


def test_states_and_replies_have_pills():
    assert words.state_pill("running").label == "Open for replies"
    assert words.state_pill("draft").label == "Draft"
    assert words.choice_pill("abstain").icon == "dash"
    assert words.choice_pill("against").icon == "cross"
    assert words.choice_pill("for").tone == "ok"
