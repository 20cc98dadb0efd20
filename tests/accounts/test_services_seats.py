"""Bodies, seats, organisations, terms and holidays."""

from datetime import UTC, date, datetime

import pytest

from accounts.access import standing
from accounts.enums import Certainty, HolidayCalendar, OrganisationKind, Role
from accounts.models import Body, Holiday, Organisation, PresidencyTerm, Seat
from accounts.overlaps import OverlapError
from accounts.services import (
    HolidayThereError,
    NameTakenError,
    add_holiday,
    add_organisation,
    add_term,
    change_body,
    change_holiday,
    change_seat,
    change_term,
    give_seat,
    remember_address,
    remove_holiday,
)
from accounts.versions import StaleError
from journal.models import Entry
from tests.factories.accounts import (
    BodyFactory,
    HolidayFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 10, tzinfo=UTC)
JANUARY, JUNE, JULY, DECEMBER = (
    date(2024, 1, 1),
    date(2024, 6, 30),
    date(2024, 7, 1),
    date(2024, 12, 31),
)


OTHER = {
    "notice_days": 15,
    "chaired_by_presidency": False,
    "vacant_seats_count": False,
    "observers_read_procedures": False,
    "quorum_share": "2/3",
    "quorum_is_more": False,
    "online_is_present": False,
    "places_per_seat": 3,
    "reimbursed_per_seat": 2,
}


@pytest.fixture
def secretariat():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def record() -> list[tuple[str, str, str, dict]]:
    return [
        (entry.deed, entry.label, entry.key, entry.facts) for entry in Entry.objects.order_by("id")
    ]


def test_a_body_is_changed(secretariat):
    body = BodyFactory(code="BOARD")

    change_body(body, version=1, name="The Board", by=secretariat, at=AT, **OTHER)

    assert Body.objects.values().get() == {
        "code": "BOARD",
        "name": "The Board",
        "version": 2,
        **OTHER,
    }
    assert record() == [("accounts.body_changed", "accounts.body", "BOARD", OTHER)]


def test_a_body_keeps_a_name_of_its_own(secretariat):
    BodyFactory(name="Board")
    other = BodyFactory()

    with pytest.raises(NameTakenError):
        change_body(other, version=1, name="Board", by=secretariat, at=AT, **OTHER)


def test_a_seat_is_given_and_changed(secretariat):
    body, latvia = BodyFactory(code="EXCOM"), MemberStateFactory(code="LV")
    seat = give_seat(
        body,
        member_state=latvia,
        organisation=None,
        votes=True,
        starts=JANUARY,
        ends=None,
        by=secretariat,
        at=AT,
    )

    change_seat(seat, version=1, votes=False, starts=JANUARY, ends=JUNE, by=secretariat, at=AT)

    seat.refresh_from_db()
    assert (seat.votes, seat.ends, seat.version) == (False, JUNE, 2)
    facts = {"holder": "LV", "starts": "2024-01-01"}
    assert record() == [
        ("accounts.seat_given", "accounts.body", "EXCOM", {**facts, "votes": True, "ends": None}),
        (
            "accounts.seat_changed",
            "accounts.body",
            "EXCOM",
            {**facts, "votes": False, "ends": "2024-06-30"},
        ),
    ]


def test_an_organisation_sits_by_its_name(secretariat):
    give_seat(
        BodyFactory(),
        member_state=None,
        organisation=OrganisationFactory(name="Efus"),
        votes=False,
        starts=JANUARY,
        ends=None,
        by=secretariat,
        at=AT,
    )

    assert record()[0][3]["holder"] == "Efus"


def test_a_holder_has_one_seat_at_a_time(secretariat):
    seat = SeatFactory(starts=JANUARY, ends=JUNE)
    later = SeatFactory(body=seat.body, member_state=seat.member_state, starts=JULY)

    with pytest.raises(OverlapError):
        give_seat(
            seat.body,
            member_state=seat.member_state,
            organisation=None,
            votes=True,
            starts=JUNE,
            ends=None,
            by=secretariat,
            at=AT,
        )
    with pytest.raises(OverlapError):
        change_seat(later, version=1, votes=True, starts=JUNE, ends=None, by=secretariat, at=AT)
    assert Seat.objects.count() == 2


