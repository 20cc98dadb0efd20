"""By when a meeting of a body wants delegations and wishes, in the calendar of who is asked."""

import datetime as dt

import pytest

from agendas.enums import AgendaState
from calendars import agenda
from jobs.models import Job
from meetings.models import Convening
from tests.factories.meetings import AT, meeting, secretariat, speaks_for, with_agenda

pytestmark = pytest.mark.django_db

MAY = {"first": dt.date(2026, 5, 1), "last": dt.date(2026, 5, 31)}


def convened(event):
    job = Job.objects.create(label="x", about=str(event.pk), total=1, not_before=AT, created_at=AT)
    Convening.objects.create(
        event=event, edition=1, notice_days=10, dispatch_by=AT.date(), made_at=AT, starts_at=AT,
        job=job, sent_at=AT,
    )  # fmt: skip


def told(who, **between):
    found = agenda.items(who, **MAY | between, wanted={})
    return [(item.text, item.first, item.url) for item in found if item.group == agenda.DEADLINE]


def test_a_meeting_that_is_convened_says_both_days():
    event, latvia, office = meeting(), speaks_for("LV"), secretariat()
    assert told(latvia) == []
    with_agenda(event, state=AgendaState.CIRCULATED)
    wishes = (
        "Wishes for decisions in writing: Board, May 2026",
        dt.date(2026, 5, 20),
        "/events/2026-05-27-board/agenda/",
    )

    assert told(latvia) == told(office) == [wishes]
    convened(event)
    named = (
        "Delegation to name: Board, May 2026",
        dt.date(2026, 5, 13),
        "/events/2026-05-27-board/",
    )
    assert told(latvia) == [named, wishes]
    assert told(latvia, last=dt.date(2026, 5, 15)) == [named]
    event.agenda.state = AgendaState.ADOPTED
    event.agenda.adopted_at = AT
    event.agenda.save()
    event.registration_closes_at = None
    event.save()
    assert told(latvia) == []


def test_who_does_not_sit_in_the_body_is_asked_nothing():
    event, spain = meeting(visibility="public"), speaks_for("ES")
    with_agenda(event, state=AgendaState.CIRCULATED)

    assert told(spain) == []
