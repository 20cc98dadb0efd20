"""What is said about an event: taken as it is typed, asked of whom, offered and kept."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events.forms.event import EventForm, clock_problem
from tests.events.event_form import AT, ONCE, moment_boxes, problems
from tests.events.organisers import day_boxes, event_typed
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, FundingSourceFactory
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def test_ordinary_event_is_taken_as_it_is_typed(office):
    task, other = TaskFactory(), EventFactory(first_date=dt.date(2026, 5, 1))

    form = EventForm(
        event_typed(once=ONCE, tasks=[task.pk], held_with=[other.pk], contact="A@Example.EU"),
        event=None,
        standing=office,
    )

    assert form.errors == {}
    found = form.cleaned_data
    assert (found["first_date"], found["last_date"], found["starts_time"], found["tasks"]) == (
        dt.date(2027, 5, 28),
        dt.date(2027, 5, 28),
        dt.time(9, 30),
        [task.pk],
    )
    assert (found["held_with"], found["contact"], found["all_day"]) == (
        [other.pk],
        "a@example.eu",
        False,
    )


def test_all_day_has_no_hours_whatever_was_typed(office):
    form = EventForm(
        event_typed(once=ONCE, all_day="on", starts_time="nonsense"), event=None, standing=office
    )

    assert form.errors == {}
    assert (form.cleaned_data["starts_time"], form.cleaned_data["ends_time"]) == (None, None)


def test_registration_is_on_the_clock_of_the_zone_that_is_typed(office):
    closes = moment_boxes("registration_closes_at", dt.date(2027, 5, 14), "17:00")

    form = EventForm(
        event_typed(once=ONCE, zone="Europe/Dublin", **closes), event=None, standing=office
    )

    assert form.errors == {}
    assert form.cleaned_data["registration_closes_at"] == dt.datetime(
        2027, 5, 14, 16, tzinfo=dt.UTC
    )


def test_second_of_the_two_hours_is_taken(office):
    opens = moment_boxes("registration_opens_at", dt.date(2026, 10, 25), "02:30", "second")

    form = EventForm(event_typed(once=ONCE, **opens), event=None, standing=office)

    assert form.errors == {}
    assert form.cleaned_data["registration_opens_at"] == dt.datetime(
        2026, 10, 25, 1, 30, tzinfo=dt.UTC
    )


def test_new_event_leaves_its_host_to_the_first_day(office):
    form = EventForm(event=None, standing=office)

    assert (form["host"].value(), form["zone"].value(), form["visibility"].value()) == (
        None,
        "Europe/Brussels",
        "public",
    )


def test_meeting_of_a_body_may_be_seen_by_the_body(office):
    body = BodyFactory()

    assert problems(office, kind="meeting", visibility="body", body=body.pk) == {}


def test_presidency_is_not_asked_what_the_secretariat_decides(office):
    team = standing(MandateFactory(role=Role.PRESIDENCY).user, AT)
    event = EventFactory(body=BodyFactory(), visibility="body", hours_are_illustrative=True)

    form = EventForm(event_typed(version=1), event=event, standing=team)

    asked = {
        "kind", "body", "host", "visibility", "takes_registrations", "needs_approval", "approver",
        "shows_participants", "participants_until", "funding",
    }  # fmt: skip
    assert asked - set(form.fields) == asked
    assert form.errors == {}
    assert asked & set(form.cleaned_data) == set()
    assert "hours_are_illustrative" in form.fields


@pytest.mark.parametrize("is_named", [True, False])
def test_whoever_hosts_approves_only_where_it_is_named(office, is_named):
    event = EventFactory(first_date=dt.date(2027, 5, 28))
    host = MemberStateFactory(code="PL").pk if is_named else ""

    form = EventForm(
        event_typed(version=1, approver="host", needs_approval="on", host=host),
        event=event,
        standing=office,
    )

    said = "Say which Member State hosts it: it approves each registration."
    assert dict(form.errors) == ({} if is_named else {"host": [said]})


def test_what_belongs_to_registration_and_money_is_asked_and_kept(office):
    source = FundingSourceFactory(starts=dt.date(2027, 1, 1), ends=dt.date(2027, 12, 31))
    FundingSourceFactory(starts=dt.date(2020, 1, 1), ends=dt.date(2020, 12, 31))
    event = EventFactory(first_date=dt.date(2027, 5, 28))
    organisation = OrganisationFactory(name="The Department")

    form = EventForm(
        event_typed(
            version=1, kind="conference", funding=source.pk,
            promoters=[organisation.pk], approver="state", needs_approval="on", offer_hours="48",
            **day_boxes("details_until", dt.date(2027, 5, 20)),
        ),
        event=event,
        standing=office,
    )  # fmt: skip

    assert form.errors == {}
    asked = ("funding", "promoters", "approver", "offer_hours", "details_until")
    assert [form.cleaned_data[name] for name in asked] == [
        source, [organisation.pk], "state", 48, dt.date(2027, 5, 20),
    ]  # fmt: skip
    assert [words for _pk, words in form.fields["funding"].choices] == [
        "None", f"{source.name}, Fri 1 Jan 2027 – Fri 31 Dec 2027",
    ]  # fmt: skip


def test_what_is_named_already_stays_offered(office):
    event = EventFactory(kind="external", first_date=dt.date(2027, 5, 28))
    former, envoy = UserFactory(name="Long gone"), MandateFactory().user
    event.representatives.add(former, envoy)

    form = EventForm(event=event, standing=office)

    assert [pk for pk, _words in form.fields["representatives"].choices][-1] == former.pk


def test_what_a_kind_has_not_is_not_asked_and_what_is_wrong_is_seen(office):
    focus = EventForm(event=None, standing=office, kind="focus_day")
    faulty = EventForm(event_typed(once=ONCE, join_link="x"), event=None, standing=office)

    front = {field.name for section in focus.sections for row in section.front for field in row}
    problems = [section.key for section in faulty.sections if section.has_problem]
    assert {"output", "representatives", "report"} & set(focus.fields) == set()
    assert {"venue", "starts_time"} & front == set()
    assert {"all_day", "forward_text", "promoters"} - front == set()
    assert "Join link" in next(one.folded for one in faulty.sections if one.key == "where")
    assert problems == ["where"]


def test_held_with_offers_what_is_near_and_what_is_ticked():
    team = standing(MandateFactory(role=Role.SECRETARIAT).user, AT)
    event = EventFactory(first_date=dt.date(2026, 5, 1))
    near = EventFactory(first_date=dt.date(2026, 5, 2), title="Board")
    EventFactory(first_date=dt.date(2026, 9, 2))
    ticked = EventFactory(first_date=dt.date(2025, 9, 2), title="Old")
    event.held_with.add(ticked)

    form = EventForm(event=event, standing=team)

    assert form.fields["held_with"].choices == [
        (near.pk, "Board, Sat 2 May 2026"),
        (ticked.pk, "Old, Tue 2 Sep 2025"),
    ]
    assert {section.key: section.count for section in form.sections[-2:]} == {
        "tasks": 0,
        "beside": 1,
    }


def test_a_presidency_sees_no_event_kept_from_it_and_keeps_the_link():
    team = standing(MandateFactory(role=Role.PRESIDENCY).user, AT)
    event = EventFactory(first_date=dt.date(2026, 5, 1))
    near = EventFactory(first_date=dt.date(2026, 5, 2), title="Board")
    restricted = EventFactory(first_date=dt.date(2026, 5, 2), visibility="restricted")
    other = EventFactory(first_date=dt.date(2026, 5, 2), visibility="restricted")
    event.held_with.add(restricted)

    asked = EventForm(event=event, standing=team)
    answered = EventForm(event_typed(version=1, held_with=[near.pk]), event=event, standing=team)
    forged = EventForm(event_typed(version=1, held_with=[other.pk]), event=event, standing=team)

    assert asked.fields["held_with"].choices == [(near.pk, "Board, Sat 2 May 2026")]
    assert (asked.sections[-1].count, asked["held_with"].value()) == (0, [])
    assert answered.is_valid()
    assert answered.cleaned_data["held_with"] == [near.pk, restricted.pk]
    assert list(forged.errors) == ["held_with"]
    theirs = answered.theirs(event)
    assert (theirs["held_with"], answered.cleaned_data["held_with"]) == ([], [near.pk])


def test_what_one_event_is_held_with_unseen_goes_to_no_other_event():
    team = standing(MandateFactory(role=Role.PRESIDENCY).user, AT)
    event, other, restricted = (
        EventFactory(first_date=dt.date(2026, 5, 1), visibility=visibility)
        for visibility in ("public", "public", "restricted")
    )
    event.held_with.add(restricted)

    forms = [EventForm(event_typed(version=1), event=one, standing=team) for one in (event, other)]

    assert [form.is_valid() for form in forms] == [True, True], [form.errors for form in forms]
    assert [form.cleaned_data["held_with"] for form in forms] == [[restricted.pk], []]


def test_clock_of_a_plain_day_has_each_hour_once():
    day = dt.date(2026, 3, 28)

    assert clock_problem(dt.time(2, 30), first=day, last=day, zone="Europe/Brussels") is None
