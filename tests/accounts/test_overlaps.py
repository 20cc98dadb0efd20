"""What never overlaps, refused by the database itself."""

from datetime import UTC, date, datetime

import pytest
from django.core import checks
from django.db import IntegrityError, connection

from accounts import overlaps
from accounts.enums import Role
from accounts.models import Mandate, PresidencyTerm, Seat
from accounts.overlaps import OverlapError
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

JANUARY, MARCH, JUNE, JULY = (date(2024, month, 1) for month in (1, 3, 6, 7))
ENDED_AT = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((JANUARY, JUNE), (JUNE, None), True),
        ((JANUARY, JUNE), (date(2024, 6, 2), None), False),
        ((JANUARY, None), (JULY, None), True),
        ((JULY, None), (JANUARY, JUNE), False),
        ((JULY, None), (JANUARY, None), True),
        ((MARCH, JUNE), (JANUARY, JULY), True),
        ((JANUARY, JULY), (MARCH, MARCH), True),
        ((JANUARY, JANUARY), (JANUARY, JANUARY), True),
    ],
)
def test_mandates_for_one_seat_never_share_a_day(first, second, overlap):
    held = MandateFactory(starts=first[0], ends=first[1])
    again = Mandate(
        user=held.user,
        role=held.role,
        member_state=held.member_state,
        given_at=held.given_at,
        starts=second[0],
        ends=second[1],
    )

    if overlap:
        with pytest.raises(OverlapError, match="mandate_never_overlaps"), overlaps.refused():
            again.save()
    else:
        again.save()

    assert Mandate.objects.count() == (1 if overlap else 2)


@pytest.mark.parametrize(
    ("starts", "overlap"), [(MARCH, False), (date(2024, 2, 29), True)], ids=["same day", "before"]
)
def test_a_mandate_ended_at_once_leaves_its_last_day_free(starts, overlap):
    held = MandateFactory(starts=JANUARY, ends=MARCH, ended_at=ENDED_AT)
    alike = {"user": held.user, "member_state": held.member_state, "starts": starts}

    if overlap:
        with pytest.raises(IntegrityError, match="mandate_never_overlaps"):
            MandateFactory(**alike)
    else:
        MandateFactory(**alike)


def test_a_mandate_ended_on_its_first_day_takes_no_day_at_all():
    held = MandateFactory(starts=MARCH, ends=MARCH, ended_at=ENDED_AT)

    MandateFactory(user=held.user, member_state=held.member_state, starts=JANUARY)

    assert Mandate.objects.count() == 2


def test_changing_a_mandate_into_another_is_refused_too():
    first = MandateFactory(starts=JANUARY, ends=MARCH)
    second = MandateFactory(user=first.user, member_state=first.member_state, starts=JULY)
    second.starts = MARCH

    with pytest.raises(IntegrityError, match="mandate_never_overlaps"):
        second.save()


def test_a_mandate_does_not_overlap_itself():
    held = MandateFactory(starts=JANUARY)
    held.starts = MARCH

    held.save()

    assert Mandate.objects.get().starts == MARCH


def test_other_people_roles_and_seats_are_free():
    held = MandateFactory(starts=JANUARY)

    MandateFactory(member_state=held.member_state, starts=JANUARY)
    MandateFactory(user=held.user, starts=JANUARY)
    MandateFactory(
        user=held.user, member_state=held.member_state, role=Role.SUBSTITUTE, starts=JANUARY
    )

    assert Mandate.objects.count() == 4


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OBSERVER])
def test_mandates_without_a_state_are_guarded_too(role):
    held = MandateFactory(role=role, starts=JANUARY)

    with pytest.raises(IntegrityError, match="mandate_never_overlaps"):
        MandateFactory(role=role, user=held.user, organisation=held.organisation, starts=JULY)


@pytest.mark.parametrize("of", ["state", "organisation"])
def test_seats_of_one_holder_in_one_body_never_share_a_day(of):
    holder = (
        {"member_state": MemberStateFactory()}
        if of == "state"
        else {"member_state": None, "organisation": OrganisationFactory()}
    )
    held = SeatFactory(starts=JANUARY, ends=JUNE, **holder)
    SeatFactory(starts=JANUARY, **holder)

    with pytest.raises(IntegrityError, match="seat_never_overlaps"):
        SeatFactory(body=held.body, starts=JUNE, **holder)


def test_terms_never_share_a_day():
    PresidencyTermFactory(starts=JANUARY, ends=JUNE)

    with pytest.raises(IntegrityError, match="term_never_overlaps"):
        PresidencyTermFactory(starts=JUNE, ends=date(2024, 12, 31))


@pytest.mark.parametrize(
    "rule", ["term_never_overlaps", "seat_never_overlaps"], ids=["terms", "seats"]
)
def test_two_that_begin_alike_overlap_whichever_constraint_says_it(rule):
    seat = SeatFactory(starts=JANUARY)
    PresidencyTermFactory(starts=JANUARY)

    again = {
        "seat_never_overlaps": Seat(body=seat.body, member_state=seat.member_state, starts=JANUARY),
        "term_never_overlaps": PresidencyTerm(
            member_state=seat.member_state, starts=JANUARY, ends=JUNE
        ),
    }[rule]

    with pytest.raises(OverlapError, match=rule), overlaps.refused():
        again.save()


def test_other_refusals_of_the_database_stay_what_they_are():
    taken = UserFactory().email

    with pytest.raises(IntegrityError), overlaps.refused():
        UserFactory(email=taken)


class TestGuards:
    """That the guards stand, and what is said when one does not."""

    def test_all_stand(self):
        assert overlaps.missing(connection) == []
        assert overlaps.guards_stand(databases=["default"]) == []

    def test_nothing_is_checked_where_no_database_is(self):
        assert overlaps.guards_stand() == []

    def test_a_missing_guard_is_named_and_on_sqlite_put_back(self):
        name = _remove_a_guard()

        assert overlaps.missing(connection) == [name]
        assert overlaps.guards_stand(databases=["default"]) == [
            checks.Error(
                f"The guard {name} is missing: default would take spans that overlap.",
                hint="Install it with `manage.py migrate --skip-checks`.",
                id="accounts.E001",
            )
        ]
        overlaps.install_after_migrate(using="default")
        assert overlaps.missing(connection) == ([] if connection.vendor == "sqlite" else [name])

    def test_a_database_without_tables_misses_nothing(self):
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_presidencyterm RENAME TO elsewhere")

        assert overlaps.missing(connection) == []


def _remove_a_guard() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute('DROP TRIGGER "term_never_overlaps_INSERT"')
            return "term_never_overlaps_INSERT"
        cursor.execute("ALTER TABLE accounts_presidencyterm DROP CONSTRAINT term_never_overlaps")
        return "term_never_overlaps"
