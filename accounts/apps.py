"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, seats, mandates."""

    name = "accounts"
