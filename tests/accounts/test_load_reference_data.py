"""The reference data of the product."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import (
    Body,
    Holiday,
    MemberState,
    Notice,
    Organisation,
    PresidencyTerm,
    Seat,
)
from accounts.seats import places
from accounts.services import load_reference_data
from journal.models import Entry

pytestmark = pytest.mark.django_db

AT = datetime(2024, 5, 29, 22, 30, tzinfo=UTC)
WHOLE = {"states": 27, "terms": 11, "holidays": 69, "bodies": 4, "notices": 1}
NOTHING = dict.fromkeys(WHOLE, 0)


def test_everything_is_laid_out():
    assert load_reference_data(at=AT) == WHOLE

    assert [state.code for state in MemberState.objects.all()][:8] == [
        "BE",
        "BG",
        "CZ",
        "DK",
        "DE",
        "EE",
        "IE",
        "EL",
    ]
    greece = MemberState.objects.get(code="EL")
    assert (greece.iso, greece.name, greece.order, greece.time_zone) == (
        "GR",
        "Greece",
        8,
        "Europe/Athens",
    )
    assert str(PresidencyTerm.objects.on(date(2024, 5, 29))) == "Belgium"
    assert Organisation.objects.get().name == "European Commission, DG HOME"
    assert Notice.objects.get().version == "2024-05-30"
    entry = Entry.objects.get(deed="accounts.reference_loaded")
    assert (entry.actor, entry.facts) == ("", WHOLE)


def test_the_board_has_27_voting_seats_and_the_commission_observes():
    load_reference_data(at=AT)

    found = places(Body.objects.get(code="BOARD"), on=date(2024, 5, 29))

    assert (len(found), sum(place.votes for place in found)) == (28, 27)
    assert (found[0].code, found[0].chairs, found[-1].holder) == (
        "BE",
        True,
        "European Commission, DG HOME",
    )


def test_the_excom_has_its_chair_by_term_and_the_commission():
    load_reference_data(at=AT)

    found = places(Body.objects.get(code="EXCOM"), on=date(2024, 5, 29))

    assert [(place.holder, place.votes, place.chairs) for place in found] == [
        ("Belgium", True, True),
        ("European Commission, DG HOME", False, False),
    ]


def test_holidays_know_how_certain_they_are():
    load_reference_data(at=AT)

    assert set(Holiday.objects.values_list("calendar", "certainty").distinct()) == {
        ("BE", "verified"),
        ("EUI", "unverified"),
    }


def test_twice_is_once():
    load_reference_data(at=AT)

    assert load_reference_data(at=AT) == NOTHING

    assert Entry.objects.filter(deed="accounts.reference_loaded").count() == 1


def test_what_the_secretariat_has_changed_stays():
    load_reference_data(at=AT)
    MemberState.objects.filter(code="CZ").update(name="Czech Republic")
    PresidencyTerm.objects.filter(starts__year=2028).delete()
    Holiday.objects.filter(calendar="BE", date=date(2024, 7, 21)).delete()
    Seat.objects.filter(body="BOARD", member_state="SE").update(votes=False)

    assert load_reference_data(at=AT) == NOTHING

    assert MemberState.objects.get(code="CZ").name == "Czech Republic"
    assert (PresidencyTerm.objects.count(), Holiday.objects.count()) == (9, 68)


def test_what_is_absent_is_laid_out_beside_what_stands():
    load_reference_data(at=AT)
    Holiday.objects.filter(date__year=2025).delete()
    Seat.objects.filter(body="ADVISORY").delete()
    Body.objects.filter(code="ADVISORY").delete()

    assert load_reference_data(at=AT) == NOTHING | {"holidays": 10, "bodies": 1}
