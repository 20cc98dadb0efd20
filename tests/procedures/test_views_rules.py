"""The pages of voting rules: added, told in words while they are typed, changed one at a time."""

import uuid

import pytest
from django.urls import reverse

from procedures.models import VotingRule
from tests.factories.procedures import rule
from tests.procedures.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


HTMX = {"HX-Request": "true"}


def test_a_page_without_a_procedure_stands_below_the_list(office):
    assert (
        '<ol><li><a href="/procedures/">Written procedures</a></li><li>Voting rules</li></ol>'
    ) in text(office.get(reverse("procedures:rules")))


def of_rule(**words_):
    return {
        "name": "Ours", "decision": "fraction", "fraction": "2/3", "base": "members",
        "silence": "none", "window_days": 10, "window_unit": "WD", "extendable": "on", **words_,
    }  # fmt: skip


def test_a_rule_is_added_and_shown_in_words(office):
    tried = office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), **{"try": "1"}))
    assert not VotingRule.objects.exists()
    office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4()))

    page = text(office.get(reverse("procedures:rules")))
    assert "18 or more" in text(tried)
    assert "18 or more" in page
    kept = VotingRule.objects.get()
    assert kept.data["fraction"] == "2/3"
    office.post(reverse("procedures:archive_rule", args=[kept.key]))
    assert "No longer offered" in text(office.get(reverse("procedures:rules")))


def test_what_a_rule_does_is_told_while_it_is_typed(office):
    url = reverse("procedures:new_rule")

    fresh = text(office.get(url))
    nameless = office.post(url, of_rule(name="", once=uuid.uuid4()), headers=HTMX)
    nonsense = office.post(url, of_rule(fraction="0.5", once=uuid.uuid4()), headers=HTMX)

    assert "more than half of the votes cast" in fresh
    assert (nameless.status_code, "18 or more" in text(nameless)) == (200, True)
    assert "<html" not in text(nameless)
    assert "as soon as it makes sense" in text(nonsense)
    assert not VotingRule.objects.exists()


def test_the_note_of_a_rule_stands_among_the_rules(office):
    office.post(
        reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), note="Article 7.\nOf 2019.")
    )

    assert "Article 7.<br>Of 2019." in text(office.get(reverse("procedures:rules")))


@pytest.mark.parametrize(
    ("sent", "data"),
    [
        (
            {"decision": "reverse", "base": "members_less_abstentions", "stop_members": "3"},
            {"decision": "reverse", "base": "members_less_abstentions", "stop": {"members": 3}},
        ),
        ({"decision": "reverse", "base": ""}, {"decision": "reverse", "base": "members"}),
        (
            {"decision": "objection", "objections": "2", "silence": "approve", "urgent_days": "5"},
            {
                "decision": "objection",
                "objections_to_block": 2,
                "silence": "approve",
                "urgent_days": 5,
            },
        ),
        (
            {
                "strict": "on", "base": "cast", "quorum_of": "replies", "quorum": "1/2",
                "quorum_strict": "on", "tie": "on", "stop_members": "majority",
                "stop_chair": "on", "minimum_days": "5", "early_close": "on",
            },
            {
                "decision": "fraction", "fraction": "2/3", "strict": True, "base": "cast",
                "silence": "none", "tie": "chair",
                "quorum": {"of": "replies", "fraction": "1/2", "strict": True},
                "stop": {"members": "majority", "chair": True}, "minimum_days": 5,
                "early_close": True,
            },
        ),
        (
            {"quorum_of": "votes", "quorum": "4"},
            {
                "decision": "fraction", "fraction": "2/3", "strict": False, "base": "members",
                "silence": "none", "quorum": {"of": "votes", "count": 4},
            },
        ),
    ],
    ids=["reverse", "reverse of all", "objection", "everything", "a number for quorum"],
)  # fmt: skip
def test_each_kind_of_rule_becomes_its_data(office, sent, data):
    office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), **sent))

    stored = VotingRule.objects.get()
    always = {
        "amendment_breaks": False, "window_days": 10, "window_unit": "WD", "extendable": True,
        "early_close": False,
    }  # fmt: skip
    assert stored.data == always | data
    page = office.get(reverse("procedures:rule", args=[stored.key]))
    assert page.status_code == 200
    assert "What it does" in text(page)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"fraction": "0.5"}, "fraction"),
        ({"fraction": "1/1", "strict": "on"}, "fraction"),
        ({"quorum_of": "votes", "quorum": "many"}, "quorum"),
        ({"quorum_of": "votes", "quorum": ""}, "quorum"),
        ({"decision": "objection"}, "objections"),
        ({"stop_members": "all"}, "stop_members"),
        ({"minimum_days": "11"}, "minimum_days"),
        ({"base": "members_less_abstentions"}, "base"),
        ({"name": ""}, "name"),
        ({"window_days": "0"}, "window_days"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_that_contradicts_itself_is_told_beside_the_field(office, sent, field):
    answer = office.post(reverse("procedures:new_rule"), of_rule(once=uuid.uuid4(), **sent))

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text(answer)
    assert not VotingRule.objects.exists()


def test_a_rule_is_changed_by_one_at_a_time_and_names_are_their_own(office):
    kept, other = rule(), rule()
    url = reverse("procedures:rule", args=[kept.key])

    office.post(url, of_rule(version=1, name="New name"))
    stale = office.post(url, of_rule(version=1, name="Newer name"))
    taken = office.post(url, of_rule(version=2, name=other.name))

    assert VotingRule.objects.get(pk=kept.pk).name == "New name"
    assert stale.status_code == 409
    assert "Another rule has this name." in text(taken)


def test_a_rule_that_pages_do_not_serve_is_shown_and_not_changed(office):
    kept = rule("CFR15_10_5")
    url = reverse("procedures:rule", args=[kept.key])

    page = text(office.get(url))
    office.post(url, of_rule(version=1))

    assert "in a way that pages do not offer" in page
    assert VotingRule.objects.get().data == kept.data


@pytest.mark.parametrize("asked", ["", "x", "999999999999"])
def test_no_rule_is_no_words(office, asked):
    page = text(office.get(reverse("procedures:rule_in_words"), {"rule": asked}, headers=HTMX))

    assert "Choose a rule" in page


def test_the_words_of_a_rule_are_fetched_alone(office):
    page = text(office.get(reverse("procedures:rule_in_words"), {"rule": rule().pk}, headers=HTMX))

    assert "At least 14 of 27 seats have to reply" in page
    assert "<html" not in page


def test_without_rules_the_page_says_so(office):
    page = text(office.get(reverse("procedures:rules")))

    assert "No rules yet" in page
    assert "by manage.py load_reference_data; or add your own." in page


def test_the_words_of_a_rule_are_no_page_of_their_own(office):
    assert office.get(reverse("procedures:rule_in_words"))["Location"] == reverse(
        "procedures:rules"
    )
