"""What the start page says of a meeting to those who name a delegation for it, and to others."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from desk import overview
from events.enums import RegistrationState
from interface.marks import Pill
from jobs.models import Job
from meetings.models import Convening, Delegation
from tests.factories.accounts import MandateFactory, MemberStateFactory
from tests.factories.events import RegistrationFactory
from tests.factories.meetings import AT, meeting, observes, speaks_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return meeting()


def convened(event):
    job = Job.objects.create(
        label="x", about=f"{event.pk}.1", total=1, not_before=AT, created_at=AT
    )
    Convening.objects.create(
        event=event, edition=1, notice_days=10, dispatch_by=AT.date(), starts_at=AT, made_at=AT,
        sent_at=AT, job=job,
    )  # fmt: skip


def answered(event, state, code="LV"):
    sent = {} if state == "draft" else {"sent_at": AT, "sent_as": "state"}
    if state == "validated":
        sent["validated_at"] = AT
    Delegation.objects.create(
        event=event,
        member_state=MemberStateFactory(code=code),
        state=state,
        changed_at=AT,
        **sent,
    )


def said(who):
    (one,) = overview.dates(who)
    return one.pill


@pytest.mark.parametrize(
    ("state", "pill"),
    [
        ("draft", Pill("Delegation not named yet", "warn", "hourglass")),
        ("sent", Pill("Delegation named", "info")),
        ("validated", Pill("Delegation named", "info")),
        ("nobody", Pill("Nobody comes", "", "dash")),
    ],
)
@pytest.mark.parametrize("role", [Role.NR, Role.SUBSTITUTE])
def test_who_speaks_for_a_seat_reads_what_it_has_answered(event, state, pill, role):
    convened(event)
    answered(event, state)
    answered(event, "sent", code="FR")

    assert said(speaks_for("LV", role=role)) == pill


def test_where_no_delegation_is_asked_for_nobody_is_said_to_be_missing(event):
    commission = observes(event.body.seats.get(votes=False).organisation)
    before = [said(commission), said(speaks_for("LV"))]
    convened(event)

    assert before == [Pill("Your body meets", "", "info")] * 2
    assert said(commission) == Pill("Delegation not named yet", "warn", "hourglass")


def test_the_own_place_goes_before_the_delegation(event):
    answered(event, "sent")
    by = speaks_for("LV")
    RegistrationFactory(event=event, email=by.user.email, state=RegistrationState.CONFIRMED)

    assert said(by) == Pill("Your place is confirmed", "ok")


def test_the_team_of_a_state_of_the_body_registers(event):
    state = MemberStateFactory(code="LV")
    team = standing(MandateFactory(role=Role.PRESIDENCY, member_state=state).user, AT)
    later = standing(team.user, AT + dt.timedelta(days=80))

    assert said(team) == Pill("Not registered yet", "warn", "alert")
    assert said(later) == Pill("Your body meets", "", "info")
