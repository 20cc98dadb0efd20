"""Courses as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Courses, their parts and modules, their material in each language."""

    name = "courses"
    verbose_name = _("Courses")
