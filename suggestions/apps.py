"""Suggestions as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    """What the Presidency asks the Board for, who answered, and what came of it."""

    name = "suggestions"
    verbose_name = _("Suggestions")
