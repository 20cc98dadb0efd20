"""What the database refuses of convenings and delegations."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from jobs.models import Job
from meetings.models import Convening, Delegate, Delegation, MeetingPlaces
from tests.factories.events import RegistrationFactory
from tests.factories.meetings import AT, meeting, seat_of

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event():
    return meeting()


def convening(event, **fields):
    number = Job.objects.count()
    job = Job.objects.create(label="x", about=str(number), total=1, not_before=AT, created_at=AT)
    return Convening(
        event=event,
        job=job,
        **{
            "edition": 1,
            "notice_days": 10,
            "dispatch_by": AT.date(),
            "made_at": AT,
            "starts_at": AT,
        }
        | fields,
    )


def delegation(event, **fields):
    return Delegation(
        event=event,
        **{"seat": seat_of("LV"), "member_state_id": "LV", "changed_at": AT} | fields,
    )


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"sent_at": AT, "stopped_at": AT}, "convening_sent_or_stopped"),
        ({"sent_at": AT - HOUR}, "convening_leaves_once_it_can_no_longer_be_stopped"),
    ],
)
def test_a_convening_is_sent_or_stopped_and_never_too_early(event, fields, name):
    with pytest.raises(IntegrityError, match=name):
        convening(event, **fields).save()


def test_an_edition_is_sent_once_and_stopped_ones_count_for_nothing(event):
    convening(event, stopped_at=AT).save()
    convening(event).save()

    with pytest.raises(IntegrityError):
        convening(event).save()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"member_state_id": None}, "delegation_of_a_state_or_an_organisation"),
        ({"state": "sent"}, "delegation_answered_at_a_moment_by_somebody"),
        ({"sent_at": AT}, "delegation_answered_at_a_moment_by_somebody"),
        (
            {"state": "sent", "sent_at": AT, "sent_as": "state", "validated_at": AT},
            "delegation_validated_at_a_moment",
        ),
        (
            {"state": "validated", "sent_at": AT, "sent_as": "state"},
            "delegation_validated_at_a_moment",
        ),
    ],
)
def test_a_delegation_is_of_somebody_and_answered_at_a_moment(event, fields, name):
    with pytest.raises(IntegrityError, match=name):
        delegation(event, **fields).save()


def test_a_party_has_one_delegation_to_a_meeting(event):
    organisation = event.body.seats.get(votes=False).organisation
    delegation(event).save()
    delegation(event, member_state_id=None, organisation=organisation).save()

    with pytest.raises(IntegrityError), transaction.atomic():
        delegation(event).save()
    with pytest.raises(IntegrityError):
        delegation(event, member_state_id=None, organisation=organisation).save()


def test_somebody_is_in_one_delegation_at_a_time(event):
    row = delegation(event)
    row.save()
    person = RegistrationFactory(event=event)
    fields = {"delegation": row, "registration": person, "named_at": AT}
    Delegate.objects.create(**fields, left_at=AT)
    Delegate.objects.create(**fields)

    with pytest.raises(IntegrityError):
        Delegate.objects.create(**fields)


def test_nobody_is_reimbursed_without_a_place(event):
    with pytest.raises(IntegrityError, match="meeting_reimburses_nobody_without_a_place"):
        MeetingPlaces.objects.create(event=event, places=1, reimbursed=2)


def test_they_are_called_by_the_meeting_and_by_whose_they_are(event):
    organisation = event.body.seats.get(votes=False).organisation
    made = convening(event, edition=2)
    theirs = delegation(event, member_state_id=None, organisation=organisation)

    assert (str(made), made.is_first, made.waits) == ("Board, May 2026", False, True)
    assert (str(delegation(event)), str(theirs)) == ("Latvia", "European Commission")
    assert theirs.get_absolute_url() == (f"/events/2026-05-27-board/delegation/o{organisation.pk}/")
