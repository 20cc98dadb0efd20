"""Whose badges are printed, in which order, and what stands on them."""

import datetime as dt

import pytest

from accounts.access import Standing
from events import badge_codes, badges
from events.enums import Attending, BadgeFormat, BadgeOrder, RegistrationState
from events.services.lists import list_taken
from tests.events.organisers import states
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.paper.printed import elements, failures, text

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def event():
    states()
    return EventFactory(first_date=dt.date(2026, 3, 2), title="Training")


def test_whoever_has_a_place_in_person_wears_one(event):
    anna = RegistrationFactory(event=event, name="Anna")
    RegistrationFactory(event=event, attending=Attending.ONLINE)
    RegistrationFactory(event=event, state=RegistrationState.WAITING)
    RegistrationFactory()

    assert list(badges.people(event)) == [anna]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (BadgeOrder.NAME, ["Anna", "Berta", "Cita", "Zoé"]),
        (BadgeOrder.COUNTRY, ["Zoé", "Cita", "Berta", "Anna"]),
        (BadgeOrder.ORGANISATION, ["Berta", "Zoé", "Anna", "Cita"]),
    ],
)
def test_badges_follow_each_other_as_chosen(event, order, expected):
    for name, country, organisation in (
        ("Anna", "GE", "police"), ("Zoé", "FR", "Garda"), ("Berta", "AL", ""),
        ("Cita", "LV", "Police"),
    ):  # fmt: skip
        RegistrationFactory(event=event, name=name, country=country, organisation=organisation)

    assert [row.name for row in badges.in_order(badges.people(event), order)] == expected


def test_when_badges_were_last_printed_the_journal_says(event):
    by = Standing(user=UserFactory(), at=AT)
    taken = {"form": "pdf", "rows": 1, "by": by}
    before = badges.last_printed(event)
    list_taken(event, what=badges.WHAT, at=AT, **taken)
    list_taken(event, what="venue", at=AT + dt.timedelta(days=1), **taken)
    list_taken(EventFactory(), what=badges.WHAT, at=AT + dt.timedelta(days=1), **taken)

    assert (before, badges.last_printed(event)) == (None, AT)


def test_whose_letters_cannot_be_printed_is_said(event):
    people = [RegistrationFactory(event=event, name=name) for name in ("Anna 漢", "Παύλος")]

    assert badges.unprintable(people) == [(people[0], "漢")]


@pytest.mark.parametrize("form", BadgeFormat)
def test_a_badge_says_who_it_is_and_bears_the_code_of_the_registration(event, form):
    row = RegistrationFactory(event=event, name="Παύλος", organisation="Police")

    content = badges.printed(event, [row], form=form, at=AT)

    short = badge_codes.short(row.key)
    said = [line.strip() for line in text(content).split("\n")]
    assert sorted(filter(None, said)) == sorted(
        ["Training", "Παύλος", "Police", "Latvia", "Participant", short]
    )
    assert [one["alt"] for one in elements(content, "Figure")] == [
        f"Code for the check-in: {short}"
    ]
    assert failures(content) == set()
