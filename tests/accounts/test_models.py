"""The tables of people and seats: what the database refuses, and how rows are called."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError

from accounts.enums import Role
from accounts.models import User
from tests.factories.accounts import (
    BodyFactory,
    HolidayFactory,
    MandateFactory,
    MemberStateFactory,
    NoticeFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 10, tzinfo=UTC)


def test_rows_are_called_by_their_names():
    state = MemberStateFactory(name="Latvia")

    rows = [
        (UserFactory(name="Mārīte"), "Mārīte"),
        (state, "Latvia"),
        (OrganisationFactory(name="Efus"), "Efus"),
        (BodyFactory(name="Board"), "Board"),
        (PresidencyTermFactory(member_state=state), "Latvia"),
        (HolidayFactory(name="New Year's Day"), "New Year's Day"),
        (NoticeFactory(version="2024-01-01"), "2024-01-01"),
    ]

    assert [str(row) for row, _name in rows] == [name for _row, name in rows]
    assert UserFactory(name="Mārīte").get_full_name() == "Mārīte"


@pytest.mark.parametrize(
    ("mandate", "words"),
    [
        ({"member_state__name": "Latvia"}, "National Representative, Latvia"),
        ({"role": Role.OBSERVER, "organisation__name": "Efus"}, "Observer, Efus"),
        ({"role": Role.SECRETARIAT}, "Secretariat"),
    ],
)
def test_a_mandate_says_its_role_and_for_whom(mandate, words):
    assert MandateFactory(**mandate).in_words == words


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (lambda: MandateFactory(member_state=None), "mandate_speaks_for_whom_its_role_says"),
        (
            lambda: MandateFactory(role=Role.SECRETARIAT, member_state=MemberStateFactory()),
            "mandate_speaks_for_whom_its_role_says",
        ),
        (lambda: MandateFactory(ends=date(2009, 1, 1)), "mandate_ends_after_it_starts"),
        (lambda: MandateFactory(role=Role.SUBSTITUTE, is_lead=True), "mandate_only_an_nr_leads"),
        (lambda: SeatFactory(member_state=None), "seat_of_a_state_or_an_organisation"),
        (
            lambda: SeatFactory(organisation=OrganisationFactory()),
            "seat_of_a_state_or_an_organisation",
        ),
        (lambda: SeatFactory(ends=date(2009, 1, 1)), "seat_ends_after_it_starts"),
        (lambda: PresidencyTermFactory(ends=date(2024, 1, 1)), "term_ends_after_it_starts"),
        (lambda: UserFactory(is_active=False), "user_active_or_closed_at_a_moment"),
        (lambda: UserFactory(closed_at=AT), "user_active_or_closed_at_a_moment"),
    ],
)
def test_what_must_never_be_is_refused_by_the_database(row, refusal):
    with pytest.raises(IntegrityError, match=refusal):
        row()


def test_people_are_found_however_their_names_are_typed():
    found = UserFactory(name="Ελένη Παπαδοπούλου", email="eleni@example.gr")
    UserFactory(name="Eleni Other")

    assert list(User.objects.matching("papadopoulou ELENI example.gr")) == [found]
    assert list(User.objects.named("papadopoulou eleni")) == [found]
    assert not User.objects.named("papadopoulou example.gr")
