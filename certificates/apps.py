"""Certificates as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Who has earned one, what it says, and whether it is true."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Register the checks."""
        from certificates import checks  # noqa: F401  # importing registers
