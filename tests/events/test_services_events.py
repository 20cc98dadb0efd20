"""An event's life: drafted, its host, cancelled, revived, held."""

import datetime as dt
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, transaction

from accounts.access import Standing
from accounts.steps import NotNowError
from events import services
from events.enums import Kind, State
from events.models import Event
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import begin
from tests.events.life import AT, DAY, FIELDS, LATER, letters, seminar_in_brussels
from tests.events.test_services_registrations import states
from tests.factories.accounts import (
    BodyFactory,
    MemberStateFactory,
    PresidencyTermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def event():
    return seminar_in_brussels()


def test_a_draft_is_made_once_and_gets_its_address_from_day_and_title(officer):
    once = uuid.uuid4()

    first = services.draft_event(once=once, by=officer, at=AT, **FIELDS)
    again = services.draft_event(once=once, by=officer, at=AT, **FIELDS)
    twin = services.draft_event(once=uuid.uuid4(), by=officer, at=AT, **FIELDS)

    assert first.pk == again.pk
    assert first.slug == "2026-03-23-seminar-keeping-young-people-out-of-organised-crime"
    assert twin.slug == f"{first.slug}-2"
    assert (first.state, first.sequence, first.created_by) == (State.DRAFT, 0, officer.user)
    assert first.starts_at == dt.datetime(2026, 3, 23, 9, 30, tzinfo=dt.UTC)
    assert Entry.objects.filter(deed="events.drafted").count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_drafted_at_once_the_later_takes_the_next_address(officer):
    other = Standing(user=UserFactory(), at=AT)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = services.draft_event(once=uuid.uuid4(), by=officer, at=AT, **FIELDS)
            beside = begin(
                pool, lambda: services.draft_event(once=uuid.uuid4(), by=other, at=AT, **FIELDS)
            )
            time.sleep(0.5)  # it waits for the address, or for the whole database
        second = beside.result(timeout=30)

    assert second.slug == f"{first.slug}-2"


def test_what_the_database_refuses_is_not_tried_again(officer):
    with pytest.raises(IntegrityError, match="event_meeting_has_a_body"):
        services.draft_event(
            once=uuid.uuid4(), by=officer, at=AT, **FIELDS | {"kind": Kind.MEETING}
        )


def test_a_draft_follows_its_title_a_published_event_keeps_its_address(officer):
    draft = services.draft_event(
        once=uuid.uuid4(), by=officer, at=AT, **FIELDS | {"title": "xx", "held_with": []}
    )
    assert draft.slug == "2026-03-23-xx"
    with pytest.raises(services.EventIncompleteError, match="title"):
        services.publish_event(draft, by=officer, at=AT)

    draft = services.change_event(draft, version=1, by=officer, at=AT, title="Νέοι και έγκλημα")
    assert (draft.slug, draft.sequence) == ("2026-03-23-neoi-kai-egklima", 0)
    published = services.publish_event(draft, by=officer, at=LATER)
    changed = services.change_event(published, version=3, by=officer, at=LATER, title="Other")

    assert (changed.slug, changed.state, changed.published_at) == (
        "2026-03-23-neoi-kai-egklima",
        State.PUBLISHED,
        LATER,
    )


@pytest.mark.parametrize(
    ("kind", "host"), [(Kind.SEMINAR, "LT"), (Kind.EXTERNAL, None)], ids=["ours", "of others"]
)
def test_the_presidency_of_the_first_day_hosts_unless_somebody_is_named(officer, kind, host):
    PresidencyTermFactory(
        member_state=MemberStateFactory(code="LT"),
        starts=dt.date(2026, 1, 1),
        ends=dt.date(2026, 6, 30),
    )

    event = services.draft_event(once=uuid.uuid4(), by=officer, at=AT, **FIELDS | {"kind": kind})

    assert event.host_id == host


@pytest.fixture
def terms():
    """Lithuania presides until the last day of June, Greece from the first of July."""
    return [
        PresidencyTermFactory(
            member_state=MemberStateFactory(code=code), starts=starts, ends=ends
        ).member_state
        for code, starts, ends in (
            ("LT", dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
            ("EL", dt.date(2026, 7, 1), dt.date(2026, 12, 31)),
        )
    ]


@pytest.mark.parametrize(
    ("first", "words", "host"),
    [
        (dt.date(2026, 6, 30), {}, "LT"),
        (dt.date(2026, 7, 1), {}, "EL"),
        (dt.date(2027, 1, 1), {}, None),
        (dt.date(2026, 7, 1), {"host_id": "LV"}, "LV"),
    ],
    ids=["within the term", "the next one's first day", "beyond what is known", "named anew"],
)
def test_a_meeting_that_moves_into_another_term_is_the_next_presidencys(
    officer, terms, first, words, host
):
    MemberStateFactory(code="LV")
    meeting = FIELDS | {"kind": Kind.MEETING, "body": BodyFactory()}
    draft = services.draft_event(once=uuid.uuid4(), by=officer, at=AT, **meeting)
    dates = {"first_date": first, "last_date": first}

    moved = services.change_event(draft, version=1, by=officer, at=AT, **dates, **words)
    back = services.change_event(moved, version=2, by=officer, at=AT, first_date=DAY)

    assert (draft.host_id, moved.host_id) == ("LT", host)
    assert back.host_id == {"EL": "LT"}.get(host, host)


def test_what_no_presidency_hosts_stays_where_it_is(officer, terms):
    draft = services.draft_event(
        once=uuid.uuid4(), by=officer, at=AT, **FIELDS | {"host": MemberStateFactory(code="LV")}
    )
    first = dt.date(2026, 7, 1)

    moved = services.change_event(
        draft, version=1, by=officer, at=AT, first_date=first, last_date=first
    )

    assert moved.host_id == "LV"


def test_cancelling_tells_everybody_and_keeps_their_registrations(event, officer):
    cancelled = services.cancel_event(event, reason="No venue.", by=officer, at=LATER)

    assert (cancelled.state, cancelled.sequence, cancelled.cancelled_at) == (
        State.CANCELLED,
        event.sequence + 1,
        LATER,
    )
    assert states(event) == {"Anna": "confirmed", "Berta": "waiting"}
    assert letters() == [
        ("Anna", f"Cancelled: {event.title}", "CANCEL"),
        ("Berta", f"Cancelled: {event.title}", ""),
    ]
    assert "STATUS:CANCELLED" in Letter.objects.earliest("pk").calendar_text
    with pytest.raises(NotNowError):
        services.change_event(cancelled, version=cancelled.version, by=officer, at=LATER, city="x")


def test_reviving_raises_sequence_again_and_gives_the_places_back(event, officer):
    services.cancel_event(event, reason="No venue.", by=officer, at=LATER)
    Letter.objects.all().delete()

    revived = services.revive_event(event, reason="A venue was found.", by=officer, at=LATER)

    assert (revived.state, revived.sequence, revived.cancel_reason) == (
        State.PUBLISHED,
        event.sequence + 2,
        "",
    )
    assert letters() == [
        ("Anna", f"It takes place after all: {event.title}", "REQUEST"),
        ("Berta", f"It takes place after all: {event.title}", ""),
    ]


def test_a_cancelled_draft_is_published_when_revived_but_not_without_a_title(officer):
    draft = services.draft_event(once=uuid.uuid4(), by=officer, at=AT, **FIELDS)
    services.cancel_event(draft, reason="Not this year.", by=officer, at=AT)
    revived = services.revive_event(draft, reason="After all.", by=officer, at=LATER)
    assert revived.published_at == LATER

    unnamed = services.draft_event(once=uuid.uuid4(), by=officer, at=AT, **FIELDS | {"title": "XX"})
    services.cancel_event(unnamed, reason="Not this year.", by=officer, at=AT)
    with pytest.raises(services.EventIncompleteError):
        services.revive_event(unnamed, reason="After all.", by=officer, at=LATER)


def test_what_is_over_is_held_once_and_can_be_closed(event, officer):
    assert services.hold_due(at=event.ends_at - dt.timedelta(seconds=1)) == 0
    assert services.hold_due(at=event.ends_at) == 1
    assert services.hold_due(at=event.ends_at) == 0

    closed = services.close_event(event, by=officer, at=event.ends_at)

    assert closed.state == State.CLOSED
    assert list(
        Entry.objects.filter(label="events.event", deed__in=["events.held", "events.closed"])
        .order_by("pk")
        .values_list("deed", "actor")
    ) == [("events.held", ""), ("events.closed", officer.actor)]


def test_an_event_held_meanwhile_by_another_worker_is_left_alone(event):
    from events.services.events import _hold

    services.hold_due(at=event.ends_at)

    assert _hold(event.pk, at=event.ends_at) is False


def test_what_was_held_keeps_its_date(event, officer):
    services.hold_due(at=event.ends_at)
    held = Event.objects.get(pk=event.pk)

    with pytest.raises(NotNowError):
        services.change_event(
            held,
            version=held.version,
            by=officer,
            at=held.ends_at,
            first_date=DAY + dt.timedelta(days=300),
            last_date=DAY + dt.timedelta(days=300),
        )
    text = services.change_event(
        held, version=held.version, by=officer, at=held.ends_at, summary="It was good."
    )
    assert text.summary == "It was good."
