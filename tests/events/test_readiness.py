"""What an event lacks before it is published."""

import datetime as dt

import pytest

from events.enums import Mode, QuotaScope
from events.models import Event
from events.readiness import Readiness, readiness
from events.rules import Claim, Places

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=9)


def test_bare_draft_lacks_its_title_and_all_that_readers_look_for():
    bare = Event(
        kind="seminar",
        title="xx",
        ends_at=AT - dt.timedelta(days=1),
        date_settled=False,
        mode=Mode.HYBRID,
        registration_closes_at=AT,
    )

    assert readiness(bare, places=Places(), there=(), at=AT) == Readiness(
        ["The title is still “xx”."],
        [
            "Its last day is past.",
            "The date is not settled; calendars will say “tentative”.",
            "Nothing is said about it yet.",
            "Place and venue are missing.",
            "The join link is missing.",
            "The programme is empty.",
            "No contact is given for questions.",
            "No number of places is set: everybody gets one.",
            "Registration has closed already.",
        ],
    )


def test_nothing_is_missing():
    full = Event(
        kind="seminar",
        title="Seminar",
        summary="About",
        city="Dublin",
        contact="a@example.eu",
        ends_at=LATER,
        registration_closes_at=LATER,
    )
    online = Event(
        kind="webinar",
        title="Webinar",
        summary="About",
        mode=Mode.ONLINE,
        join_link="https://example.eu",
        contact="a@example.eu",
        ends_at=LATER,
        takes_registrations=False,
    )

    found = [
        readiness(event, places=places, there={"sessions"}, at=AT)
        for event, places in [(full, Places(total=5)), (online, Places())]
    ]

    assert found == [Readiness([], []), Readiness([], [])]


@pytest.mark.parametrize(
    ("places", "unlimited"),
    [
        (Places(), True),
        (
            Places(by_state={"LV": None}, numbers={Claim(QuotaScope.GROUP, group="member"): None}),
            True,
        ),
        (Places(total=0), False),
        (Places(each_state=2), False),
        (Places(by_state={"LV": 2}), False),
        (Places(each_state_in={"member": 2}), False),
        (Places(by_state_in={("LV", "member"): 2}), False),
        (Places(numbers={Claim(QuotaScope.GROUP, group="member"): 9}), False),
        (Places(numbers={Claim(QuotaScope.ATTENDING, of="in_person"): 9}), False),
    ],
)
def test_only_without_any_number_does_everybody_get_a_place(places, unlimited):
    event = Event(kind="seminar", title="Seminar", ends_at=LATER)

    missing = readiness(event, places=places, there=(), at=AT).missing

    assert ("No number of places is set: everybody gets one." in missing) == unlimited


@pytest.mark.parametrize(
    ("fields", "there", "missing"),
    [
        ({"kind": "focus_day"}, (), ["No country is on the list yet."]),
        ({"kind": "focus_day"}, {"countries"}, []),
        (
            {"kind": "external", "mode": Mode.ONLINE},
            (),
            ["Nobody is named who stands for the Network there."],
        ),
        ({"kind": "external", "city": "The Hague"}, {"representatives"}, []),
    ],
)
def test_each_kind_misses_what_it_needs(fields, there, missing):
    event = Event(
        title="A day",
        summary="About",
        contact="a@example.eu",
        ends_at=LATER,
        takes_registrations=False,
        **fields,
    )

    assert readiness(event, places=Places(), there=there, at=AT) == Readiness([], missing)
