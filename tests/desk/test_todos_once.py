"""What two apps ask is asked once."""

import pytest

from accounts.access import standing
from desk import overview
from jobs.models import Job
from meetings.models import Convening
from tests.factories.invitations import InvitationFactory
from tests.factories.meetings import AT, meeting, seat_of, speaks_for

pytestmark = pytest.mark.django_db


def asked(who):
    return [todo.what for todo in overview.todos(standing(who.user, AT), teaches=False)]


def test_who_is_invited_for_a_seat_is_asked_for_its_delegation_alone():
    event = meeting()
    latvia = speaks_for("LV")
    InvitationFactory(event=event, kind="seat", seat=seat_of("LV"), email=latvia.user.email)
    InvitationFactory(event=meeting(event.body, slug="2026-05-28-other"), email=latvia.user.email)
    words = "Say whether you come: Board, May 2026"
    assert asked(latvia).count(words) == 2
    job = Job.objects.create(label="x", about=str(event.pk), total=1, not_before=AT, created_at=AT)
    Convening.objects.create(
        event=event, edition=1, notice_days=10, dispatch_by=AT.date(), made_at=AT, starts_at=AT,
        job=job, sent_at=AT,
    )  # fmt: skip

    found = asked(latvia)

    assert found.count("Name your delegation: Board, May 2026") == 1
    assert found.count(words) == 1
