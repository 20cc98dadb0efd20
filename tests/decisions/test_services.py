"""Entering a decision, and who may see it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.access import standing
from accounts.enums import Role, Visibility
from accounts.models import Body, MemberState
from accounts.versions import StaleError
from decisions import services
from decisions.enums import Deed
from decisions.models import Decision
from journal.models import Entry
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.decisions import AT, decision
from tests.factories.procedures import holder, secretariat
from tests.factories.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def test_a_decision_gets_the_next_number_of_the_year_of_its_date():
    numbers = [
        decision(on=dt.date(2024, 5, 7)).number,
        decision(on=dt.date(2024, 6, 7)).number,
        decision(on=dt.date(2025, 1, 2)).number,
    ]

    assert numbers == ["D-2024-01", "D-2024-02", "D-2025-01"]


def test_a_source_decides_once():
    first = decision(source=("a.thing", "7", "/seven/"))
    again = decision(source=("a.thing", "7", "/seven/"), title="Something else")

    assert again == first
    assert Decision.objects.get().title == "Guidelines"
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            number="D-2024-99",
            body=first.body,
            date=first.date,
            title="x",
            outcome=first.outcome,
            source_label="a.thing",
            source_key="7",
            source_url="/",
            entered_at=AT,
            search_text="",
        )


def test_the_visibility_is_changed_once_and_journalled():
    found, by = decision(), secretariat()

    services.change_visibility(found, visibility=Visibility.BODY, version=1, by=by, at=AT)

    found.refresh_from_db()
    assert (found.visibility, found.version) == (Visibility.BODY, 2)
    entry = Entry.objects.get(deed=Deed.VISIBILITY_CHANGED)
    assert (entry.key, entry.actor, entry.facts) == (
        found.number,
        by.actor,
        {"from": "public", "to": "body"},
    )
    with pytest.raises(StaleError):
        services.change_visibility(found, visibility=Visibility.PUBLIC, version=1, by=by, at=AT)
    services.change_visibility(found, visibility=Visibility.BODY, version=2, by=by, at=AT)
    assert Entry.objects.filter(deed=Deed.VISIBILITY_CHANGED).count() == 1


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("visitor", {"public"}),
        ("attendee", {"public"}),
        ("contact", {"public", "network"}),
        ("member", {"public", "network", "body"}),
        ("secretariat", {"public", "network", "body"}),
    ],
)
def test_who_sees_which_decisions(who, seen):
    for one in (Visibility.PUBLIC, Visibility.NETWORK, Visibility.BODY):
        decision(visibility=one)
    Body.objects.get(pk="BOARD").seats.update(starts=dt.date(2020, 1, 1))
    reader = {
        "visitor": lambda: standing(None, AT),
        "attendee": lambda: standing(UserFactory(), AT),
        "contact": lambda: standing(
            MandateFactory(
                role=Role.CONTACT_POINT, member_state=MemberState.objects.get(pk="MT")
            ).user,
            AT,
        ),
        "member": lambda: holder("LV", AT),
        "secretariat": lambda: secretariat(AT),
    }[who]()

    found = Decision.objects.visible_to(reader).values_list("visibility", flat=True)

    assert set(found) == seen


@pytest.mark.parametrize(
    ("text", "found"), [("", True), ("guidelines", True), ("d-2024 GUIDE", True), ("other", False)]
)
def test_decisions_are_found_by_number_and_title(text, found):
    made = decision()

    assert Decision.objects.matching(text).filter(pk=made.pk).exists() == found
    assert str(made) == "D-2024-01 Guidelines"
