"""The tables of agendas, split by noun."""

from agendas.models.agenda import Agenda, AgendaItem, StandingItem

__all__ = ["Agenda", "AgendaItem", "StandingItem"]
