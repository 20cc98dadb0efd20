"""One person's deeds can be handed out, and the addresses behind them erased."""

import datetime as dt

import pytest

from journal import privacy
from journal.models import Entry, Origin
from tests.factories.journal import EntryFactory

pytestmark = pytest.mark.django_db


def test_export_gives_a_persons_deeds_with_their_addresses_oldest_first():
    first = EntryFactory(actor="me", key="a", facts={"places": 3})
    EntryFactory(actor="me", key="b", at=first.at + dt.timedelta(hours=1))
    EntryFactory(actor="other")
    Origin.objects.create(entry=first, address="192.0.2.7")

    assert privacy.export("me") == [
        {
            "at": "2026-03-02T09:00:00+00:00",
            "deed": "event.published",
            "acting_for": "",
            "label": "events.event",
            "key": key,
            "facts": facts,
            "address": address,
        }
        | {"at": at}
        for key, facts, address, at in [
            ("a", {"places": 3}, "192.0.2.7", "2026-03-02T09:00:00+00:00"),
            ("b", {}, "", "2026-03-02T10:00:00+00:00"),
        ]
    ]


def test_erase_takes_the_addresses_of_one_person_and_leaves_the_deeds():
    for actor in ("me", "other", ""):
        Origin.objects.create(entry=EntryFactory(actor=actor), address="192.0.2.7")

    assert privacy.erase("me") == 1
    assert sorted(Origin.objects.values_list("entry__actor", flat=True)) == ["", "other"]
    assert Entry.objects.count() == 3


def test_erase_without_a_person_erases_nothing():
    Origin.objects.create(entry=EntryFactory(actor=""), address="192.0.2.7")

    assert privacy.erase("") == 0
    assert Origin.objects.count() == 1


def test_erase_on_takes_the_addresses_from_which_one_thing_was_acted_on():
    for key in ("a", "b"):
        Origin.objects.create(
            entry=EntryFactory(label="events.registration", key=key), address="192.0.2.7"
        )

    assert privacy.erase_on("events.registration", key="a") == 1
    assert list(Origin.objects.values_list("entry__key", flat=True)) == ["b"]
