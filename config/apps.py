"""The app."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The wiring, with its checks and commands."""

    name = "config"

    def ready(self) -> None:
        """Register the checks."""
        from config import checks  # noqa: F401  # importing registers
