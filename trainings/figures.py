"""What is counted of trainings: requests, trainings held, participants; by year."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from accounts.enums import Category
from accounts.models import MemberState
from courses import languages
from courses.models import Course
from events.enums import THERE, RegistrationState
from events.enums import State as EventState
from events.models import Registration
from events.models.registration import RegistrationQuerySet
from trainings.models import Delivery, GroupPart, TrainingRequest


@dataclass(frozen=True)
class Sent:
    """One request that was sent: in which year, by which state, for which course."""

    year: int
    member_state: str
    course: int


@dataclass(frozen=True)
class Held:
    """One training that took place."""

    delivery: Delivery
    year: int
    host: str
    course: int


@dataclass(frozen=True)
class People:
    """How many participants of one training agree in country and target group."""

    year: int
    delivery: int
    course: int
    country: str
    category: str
    number: int


@dataclass(frozen=True)
class Figures:
    """All that is counted; ``asked`` is how many of each group the requests of a year expected."""

    sent: tuple[Sent, ...]
    held: tuple[Held, ...]
    people: tuple[People, ...]
    asked: Counter[tuple[int, str]]

    @property
    def years(self) -> list[int]:
        """Return the years of which something is known, the latest first."""
        found = {one.year for one in self.sent} | {one.year for one in self.held}
        return sorted(found, reverse=True)


@dataclass(frozen=True)
class GroupLine:
    """One target group: how many requests expected of it, and how many took part."""

    label: str
    expected: int
    participants: int


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is of, requests, trainings held, participants."""

    label: str
    requests: int
    trainings: int
    participants: int


def read(*, at: datetime) -> Figures:
    """Return the figures of all years in five queries.

    Participants are those who were there, where attendance was taken, else those confirmed.
    """
    sent = TrainingRequest.objects.filter(submitted_at__isnull=False).order_by()
    rows = sent.annotate(year=ExtractYear("submitted_at"))
    asked = (
        GroupPart.objects.filter(request__in=sent.values("pk"))
        .annotate(year=ExtractYear("request__submitted_at"))
        .values_list("year", "category")
        .annotate(Sum("people"))
        .order_by()
    )
    held = [
        Held(one, one.event.first_date.year, one.event.host_id or "", one.course_id)
        for one in Delivery.objects.filter(
            event__state__in=[EventState.PUBLISHED, EventState.HELD, EventState.CLOSED],
            event__ends_at__lte=at,
        ).select_related("event", "course")
    ]
    return Figures(
        sent=tuple(Sent(*one) for one in rows.values_list("year", "member_state", "course")),
        held=tuple(held),
        people=tuple(_people(held)),
        asked=Counter({(year, category): number for year, category, number in asked}),
    )


def _people(held: list[Held]) -> Iterable[People]:
    by_event = {one.delivery.event_id: one for one in held}
    confirmed = Registration.objects.filter(
        event__in=by_event, state=RegistrationState.CONFIRMED
    ).order_by()
    there = list(_counted(confirmed.filter(attendances__presence__in=THERE)))
    taken = {event for event, *_rest in there}
    silent = [one for one in _counted(confirmed) if one[0] not in taken]
    for event, country, category, number in [*there, *silent]:
        one = by_event[event]
        yield People(one.year, one.delivery.pk, one.course, country, category, number)


def _counted(rows: RegistrationQuerySet) -> Iterable[tuple[int, str, str, int]]:
    return rows.values_list("event", "country", "category").annotate(Count("pk", distinct=True))


def by_member_state(figures: Figures, year: int) -> list[Line]:
    """Return a line for each Member State that asked, hosted or took part; others together."""
    requests = Counter(one.member_state for one in figures.sent if one.year == year)
    trainings = Counter(one.host for one in figures.held if one.year == year)
    people = _added(figures, year, lambda one: one.country)
    found = []
    for state in MemberState.objects.all():
        numbers = [counted.pop(state.code, 0) for counted in (requests, trainings, people)]
        if any(numbers):
            found.append(Line(state.name, *numbers))
    rest = [counted.total() for counted in (requests, trainings, people)]
    return [*found, Line(_("Elsewhere"), *rest)] if any(rest) else found


def by_course(figures: Figures, year: int) -> list[Line]:
    """Return a line for each course that was asked for or given."""
    requests = Counter(one.course for one in figures.sent if one.year == year)
    trainings = Counter(one.course for one in figures.held if one.year == year)
    people = _added(figures, year, lambda one: one.course)
    courses = Course.objects.filter(pk__in={*requests, *trainings})
    return [Line(one.title, requests[one.pk], trainings[one.pk], people[one.pk]) for one in courses]


def by_group(figures: Figures, year: int) -> list[GroupLine]:
    """Return for each target group how many were expected, and how many took part."""
    people = _added(figures, year, lambda one: one.category)
    return [
        GroupLine(str(group.label), figures.asked[year, group], people[group]) for group in Category
    ]


def _added(figures: Figures, year: int, what: Callable[[People], Any]) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for one in figures.people:
        if one.year == year:
            found[what(one)] += one.number
    return found


def sheets(figures: Figures) -> list[tuple[str, list[str], list[list[object]]]]:
    """Return all years as sheets: title, heads and rows of each."""
    people = Counter({one.delivery.pk: 0 for one in figures.held})
    for row in figures.people:
        people[row.delivery] += row.number
    lines = [_("Requests"), _("Trainings held"), _("Participants")]
    return [
        (
            _("By Member State"),
            [_("Year"), _("Member State"), *lines],
            [
                [year, one.label, one.requests, one.trainings, one.participants]
                for year in figures.years
                for one in by_member_state(figures, year)
            ],
        ),
        (
            _("By target group"),
            [_("Year"), _("Target group"), _("Expected in requests"), _("Participants")],
            [
                [year, one.label, one.expected, one.participants]
                for year in figures.years
                for one in by_group(figures, year)
            ],
        ),
        (
            _("By course"),
            [_("Year"), _("Course"), *lines],
            [
                [year, one.label, one.requests, one.trainings, one.participants]
                for year in figures.years
                for one in by_course(figures, year)
            ],
        ),
        (
            _("Trainings held"),
            [
                _("First day"), _("Training"), _("Course"), _("Language"), _("Host"),
                _("Participants"),
            ],
            [
                [
                    one.delivery.event.first_date,
                    one.delivery.event.title,
                    one.delivery.course.title,
                    languages.name(one.delivery.language),
                    one.host,
                    people[one.delivery.pk],
                ]
                for one in figures.held
            ],
        ),
    ]  # fmt: skip
