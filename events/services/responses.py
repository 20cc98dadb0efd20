"""Asking people what an event was like, and keeping what they answer so that it is nobody's."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, cast
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from events import attendance, emails, feedback, respondents
from events.enums import Deed, State
from events.feedback import Phase
from events.grace import TIME_TO_STOP
from events.models import FeedbackAnswer, FeedbackAsked, FeedbackForm, Registration
from events.rules import NotNowError
from events.services.events import note
from events.services.feedback import OPENS, begin_asking
from mail import links

A_PIECE = 50
PATIENCE = timedelta(days=1)
ASKS = OPENS | {State.CLOSED}


class AnsweredAlreadyError(Exception):
    """The person has answered; an answer that is nobody's cannot be found again to change it."""


def run_feedback(*, at: datetime) -> int:
    """Open what opens at the end of its event, and ask people; return how many. Twice is once."""
    forms = FeedbackForm.objects.filter(Q(opens_at_end=True) | Q(closes_at__gt=at, closed_at=None))
    return sum(_run(pk, at=at) for pk in forms.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _run(pk: int, *, at: datetime) -> int:
    """Do under the lock of one form what is due, and write to the next people."""
    form = FeedbackForm.objects.select_for_update().get(pk=pk)
    event = form.event
    if form.opens_at_end and event.ends_at <= at and event.state in OPENS:
        begin_asking(form, at=at)
        form.version += 1
        form.save()
        note(Deed.FEEDBACK_OPENED, event, by=None, at=at)
    if not is_asking(form, at=at):
        return 0
    return _ask(form, at=at) + _ask_again(form, at=at)


def asks_from(form: FeedbackForm) -> datetime:
    """Return when the letters of a form that was opened leave: five minutes later."""
    return cast("datetime", form.opened_at) + TIME_TO_STOP


def is_asking(form: FeedbackForm, *, at: datetime) -> bool:
    """Return whether people are written to now."""
    is_open = respondents.phase_of(form, at=at) is Phase.OPEN
    return is_open and asks_from(form) <= at and form.event.state in ASKS


def _ask(form: FeedbackForm, *, at: datetime) -> int:
    """Ask the next of those who are meant and were not asked yet."""
    meant = respondents.meant(form).filter(feedback_asked=None)
    people = list(meant.select_related("event", "user")[:A_PIECE])
    FeedbackAsked.objects.bulk_create(
        FeedbackAsked(
            form=form,
            registration=person,
            asked_at=at,
            link_hash=links.digest(respondents.token_of(person)),
        )
        for person in people
    )
    comes_first = attendance.terms_of(form.event).feedback_first
    for person in people:
        emails.feedback_wanted(person, form=form, comes_first=comes_first, at=at)
    if people:
        note(Deed.FEEDBACK_ASKED, form.event, by=None, at=at, people=len(people))
    return len(people)


def _ask_again(form: FeedbackForm, *, at: datetime) -> int:
    """Remind all who were asked, once, towards the end; a letter tells of nobody's answer."""
    if at < again_at(form):
        return 0
    rows = FeedbackAsked.objects.filter(
        form=form,
        again_at=None,
        asked_at__lte=at - PATIENCE,
        registration__in=respondents.meant(form).order_by().values("pk"),
    ).select_related("registration__event", "registration__user")
    people = list(rows.order_by("pk")[:A_PIECE])
    FeedbackAsked.objects.filter(pk__in=[asked.pk for asked in people]).update(again_at=at)
    comes_first = attendance.terms_of(form.event).feedback_first
    for asked in people:
        emails.feedback_wanted_again(asked.registration, form=form, comes_first=comes_first, at=at)
    return len(people)


def again_at(form: FeedbackForm) -> datetime:
    """Return when people are reminded, of a form that was opened."""
    opened, closes = cast("tuple[datetime, datetime]", (form.opened_at, form.closes_at))
    return feedback.again_at(opened, closes)


@transaction.atomic
def answer_feedback(
    asked: FeedbackAsked, said: Mapping[str, Any], *, is_named: bool, at: datetime
) -> None:
    """Keep what a person answers, once; nothing is kept of when.

    An answer with a name leads to its registration. Any other leads nowhere: it is written
    together with all anonymous answers of the form, anew and in random order, and no line in
    the journal and no letter tells of it. What answers nothing that is asked is left out.
    Raises ``AnsweredAlreadyError``, and ``NotNowError`` where the form is not open, or the
    person was erased since the page was opened and the link has ended.
    """
    form = FeedbackForm.objects.select_for_update().get(pk=asked.form_id)
    opened, asked = asked, FeedbackAsked.objects.select_related("registration").get(pk=asked.pk)
    if asked.link_hash != opened.link_hash:
        raise NotNowError
    if asked.has_answered:
        raise AnsweredAlreadyError
    if respondents.phase_of(form, at=at) is not Phase.OPEN:
        raise NotNowError
    in_order = feedback.answered(respondents.items_of(form), said)
    asked.has_answered = True
    asked.save(update_fields=["has_answered"])
    if is_named and respondents.may_be_named(form):
        FeedbackAnswer.objects.create(form=form, registration=asked.registration, answers=in_order)
    else:
        _mix_in(form, in_order)


def _mix_in(form: FeedbackForm, said: Mapping[str, Any]) -> None:
    """Write all anonymous answers of a form anew in random order, with one more among them."""
    nameless = form.answers.filter(registration=None)
    rows = [*nameless.values_list("answers", flat=True), said]
    SystemRandom().shuffle(rows)
    nameless.delete()
    FeedbackAnswer.objects.bulk_create(FeedbackAnswer(form=form, answers=row) for row in rows)


def forget_feedback(people: list[Registration]) -> None:
    """Erase what people answered under their names, and end the links sent to them.

    What they answered without a name nobody can find, so it stays. The forms are locked
    first: who answers meanwhile has answered before, or finds the link ended.
    """
    forms = FeedbackForm.objects.filter(asked__registration__in=people)
    pks = set(forms.order_by().values_list("pk", flat=True))
    list(FeedbackForm.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    FeedbackAnswer.objects.filter(registration__in=people).delete()
    rows = list(FeedbackAsked.objects.filter(registration__in=people))
    for asked in rows:
        asked.link_hash = links.digest(uuid4().hex)
    FeedbackAsked.objects.bulk_update(rows, ["link_hash"])
