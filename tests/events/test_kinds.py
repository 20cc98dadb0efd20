"""The table of kinds: whole, and in agreement with the form and the icons."""

import pytest

from accounts.enums import Visibility
from events import kinds
from events.enums import Kind, Mode
from events.forms.event import EventForm
from events.forms.event.sections import LAYOUT
from events.kinds import KINDS, Part
from interface.icons import NAMES
from tests.events.organisers import secretariat
from tests.factories.events import EventFactory

FIELDS = set(EventForm.base_fields)


def test_every_kind_has_its_needs_and_no_other_has():
    assert set(KINDS) == set(Kind.values)


@pytest.mark.parametrize("kind", Kind.values)
def test_what_a_kind_needs_is_a_field_with_an_icon_and_a_sentence(kind):
    need = kinds.need(kind)

    assert (need.front | need.requires | need.without | set(need.defaults)) - FIELDS == set()
    assert need.front & need.without == set()
    assert need.requires - need.front == set()
    assert need.icon in NAMES
    assert str(need.says).endswith(".")


def test_every_field_has_its_place_in_the_form():
    laid = [name for _key, _title, rows in LAYOUT for row in rows for name in row]

    assert sorted(laid) == sorted(FIELDS - {"version", "once"})


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.WEBINAR, {"mode": Mode.ONLINE}),
        (Kind.FOCUS_DAY, {"all_day": True, "takes_registrations": False}),
        (Kind.EXPERT_MEETING, {"visibility": Visibility.ATTENDEES}),
        (Kind.STAKEHOLDERS, {"visibility": Visibility.ATTENDEES}),
        (Kind.NCPC, {"visibility": Visibility.ATTENDEES}),
        (Kind.INTRODUCTION, {"visibility": Visibility.ATTENDEES}),
        (Kind.MEETING, {"visibility": Visibility.BODY}),
        (Kind.EXTERNAL, {"visibility": Visibility.BODY, "body": "BOARD"}),
        (Kind.SEMINAR, {}),
    ],
)
def test_a_new_event_begins_as_its_kind_usually_is(kind, expected):
    assert dict(kinds.need(kind).defaults) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Part.COUNTRIES, {Kind.FOCUS_DAY}),
        (Part.ORGANISATIONS, {Kind.STAKEHOLDERS}),
        (Part.NEWCOMERS, {Kind.INTRODUCTION}),
        (Part.REPORT, {Kind.EXTERNAL}),
        (Part.PROGRAMME, set(Kind) - {Kind.FOCUS_DAY, Kind.EXTERNAL}),
    ],
)
def test_parts_that_only_some_kinds_have(part, expected):
    assert {kind for kind in Kind if kinds.has(kind, part)} == expected


def test_nobody_registers_for_what_others_hold():
    assert [kind for kind in Kind if not kinds.registers(kind)] == [Kind.EXTERNAL]


def test_a_platform_shares_nothing_about_persons():
    assert [kind for kind in Kind if kinds.need(kind).papers] == [Kind.PLATFORM]


@pytest.mark.django_db
def test_where_a_platform_takes_documents_it_says_so():
    client = secretariat()
    said = str(kinds.need(Kind.PLATFORM).papers)

    seen = [
        said in client.get(f"/events/{EventFactory(kind=kind).slug}/documents/").text
        for kind in (Kind.PLATFORM, Kind.SEMINAR)
    ]

    assert seen == [True, False]
