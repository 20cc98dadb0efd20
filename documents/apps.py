"""The app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files, kept once by their hash; who may see one is the owning app's answer."""

    name = "documents"
