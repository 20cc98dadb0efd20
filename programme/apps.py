"""The app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The work programme."""

    name = "programme"
