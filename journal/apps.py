"""The journal as Django knows it."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """Installs the triggers after every migration and checks that they stand."""

    name = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        """Have Django call the installer, and the check that verifies it."""
        from journal import triggers

        post_migrate.connect(triggers.install_after_migrate, sender=self)
        checks.register(triggers.tables_exist)
        checks.register(triggers.triggers_stand, checks.Tags.database)
