"""Who can have a place, by all that places are counted over."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events import rules
from events.enums import Attending, Group, QuotaScope
from events.rules import ALL, Claim, Obstacle, Places, Wish

STATES = frozenset({"LV", "FR"})
LATVIA = Claim(QuotaScope.STATE, "LV")
MEMBERS = Claim(QuotaScope.GROUP, group=Group.MEMBER)
LATVIAN_MEMBERS = Claim(QuotaScope.STATE, "LV", Group.MEMBER)
IN_PERSON = Claim(QuotaScope.ATTENDING, Attending.IN_PERSON)
WORKSHOP = Claim(QuotaScope.SESSION, 7)
VEGAN = Claim(QuotaScope.CHOICE, ("diet", "vegan"))
MEMBER = Wish(
    "LV",
    Group.MEMBER,
    Attending.IN_PERSON,
    sessions=frozenset({7}),
    choices=frozenset({("diet", "vegan")}),
)


def taken(*wishes):
    """Count what people hold who came with these wishes."""
    return Counter(claim for wish in wishes for claim in wish.claims)


@pytest.mark.parametrize(
    ("places", "held", "expected"),
    [
        pytest.param(Places(), [MEMBER] * 900, None, id="no numbers"),
        pytest.param(Places(total=2), [Wish("FR")], None, id="one left"),
        pytest.param(
            Places(total=2), [Wish("FR"), Wish("NO")], Obstacle(ALL, 2, 2), id="all taken"
        ),
        pytest.param(Places(total=2), [Wish("FR")] * 3, Obstacle(ALL, 3, 2), id="more than all"),
        pytest.param(
            Places(total=9, each_state=2, states=STATES),
            [Wish("LV")] * 2,
            Obstacle(LATVIA, 2, 2),
            id="state",
        ),
        pytest.param(
            Places(each_state=2, by_state={"LV": 3}, states=STATES),
            [Wish("LV")] * 2,
            None,
            id="exception",
        ),
        pytest.param(
            Places(each_state=2, by_state={"LV": 0}, states=STATES),
            [],
            Obstacle(LATVIA, 0, 0),
            id="none",
        ),
        pytest.param(
            Places(each_state=2, by_state={"LV": None}, states=STATES),
            [Wish("LV")] * 9,
            None,
            id="open",
        ),
        pytest.param(
            Places(total=2, each_state=2, states=STATES),
            [Wish("LV")] * 2,
            Obstacle(LATVIA, 2, 2),
            id="the own number is named before the total",
        ),
        pytest.param(Places(each_state=0, states={"FR"}), [], None, id="guests have none"),
        pytest.param(
            Places(each_state_in={Group.MEMBER: 1}, states=STATES),
            [Wish("LV")] * 5,
            None,
            id="a number for one group counts that group alone",
        ),
        pytest.param(
            Places(
                each_state_in={Group.MEMBER: 1},
                states=STATES,
                names={Claim(QuotaScope.GROUP, group=Group.MEMBER): "Delegates"},
            ),
            [Wish("LV", Group.MEMBER)],
            Obstacle(LATVIAN_MEMBERS, 1, 1, "Delegates"),
            id="the group's own number in a state",
        ),
        pytest.param(
            Places(
                each_state_in={Group.MEMBER: 1},
                by_state_in={("LV", Group.MEMBER): 2},
                states=STATES,
            ),
            [Wish("LV", Group.MEMBER)],
            None,
            id="an exception of a group",
        ),
        pytest.param(
            Places(numbers={MEMBERS: 1}),
            [Wish("FR", Group.MEMBER)],
            Obstacle(MEMBERS, 1, 1),
            id="group",
        ),
        pytest.param(
            Places(numbers={IN_PERSON: 1}),
            [Wish("FR", attending=Attending.ONLINE)],
            None,
            id="the other way of taking part",
        ),
        pytest.param(
            Places(numbers={IN_PERSON: 1}),
            [Wish("FR", attending=Attending.IN_PERSON)],
            Obstacle(IN_PERSON, 1, 1),
            id="way of taking part",
        ),
        pytest.param(
            Places(numbers={WORKSHOP: 1}, names={WORKSHOP: "Workshop"}),
            [Wish("FR", sessions=frozenset({7, 8}))],
            Obstacle(WORKSHOP, 1, 1, "Workshop"),
            id="session",
        ),
        pytest.param(
            Places(numbers={VEGAN: 1}),
            [Wish("FR", choices=frozenset({("diet", "vegan")}))],
            Obstacle(VEGAN, 1, 1),
            id="choice",
        ),
    ],
)
def test_what_keeps_a_member_from_latvia_from_a_place(places, held, expected):
    assert rules.obstacle(MEMBER, places=places, taken=taken(*held)) == expected


def test_what_one_holds_already_needs_no_room():
    places = Places(total=1, numbers={WORKSHOP: 1, IN_PERSON: 0})
    held = taken(MEMBER)
    online = Wish("LV", Group.MEMBER, Attending.ONLINE, frozenset({7}))
    other = Wish("FR", Group.MEMBER, Attending.IN_PERSON, frozenset({7}))

    assert rules.obstacle(online, places=places, taken=held, instead_of=MEMBER) is None
    assert rules.obstacle(other, places=places, taken=held, instead_of=MEMBER) is None
    assert rules.obstacle(other, places=places, taken=held, instead_of=online) == Obstacle(
        IN_PERSON, 1, 0
    )


def test_who_is_held_up_is_passed_over_by_who_wants_something_else():
    places = Places(total=5, each_state=1, states=STATES, numbers={WORKSHOP: 1})
    queue = {
        "Anna": Wish("LV"),
        "Berta": Wish("LV"),
        "Cecil": Wish("FR", sessions=frozenset({7})),
        "Dora": Wish("NO", sessions=frozenset({7})),
        "Emil": Wish("NO"),
        "Fritz": Wish("LV"),
        "Gustav": Wish("EU"),
        "Hanna": Wish("EU"),
    }

    found = rules.promotable(queue.items(), places=places, taken=taken(Wish("EU")))

    assert [name for name, _wish in found] == ["Anna", "Cecil", "Emil", "Gustav"]


def test_the_pass_over_the_queue_ends_when_all_places_are_taken():
    def endless():
        while True:
            yield "somebody", Wish("NO")

    found = rules.promotable(endless(), places=Places(total=3), taken=Counter())

    assert len(found) == 3


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(Places(), Places(total=3), [], id="just enough"),
        pytest.param(Places(), Places(total=2), [Obstacle(ALL, 3, 2)], id="first number"),
        pytest.param(Places(total=9), Places(total=2), [Obstacle(ALL, 3, 2)], id="lowered"),
        pytest.param(Places(total=2), Places(total=2), [], id="too low already and left"),
        pytest.param(Places(total=1), Places(total=2), [], id="too low already and raised"),
        pytest.param(
            Places(each_state=2, by_state={"LV": 5}, states=STATES),
            Places(each_state=1, states=STATES),
            [Obstacle(LATVIA, 2, 1)],
            id="an exception taken away",
        ),
        pytest.param(
            Places(),
            Places(each_state_in={Group.MEMBER: 0}, states=STATES),
            [Obstacle(LATVIAN_MEMBERS, 1, 0)],
            id="group in a state",
        ),
        pytest.param(
            Places(numbers={MEMBERS: 4, WORKSHOP: 4}),
            Places(numbers={MEMBERS: 0, WORKSHOP: 0}, names={WORKSHOP: "Workshop"}),
            [Obstacle(MEMBERS, 1, 0), Obstacle(WORKSHOP, 1, 0, "Workshop")],
            id="group and session",
        ),
    ],
)
def test_numbers_lowered_below_what_is_held(before, after, expected):
    held = taken(Wish("FR"), Wish("LV"), Wish("LV", Group.MEMBER, sessions=frozenset({7})))

    found = rules.too_low(after, before=before, taken=held)

    assert sorted(found, key=str) == sorted(expected, key=str)


def test_full_countries_are_those_with_all_their_own_places():
    places = Places(total=50, each_state=2, by_state={"FR": 3}, states=STATES | {"EL", "IE"})
    held = taken(
        *[Wish("LV")] * 2, *[Wish("FR")] * 2, *[Wish("IE", Group.SPEAKER)] * 3, *[Wish("NO")] * 8
    )

    assert rules.full_countries(places=places, taken=held) == {"LV", "IE"}
    assert rules.by_country(held) == {"LV": 2, "FR": 2, "IE": 3, "NO": 8}


def test_without_numbers_of_their_own_no_country_is_full():
    places = Places(total=1, states=STATES)

    assert rules.full_countries(places=places, taken=taken(*[Wish("LV")] * 9)) == frozenset()


@pytest.mark.parametrize(
    ("total", "held", "expected"),
    [(None, 7, None), (5, 3, 2), (5, 7, 0)],
    ids=["no limit", "two left", "never less than none"],
)
def test_places_left(total, held, expected):
    counted = taken(*[Wish("LV")] * held)

    assert rules.places_left(places=Places(total=total), taken=counted) == expected


@pytest.mark.parametrize(
    ("places", "limited"),
    [
        (Places(), False),
        (Places(numbers={WORKSHOP: None}, by_state={"LV": None}), False),
        (Places(total=0), True),
        (Places(by_state={"LV": 3}), True),
        (Places(each_state_in={Group.MEMBER: 3}), True),
        (Places(by_state_in={("LV", Group.MEMBER): 3}), True),
        (Places(numbers={VEGAN: 3}), True),
    ],
)
def test_whether_there_is_any_number(places, limited):
    assert places.are_limited is limited


def test_which_scopes_have_numbers():
    places = Places(numbers={WORKSHOP: 3, VEGAN: None})

    assert places.counts(QuotaScope.SESSION)
    assert not places.counts(QuotaScope.CHOICE)


# Whatever the numbers and whoever waits

A_NUMBER = some.none() | some.integers(0, 6)
GROUPS = some.sampled_from([Group.MEMBER, Group.PARTICIPANT])
WISHES = some.sampled_from(
    [
        Wish(country, group, way, frozenset(sessions), frozenset(choices))
        for country in ("LV", "FR", "EU")
        for group in (Group.MEMBER, Group.PARTICIPANT)
        for way in Attending
        for sessions in ((), (1,), (2, 3), (3,))
        for choices in ((), (("meal", "fish"),))
    ]
)
NUMBERED = some.sampled_from(
    [
        MEMBERS,
        Claim(QuotaScope.GROUP, group=Group.PARTICIPANT),
        *(Claim(QuotaScope.ATTENDING, way) for way in Attending),
        *(Claim(QuotaScope.SESSION, session) for session in (1, 2, 3)),
        Claim(QuotaScope.CHOICE, ("meal", "fish")),
    ]
)
PLACES = some.builds(
    Places,
    total=A_NUMBER,
    each_state=A_NUMBER,
    by_state=some.dictionaries(some.sampled_from(["LV", "FR"]), A_NUMBER, max_size=2),
    states=some.just(STATES),
    each_state_in=some.dictionaries(GROUPS, A_NUMBER, max_size=2),
    by_state_in=some.dictionaries(
        some.tuples(some.sampled_from(["LV", "FR"]), GROUPS), A_NUMBER, max_size=2
    ),
    numbers=some.dictionaries(NUMBERED, A_NUMBER, max_size=5),
)


def arrived(wishes, places):
    """Let people come one after the other; return who has a place and who waits, by number."""
    held, waiting = {}, {}
    for number, wish in enumerate(wishes):
        blocked = rules.obstacle(wish, places=places, taken=taken(*held.values()))
        (waiting if blocked else held)[number] = wish
    return held, waiting


def room_for(wish, places, counted):
    return rules.obstacle(wish, places=places, taken=counted) is None


@given(PLACES, some.lists(WISHES, max_size=20))
def test_no_number_is_ever_exceeded(places, wishes):
    held, waiting = arrived(wishes, places)
    gone = dict(list(held.items())[::2])
    still = {number: wish for number, wish in held.items() if number not in gone}

    promoted = dict(rules.promotable(waiting.items(), places=places, taken=taken(*still.values())))

    counted = taken(*still.values(), *promoted.values())
    over = {
        claim: number
        for claim, number in counted.items()
        if (limit := places.number(claim)) is not None and number > limit
    }
    assert over == {}


@given(PLACES, some.lists(WISHES, max_size=20))
def test_nobody_waits_who_could_have_a_place(places, wishes):
    held, waiting = arrived(wishes, places)
    still = dict(list(held.items())[1:])

    promoted = dict(rules.promotable(waiting.items(), places=places, taken=taken(*still.values())))

    counted = taken(*still.values(), *promoted.values())
    left = [wish for number, wish in waiting.items() if number not in promoted]
    assert [wish for wish in left if room_for(wish, places, counted)] == []


@given(PLACES, some.lists(WISHES, max_size=20))
def test_of_two_who_want_the_same_the_first_goes_first(places, wishes):
    held, waiting = arrived(wishes, places)

    promoted = dict(rules.promotable(waiting.items(), places=places, taken=Counter()))

    left = {number: wish for number, wish in waiting.items() if number not in promoted}
    overtaken = [
        (later, earlier)
        for later, wish in promoted.items()
        for earlier, other in left.items()
        if earlier < later and other.claims == wish.claims
    ]
    assert overtaken == []
    assert list(promoted) == sorted(promoted)
    assert held.keys().isdisjoint(promoted)


@given(PLACES, some.lists(WISHES, max_size=20), some.integers(1, 5))
def test_more_places_take_nobodys_place(places, wishes, more):
    """Who is promoted with few places is promoted with more of all, too: nothing is taken back."""
    held, waiting = arrived(wishes, places)
    raised = Places(
        total=None if places.total is None else places.total + more,
        each_state=places.each_state,
        by_state=places.by_state,
        states=places.states,
        each_state_in=places.each_state_in,
        by_state_in=places.by_state_in,
        numbers=places.numbers,
    )

    promoted = rules.promotable(waiting.items(), places=raised, taken=taken(*held.values()))

    assert rules.too_low(raised, before=places, taken=taken(*held.values())) == []
    assert held.keys().isdisjoint(number for number, _wish in promoted)
    if places.total is None:
        assert promoted == []
