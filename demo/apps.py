"""The app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration."""

    name = "demo"
