"""Asking all Member States for whom they would have a trainer's training, and their no."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.models import MemberState
from accounts.steps import NotNowError
from courses.models import Course
from journal.services import record
from trainers import emails
from trainers.enums import Deed
from trainers.models import InterestCall, NoInterest
from trainers.services.nominating import NotYoursError

AGAIN_AFTER = timedelta(days=1)


@transaction.atomic
def ask_states(
    *, once: UUID, course: Course, words: str, closes_on: date, by: Standing, at: datetime
) -> InterestCall:
    """Ask every Member State by letter; a replay has one effect."""
    if not by.is_secretariat:
        raise NotYoursError
    if made := InterestCall.objects.filter(once=once).first():
        return made
    call = InterestCall.objects.create(
        once=once, course=course, words=words, closes_on=closes_on, asked_at=at, asked_by=by.user
    )
    _note(Deed.INTEREST_ASKED, call, by=by, at=at)
    emails.interest_asked(call, states=MemberState.objects.all(), at=at)
    return call


@transaction.atomic
def remind_states(call: InterestCall, *, by: Standing, at: datetime) -> InterestCall:
    """Write again to the states that have not answered.

    Raises ``NotYoursError``; ``NotNowError`` once the question is closed, and within a day of the
    last letters.
    """
    if not by.is_secretariat:
        raise NotYoursError
    call = InterestCall.objects.select_for_update().get(pk=call.pk)
    if call.closes_on < network_day(at) or emails.have_asked(call, since=at - AGAIN_AFTER):
        raise NotNowError
    _note(Deed.INTEREST_ASKED, call, by=by, at=at)
    emails.interest_asked(call, states=call.silent_states(), at=at)
    return call


@transaction.atomic
def say_nobody(
    call: InterestCall, *, member_state: MemberState, by: Standing, at: datetime
) -> NoInterest:
    """Answer for a state that it has nobody to send; twice is once.

    Whoever tells of interest afterwards takes it back. Raises ``NotYoursError`` for anybody but
    who speaks for the state, ``NotNowError`` once the question is closed.
    """
    if member_state.pk not in by.member_states:
        raise NotYoursError
    if call.closes_on < network_day(at):
        raise NotNowError
    said, made = NoInterest.objects.get_or_create(
        call=call, member_state=member_state, defaults={"said_at": at, "said_by": by.user}
    )
    if made:
        _note(Deed.NO_INTEREST, call, by=by, at=at)
    return said


def _note(deed: Deed, call: InterestCall, *, by: Standing, at: datetime) -> None:
    record(
        deed,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label=emails.CALL,
        key=str(call.key),
        facts={"course": call.course.slug},
    )
