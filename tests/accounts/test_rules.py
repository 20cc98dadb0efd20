"""What follows from mandates, seats and days."""

from datetime import date

import pytest

from accounts.enums import Role
from accounts.rules import (
    FOREVER,
    Span,
    covered_until,
    is_weaker,
    may_give,
    may_manage,
    most_at_once,
    speaks_for,
)

SPRING = Span(date(2024, 3, 1), date(2024, 5, 31))
SUMMER = Span(date(2024, 6, 1), date(2024, 8, 31))
ALL_YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))
OPEN = Span(date(2024, 9, 1))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SPRING, SUMMER, False),
        (SPRING, ALL_YEAR, True),
        (OPEN, ALL_YEAR, True),
        (OPEN, SUMMER, False),
        (OPEN, Span(date(2030, 1, 1)), True),
        (Span(date(2024, 5, 31)), SPRING, True),
    ],
)
def test_spans_meet_where_they_share_a_day(one, other, expected):
    assert one.meets(other) is other.meets(one) is expected


@pytest.mark.parametrize(
    ("spans", "within", "expected"),
    [
        ([], ALL_YEAR, 0),
        ([SPRING], SUMMER, 0),
        ([SPRING, SUMMER], ALL_YEAR, 1),
        ([SPRING, ALL_YEAR], ALL_YEAR, 2),
        ([SPRING, ALL_YEAR], SUMMER, 1),
        ([SPRING, SUMMER, OPEN, ALL_YEAR], ALL_YEAR, 2),
        ([Span(date(2023, 1, 1)), ALL_YEAR], Span(date(2024, 6, 1)), 2),
    ],
)
def test_most_at_once_counts_the_fullest_day(spans, within, expected):
    assert most_at_once(spans, within=within) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], None),
        ([SUMMER], None),
        ([SPRING], date(2024, 5, 31)),
        ([SUMMER, SPRING], date(2024, 8, 31)),
        ([SPRING, OPEN], date(2024, 5, 31)),
        ([SPRING, SUMMER, OPEN], FOREVER),
        ([ALL_YEAR, SPRING], date(2024, 12, 31)),
        ([OPEN, Span(date(2020, 1, 1))], FOREVER),
        ([Span(date(2020, 1, 1), date(2020, 2, 1))], None),
    ],
)
def test_cover_is_unbroken_from_the_day_on(spans, expected):
    assert covered_until(spans, since=date(2024, 4, 1)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, False),
        (None, FOREVER, False),
        (FOREVER, None, True),
        (FOREVER, date(2024, 12, 31), True),
        (date(2024, 12, 31), date(2024, 12, 31), False),
        (date(2024, 12, 31), FOREVER, False),
    ],
)
def test_a_cover_is_weaker_when_it_ends_earlier(before, after, expected):
    assert is_weaker(before=before, after=after) is expected


def test_each_role_speaks_for_one_kind():
    assert {role.value: speaks_for(role) for role in Role} == {
        "nr": "state",
        "substitute": "state",
        "contact_point": "state",
        "presidency": "state",
        "observer": "organisation",
        "secretariat": "network",
        "administrator": "network",
    }


@pytest.mark.parametrize(
    ("role", "secretariat", "administrator", "expected"),
    [
        (Role.NR, True, False, True),
        (Role.NR, False, True, True),
        (Role.NR, False, False, False),
        (Role.SECRETARIAT, True, False, False),
        (Role.SECRETARIAT, False, True, True),
        (Role.ADMINISTRATOR, True, False, False),
    ],
)
def test_only_administrators_give_the_networks_own_roles(
    role, secretariat, administrator, expected
):
    assert may_give(role, secretariat=secretariat, administrator=administrator) is expected


@pytest.mark.parametrize(
    ("roles", "secretariat", "administrator", "expected"),
    [
        (set(), True, False, True),
        ({Role.NR}, True, False, True),
        ({Role.NR, Role.SECRETARIAT}, True, False, False),
        ({Role.ADMINISTRATOR}, True, False, False),
        ({Role.ADMINISTRATOR}, False, True, True),
        (set(), False, False, False),
    ],
)
def test_only_administrators_manage_colleagues(roles, secretariat, administrator, expected):
    assert may_manage(roles, secretariat=secretariat, administrator=administrator) is expected
