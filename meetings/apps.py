"""Meetings of bodies as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """A body meets: convened in time, attended by seats, minuted."""

    name = "meetings"
    verbose_name = _("Meetings of bodies")
