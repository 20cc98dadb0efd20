"""The app."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Calendar pages and feeds."""

    name = "calendars"
