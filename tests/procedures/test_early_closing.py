"""The end with the last reply, where the rule says so: who presides then, and who is told what."""

import datetime as dt
import json

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from mail.models import Letter
from procedures import counting, records, services
from procedures.models import Procedure
from tests.factories.procedures import ballot, holder, rule, running, secretariat
from tests.procedures.conftest import LATER, proved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]

BELGIUM_PRESIDES = dt.datetime(2024, 6, 28, 8, tzinfo=dt.UTC)
HUNGARY_PRESIDES = dt.datetime(2024, 7, 1, 8, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def across_terms(*, early):
    """A procedure of the last week of June, tied among 26 seats; only France is silent."""
    at = BELGIUM_PRESIDES - 2 * DAY
    made = running(at, rule_=rule("MIDDLESEX", early_close=early))
    others = [one for one in made.ballots.in_protocol_order() if one.code not in {"BE", "HU", "FR"}]
    for number, one in enumerate(others):
        by = holder(one.code, at + DAY)
        services.cast(one, choice=("for", "against")[number % 2], by=by, at=at + DAY)
    for code, choice, casting in (("BE", "for", "against"), ("HU", "against", "for")):
        by = holder(code, at + DAY)
        services.cast(ballot(made, code), choice=choice, casting=casting, by=by, at=at + DAY)
    return made


def abstain(made, at):
    services.cast(ballot(made, "FR"), choice="abstain", by=holder("FR", at), at=at)
    return Procedure.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("at", "presides", "outcome"),
    [(BELGIUM_PRESIDES, "BE", "NOT_ADOPTED"), (HUNGARY_PRESIDES, "HU", "ADOPTED")],
    ids=["within the term", "after it"],
)
def test_a_tie_that_ends_with_the_last_reply_is_broken_by_who_presides_then(at, presides, outcome):
    made = across_terms(early=True)

    ended = abstain(made, at)

    assert (ended.closed_at, ended.outcome) == (at, outcome)
    assert json.loads(ended.ledger.last().text)["data"]["chair_seat"] == presides
    assert records.check_stored(ended).in_order


def test_without_an_early_end_the_chair_of_the_last_second_alone_has_a_casting_vote():
    made = across_terms(early=False)

    running_still = abstain(made, BELGIUM_PRESIDES)

    assert running_still.outcome == ""
    assert (ballot(made, "BE").casting, ballot(made, "HU").casting) == ("", "for")
    services.close_due(at=running_still.deadline_at + DAY)
    assert Procedure.objects.get().outcome == "ADOPTED"


def test_a_draft_has_no_casting_vote():
    assert counting.breaking_ties(Procedure(rule=rule("MIDDLESEX")), at=LATER) == set()


def test_both_who_may_preside_at_the_end_are_asked_for_a_casting_vote():
    with time_machine.travel(BELGIUM_PRESIDES, tick=False):
        made = running(BELGIUM_PRESIDES, rule_=rule("MIDDLESEX", early_close=True))
        asked = {
            code
            for code in ("BE", "HU", "LV")
            if "casting vote is"
            in proved(holder(code, BELGIUM_PRESIDES).user)
            .get(made.get_absolute_url())
            .content.decode()
        }
        office = proved(secretariat(BELGIUM_PRESIDES).user)
        entering = office.get(reverse("procedures:enter_reply", args=[made.reference]))

    assert asked == {"BE", "HU"}
    assert "casting vote is" in entering.content.decode()


def told(subject):
    return Letter.objects.filter(subject__startswith=subject).latest("pk").body["paragraphs"]


@pytest.mark.parametrize("mailed", [False, True], ids=["on the page", "by mail"])
def test_the_letter_of_the_last_reply_says_that_it_is_the_end(mailed):
    made = running(rule_=rule(early_close=True))
    one, *others = made.ballots.in_protocol_order()
    for other in others:
        services.cast(other, choice="for", by=holder(other.code, LATER), at=LATER)
    who = holder(one.code, LATER)
    holder(one.code, LATER, role=Role.SUBSTITUTE)

    if mailed:
        services.enter_reply(
            one, choice="for", reason="Mail.", voter=who.user, evidence="0" * 64,
            by=secretariat(LATER), at=LATER,
        )  # fmt: skip
    else:
        services.cast(one, choice="for", by=who, at=LATER)

    name = "the Secretariat, by a reply that came by mail" if mailed else who.user.name
    assert told("Your seat has replied") == [
        f"{name} replied for Belgium. It was the last reply: the procedure has ended."
    ]


def test_the_letter_of_a_reply_before_it_says_that_it_can_be_changed():
    made = running(rule_=rule(early_close=True))
    who = holder("LV", LATER)
    holder("LV", LATER, role=Role.SUBSTITUTE)

    services.cast(ballot(made, "LV"), choice="for", by=who, at=LATER)

    assert told("Your seat has replied") == [
        f"{who.user.name} replied for Latvia. You can change the reply until the deadline."
    ]
