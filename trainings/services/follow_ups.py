"""Asking months later what of a training was used, and keeping the answers so they are nobody's."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, cast

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from accounts.days import network_day
from accounts.steps import NotNowError
from courses import asked
from events import feedback
from events.enums import State
from events.feedback import Phase
from journal.services import record
from mail import links
from trainings import follow_up_letters, follow_ups
from trainings.enums import Deed
from trainings.models import FollowUp, FollowUpAnswer, FollowUpAsked

OPEN_FOR = timedelta(days=21)
PATIENCE = timedelta(days=1)
A_PIECE = 50
TOOK_PLACE = (State.PUBLISHED, State.HELD, State.CLOSED)
LABEL = "events.event"


def run_follow_ups(*, at: datetime) -> int:
    """Open what is due, ask people and remind them once; return how many letters. Twice is once."""
    due = Q(opened_at=None, due_date__lte=network_day(at)) | Q(closes_at__gt=at)
    rows = FollowUp.objects.filter(
        due, delivery__event__state__in=TOOK_PLACE, delivery__event__ends_at__lte=at
    )
    return sum(_run(pk, at=at) for pk in list(rows.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _run(pk: int, *, at: datetime) -> int:
    """Do under the lock of one follow-up what is due."""
    follow_up = _locked(pk)
    if follow_up.opened_at is None:
        with override(follow_up.delivery.language):
            items = asked.months_after(follow_up.delivery.course)
        follow_up.questions = feedback.written(items)
        follow_up.opened_at, follow_up.closes_at = at, at + OPEN_FOR
        follow_up.version += 1
        follow_up.save()
        record(
            Deed.FOLLOWED_UP, at=at, label=LABEL, key=str(follow_up.delivery.event.uid), facts={}
        )
    return _ask(follow_up, at=at) + _ask_again(follow_up, at=at)


def _locked(pk: int) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",))
    return rows.select_related("delivery__event", "delivery__course").get(pk=pk)


def _ask(follow_up: FollowUp, *, at: datetime) -> int:
    people = list(follow_ups.meant(follow_up).filter(follow_up_asked=None)[:A_PIECE])
    FollowUpAsked.objects.bulk_create(
        FollowUpAsked(
            follow_up=follow_up,
            registration=person,
            asked_at=at,
            link_hash=links.digest(follow_ups.token_of(person)),
        )
        for person in people
    )
    for person in people:
        follow_up_letters.wanted(person, follow_up=follow_up, at=at)
    return len(people)


def again_at(follow_up: FollowUp) -> datetime:
    """Return when people are reminded, of a follow-up that was opened."""
    opened, closes = cast("tuple[datetime, datetime]", (follow_up.opened_at, follow_up.closes_at))
    return feedback.again_at(opened, closes)


def _ask_again(follow_up: FollowUp, *, at: datetime) -> int:
    """Remind all who were asked, once, towards the end; a letter tells of nobody's answer."""
    if at < again_at(follow_up):
        return 0
    rows = follow_up.asked.filter(
        again_at=None, asked_at__lte=at - PATIENCE, registration__erased_at=None
    ).select_related("registration__event", "registration__user")
    people = list(rows.order_by("pk")[:A_PIECE])
    for one in people:
        one.again_at, one.link_hash = at, links.digest(follow_ups.token_of(one.registration))
        follow_up_letters.wanted_again(one.registration, follow_up=follow_up, at=at)
    FollowUpAsked.objects.bulk_update(people, ["again_at", "link_hash"])
    return len(people)


class AnsweredAlreadyError(NotNowError):
    """The person has answered; an answer that is nobody's cannot be found again to change it."""


@transaction.atomic
def answer_follow_up(own: FollowUpAsked, said: Mapping[str, Any], *, at: datetime) -> None:
    """Keep what a person answers, once; nothing is kept of when, and nothing of who.

    All answers are written anew in random order, so that none can be told by its place. Raises
    ``AnsweredAlreadyError``, and ``NotNowError`` once it is closed or the person was erased.
    """
    follow_up = _locked(own.follow_up_id)
    own = FollowUpAsked.objects.select_related("registration").get(pk=own.pk)
    if own.has_answered:
        raise AnsweredAlreadyError
    if own.registration.erased_at or follow_ups.phase_of(follow_up, at=at) is not Phase.OPEN:
        raise NotNowError
    own.has_answered = True
    own.save(update_fields=["has_answered"])
    in_order = feedback.answered(follow_ups.items_of(follow_up), said)
    rows = [*follow_up.answers.values_list("answers", flat=True), in_order]
    SystemRandom().shuffle(rows)
    follow_up.answers.all().delete()
    FollowUpAnswer.objects.bulk_create(
        FollowUpAnswer(follow_up=follow_up, answers=row) for row in rows
    )
