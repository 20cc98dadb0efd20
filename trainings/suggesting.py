"""Which trainers are suggested for requests: read once for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from accounts.days import network_day
from courses import languages
from trainers.enums import Period
from trainers.models import Availability, Qualification, Trainer
from trainings.models import AssignmentDay, TrainingRequest
from trainings.models.assignment import LOAD_OVER
from trainings.rules.dates import starts
from trainings.rules.matching import Approval, Match, Sought, Teacher, ranked


def teachers(*, at: datetime) -> list[Teacher]:
    """Return all who teach, as matching knows them; four queries."""
    people = list(Trainer.objects.teaching())
    keys = [one.pk for one in people]
    approvals: dict[int, list[Approval]] = defaultdict(list)
    for one in Qualification.objects.filter(trainer__in=keys):
        approvals[one.trainer_id].append(
            Approval(one.course_id, one.language, one.starts, one.ends)
        )
    today = network_day(at)
    booked: dict[int, set[date]] = defaultdict(set)
    taught: dict[int, set[int]] = defaultdict(set)
    days = AssignmentDay.objects.filter(trainer__in=keys, date__gt=today - LOAD_OVER)
    for trainer, day, assignment in days.values_list("trainer", "date", "assignment"):
        if day >= today:
            booked[trainer].add(day)
        if day <= today:
            taught[trainer].add(assignment)
    said: dict[tuple[int, str], list[tuple[date, date]]] = defaultdict(list)
    for span in Availability.objects.filter(trainer__in=keys, ends__gte=today):
        said[span.trainer_id, span.period].append((span.starts, span.ends))
    return [
        Teacher(
            key=one.pk,
            name=one.name,
            country=one.member_state_id or "",
            approvals=tuple(approvals[one.pk]),
            booked=frozenset(booked[one.pk]),
            away=tuple(said[one.pk, Period.AWAY]),
            free=tuple(said[one.pk, Period.FREE]),
            load=len(taught[one.pk]),
        )
        for one in people
    ]


def sought_by(request: TrainingRequest) -> Sought:
    """Return what a request seeks: on the dates proposed, or on any within its windows."""
    options = [one.days for one in request.options.all() if one.dropped_at is None]
    return Sought(
        course=request.sought.pk,
        language=request.language,
        language_name=languages.name(request.language),
        dates=tuple(options or starts(request.spans, days=request.sought.days)),
        country=request.member_state_id,
    )


def for_requests(requests: Iterable[TrainingRequest], *, at: datetime) -> dict[int, list[Match]]:
    """Return the ranked trainers for each request by its key; trainers are read once.

    Read the requests with ``options``, ``windows`` and ``course__parts`` at hand.
    """
    everybody = teachers(at=at)
    return {one.pk: ranked(everybody, sought_by(one)) for one in requests}


def for_request(request: TrainingRequest, *, at: datetime) -> list[Match]:
    """Return the ranked trainers for one request, without those who were asked already."""
    taken = {one.trainer_id for one in request.assignments.all()}
    return [
        match
        for match in ranked(teachers(at=at), sought_by(request))
        if match.teacher.key not in taken
    ]
