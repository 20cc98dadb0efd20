"""An event's life, and what calendars and people hear of it."""

import datetime as dt
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, transaction

from accounts.access import Standing
from accounts.steps import NotNowError
from accounts.versions import StaleError
from events import services
from events.enums import Kind, QuotaScope, State
from events.models import Event
from events.services.news import shown
from journal.models import Entry
from mail.models import Letter
from tests.events.at_once import begin
from tests.events.test_services_registrations import come, nobody, states
from tests.factories.accounts import (
    BodyFactory,
    MemberStateFactory,
    PresidencyTermFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, QuotaFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=3)
DAY = dt.date(2026, 3, 23)
FIELDS = {
    "title": "Seminar: keeping young people out of organised crime",
    "kind": Kind.SEMINAR,
    "first_date": DAY,
    "last_date": DAY,
    "starts_time": dt.time(9, 30),
    "ends_time": dt.time(16, 30),
    "zone": "Europe/Dublin",
}


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def event():
    """A published seminar in Brussels with Anna confirmed, Berta waiting."""
    event = EventFactory(first_date=DAY)
    QuotaFactory(event=event, scope=QuotaScope.TOTAL, places=1)
    come(event, "Anna", at=AT)
    come(event, "Berta", at=AT)
    Letter.objects.all().delete()
    return event


def letters():
    return list(Letter.objects.order_by("pk").values_list("name", "subject", "calendar_method"))


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


def test_a_stale_change_is_refused_with_what_is_there(event, officer):
    services.change_event(event, version=event.version, by=officer, at=AT, city="Gent")

    with pytest.raises(StaleError) as refused:
        services.change_event(event, version=event.version, by=officer, at=AT, city="Brugge")

    assert refused.value.theirs.city == "Gent"


def test_a_moved_event_raises_sequence_and_updates_who_is_confirmed(event, officer):
    before = event.uid, event.sequence

    moved = services.change_event(
        event, version=event.version, by=officer, at=LATER, starts_time=dt.time(10)
    )

    assert (moved.uid, moved.sequence, moved.changed_at) == (before[0], before[1] + 1, LATER)
    assert letters() == [
        ("Anna", f"Changed: {event.title}", "REQUEST"),
        ("Berta", f"Changed: {event.title}", ""),
    ]
    letter = Letter.objects.get(name="Anna")
    assert f"UID:{event.uid}" in letter.calendar_text
    assert f"SEQUENCE:{moved.sequence}" in letter.calendar_text
    assert any("New time" in line for line in letter.body["paragraphs"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param({"title": "Another title"}, "The title was", id="renamed"),
        pytest.param({"city": "Gent"}, "New place", id="elsewhere"),
        pytest.param({"zone": "Europe/Helsinki"}, "New time", id="another zone"),
        pytest.param({"date_settled": False}, "New time", id="date not settled any more"),
    ],
)
def test_what_matters_is_mailed(event, officer, change, word):
    services.change_event(event, version=event.version, by=officer, at=LATER, **change)

    assert any(word in line for line in Letter.objects.get(name="Anna").body["paragraphs"])


def test_a_corrected_text_reaches_calendars_but_is_not_mailed(event, officer):
    changed = services.change_event(
        event, version=event.version, by=officer, at=LATER, summary="A corrected text."
    )

    assert (changed.sequence, changed.changed_at) == (event.sequence + 1, LATER)
    assert letters() == []


def test_what_calendars_do_not_show_leaves_sequence_alone(event, officer):
    changed = services.change_event(
        event, version=event.version, by=officer, at=LATER, contact="seminar@example.eu"
    )

    assert (changed.sequence, changed.changed_at) == (event.sequence, event.changed_at)
    assert letters() == []


def test_what_is_over_is_corrected_without_letters(event, officer):
    changed = services.change_event(
        event, version=event.version, by=officer, at=event.ends_at, title="Proceedings"
    )

    assert changed.sequence == event.sequence + 1
    assert letters() == []


def test_one_day_becoming_three_takes_the_old_entry_back(event, officer):
    longer = services.change_event(
        event,
        version=event.version,
        by=officer,
        at=LATER,
        last_date=event.first_date + dt.timedelta(days=2),
    )

    days = list(longer.days.values_list("date", flat=True))
    assert days == [DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)]
    assert letters() == [
        ("Anna", f"Old calendar entry: {event.title}", "CANCEL"),
        ("Anna", f"Changed: {event.title}", "PUBLISH"),
        ("Berta", f"Changed: {event.title}", ""),
    ]
    old, new = Letter.objects.filter(name="Anna").order_by("pk")
    assert f"UID:{event.uid}" in old.calendar_text
    assert "STATUS:CANCELLED" in old.calendar_text
    assert new.calendar_text.count("BEGIN:VEVENT") == 3


def test_three_days_becoming_one_takes_the_days_back(officer):
    event = EventFactory(first_date=DAY, last_date=DAY + dt.timedelta(days=2))
    services.change_event(event, version=1, by=officer, at=AT, contact="x@example.eu")
    come(event, "Anna", at=AT)
    assert Letter.objects.get().calendar_method == "PUBLISH"
    Letter.objects.all().delete()

    services.change_event(
        Event.objects.get(pk=event.pk), version=2, by=officer, at=LATER, last_date=DAY
    )

    assert letters() == [
        ("Anna", f"Old calendar entry: {event.title}", "PUBLISH"),
        ("Anna", f"Changed: {event.title}", "REQUEST"),
    ]
    assert Letter.objects.earliest("pk").calendar_text.count("STATUS:CANCELLED") == 3


def test_withdrawing_from_several_days_takes_each_back(officer):
    event = EventFactory(first_date=DAY, last_date=DAY + dt.timedelta(days=1))
    services.change_event(event, version=1, by=officer, at=AT, contact="x@example.eu")
    anna = come(event, "Anna", at=AT)

    services.withdraw(anna, by=nobody(AT), as_="person", at=AT)

    part = Letter.objects.latest("pk")
    assert (part.calendar_method, part.calendar_text.count("STATUS:CANCELLED")) == ("PUBLISH", 2)


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


def test_all_day_over_several_days_is_one_entry_everywhere(officer):
    event = services.draft_event(
        once=uuid.uuid4(),
        by=officer,
        at=AT,
        **FIELDS
        | {
            "kind": Kind.FOCUS_DAY,
            "all_day": True,
            "starts_time": None,
            "ends_time": None,
            "last_date": DAY + dt.timedelta(days=1),
        },
    )

    public, *personal = shown(event)

    assert [entry.when for entry in personal] == [public.when]
    assert str(public.when.end_date) == "2026-03-25"
