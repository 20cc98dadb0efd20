"""What is said of places: how many there are, why somebody waits, and until when one is held."""

import datetime as dt
from collections import Counter

import pytest

from events import words
from events.enums import Attending, Group, QuotaScope
from events.rules import ALL, Claim, Obstacle, Places, Wish
from tests.events.test_words import AT

STATES = frozenset({"FR", "IE", "LV", "BE"})
PRACTITIONERS = Claim(QuotaScope.GROUP, group=Group.PARTICIPANT)
ONLINE = Claim(QuotaScope.ATTENDING, Attending.ONLINE)
WORKSHOP = Claim(QuotaScope.SESSION, 7)


def of_state(code, places, group="", name=""):
    """Why somebody waits whose state has all its places."""
    return Obstacle(Claim(QuotaScope.STATE, code, group), places, places, name)


def held(what):
    """Count what is held, by wishes or by countries."""
    if isinstance(what, dict):
        what = [Wish(code) for code, number in what.items() for _one in range(number)]
    return Counter(claim for wish in what for claim in wish.claims)


@pytest.mark.parametrize(
    ("places", "taken", "said"),
    [
        (Places(), {}, ("", "")),
        (Places(total=12), {"LV": 2}, ("10 of 12 places left", "")),
        (
            Places(total=2),
            {"LV": 2},
            ("All 2 places are taken", "Who registers now joins the waiting list."),
        ),
        (
            Places(total=1),
            {"LV": 1},
            ("The only place is taken", "Who registers now joins the waiting list."),
        ),
        (
            Places(total=12, each_state=2, states=STATES),
            {"LV": 2, "FR": 2, "IE": 2, "US": 4},
            (
                "2 of 12 places left",
                (
                    "At most 2 for each Member State. France, Ireland and Latvia have all their"
                    " places: from there you join the waiting list."
                ),
            ),
        ),
        (
            Places(each_state=2, states=STATES),
            {"LV": 2},
            (
                "",
                (
                    "At most 2 for each Member State. Latvia has all its places: from there you join"
                    " the waiting list."
                ),
            ),
        ),
        (
            Places(each_state=1, states=STATES),
            {"LV": 1},
            (
                "",
                (
                    "At most 1 for each Member State. Latvia has its one place: from there you join"
                    " the waiting list."
                ),
            ),
        ),
        (
            Places(each_state=1, states=STATES),
            {"LV": 1, "FR": 1},
            (
                "",
                (
                    "At most 1 for each Member State. France and Latvia have their one place each:"
                    " from there you join the waiting list."
                ),
            ),
        ),
        (
            Places(
                each_state_in={Group.MEMBER: 2, Group.STAFF: None},
                states=STATES,
                numbers={PRACTITIONERS: 40, ONLINE: 1, WORKSHOP: 1},
                names={PRACTITIONERS: "Practitioners"},
            ),
            [Wish("LV", Group.MEMBER, Attending.ONLINE)] * 2 + [Wish("FR", Group.PARTICIPANT)],
            (
                "",
                (
                    "Practitioners: 39 of 40 places left. Online: no place left, you join the"
                    " waiting list. Member: at most 2 for each Member State. Member: Latvia has all"
                    " its places: from there you join the waiting list."
                ),
            ),
        ),
        (
            Places(total=1, each_state_in={Group.MEMBER: 1}, states=STATES),
            [Wish("LV", Group.MEMBER)],
            (
                "The only place is taken",
                (
                    "Who registers now joins the waiting list. Member: at most 1 for each Member"
                    " State."
                ),
            ),
        ),
    ],
    ids=[
        "no limit",
        "some left",
        "full",
        "one, full",
        "three states full",
        "a state full",
        "a state with one place, full",
        "two states with one place, full",
        "groups and ways of taking part",
        "groups, all places taken",
    ],
)
def test_places_said(places, taken, said):
    assert words.places_said(places, held(taken)) == said


@pytest.mark.parametrize(
    ("obstacle", "begins", "short"),
    [
        (of_state("LV", 2), "Latvia has all its 2 places. The", "Latvia has all its 2 places."),
        (of_state("PT", 1), "Portugal has its one place. The", "Portugal has its one place."),
        (of_state("PT", 0), "There is no place for P", "There is no place for Portugal."),
        (
            of_state("LV", 10, Group.MEMBER, "Delegates"),
            "Latvia, Delegates: all 10 places are taken. The moment",
            "Latvia, Delegates: all 10 places are taken.",
        ),
        (Obstacle(ALL, 50, 50), "All 50 places are taken. The", "All 50 places are taken."),
        (
            Obstacle(PRACTITIONERS, 40, 40, "Practitioners"),
            "Practitioners: all 40 places are taken. The moment one is given back, the first in",
            "Practitioners: all 40 places are taken.",
        ),
        (
            Obstacle(WORKSHOP, 1, 1, "Workshop"),
            "Workshop: the only place is taken. The moment",
            "Workshop: the only place is taken.",
        ),
    ],
)
def test_why_somebody_waits(obstacle, begins, short):
    assert words.why_waiting(obstacle).startswith(begins)
    assert words.no_place(obstacle) == short


def test_who_waits_for_an_offer_is_told_how_long_there_is_to_accept():
    said = words.why_waiting(Obstacle(ALL, 50, 50), offer_hours=48)

    assert said == (
        "All 50 places are taken. The moment one is given back, it is offered by mail to the first"
        " in line who can have it, with 48 hours to accept."
    )


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (
            AT,
            (
                "A place came free and is held for you until Tuesday 24 November 2026, 14:00"
                " (Brussels). Accept it, or give it back; if you do nothing, it goes to the next"
                " person."
            ),
        ),
        (
            AT + dt.timedelta(hours=1),
            (
                "It was held for you until Tuesday 24 November 2026, 14:00 (Brussels). That time is"
                " over."
            ),
        ),
    ],
    ids=["open", "over this second"],
)
def test_until_when_a_place_is_held(at, said):
    assert words.offer(AT + dt.timedelta(hours=1), "Europe/Brussels", at=at) == said


def test_nobody_in_the_way_means_next():
    assert words.why_waiting(None) == "You are next: the place is given in a moment."