def test_an_organisation_is_added_once(secretariat):
    asked = {"abbreviation": "", "kind": OrganisationKind.NGO, "member_state": None}
    organisation = add_organisation(name="Efus", **asked, by=secretariat, at=AT)

    with pytest.raises(NameTakenError):
        add_organisation(name="Efus", **asked, by=secretariat, at=AT)

    assert Organisation.objects.get() == organisation
    assert record() == [
        (
            "accounts.organisation_added",
            "accounts.organisation",
            str(organisation.pk),
            {"name": "Efus"},
        )
    ]


def test_the_address_of_an_organisation_is_kept_and_remembered(secretariat):
    asked = {"abbreviation": "", "kind": OrganisationKind.NGO, "member_state": None}
    made = add_organisation(name="Efus", email="first@efus.eu", **asked, by=secretariat, at=AT)
    assert Organisation.objects.get().email == "first@efus.eu"

    remember_address(made, email="office@efus.eu", by=secretariat, at=AT)

    assert Organisation.objects.get().email == "office@efus.eu"
    assert record()[1] == (
        "accounts.organisation_changed",
        "accounts.organisation",
        str(made.pk),
        {},
    )


def test_a_term_is_added_and_changed(secretariat):
    belgium, hungary = MemberStateFactory(code="BE"), MemberStateFactory(code="HU")
    asked = {"trio": "ES-BE-HU", "certainty": Certainty.VERIFIED, "by": secretariat, "at": AT}
    term = add_term(member_state=belgium, starts=JANUARY, ends=JUNE, **asked)

    change_term(term, version=1, member_state=hungary, starts=JULY, ends=DECEMBER, **asked)

    assert PresidencyTerm.objects.values().get() == {
        "id": term.pk,
        "member_state_id": "HU",
        "starts": JULY,
        "ends": DECEMBER,
        "trio": "ES-BE-HU",
        "certainty": "verified",
        "version": 2,
    }
    assert record() == [
        (
            "accounts.term_added",
            "accounts.presidencyterm",
            str(term.pk),
            {"state": "BE", "starts": "2024-01-01", "ends": "2024-06-30"},
        ),
        (
            "accounts.term_changed",
            "accounts.presidencyterm",
            str(term.pk),
            {"state": "HU", "starts": "2024-07-01", "ends": "2024-12-31"},
        ),
    ]


def test_terms_share_no_day(secretariat):
    first = PresidencyTermFactory()
    asked = {
        "member_state": first.member_state,
        "trio": "",
        "certainty": Certainty.UNVERIFIED,
        "by": secretariat,
        "at": AT,
    }
    later = add_term(starts=JULY, ends=DECEMBER, **asked)

    with pytest.raises(OverlapError):
        add_term(starts=date(2024, 6, 1), ends=date(2025, 6, 30), **asked)
    with pytest.raises(OverlapError):
        change_term(later, version=1, starts=JUNE, ends=DECEMBER, **asked)


def test_a_holiday_is_added_changed_and_removed(secretariat):
    asked = {"name": "Royal day", "certainty": Certainty.VERIFIED, "by": secretariat, "at": AT}
    holiday = add_holiday(calendar=HolidayCalendar.BE, on=JANUARY, **asked)
    change_holiday(holiday, version=1, on=JULY, **asked)

    remove_holiday(holiday, version=2, by=secretariat, at=AT)

    facts = {"calendar": "BE", "name": "Royal day"}
    assert not Holiday.objects.exists()
    assert record() == [
        (deed, "accounts.holiday", str(holiday.pk), {**facts, "date": day})
        for deed, day in (
            ("accounts.holiday_added", "2024-01-01"),
            ("accounts.holiday_changed", "2024-07-01"),
            ("accounts.holiday_removed", "2024-07-01"),
        )
    ]


def test_a_day_is_a_holiday_once_in_a_calendar(secretariat):
    HolidayFactory(date=JANUARY)
    other = HolidayFactory(date=JULY)
    asked = {"name": "Again", "certainty": Certainty.VERIFIED, "by": secretariat, "at": AT}

    with pytest.raises(HolidayThereError):
        add_holiday(calendar=HolidayCalendar.BE, on=JANUARY, **asked)
    with pytest.raises(HolidayThereError):
        change_holiday(other, version=1, on=JANUARY, **asked)
    add_holiday(calendar=HolidayCalendar.EUI, on=JANUARY, **asked)


def test_a_stale_removal_is_refused(secretariat):
    with pytest.raises(StaleError):
        remove_holiday(HolidayFactory(version=2), version=1, by=secretariat, at=AT)
