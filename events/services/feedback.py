"""What an event asks afterwards: its form, from when to when it is open, and of whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction

from accounts import versions
from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.folding import folded
from events import feedback, respondents
from events.enums import Deed, State
from events.feedback import MOST_ITEMS, Item, Items, Phase
from events.models import Event, FeedbackForm
from events.questionnaire import free_key
from events.results import FEW
from events.rules import NotNowError
from events.services.events import note
from events.services.moves import locked

OPENS = frozenset({State.PUBLISHED, State.HELD})

type Change = Callable[[Items], Items]


class FrozenItemsError(Exception):
    """Somebody has answered: questions may be added at the end, and nothing else."""


class TooManyItemsError(Exception):
    """The form asks as much as a form can."""


class NothingAskedError(Exception):
    """The form asks nothing, so it cannot be opened."""


class PromisedError(Exception):
    """People were asked under other words on their names."""


@transaction.atomic
def begin_feedback(event: Event, *, items: Items, by: Standing, at: datetime) -> FeedbackForm:
    """Give an event a form that asks this; one that has a form keeps it."""
    event = locked(event)
    if made := FeedbackForm.objects.filter(event=event).first():
        return made
    made = FeedbackForm.objects.create(event=event, questions=feedback.written(items))
    note(Deed.FEEDBACK_CHANGED, event, by=by, at=at)
    return made


def add_item(
    form: FeedbackForm, *, item: Item, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Ask one thing more, at the end; it gets a key of its own."""

    def added(items: Items) -> Items:
        key = free_key(folded(item.text), taken={one.key for one in items})
        return (*items, replace(item, key=key))

    return _change(form, added, version=version, by=by, at=at)


