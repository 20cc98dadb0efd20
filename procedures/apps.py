"""Written procedures as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    """Rules, replies, outcomes."""

    name = "procedures"
    verbose_name = _("Written procedures")
