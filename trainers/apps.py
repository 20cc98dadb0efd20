"""Trainers as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainersConfig(AppConfig):
    """Nominations, requirements, approvals, availability."""

    name = "trainers"
    verbose_name = _("Trainers")
