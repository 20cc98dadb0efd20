"""In which languages courses can be had, and how one gets them in a country."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.models import MemberState
from courses import languages
from courses.materials import languages_of
from courses.models import Course
from events.enums import State
from events.models import Event
from interface.marks import Pill
from trainers.enums import TrainerState
from trainers.models import Qualification


@dataclass(frozen=True)
class Spoken:
    """A language of a course: how many may teach in it, and whether all material is in it."""

    code: str
    trainers: int
    has_material: bool

    @property
    def name(self) -> str:
        """Return what the language is called."""
        return languages.name(self.code)

    @property
    def can_be_had(self) -> bool:
        """Return whether the course can be taught in it as things stand."""
        return self.trainers > 0

    @property
    def pill(self) -> Pill:
        """Return in a word how it stands."""
        if not self.trainers:
            return Pill(_("No trainer yet"), "", "hourglass")
        if not self.has_material:
            return Pill(_("Trainers; material in English"), "info", "people")
        return Pill(_("Trainers and material"), "ok", "check")


def spoken(courses: Iterable[Course], *, on: date) -> dict[int, list[Spoken]]:
    """Return for each course the languages in which there are trainers or all of the material.

    Three queries for any number of courses; English, the source, stands first.
    """
    kept = list(courses)
    published = languages_of(kept)
    teach: dict[tuple[int, str], int] = defaultdict(int)
    rows = Qualification.objects.in_force(on).filter(
        course__in=kept, trainer__state=TrainerState.ACCEPTED
    )
    numbers = rows.order_by().values_list("course", "language")
    for course, language, number in numbers.annotate(Count("trainer", distinct=True)):
        teach[course, language] = number
    return {
        course.pk: _in_order(
            Spoken(code, teach[course.pk, code], code in published[course.pk])
            for code in published[course.pk] | {code for key, code in teach if key == course.pk}
        )
        for course in kept
    }


def _in_order(found: Iterable[Spoken]) -> list[Spoken]:
    return sorted(found, key=lambda one: (one.code != languages.ENGLISH, one.name))


def in_country(found: Iterable[Spoken], state: MemberState) -> list[Spoken]:
    """Return how it stands with the languages of a country, those in which nothing is there too."""
    known = {one.code: one for one in found}
    own = [code for code in state.languages.split(";") if code in languages.CODES]
    return [known.get(code, Spoken(code, 0, has_material=False)) for code in own]


def next_of(courses: Iterable[Course], standing: Standing) -> dict[int, Event]:
    """Return for each course the next event that delivers it, of those the person may know of."""
    rows = (
        Event.objects.visible_to(standing)
        .filter(delivery__course__in=list(courses), state=State.PUBLISHED, ends_at__gt=standing.at)
        .select_related("delivery")
        .order_by("-starts_at", "-pk")
    )
    return {event.delivery.course_id: event for event in rows}
