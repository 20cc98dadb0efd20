"""Trainings on request as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    """Requests, dates, assignments, checklists, deliveries."""

    name = "trainings"
    verbose_name = _("Trainings on request")
