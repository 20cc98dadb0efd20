"""What there is of a course's material in each language, read for pages and for scheduling."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from courses.enums import TranslationState
from courses.languages import ENGLISH
from courses.models import Course, Material, Translation


def languages_of(courses: Iterable[Course]) -> dict[int, set[str]]:
    """Return for each course the languages in which all of its material is published.

    English is the source and always among them; two queries for any number of courses.
    """
    keys = [course.pk for course in courses]
    wanted = dict(
        Material.objects.filter(course__in=keys, archived_at=None)
        .values_list("course")
        .annotate(Count("pk"))
        .order_by()
    )
    there = (
        Translation.objects.filter(
            material__course__in=keys,
            material__archived_at=None,
            state=TranslationState.PUBLISHED,
        )
        .values_list("material__course", "language")
        .annotate(Count("pk"))
        .order_by()
    )
    found: dict[int, set[str]] = defaultdict(set)
    for key in keys:
        found[key].add(ENGLISH)
    for course, language, number in there:
        if number == wanted[course]:
            found[course].add(language)
    return found


def is_published_in(course: Course, language: str) -> bool:
    """Return whether all of a course's material can be handed out in a language."""
    return language in languages_of([course])[course.pk]
