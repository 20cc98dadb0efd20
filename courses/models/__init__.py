"""The tables of courses, split by noun."""

from courses.models.course import Course, Module, Part, Prerequisite, TaskTemplate
from courses.models.material import Material, Translation

__all__ = [
    "Course",
    "Material",
    "Module",
    "Part",
    "Prerequisite",
    "TaskTemplate",
    "Translation",
]
