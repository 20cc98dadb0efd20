"""What there is of a course's material in each language, read for pages and for scheduling."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q

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
    has_all = has_all_in(course=OuterRef("pk"), language=language)
    return language == ENGLISH or Course.objects.filter(has_all, pk=course.pk).exists()


def has_all_in(*, course: OuterRef, language: OuterRef | str) -> Q:
    """Return as a condition whether there is material, and all of it published in a language.

    The language is looked up two queries further out than it stands.
    """
    there = Material.objects.filter(course=course, archived_at=None)
    published = Translation.objects.filter(
        material=OuterRef("pk"), language=language, state=TranslationState.PUBLISHED
    )
    return Q(Exists(there)) & ~Q(Exists(there.filter(~Exists(published))))
