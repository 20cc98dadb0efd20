"""Which calendars hold an entry that came by mail: as the last letter that arrived says."""

import datetime as dt
import uuid

import pytest

from mail.calendars import holding
from mail.enums import State
from mail.letters import CalendarPart, Text
from mail.models import Letter
from mail.services import write
from tests.queries import counted

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
UID = uuid.UUID(int=7)
ADA, BO = "ada@example.eu", "bo@example.eu"


def tell(method, *, to=ADA, uid=UID, status="CONFIRMED", state=State.QUEUED):
    """Write a letter with a part of this method; blank for one without a part."""
    text = f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:STATUS:CANCELLED\r\nSTATUS:{status}\r\n"
    part = CalendarPart(method, text) if method else None
    letter = write(Text(subject="x", paragraphs=()), to=to, calendar=part, at=AT)
    sent_at = AT if state in {State.SENT, State.BOUNCED} else None
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=sent_at)


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT])
@pytest.mark.parametrize(
    ("told", "holds"),
    [
        ([], False),
        ([("", "")], False),
        ([("REQUEST", "CONFIRMED")], True),
        ([("PUBLISH", "CONFIRMED")], True),
        ([("REQUEST", "CONFIRMED"), ("", "")], True),
        ([("REQUEST", "CONFIRMED"), ("CANCEL", "")], False),
        ([("REQUEST", "CONFIRMED"), ("CANCEL", ""), ("REQUEST", "CONFIRMED")], True),
        ([("PUBLISH", "CONFIRMED"), ("PUBLISH", "CANCELLED")], False),
        ([("CANCEL", "CANCELLED"), ("PUBLISH", "CONFIRMED")], True),
    ],
)
def test_the_last_letter_says_whether_it_is_there(told, holds, state):
    for method, status in told:
        tell(method, status=status, state=state)

    assert holding(UID, {ADA}) == ({ADA} if holds else set())


@pytest.mark.parametrize("state", [State.STOPPED, State.FAILED, State.BOUNCED])
def test_what_never_came_says_nothing(state):
    tell("REQUEST", state=state)
    tell("REQUEST", to=BO)
    tell("CANCEL", to=BO, state=state)

    assert holding(UID, {ADA, BO}) == {BO}


def test_each_address_and_each_date_is_asked_for_by_itself_and_all_at_once():
    tell("REQUEST")
    tell("REQUEST", to=BO, uid=uuid.UUID(int=8))

    assert holding(UID, {ADA, BO}) == {ADA}
    assert holding(UID, {BO}) == set()
    assert counted(lambda: holding(UID, {ADA, BO})) == 1
    assert counted(lambda: holding(UID, set())) == 0
