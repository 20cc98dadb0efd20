"""Voting rules: the worked examples, what never may be, and what is no rule."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.shares import least
from procedures import presets
from procedures.enums import Base, Decision, Outcome, Silence
from procedures.rules import (
    Ballots,
    MalformedBallotsError,
    MalformedRuleError,
    Quorum,
    Rule,
    Stop,
    outcome,
    read_ballots,
    read_rule,
)
from tests.procedures import checker

EXAMPLES = json.loads((Path(__file__).parent / "voting_examples.json").read_text())
RULES = {name: read_rule(data) for name, data in presets.all_rules().items()}
TWELVE_TO_THREE = {
    Outcome.ADOPTED: {
        "ESA_BOS",
        "ESA_BOS_alt",
        "COMITOLOGY_ADVISORY",
        "COMITOLOGY_MAJSTOP",
        "MIDDLESEX",
        "P2_MAJ_CAST",
        "P4_MAJ_CAST_SILENT_YES",
    },
    Outcome.NO_QUORUM: {"COST_MC"},
    Outcome.INCONCLUSIVE: {"CFR15_10_5"},
}


def test_the_product_ships_the_rules_of_the_examples():
    assert presets.all_rules() == EXAMPLES["rules"]
    assert set(presets.OFFERED) <= presets.all_rules().keys()
    assert presets.DEFAULT in presets.OFFERED


@pytest.mark.parametrize("example", EXAMPLES["examples"], ids=lambda example: example["id"])
def test_worked_example(example):
    found = outcome(RULES[example["rule"]], read_ballots(example["ballots"]))

    assert found.outcome == example["expected"], example["why"]


@pytest.mark.parametrize("name", RULES)
def test_twelve_for_three_against_two_abstentions_ten_silent(name):
    expected = next(
        (verdict for verdict, names in TWELVE_TO_THREE.items() if name in names),
        Outcome.NOT_ADOPTED,
    )

    assert outcome(RULES[name], Ballots(n=27, f=12, a=3, x=2)).outcome == expected


HALF = Fraction(1, 2)
TIED = Rule(Decision.FRACTION, HALF, strict=True, base=Base.CAST, chair_breaks_ties=True)
SPLIT = Rule(Decision.FRACTION, HALF, strict=True, base=Base.MEMBERS, chair_breaks_ties=True)
AT_LEAST_HALF = Rule(Decision.FRACTION, HALF, base=Base.CAST)


@pytest.mark.parametrize(
    ("rule", "ballots", "expected"),
    [
        (TIED, Ballots(27, 5, 5, chair="for"), Outcome.ADOPTED),
        (TIED, Ballots(27, 5, 5, chair="against"), Outcome.NOT_ADOPTED),
        (TIED, Ballots(27, 5, 5), Outcome.NOT_ADOPTED),
        (TIED, Ballots(27, 0, 0, chair="for"), Outcome.NOT_ADOPTED),
        (TIED, Ballots(27, 6, 5, chair="against"), Outcome.ADOPTED),
        (SPLIT, Ballots(10, 5, 5, chair="for"), Outcome.ADOPTED),
        (SPLIT, Ballots(10, 4, 4, chair="for"), Outcome.NOT_ADOPTED),
        (AT_LEAST_HALF, Ballots(10, 4, 4), Outcome.ADOPTED),
        (AT_LEAST_HALF, Ballots(10, 0, 0), Outcome.NOT_ADOPTED),
    ],
    ids=[
        "the chair is for",
        "the chair is against",
        "no casting vote was given",
        "nothing was cast",
        "no tie, no casting vote",
        "a house split in the middle",
        "as many, but not half of all",
        "at least half, and no chair",
        "none of none is no half",
    ],
)
def test_ties(rule, ballots, expected):
    assert outcome(rule, ballots).outcome == expected


@pytest.mark.parametrize(
    ("quorum", "ballots", "expected"),
    [
        (Quorum("replies", count=5), Ballots(27, 3, 1, 1), Outcome.ADOPTED),
        (Quorum("votes", count=5), Ballots(27, 3, 1, 1), Outcome.NO_QUORUM),
        (Quorum("votes", count=5), Ballots(27, 2, 2, chair="for"), Outcome.ADOPTED),
        (Quorum("votes", count=6), Ballots(27, 2, 2, chair="for"), Outcome.NO_QUORUM),
        (Quorum("votes", count=5), Ballots(27, 2, 2), Outcome.NO_QUORUM),
        (Quorum("replies", fraction=Fraction(1, 3)), Ballots(27, 8, 1), Outcome.ADOPTED),
        (Quorum("replies", fraction=Fraction(1, 3), strict=True), Ballots(27, 8, 1), "NO_QUORUM"),
    ],
    ids=[
        "abstentions are replies",
        "and no votes",
        "the casting vote is one more",
        "but one only",
        "and none where none was given",
        "a share met exactly",
        "more than a share",
    ],
)
def test_quorum(quorum, ballots, expected):
    rule = Rule(
        Decision.FRACTION, HALF, strict=True, base=Base.CAST, quorum=quorum, chair_breaks_ties=True
    )

    assert outcome(rule, ballots).outcome == expected


@pytest.mark.parametrize(
    ("silence", "abstention_ok", "ballots", "expected"),
    [
        (Silence.NONE, False, Ballots(3, 3), Outcome.ADOPTED),
        (Silence.NONE, True, Ballots(3, 2, 0, 1), Outcome.ADOPTED),
        (Silence.NONE, False, Ballots(3, 2, 0, 1), Outcome.NOT_ADOPTED),
        (Silence.NONE, True, Ballots(3, 0, 0, 3), Outcome.NOT_ADOPTED),
        (Silence.NONE, True, Ballots(3, 2), Outcome.NOT_ADOPTED),
        (Silence.APPROVE, False, Ballots(3), Outcome.ADOPTED),
        (Silence.APPROVE, False, Ballots(3, 0, 1), Outcome.NOT_ADOPTED),
        (Silence.ABSTAIN, True, Ballots(3, 1), Outcome.ADOPTED),
        (Silence.ABSTAIN, True, Ballots(3), Outcome.NOT_ADOPTED),
        (Silence.ABSTAIN, False, Ballots(3, 1), Outcome.NOT_ADOPTED),
    ],
)
def test_unanimity(silence, abstention_ok, ballots, expected):
    rule = Rule(Decision.UNANIMITY, silence=silence, abstention_ok=abstention_ok)

    assert outcome(rule, ballots).outcome == expected


def test_the_order_is_consent_then_chair_then_members_then_amendment():
    rule = Rule(
        Decision.OBJECTION,
        stop=Stop(members=2, chair=True),
        consent_of_all=True,
        amendment_breaks=True,
    )

    assert [
        outcome(rule, ballots).outcome
        for ballots in (
            Ballots(5, amend=1, consents=4),
            Ballots(5, amend=1, chair_stop=True),
            Ballots(5, amend=1, stop=2),
            Ballots(5, amend=1, stop=1),
            Ballots(5, stop=1, consents=5),
        )
    ] == ["TERMINATED", "TERMINATED", "TERMINATED", "NOT_ADOPTED", "ADOPTED"]


def test_what_a_rule_does_not_know_is_recorded_and_does_nothing():
    rule = Rule(Decision.OBJECTION)
    ballots = Ballots(5, stop=5, chair_stop=True, amend=3, late=4, veto=True, consents=0)

    assert outcome(rule, ballots).outcome == Outcome.ADOPTED


def test_the_figures_stand_beside_the_outcome():
    found = outcome(RULES["P4_MAJ_CAST_SILENT_YES"], Ballots(27, 1, 14, 2))

    assert (found.approvals, found.rejections, found.abstentions) == (11, 14, 2)
    assert (found.needed, found.quorum, found.casting_vote) == (13, None, False)


@st.composite
def rules(draw):
    """Any rule that decides by a share, with a quorum or without."""
    below = draw(st.integers(1, 12))
    return Rule(
        Decision.FRACTION,
        Fraction(draw(st.integers(1, below)), below),
        strict=draw(st.booleans()) and below > 1,
        base=draw(st.sampled_from([Base.MEMBERS, Base.CAST])),
        silence=draw(st.sampled_from(Silence.values)),
        quorum=draw(st.none() | st.builds(Quorum, st.just("replies"), st.integers(1, 20))),
    )


@st.composite
def replies(draw, most=30):
    """Any replies of a house, at least one of them silent."""
    n = draw(st.integers(2, most))
    f = draw(st.integers(0, n - 1))
    a = draw(st.integers(0, n - 1 - f))
    return Ballots(n, f, a, draw(st.integers(0, n - 1 - f - a)))


@given(rules(), replies())
def test_one_more_approval_never_turns_adopted_into_not_adopted(rule, ballots):
    more = Ballots(ballots.n, ballots.f + 1, ballots.a, ballots.x)

    if outcome(rule, ballots).outcome == Outcome.ADOPTED:
        assert outcome(rule, more).outcome == Outcome.ADOPTED


@given(st.sampled_from(sorted(RULES)), replies())
def test_one_more_approval_never_hurts_under_any_shipped_rule(name, ballots):
    more = Ballots(ballots.n, ballots.f + 1, ballots.a, ballots.x)

    if outcome(RULES[name], ballots).outcome == Outcome.ADOPTED:
        assert outcome(RULES[name], more).outcome == Outcome.ADOPTED


@given(rules(), st.integers(1, 60))
def test_none_for_and_none_against_adopts_only_where_silence_approves(rule, n):
    if rule.silence != Silence.APPROVE:
        assert outcome(rule, Ballots(n)).outcome != Outcome.ADOPTED


@pytest.mark.parametrize("name", RULES)
def test_nothing_at_all_adopts_only_under_a_rule_that_says_so(name):
    rule = RULES[name]
    says_so = rule.decision in {Decision.REVERSE, Decision.OBJECTION} or (
        rule.silence == Silence.APPROVE
    )

    assert (outcome(rule, Ballots(27)).outcome == Outcome.ADOPTED) == says_so


@given(rules(), replies())
def test_silence_is_given_its_meaning_before_the_quorum(rule, ballots):
    if rule.silence == Silence.APPROVE:
        spoken = Ballots(ballots.n, ballots.f + ballots.silent, ballots.a, ballots.x)
        assert outcome(rule, ballots).outcome == outcome(rule, spoken).outcome


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_the_least_number_is_exact(above, more, base):
    share = Fraction(above, above + more)

    strict, met = least(base, share, strict=True), least(base, share, strict=False)

    assert strict > base * share >= strict - 1
    assert met >= base * share
    assert met == 1 or met - 1 < base * share


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


@given(
    st.sampled_from(sorted(presets.all_rules())),
    st.lists(st.sampled_from("fax-"), min_size=1, max_size=30),
    st.sampled_from([0, 0, 1, 2, 3, 14, 30]),
    st.sampled_from([False, False, True]),
    st.integers(0, 2),
    st.sampled_from(["", "for", "against"]),
)
@settings(max_examples=500)
def test_the_stranger_counts_as_we_do(name, replies, stop, chair_stop, amend, casting):
    n, stop = len(replies), min(stop, len(replies))
    f, a, x = (replies.count(reply) for reply in "fax")
    ours = outcome(RULES[name], Ballots(n, f, a, x, stop, chair_stop, amend, 0, casting)).outcome

    data = presets.all_rules()[name]
    assert checker.outcome(data, n, f, a, x, stop, chair_stop, amend, casting) == ours
