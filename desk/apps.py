"""The app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages that read across everything."""

    name = "desk"
