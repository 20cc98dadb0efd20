"""The app."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """People, seats, mandates."""

    name = "accounts"

    def ready(self) -> None:
        """Have Django install the guards against overlaps, and verify them."""
        from accounts import overlaps

        post_migrate.connect(overlaps.install_after_migrate, sender=self)
        checks.register(overlaps.guards_stand, checks.Tags.database)
