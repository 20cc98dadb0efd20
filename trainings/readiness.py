"""What is still missing before a request is scheduled or closed, read for pages and services."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from accounts.days import network_day
from certificates import candidates
from certificates.models import Certificate
from courses import languages
from courses.materials import is_published_in
from events import attendance
from events.models import Event, FeedbackForm
from trainings import staff
from trainings.enums import Fault, Need, Party
from trainings.models import Assignment, DateOption, Delivery, TrainingRequest
from trainings.rules import Finding, needs
from trainings.rules.dates import Option
from trainings.rules.needs import ToClose, ToSchedule
from trainings.staff import Staff


def together(request: TrainingRequest, onto: Delivery | None = None) -> QuerySet[TrainingRequest]:
    """Return the request and those that feed the same delivery, or the one it is to join."""
    own = TrainingRequest.objects.filter(pk=request.pk)
    delivery = onto or request.delivery
    return own | TrainingRequest.objects.fed_into(delivery) if delivery else own


def teaching(request: TrainingRequest, onto: Delivery | None = None) -> list[Assignment]:
    """Return the confirmed assignments of a training, whichever request they came by."""
    rows = Assignment.objects.teaching().filter(request__in=together(request, onto).values("pk"))
    return list(rows.select_related("trainer"))


def known_of(option: DateOption, assignments: list[Assignment]) -> Option:
    """Return a date with what both sides and these trainers say to it."""
    said: dict[str, str] = {}
    by_trainer: dict[int, str] = {}
    for one in option.answers.all():
        if one.trainer_id is None:
            said[one.party] = one.answer
        else:
            by_trainer[one.trainer_id] = one.answer
    return Option(
        first_date=option.first_date,
        host=said.get(Party.HOST, ""),
        secretariat=said.get(Party.SECRETARIAT, ""),
        trainers=tuple(
            (one.trainer.name, by_trainer.get(one.trainer_id, "")) for one in assignments
        ),
    )


@dataclass(frozen=True)
class Ground:
    """What is read of a request once, to judge any of its dates by.

    ``own`` are the confirmed trainers who came by this request, ``everybody`` those of the whole
    training, of whom ``known`` tells.
    """

    request: TrainingRequest
    onto: Delivery | None
    own: list[Assignment]
    everybody: list[Assignment]
    known: Staff
    has_material: bool

    def missing(
        self,
        option: DateOption | None,
        *,
        at: datetime,
        alone_reason: str = "",
        material_waiver: str = "",
    ) -> list[Finding]:
        """Return what keeps the request from being scheduled on a date; nothing, if it can be.

        Trainers of the delivery that it is to join have said yes to its date already.
        """
        days = option.days if option else ()
        course, theirs = self.request.sought.pk, [one.pk for one in self.everybody]
        found = needs.to_schedule(
            ToSchedule(
                language=self.request.language,
                language_name=languages.name(self.request.language),
                today=network_day(at),
                option=known_of(option, self.own) if option else None,
                booked={
                    one.trainer.name
                    for one in self.own
                    if self.known[one.trainer_id].teaches_on(days, but_for=theirs)
                },
                teaches=tuple(
                    {
                        approval.language
                        for approval in self.known[one.trainer_id].approved_for(course)
                        if approval.covers(days)
                    }
                    for one in self.everybody
                ),
                alone_reason=alone_reason,
                has_material=self.has_material,
                material_waiver=material_waiver,
                checklist_confirmed=self.request.checklist_confirmed_at is not None,
            )
        )
        if self.onto and option and not _fits(self.request, option, self.onto):
            found.append(Finding(Need.DATE, Fault.OTHER_DELIVERY))
        return found


def ground(request: TrainingRequest, *, at: datetime, onto: Delivery | None = None) -> Ground:
    """Read what the dates of a request are judged by, in few queries however many there are."""
    everybody = teaching(request, onto)
    return Ground(
        request=request,
        onto=onto,
        own=[one for one in everybody if one.request_id == request.pk],
        everybody=everybody,
        known=staff.read([one.trainer_id for one in everybody], at=at),
        has_material=is_published_in(request.sought, request.language),
    )


def to_schedule(
    request: TrainingRequest,
    option: DateOption | None,
    *,
    at: datetime,
    onto: Delivery | None = None,
    **said: str,
) -> list[Finding]:
    """Return what keeps a request from being scheduled on a date; nothing, if it can be.

    ``said`` is the reason for one trainer alone and the waiver of the material.
    """
    return ground(request, at=at, onto=onto).missing(option, at=at, **said)


def _fits(request: TrainingRequest, option: DateOption, onto: Delivery) -> bool:
    event = onto.event
    return (onto.course_id, onto.language, event.first_date, event.last_date) == (
        request.course_id,
        request.language,
        option.first_date,
        option.last_date,
    )


def to_close(
    request: TrainingRequest, *, at: datetime, certificates_waiver: str = ""
) -> list[Finding]:
    """Return what keeps a held training from being closed; nothing, if it can be."""
    event, so_far = request.held.event, progress(request, at=at)
    prefetch_related_objects([event], "sessions")
    everybody = candidates.of_event(event, at=at)
    return needs.to_close(
        ToClose(
            unknown=so_far.unknown,
            due=sum(one.may_be_issued for one in everybody),
            certificates_waiver=certificates_waiver,
            feedback_closed=so_far.feedback_closed,
            report_sent=so_far.report_sent,
        )
    )


@dataclass(frozen=True)
class Progress:
    """How far a training that was held is: of its ``people``, who is unknown, who is certified."""

    people: int
    unknown: int
    certified: int
    feedback_closed: bool
    report_sent: bool


def progress(request: TrainingRequest, *, at: datetime) -> Progress:
    """Return how far a training that was held is; one query."""
    event = request.held.event
    everybody = attendance.people(event)
    given = Certificate.objects.live().made().filter(registration=OuterRef("pk"))
    found: Any = Event.objects.filter(pk=event.pk).values_list(
        _number(everybody),
        _number(attendance.unknown_at_all(event)),
        _number(everybody.filter(Exists(given))),
        Exists(_closed_feedback(event, at=at)),
    )
    people, unknown, certified, is_closed = found.get()
    return Progress(people, unknown, certified, is_closed, request.reported_at is not None)


def _number(people: QuerySet[Any]) -> Coalesce:
    """Return how many people of the event they are, as a column of it."""
    counted = people.order_by().values("event").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _closed_feedback(event: Event, *, at: datetime) -> QuerySet[FeedbackForm]:
    """Return the form by which people were asked what it was like, once it is over."""
    ended = Q(closed_at__isnull=False) | Q(closes_at__lte=at)
    return FeedbackForm.objects.filter(ended, event=event)


def has_closed_feedback(event: Event, *, at: datetime) -> bool:
    """Return whether people were asked what it was like, and it is over."""
    return _closed_feedback(event, at=at).exists()
