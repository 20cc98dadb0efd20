"""Deeds are written down once, numbers given once."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from journal import origin
from journal.models import Entry, Origin, Series
from journal.services import next_number, record

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_record_keeps_who_did_what_to_which_thing_for_whom():
    entry = record(
        "event.published",
        at=NOON,
        actor="person-1",
        acting_for="BE",
        label="events.event",
        key="2026-05-29-board",
        facts={"places": 50},
    )

    entry.refresh_from_db()
    assert (entry.at, entry.actor, entry.acting_for, entry.deed, entry.label, entry.key, entry.facts) == (
        NOON, "person-1", "BE", "event.published", "events.event", "2026-05-29-board", {"places": 50},
    )  # fmt: skip
    assert not Origin.objects.exists()


@pytest.mark.django_db
def test_record_inside_a_request_keeps_the_address_beside_the_entry():
    token = origin._address.set("192.0.2.7")
    try:
        entry = record("event.published", at=NOON)
    finally:
        origin._address.reset(token)

    assert [(row.entry, row.address) for row in Origin.objects.all()] == [(entry, "192.0.2.7")]


@pytest.mark.django_db
def test_entries_are_found_by_thing_and_by_person_and_nobody_is_no_person():
    mine = record("event.published", at=NOON, actor="person-1", label="events.event", key="a")
    record("event.published", at=NOON, label="events.event", key="b")

    assert list(Entry.objects.on("events.event", "a")) == [mine]
    assert list(Entry.objects.by("person-1")) == [mine]
    assert list(Entry.objects.by("")) == []


@pytest.mark.django_db
def test_numbers_begin_at_one_in_each_series_and_year():
    given = [
        next_number("PROC", year=2026),
        next_number("PROC", year=2026),
        next_number("TR", year=2026),
        next_number("PROC", year=2027),
    ]

    assert given == [1, 2, 1, 1]


@pytest.mark.django_db
def test_a_number_of_a_deed_that_is_undone_is_given_again():
    next_number("PROC", year=2026)
    with transaction.atomic():
        next_number("PROC", year=2026)
        transaction.set_rollback(True)

    assert next_number("PROC", year=2026) == 2
    assert Series.objects.get().last == 2


@pytest.mark.django_db(transaction=True)
def test_a_number_is_refused_outside_a_transaction():
    with pytest.raises(TransactionManagementError):
        next_number("PROC", year=2026)
