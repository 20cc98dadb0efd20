"""What is still missing before a request is scheduled or closed, read for pages and services."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, prefetch_related_objects

from accounts.days import network_day
from certificates import candidates
from courses import languages
from courses.languages import ENGLISH
from courses.materials import is_published_in
from events import attendance
from events.models import Event, FeedbackForm
from trainers.models import Qualification
from trainings.enums import Fault, Need, Party
from trainings.models import Assignment, AssignmentDay, DateOption, Delivery, TrainingRequest
from trainings.rules import Finding, needs
from trainings.rules.dates import Option
from trainings.rules.matching import Approval
from trainings.rules.needs import ToClose, ToSchedule


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
    training; ``booked`` are days on which one of one's own teaches elsewhere, by name.
    """

    request: TrainingRequest
    onto: Delivery | None
    own: list[Assignment]
    everybody: list[Assignment]
    booked: list[tuple[str, date]]
    approvals: dict[int, list[Approval]]
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
        found = needs.to_schedule(
            ToSchedule(
                language=self.request.language,
                language_name=languages.name(self.request.language),
                today=network_day(at),
                option=known_of(option, self.own) if option else None,
                booked={name for name, day in self.booked if day in days},
                teaches=tuple(
                    {one.language for one in self.approvals[trainer.trainer_id] if one.covers(days)}
                    for trainer in self.everybody
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
    course = request.sought
    everybody = teaching(request, onto)
    own = [one for one in everybody if one.request_id == request.pk]
    booked = AssignmentDay.objects.filter(
        trainer__in=[one.trainer_id for one in own], date__gte=network_day(at)
    ).exclude(assignment__in=[one.pk for one in everybody])
    approvals: dict[int, list[Approval]] = {one.trainer_id: [] for one in everybody}
    for one in Qualification.objects.filter(trainer__in=approvals, course=course):
        approvals[one.trainer_id].append(
            Approval(one.course_id, one.language, one.starts, one.ends)
        )
    return Ground(
        request=request,
        onto=onto,
        own=own,
        everybody=everybody,
        booked=list(booked.values_list("trainer__name", "date")),
        approvals=approvals,
        has_material=request.language == ENGLISH or is_published_in(course, request.language),
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
    event = request.held.event
    prefetch_related_objects([event], "sessions")
    counting = [one for one in event.sessions.all() if one.counts]
    everybody = candidates.of_event(event, at=at)
    return needs.to_close(
        ToClose(
            unknown=attendance.lacking(event, counting).count(),
            due=sum(one.may_be_issued for one in everybody),
            certificates_waiver=certificates_waiver,
            feedback_closed=has_closed_feedback(event, at=at),
            report_sent=request.reported_at is not None,
        )
    )


def has_closed_feedback(event: Event, *, at: datetime) -> bool:
    """Return whether people were asked what it was like, and it is over."""
    ended = Q(closed_at__isnull=False) | Q(closes_at__lte=at)
    return FeedbackForm.objects.filter(ended, event=event).exists()
