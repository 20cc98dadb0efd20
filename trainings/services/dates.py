"""Dates: the Secretariat proposes, both sides and the trainers answer."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import By, NotNowError
from trainers.models import Trainer
from trainings import emails
from trainings.enums import (
    Answer,
    AssignmentState,
    Deed,
    Fault,
    Happening,
    Need,
    Party,
    RequestState,
)
from trainings.models import DateAnswer, DateOption, Delivery, TrainingRequest
from trainings.rules import Finding, UnmetError
from trainings.services.locks import (
    SIDES,
    NotYoursError,
    happened,
    locked,
    locked_together,
    note,
    require,
    touch,
)

NEGOTIATED = (RequestState.ACCEPTED, RequestState.SCHEDULED)


def negotiated(request: TrainingRequest) -> TrainingRequest:
    """Return the request under its lock. Raises ``NotNowError`` where no date is sought."""
    request = locked(request)
    if request.state not in NEGOTIATED:
        raise NotNowError
    return request


@transaction.atomic
def propose_dates(
    request: TrainingRequest,
    *,
    first_dates: Iterable[date],
    close_on: date | None,
    by: Standing,
    at: datetime,
    joins: Iterable[Delivery] = (),
) -> list[DateOption]:
    """Propose dates by their first days; the Secretariat says yes to each, others are asked.

    ``joins`` are trainings that there are, to be one with. A date that was taken back stands
    again, with the answers it had, unless it is now somewhere else. Raises ``UnmetError`` for a
    day that is not in the future, an answer wanted too late for all of them or a training that
    cannot be joined, and ``NotNowError`` once the request has a training of its own.
    """
    request = negotiated(request)
    require(by, request, By.SECRETARIAT)
    onto = {one.event.first_date: one for one in joins}
    if onto and request.delivery_id:
        raise NotNowError
    if any(_other(request, one) for one in onto.values()):
        raise UnmetError([Finding(Need.DATE, Fault.OTHER_DELIVERY)])
    today, days = network_day(at), sorted({*first_dates, *onto})
    if not days:
        raise UnmetError([Finding("first_dates", Fault.MISSING)])
    if days[0] <= today:
        raise UnmetError([Finding("first_dates", Fault.DATE_PASSED)])
    if close_on is not None and close_on < today:
        raise UnmetError([Finding("close_on", Fault.DATE_PASSED)])
    options = [_proposed(request, day, joins=onto.get(day), by=by, at=at) for day in days]
    request.dates_close_on = close_on
    touch(request, by=by, at=at)
    request.save()
    told = [day.isoformat() for day in days]
    note(Deed.DATES_PROPOSED, request, by=by, at=at, dates=told)
    happened(request, Happening.DATES_PROPOSED, by=by, at=at, dates=told)
    emails.dates_proposed(request, options, at=at)
    return options


def _other(request: TrainingRequest, delivery: Delivery) -> bool:
    return (delivery.course_id, delivery.language) != (request.course_id, request.language)


def _proposed(
    request: TrainingRequest, day: date, *, joins: Delivery | None, by: Standing, at: datetime
) -> DateOption:
    """Propose one date; what was said to it when it was somewhere else no longer counts."""
    last = joins.event.last_date if joins else day + timedelta(days=request.sought.days - 1)
    option = DateOption.objects.filter(request=request, first_date=day).first() or DateOption(
        request=request, first_date=day, joins=joins, proposed_at=at, proposed_by=by.user
    )
    if option.pk != request.chosen_id and option.joins != joins:
        option.answers.all().delete()
        option.joins = joins
    option.dropped_at, option.last_date = None, last
    option.save()
    write_answer(option, Answer.YES, party=Party.SECRETARIAT, by=by, at=at)
    return option


@transaction.atomic
def propose_to_others(option: DateOption, *, by: Standing, at: datetime) -> list[TrainingRequest]:
    """Propose a date to the other requests that the same training answers; return those asked.

    To whom it is proposed already nothing is said again. Raises ``NotNowError`` for a date that
    was taken back or is not ahead any more.
    """
    request, others = locked_together(option.request)
    require(by, request, By.SECRETARIAT)
    option, today = DateOption.objects.get(pk=option.pk), network_day(at)
    if option.dropped_at or option.first_date <= today:
        raise NotNowError
    closes = request.dates_close_on
    day = option.first_date
    asked = [
        one for one in others if not one.options.filter(first_date=day, dropped_at=None).exists()
    ]
    for one in asked:
        propose_dates(
            one,
            first_dates=[day],
            close_on=closes if closes and closes >= today else None,
            by=by,
            at=at,
        )
    return asked


@transaction.atomic
def drop_date(option: DateOption, *, by: Standing, at: datetime) -> DateOption:
    """Take a date back; twice is once. The date of a scheduled training cannot be."""
    request = negotiated(option.request)
    require(by, request, By.SECRETARIAT)
    option = DateOption.objects.select_for_update().get(pk=option.pk)
    if option.pk == request.chosen_id:
        raise NotNowError
    if option.dropped_at is None:
        option.dropped_at = at
        option.save(update_fields=["dropped_at"])
        touch(request, by=by, at=at)
        request.save()
        told = option.first_date.isoformat()
        note(Deed.DATE_DROPPED, request, by=by, at=at, date=told)
        happened(request, Happening.DATE_DROPPED, by=by, at=at, dates=[told])
    return option


@transaction.atomic
def answer_dates(
    request: TrainingRequest, *, answers: Mapping[UUID, str], by: Standing, at: datetime
) -> None:
    """Answer dates, by their keys, for the host or for the Secretariat; it may be changed later.

    Whoever speaks for the state answers for it, the Secretariat for itself. Answers that are
    there already change nothing. Raises ``NotNowError`` after the closing day.
    """
    request = negotiated(request)
    party = require(by, request, By.SECRETARIAT, By.STATE)
    closes = request.dates_close_on
    if party == By.STATE and closes and network_day(at) > closes:
        raise NotNowError
    written = {
        option.first_date.isoformat(): said
        for option in standing_options(request)
        if (said := answers.get(option.key))
        and write_answer(option, said, party=SIDES[party], by=by, at=at)
    }
    if written:
        touch(request, by=by, at=at)
        request.save()
        note(Deed.DATES_ANSWERED, request, by=by, at=at, dates=list(written))
        happened(request, Happening.DATES_ANSWERED, by=by, at=at, party=party, answers=written)
        if party == By.STATE:
            emails.dates_answered(request, at=at)


@transaction.atomic
def answer_as_trainer(
    request: TrainingRequest,
    *,
    trainer: Trainer,
    answers: Mapping[UUID, str],
    by: Standing,
    at: datetime,
) -> None:
    """Answer dates as a trainer who was invited; it may be changed until the closing day.

    Who looks after the request is told where somebody confirmed cannot on a date any more. Raises
    ``NotYoursError`` for anybody else's, ``NotNowError`` after the closing day.
    """
    request = negotiated(request)
    require_trainer(trainer, by=by)
    own = request.assignments.own(by).standing().filter(trainer=trainer).first()
    if own is None:
        raise NotYoursError
    closes = request.dates_close_on
    if closes and network_day(at) > closes:
        raise NotNowError
    written = answer_for_trainer(request, trainer, answers, by=by, at=at)
    if not written:
        return
    touch(request, by=by, at=at)
    request.save()
    note(Deed.DATES_ANSWERED, request, by=by, at=at, dates=list(written), trainer=str(trainer.key))
    happened(
        request,
        Happening.TRAINER_ANSWERED,
        by=by,
        at=at,
        party=By.PERSON,
        answers=written,
        **named(trainer),
    )
    refused = [date.fromisoformat(day) for day, said in written.items() if said == Answer.NO]
    if refused and own.state == AssignmentState.CONFIRMED:
        own.request = request
        emails.trainer_refuses(own, refused, at=at)


def named(trainer: Trainer) -> dict[str, Any]:
    """Return who teaches, as the timeline says it; by the key the name is found and erased."""
    return {"trainer": trainer.name, "trainer_key": str(trainer.key)}


def require_trainer(trainer: Trainer, *, by: Standing) -> None:
    """Raise ``NotYoursError`` unless the person is that trainer."""
    if not Trainer.objects.who_are(by).filter(pk=trainer.pk).exists():
        raise NotYoursError


def answer_for_trainer(
    request: TrainingRequest,
    trainer: Trainer,
    answers: Mapping[UUID, str],
    *,
    by: Standing,
    at: datetime,
) -> dict[str, str]:
    """Write down what a trainer says to the dates; return what is new, by the first days."""
    return {
        option.first_date.isoformat(): said
        for option in standing_options(request)
        if (said := answers.get(option.key))
        and write_answer(option, said, party=Party.TRAINER, trainer=trainer, by=by, at=at)
    }


def standing_options(request: TrainingRequest) -> list[DateOption]:
    """Return the dates that were not taken back."""
    return list(request.options.filter(dropped_at=None))


def write_answer(
    option: DateOption,
    said: str,
    *,
    party: str,
    by: Standing,
    at: datetime,
    trainer: Trainer | None = None,
) -> bool:
    """Write one answer down; return whether it says something new."""
    if said not in Answer.values:
        raise UnmetError([Finding(Need.DATE, Fault.UNKNOWN)])
    row = DateAnswer.objects.filter(option=option, party=party, trainer=trainer).first()
    if row and row.answer == said:
        return False
    row = row or DateAnswer(option=option, party=party, trainer=trainer)
    row.answer, row.answered_at, row.answered_by = said, at, by.user
    row.save()
    return True
