"""What is changed while a convening leaves does not leave unread."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.db.models import F

from accounts.versions import StaleError
from agendas.models import Agenda, Edition
from mail.models import Letter
from meetings import services
from meetings.convening import Readers
from meetings.models import Convening
from tests.factories.meetings import AT, meeting, secretariat, speaks_for, with_agenda

pytestmark = pytest.mark.django_db


def somebody_changes_the_agenda(execute, sql, params, many, context):
    """Let another change come between the look at the version and the sending."""
    found = execute(sql, params, many, context)
    if "meetings_convening_institutions" in sql:
        Agenda.objects.update(version=F("version") + 1)
    return found


def test_an_agenda_that_is_changed_while_it_leaves_is_not_sent_out():
    event = meeting()
    with_agenda(event)
    speaks_for("FR")
    services.convene(
        event, once=uuid.uuid4(), reason="", words="", institutions=[], by=secretariat(), at=AT,
        answer_by=event.registration_closes_at, seen=Readers(event, institutions=[], at=AT).mark,
    )  # fmt: skip

    with (
        connection.execute_wrapper(somebody_changes_the_agenda),
        pytest.raises(StaleError),
    ):
        services.run_convenings(at=AT + dt.timedelta(minutes=5))

    assert Convening.objects.get().waits
    assert not Edition.objects.exists()
    assert not Letter.objects.exists()
