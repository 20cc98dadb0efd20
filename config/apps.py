"""The app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The wiring, with its commands."""

    name = "config"
