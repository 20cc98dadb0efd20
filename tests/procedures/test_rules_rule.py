"""A voting rule as it is written down: it keeps all it says, and what is no rule is refused."""

from fractions import Fraction

import pytest

from procedures.rules import MalformedRuleError, Quorum, Rule, Stop, read_rule

FRACTION = {"decision": "fraction", "fraction": "1/2"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ([], ""),
        ({}, "decision"),
        ({"decision": "lottery"}, "decision"),
        ({"decision": 1}, "decision"),
        ({"decision": "fraction"}, "fraction"),
        (FRACTION | {"colour": "red"}, "colour"),
        (FRACTION | {"fraction": "0.5"}, "fraction"),
        (FRACTION | {"fraction": 0.5}, "fraction"),
        (FRACTION | {"fraction": "3/2"}, "fraction"),
        (FRACTION | {"fraction": "0/2"}, "fraction"),
        (FRACTION | {"fraction": "1/0"}, "fraction"),
        (FRACTION | {"fraction": "-1/2"}, "fraction"),
        (FRACTION | {"fraction": "½"}, "fraction"),
        (FRACTION | {"fraction": "1/" + "9" * 30}, "fraction"),
        (FRACTION | {"fraction": "1/1", "strict": True}, "fraction"),
        (FRACTION | {"strict": "yes"}, "strict"),
        (FRACTION | {"base": "members_less_abstentions"}, "base"),
        (FRACTION | {"silence": "sleep"}, "silence"),
        (FRACTION | {"tie": "coin"}, "tie"),
        (FRACTION | {"objections_to_block": 1}, "objections_to_block"),
        (FRACTION | {"reject_over": "1/4"}, "reject_over"),
        (FRACTION | {"abstention_ok": True}, "abstention_ok"),
        (FRACTION | {"quorum": 5}, "quorum"),
        (FRACTION | {"quorum": {"of": "votes"}}, "quorum"),
        (FRACTION | {"quorum": {"of": "votes", "count": 3, "fraction": "1/2"}}, "quorum"),
        (FRACTION | {"quorum": {"of": "votes", "count": 3, "strict": True}}, "quorum"),
        (FRACTION | {"quorum": {"of": "chairs", "count": 3}}, "of"),
        (FRACTION | {"quorum": {"count": 3}}, "of"),
        (FRACTION | {"quorum": {"of": "votes", "count": 0}}, "count"),
        (FRACTION | {"quorum": {"of": "votes", "fraction": "4/3"}}, "quorum"),
        (FRACTION | {"stop": {}}, "stop"),
        (FRACTION | {"stop": 3}, "stop"),
        (FRACTION | {"stop": {"guests": 3}}, "stop"),
        (FRACTION | {"stop": {"members": "all"}}, "members"),
        (FRACTION | {"stop": {"members": True}}, "members"),
        (FRACTION | {"stop": {"chair": 1}}, "chair"),
        (FRACTION | {"procedure_consent": "majority"}, "procedure_consent"),
        (FRACTION | {"window_days": 0}, "window_days"),
        (FRACTION | {"window_days": 367}, "window_days"),
        (FRACTION | {"window_unit": "weeks"}, "window_unit"),
        (FRACTION | {"window_days": 10, "minimum_days": 11}, "minimum_days"),
        (FRACTION | {"window_days": 10, "urgent_days": 11}, "urgent_days"),
        ({"decision": "objection"}, "objections_to_block"),
        ({"decision": "objection", "objections_to_block": 1, "tie": "chair"}, "tie"),
        ({"decision": "objection", "objections_to_block": 1, "silence": "abstain"}, "silence"),
        ({"decision": "three_way", "fraction": "3/4"}, "reject_over"),
        ({"decision": "reverse", "base": "cast"}, "base"),
        ({"decision": "reverse", "silence": "approve"}, "silence"),
        ({"decision": "reverse", "quorum": {"of": "votes", "count": 3}}, "quorum"),
        ({"decision": "unanimity", "fraction": "1/2"}, "fraction"),
        ({"decision": "unanimity", "veto_days": 3}, "veto_days"),
    ],
    ids=str,
)
def test_what_is_no_rule_is_refused_with_its_parameter(data, key):
    with pytest.raises(MalformedRuleError) as refused:
        read_rule(data)

    assert refused.value.key == key


def test_a_rule_keeps_all_it_says():
    found = read_rule(
        {
            "decision": "fraction",
            "fraction": "2/3",
            "strict": True,
            "base": "cast",
            "silence": "abstain",
            "quorum": {"of": "replies", "fraction": "1/2", "strict": True},
            "tie": "chair",
            "stop": {"members": "majority", "chair": True},
            "procedure_consent": "unanimity",
            "amendment_breaks": True,
            "veto_days": 15,
            "window": "a remark",
            "window_days": 14,
            "window_unit": "CD",
            "minimum_days": 10,
            "urgent_days": 5,
            "extendable": False,
            "early_close": True,
        }
    )

    assert found == Rule(
        decision="fraction",
        fraction=Fraction(2, 3),
        strict=True,
        base="cast",
        silence="abstain",
        quorum=Quorum("replies", None, Fraction(1, 2), strict=True),
        chair_breaks_ties=True,
        stop=Stop(majority=True, chair=True),
        consent_of_all=True,
        amendment_breaks=True,
        veto_days=15,
        window_days=14,
        window_unit="CD",
        minimum_days=10,
        urgent_days=5,
        extendable=False,
        early_close=True,
    )
