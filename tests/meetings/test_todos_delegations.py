"""What waits for seats and for those who prepare, about delegations."""

import datetime as dt

import pytest

from accounts.access import standing
from events.models import Event
from jobs.models import Job
from meetings import services
from meetings.enums import DelegationState
from meetings.models import Convening, Delegation
from meetings.rules.delegation import Person
from meetings.todos import delegations as todos
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AT, meeting, observes, secretariat, speaks_for

pytestmark = pytest.mark.django_db

HEAD = Person("Anna", capacity="head")


def convened(event, **fields):
    about = f"{event.pk}.{fields.get('edition', 1)}"
    job = Job.objects.create(label="x", about=about, total=1, not_before=AT, created_at=AT)
    return Convening.objects.create(
        event=event,
        notice_days=10,
        dispatch_by=AT.date(),
        starts_at=AT,
        job=job,
        **{"edition": 1, "made_at": AT, "sent_at": AT} | fields,
    )


@pytest.fixture
def event():
    found = meeting()
    convened(found)
    return found


def said(by):
    return [one.what for one in todos.for_user(by)]


def test_each_seat_is_asked_for_its_delegation_until_it_has_answered(
    event, django_assert_num_queries
):
    latvia, france = speaks_for("LV"), speaks_for("FR")
    commission = observes(event.body.seats.get(votes=False).organisation)

    with django_assert_num_queries(1):
        (one,) = todos.for_user(latvia)
    assert (one.what, one.by, one.url, one.seat) == (
        "Name your delegation: Board, May 2026",
        event.registration_closes_at,
        "/events/2026-05-27-board/delegation/LV/",
        "LV",
    )
    (theirs,) = todos.for_user(commission)
    assert (theirs.seat, theirs.url.split("/")[-2][0]) == ("", "o")
    services.stay_away(event, "FR", by=france, at=AT)
    assert (said(france), len(said(latvia))) == ([], 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft", "published_at": None},
        {"kind": "seminar"},
        {"first_date": dt.date(2026, 2, 1), "last_date": dt.date(2026, 2, 1)},
    ],
    ids=["draft", "no meeting", "past"],
)
def test_nobody_is_asked_for_what_is_no_meeting_ahead(event, fields):
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()

    assert said(speaks_for("LV")) == []


def test_nobody_is_asked_before_the_body_is_convened_or_for_a_seat_that_ends_before():
    found = meeting()
    by = speaks_for("LV")
    assert said(by) == []
    convened(found)
    found.body.seats.filter(member_state="LV").update(ends=found.first_date)
    assert len(said(by)) == 1
    found.body.seats.filter(member_state="LV").update(ends=found.first_date - dt.timedelta(days=1))
    assert said(by) == []


def test_each_meeting_to_come_is_asked_about_once_and_none_that_is_past(event):
    second = meeting(event.body, slug="autumn", title="Autumn", first_date=dt.date(2026, 10, 1))
    past = meeting(event.body, slug="past", title="Past", first_date=dt.date(2026, 1, 15))
    meeting(event.body, slug="later", title="Not convened", first_date=dt.date(2026, 11, 1))
    convened(second)
    convened(past)
    by = speaks_for("LV")

    assert [one.url for one in todos.for_user(by)] == [
        "/events/2026-05-27-board/delegation/LV/",
        "/events/autumn/delegation/LV/",
    ]
    services.stay_away(event, "LV", by=by, at=AT)
    assert [one.url for one in todos.for_user(by)] == ["/events/autumn/delegation/LV/"]


def test_without_a_moment_to_answer_by_it_is_the_beginning_that_counts(event):
    Event.objects.update(registration_closes_at=None)

    (one,) = todos.for_user(speaks_for("LV"))
    assert one.by == event.starts_at


def test_the_secretariat_validates_and_hears_of_the_silent_once_it_is_late(
    event, django_assert_num_queries
):
    services.send_delegation(
        event, "LV", version=1, people=[HEAD], to_us="", by=speaks_for("LV"), at=AT
    )
    early = secretariat()
    late = secretariat(at=event.registration_closes_at)

    with django_assert_num_queries(1):
        (one,) = todos.for_user(early)
    assert (one.what, one.url, one.note) == (
        "Board, May 2026: 1 delegation to validate",
        "/events/2026-05-27-board/delegations/?show=sent",
        "Wednesday 27 May 2026",
    )
    assert said(late) == [
        "Board, May 2026: 1 delegation to validate",
        "Board, May 2026: 3 seats have not said who comes",
    ]
    assert {one.note for one in todos.for_user(late)} == {"Wednesday 27 May 2026"}
    for code in ("FR", "PT"):
        services.stay_away(event, code, by=early, at=AT)
    assert said(late)[1:] == ["Board, May 2026: 1 seat has not said who comes"]


def test_the_presidency_hears_of_the_silent_and_validates_nothing(event):
    Event.objects.update(host="FR")
    services.send_delegation(
        event, "LV", version=1, people=[HEAD], to_us="", by=speaks_for("LV"), at=AT
    )

    by = speaks_for("FR", role="presidency", at=event.registration_closes_at)

    assert said(by) == ["Board, May 2026: 3 seats have not said who comes"]


def test_a_visitor_and_who_is_of_no_seat_have_nothing_to_do(event, django_assert_num_queries):
    visitor, attendee = standing(None, AT), standing(UserFactory(), AT)

    with django_assert_num_queries(0):
        assert said(visitor) == said(attendee) == []


def test_a_delegation_that_is_half_named_says_so_to_both_who_speak_for_the_seat(event):
    by, substitute = speaks_for("LV"), speaks_for("LV", role="substitute")
    typed = {"people-0-name": "Anna"}
    services.save_draft(event, "LV", version=0, typed=typed, base=None, by=by, at=AT)

    (one,), (other,) = todos.for_user(by), todos.for_user(substitute)

    assert one.note == other.note == "Wednesday 27 May 2026. A draft is begun."
    assert [one.note for one in todos.for_user(speaks_for("FR"))] == ["Wednesday 27 May 2026"]


def test_what_was_changed_since_it_was_sent_is_to_be_sent_anew(event):
    latvia = speaks_for("LV")
    made = Delegation.objects.create(
        event=event, member_state_id="LV", seat=event.body.seats.get(member_state="LV"),
        state=DelegationState.SENT, sent_at=AT, sent_as="state", changed_at=AT,
    )  # fmt: skip
    assert said(latvia) == []

    Delegation.objects.filter(pk=made.pk).update(typed={"name_1": "Anna", "rows": "2"})
    assert said(latvia) == ["Send your delegation anew, it was changed: Board, May 2026"]
    Delegation.objects.filter(pk=made.pk).update(state=DelegationState.NOBODY)
    assert said(latvia) == []
