"""Dates: the Secretariat proposes, both sides and the trainers answer."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import By, NotNowError
from trainers.models import Trainer
from trainings import emails
from trainings.enums import Answer, Deed, Fault, Happening, Need, Party, RequestState
from trainings.models import DateAnswer, DateOption, TrainingRequest
from trainings.rules import Finding, UnmetError
from trainings.services.locks import SIDES, NotYoursError, happened, locked, note, require, touch

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
) -> list[DateOption]:
    """Propose dates by their first days; the Secretariat says yes to each, others are asked.

    One that was taken back stands again, with the answers it had. Raises ``UnmetError`` for a
    day that is not in the future or an answer wanted too late for all of them.
    """
    request = negotiated(request)
    require(by, request, By.SECRETARIAT)
    today, days = network_day(at), sorted(set(first_dates))
    if not days:
        raise UnmetError([Finding("first_dates", Fault.MISSING)])
    if days[0] <= today:
        raise UnmetError([Finding("first_dates", Fault.DATE_PASSED)])
    if close_on is not None and close_on < today:
        raise UnmetError([Finding("close_on", Fault.DATE_PASSED)])
    length = request.sought.days
    options = [_proposed(request, day, days=length, by=by, at=at) for day in days]
    request.dates_close_on = close_on
    touch(request, by=by, at=at)
    request.save()
    told = [day.isoformat() for day in days]
    note(Deed.DATES_PROPOSED, request, by=by, at=at, dates=told)
    happened(request, Happening.DATES_PROPOSED, by=by, at=at, dates=told)
    emails.dates_proposed(request, options, at=at)
    return options


def _proposed(
    request: TrainingRequest, day: date, *, days: int, by: Standing, at: datetime
) -> DateOption:
    option, _made = DateOption.objects.update_or_create(
        request=request,
        first_date=day,
        defaults={"dropped_at": None, "last_date": day + timedelta(days=days - 1)},
        create_defaults={
            "last_date": day + timedelta(days=days - 1),
            "proposed_at": at,
            "proposed_by": by.user,
        },
    )
    write_answer(option, Answer.YES, party=Party.SECRETARIAT, by=by, at=at)
    return option


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
    """Answer dates as a trainer who was invited. Raises ``NotYoursError`` for anybody else's."""
    request = negotiated(request)
    require_trainer(trainer, by=by)
    if not request.assignments.own(by).standing().filter(trainer=trainer).exists():
        raise NotYoursError
    answer_for_trainer(request, trainer, answers, by=by, at=at)


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
) -> int:
    """Write down what a trainer says to the dates; return how many answers are new."""
    return sum(
        write_answer(option, said, party=Party.TRAINER, trainer=trainer, by=by, at=at)
        for option in standing_options(request)
        if (said := answers.get(option.key))
    )


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
