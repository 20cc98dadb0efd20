"""Agendas as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendasConfig(AppConfig):
    """What a body will talk about, in which order and with which papers."""

    name = "agendas"
    verbose_name = _("Agendas")
