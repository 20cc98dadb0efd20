"""The app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Whatever has a date and people."""

    name = "events"
