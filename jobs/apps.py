"""The jobs as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Leases and heartbeats."""

    name = "jobs"
    verbose_name = _("Jobs")
