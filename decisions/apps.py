"""The register as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    """Numbered decisions."""

    name = "decisions"
    verbose_name = _("Decisions")
