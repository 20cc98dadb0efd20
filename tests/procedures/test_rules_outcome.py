"""The outcome under each voting rule: the worked examples, and what never may be."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.shares import least
from procedures import presets
from procedures.enums import Base, Decision, Outcome, Silence
from procedures.rules import Ballots, Quorum, Rule, Stop, outcome, read_ballots, read_rule
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
