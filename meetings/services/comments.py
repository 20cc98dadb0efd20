"""What seats say of minutes: comments, their answers, and reminders to the silent."""

from datetime import date, datetime, time
from typing import cast
from uuid import UUID, uuid5

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.days import BRUSSELS, network_day, working_day_before
from accounts.enums import HolidayCalendar
from accounts.models import Holiday
from accounts.seats import Place
from accounts.steps import NotNowError
from agendas.access import party
from agendas.services.agendas import NotYoursError
from meetings import replies
from meetings.emails import minutes as emails
from meetings.enums import CommentAnswer, Deed, MinutesState
from meetings.models import Comment, Minutes, NoComment, Section
from meetings.services.minutes import locked
from meetings.services.noting import note, note_section

MORNING, DAYS_BEFORE = time(9), 2


class WindowClosedError(NotNowError):
    """The minutes are not out for comments, or the last day for them is over."""


class ReasonMissingError(NotNowError):
    """What is not taken up as it stands needs a reason."""


@transaction.atomic
def comment(
    section: Section,
    *,
    once: UUID,
    place: Place,
    text: str,
    by: Standing,
    at: datetime,
    proposal: str = "",
) -> Comment:
    """Comment on a section for a seat; a replay has one effect.

    With the same mark another section or seat is no replay. Raises ``NotYoursError`` and
    ``WindowClosedError``.
    """
    minutes = _open(section.minutes, place=place, by=by, at=at)
    if not Section.objects.visible_to(by).filter(pk=section.pk).exists():
        raise NotYoursError
    own = uuid5(once, f"{section.key} {place.key}")
    if made := Comment.objects.filter(once=own).first():
        return made
    made = Comment.objects.create(
        once=own,
        section=section,
        member_state=place.member_state,
        organisation=place.organisation,
        text=text,
        proposal=proposal,
        made_at=at,
        made_by=by.user,
    )
    NoComment.objects.filter(
        minutes=minutes, member_state=place.member_state, organisation=place.organisation
    ).delete()
    note_section(Deed.MINUTES_COMMENTED, section, by=by, at=at, seat=place.holder)
    return made


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: Standing, at: datetime) -> None:
    """Take back a comment that has no answer yet; twice is once.

    Raises ``NotYoursError``, and ``NotNowError`` for one that was answered.
    """
    locked(comment.section.minutes)
    found = Comment.objects.filter(pk=comment.pk).first()
    if found is None:
        return
    if not by.speaks_for(found.member_state_id, found.organisation_id):
        raise NotYoursError
    if found.answer:
        raise NotNowError("It is answered.")
    found.delete()
    note_section(Deed.COMMENT_WITHDRAWN, comment.section, by=by, at=at)


@transaction.atomic
def say_no_comment(minutes: Minutes, *, place: Place, by: Standing, at: datetime) -> None:
    """Say that a seat has nothing to add; twice is once.

    Raises ``NotYoursError`` and ``WindowClosedError``.
    """
    minutes = _open(minutes, place=place, by=by, at=at)
    _said, made = NoComment.objects.get_or_create(
        minutes=minutes,
        member_state=place.member_state,
        organisation=place.organisation,
        defaults={"said_at": at, "said_by": by.user},
    )
    if made:
        note(Deed.MINUTES_UNCOMMENTED, minutes, by=by, at=at, seat=place.holder)


@transaction.atomic
def take_no_comment_back(minutes: Minutes, *, place: Place, by: Standing, at: datetime) -> None:
    """Take back that a seat has nothing to add, as long as it can comment; twice is once.

    Raises ``NotYoursError`` and ``WindowClosedError``.
    """
    minutes = _open(minutes, place=place, by=by, at=at)
    said = minutes.no_comments.filter(
        member_state=place.member_state, organisation=place.organisation
    )
    if said.delete()[0]:
        note(Deed.NO_COMMENT_TAKEN_BACK, minutes, by=by, at=at, seat=place.holder)


@transaction.atomic
def answer_comment(
    comment: Comment,
    *,
    answer: str,
    version: int,
    by: Standing,
    at: datetime,
    reason: str = "",
) -> Comment:
    """Answer a comment; until the minutes are before the body the answer can be another.

    What was commented on something hidden from who laid them there is answered then; what is
    frozen stays as it is. Raises ``StaleError``, ``NotYoursError``, ``ReasonMissingError`` and
    ``NotNowError``.
    """
    minutes = locked(comment.section.minutes)
    if party(by, minutes.event) is None:
        raise NotYoursError
    if not Section.objects.visible_to(by).filter(pk=comment.section_id).exists():
        raise NotYoursError
    if minutes.state not in (MinutesState.COMMENTED, MinutesState.FINAL):
        raise NotNowError("The minutes are not out for comments.")
    if answer != CommentAnswer.TAKEN and not reason.strip():
        raise ReasonMissingError
    found = versions.locked(Comment.objects.all(), version=version, pk=comment.pk)
    if found.answer and minutes.state == MinutesState.FINAL:
        raise NotNowError("It is answered, and the minutes are before the body.")
    found.answer, found.reason = answer, reason
    found.answered_at, found.answered_by = at, by.user
    found.save()
    note_section(
        Deed.COMMENT_ANSWERED,
        comment.section,
        by=by,
        at=at,
        answer=str(answer),
        comment=str(found.key),
    )
    return found


def remind_comments_due(*, at: datetime) -> int:
    """Remind the silent seats two working days before a window ends, from 09:00 in Brussels.

    Returns of how many minutes. Each window once; twice is once.
    """
    if at.astimezone(BRUSSELS).time() < MORNING:
        return 0
    today = network_day(at)
    rows = Minutes.objects.open_for_comments(today)
    return sum(_remind(one.pk, on=today, at=at) for one in list(rows.only("pk")))


@transaction.atomic
def _remind(pk: int, *, on: date, at: datetime) -> bool:
    minutes = locked(Minutes(pk=pk))
    until = cast("date", minutes.comments_until)
    if not minutes.takes_comments(on) or minutes.reminded_for == until or on < reminded_on(until):
        return False
    minutes.reminded_for = until
    minutes.save(update_fields=["reminded_for"])
    number = emails.reminder(minutes, replies.silent(minutes), at=at)
    note(Deed.MINUTES_REMINDED, minutes, by=None, at=at, letters=number)
    return True


def reminded_on(until: date) -> date:
    """Return the day on which the silent are reminded of a window that ends on another."""
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    return working_day_before(until, working_days=DAYS_BEFORE, holidays=holidays)


def _open(minutes: Minutes, *, place: Place, by: Standing, at: datetime) -> Minutes:
    """Return minutes on which that seat may comment now, under their lock."""
    minutes = locked(minutes)
    if place not in replies.own_places(minutes, by):
        raise NotYoursError
    if not minutes.takes_comments(network_day(at)):
        raise WindowClosedError
    return minutes
