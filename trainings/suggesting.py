"""Which trainers are suggested for requests: read once for any number of them."""

from collections.abc import Iterable
from datetime import datetime

from accounts.days import network_day
from courses import languages
from trainers.models import Trainer
from trainings import staff
from trainings.models import TrainingRequest
from trainings.rules.dates import starts
from trainings.rules.matching import Match, Sought, Teacher, ranked
from trainings.staff import Staff


def teachers(*, at: datetime) -> list[Teacher]:
    """Return all who teach, as matching knows them; two queries."""
    people = list(Trainer.objects.teaching())
    return as_teachers(people, staff.read([one.pk for one in people], at=at), at=at)


def as_teachers(people: Iterable[Trainer], known: Staff, *, at: datetime) -> list[Teacher]:
    """Return trainers as matching knows them."""
    today = network_day(at)
    return [
        Teacher(
            key=one.pk,
            name=one.name,
            country=one.member_state_id or "",
            approvals=tuple(known[one.pk].approvals),
            booked=frozenset(day for day, _of in known[one.pk].taken if day >= today),
            away=tuple(known[one.pk].away),
            free=tuple(known[one.pk].free),
            load=len({of for day, of in known[one.pk].taken if day <= today}),
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
    return without_asked(request, teachers(at=at))


def without_asked(request: TrainingRequest, everybody: Iterable[Teacher]) -> list[Match]:
    """Return those of the teachers who can, ranked, without those who were asked already."""
    taken = {one.trainer_id for one in request.assignments.all()}
    return [
        match for match in ranked(everybody, sought_by(request)) if match.teacher.key not in taken
    ]