def change_item(
    form: FeedbackForm, *, item: Item, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Ask one thing in other words, or with other options."""
    return _change(form, lambda items: feedback.placed(items, item), version=version, by=by, at=at)


def remove_item(
    form: FeedbackForm, *, key: str, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Ask one thing no longer."""
    return _change(form, lambda items: feedback.without(items, key), version=version, by=by, at=at)


def move_item(
    form: FeedbackForm, *, key: str, places: int, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Ask one thing so many places later, or earlier below zero."""
    return _change(
        form, lambda items: feedback.moved(items, key, by=places), version=version, by=by, at=at
    )


def take_over_items(
    form: FeedbackForm, *, items: Items, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Ask what another form asks, in the place of all that was asked here."""
    return _change(form, lambda _before: items, version=version, by=by, at=at)


@transaction.atomic
def _change(
    form: FeedbackForm, change: Change, *, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Change what is asked.

    Raises ``StaleError`` where somebody else changed it meanwhile, ``FrozenItemsError`` where
    an answer would no longer mean what it meant, ``TooManyItemsError``, and ``NotNowError``
    once the form has closed.
    """
    form = _locked(form, version=version)
    if respondents.phase_of(form, at=at) is Phase.OVER:
        raise NotNowError
    before = respondents.items_of(form)
    after = change(before)
    if not feedback.keeps(before, after) and form.answers.exists():
        raise FrozenItemsError
    if len(after) > MOST_ITEMS:
        raise TooManyItemsError
    form.questions = feedback.written(after)
    form.save()
    note(Deed.FEEDBACK_CHANGED, form.event, by=by, at=at)
    return form


@transaction.atomic
def set_feedback_words(
    form: FeedbackForm, *, intro: str, anonymity: str, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Say what people read first, and whether they may give their names.

    Raises ``PromisedError`` where people were asked already under other words on their names.
    """
    form = _locked(form, version=version)
    if respondents.phase_of(form, at=at) is Phase.OVER:
        raise NotNowError
    if form.anonymity != anonymity and form.asked.exists():
        raise PromisedError
    form.intro, form.anonymity = intro, anonymity
    form.save()
    note(Deed.FEEDBACK_CHANGED, form.event, by=by, at=at)
    return form


@transaction.atomic
def open_feedback(
    form: FeedbackForm,
    *,
    days: int,
    whom: str,
    at_end: bool,
    version: int,
    by: Standing,
    at: datetime,
) -> FeedbackForm:
    """Open a form for so many days: in five minutes, or by itself at the end of the event.

    Raises ``NothingAskedError`` for an empty form and ``NotNowError`` for one that was opened
    before, or of an event that does not stand.
    """
    form = _locked(form, version=version)
    event = form.event
    if respondents.phase_of(form, at=at) is not Phase.DRAFT or event.state not in OPENS:
        raise NotNowError
    if not form.questions:
        raise NothingAskedError
    form.days, form.whom = days, whom
    form.opens_at_end = at_end and event.ends_at > at
    if form.opens_at_end:
        note(Deed.FEEDBACK_PLANNED, event, by=by, at=at)
    else:
        begin_asking(form, at=at)
        note(Deed.FEEDBACK_OPENED, event, by=by, at=at)
    form.save()
    return form


def begin_asking(form: FeedbackForm, *, at: datetime) -> None:
    """Set from when to when a form is open, not yet stored."""
    form.opens_at_end = False
    form.opened_at, form.closes_at = at, _end(at, days=form.days)


def _end(begins: datetime, *, days: int) -> datetime:
    """Return the end of the day in Brussels so many days on: an hour that one can remember."""
    return end_of_day(network_day(begins) + timedelta(days=days))


@transaction.atomic
def take_feedback_back(
    form: FeedbackForm, *, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Make a form a draft again, as long as nobody was asked; else raises ``NotNowError``."""
    form = _locked(form, version=version)
    where = respondents.phase_of(form, at=at)
    if where is Phase.OVER or (where is Phase.DRAFT and not form.opens_at_end):
        raise NotNowError
    if form.asked.exists():
        raise NotNowError
    form.opens_at_end, form.opened_at, form.closes_at = False, None, None
    form.save()
    note(Deed.FEEDBACK_TAKEN_BACK, form.event, by=by, at=at)
    return form


@transaction.atomic
def extend_feedback(
    form: FeedbackForm, *, days: int, whom: str, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Leave an open form open for more days, or ask others too."""
    form = _locked(form, version=version)
    if respondents.phase_of(form, at=at) is not Phase.OPEN:
        raise NotNowError
    form.closes_at = _end(cast("datetime", form.closes_at), days=days)
    form.whom = whom
    form.save()
    note(Deed.FEEDBACK_CHANGED, form.event, by=by, at=at)
    return form


@transaction.atomic
def close_feedback(form: FeedbackForm, *, version: int, by: Standing, at: datetime) -> FeedbackForm:
    """Close an open form now; the results are seen from then on."""
    form = _locked(form, version=version)
    if respondents.phase_of(form, at=at) is not Phase.OPEN:
        raise NotNowError
    form.closed_at = at
    form.save()
    note(Deed.FEEDBACK_CLOSED, form.event, by=by, at=at)
    return form


def may_reopen(form: FeedbackForm, *, at: datetime) -> bool:
    """Return whether a form can be opened anew: as long as nothing anonymous was shown.

    Once results were seen, what came after them would stand out against them.
    """
    if respondents.phase_of(form, at=at) is not Phase.OVER:
        return False
    return form.answers.filter(registration=None).count() < FEW


@transaction.atomic
def reopen_feedback(
    form: FeedbackForm, *, days: int, version: int, by: Standing, at: datetime
) -> FeedbackForm:
    """Open a closed form anew for so many days, as long as nothing anonymous was shown."""
    form = _locked(form, version=version)
    if not may_reopen(form, at=at):
        raise NotNowError
    form.closed_at, form.closes_at = None, _end(at, days=days)
    form.save()
    note(Deed.FEEDBACK_OPENED, form.event, by=by, at=at)
    return form


def _locked(form: FeedbackForm, *, version: int) -> FeedbackForm:
    return versions.locked(FeedbackForm.objects.all(), version=version, pk=form.pk)
