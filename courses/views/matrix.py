"""All material and all languages at a glance."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from courses import languages, rules
from courses.enums import TranslationState
from courses.models import Course, Material, Translation
from courses.views.material import TONES, for_those_who_check
from interface.marks import Pill


@dataclass(frozen=True)
class Cell:
    """How far a material is in a language; without a translation it is not begun."""

    material: Material
    translation: Translation | None = None
    pill: Pill | None = None
    is_behind: bool = False


@dataclass(frozen=True)
class Grid:
    """The materials of a course, and for each language into which one is translated its cells."""

    course: Course
    materials: list[Material]
    rows: list[tuple[str, list[Cell]]]


@require_safe
@for_those_who_check
def matrix(request: Request) -> HttpResponse:
    """Show how far each material of each course is in each language; three queries."""
    rows = Material.objects.filter(archived_at=None, course__archived_at=None)
    materials = (
        rows.select_related("course")
        .prefetch_related("translations")
        .order_by("course__order", "course__title", "course", "order", "pk")
    )
    grids = [
        _grid(course, list(own))
        for course, own in groupby(materials, key=lambda material: material.course)
    ]
    return render(request, "courses/matrix.html", {"grids": grids})


def _grid(course: Course, materials: list[Material]) -> Grid:
    known = {
        (one.language, material.pk): _cell(material, one)
        for material in materials
        for one in material.translations.all()
    }
    codes = sorted({code for code, _material in known}, key=languages.name)
    rows = [
        (
            languages.name(code),
            [known.get((code, material.pk)) or Cell(material) for material in materials],
        )
        for code in codes
    ]
    return Grid(course, materials, rows)


def _cell(material: Material, translation: Translation) -> Cell:
    return Cell(
        material,
        translation,
        TONES[TranslationState(translation.state)],
        is_behind=rules.is_behind(translates=translation.translates, source=material.number),
    )
