"""The tables of agendas, split by noun."""

from agendas.models.agenda import Agenda, Edition, StandingItem
from agendas.models.agreement import Agreement
from agendas.models.interest import Interest
from agendas.models.item import AgendaItem
from agendas.models.offer import Offer
from agendas.models.track import Track
from agendas.models.wish import Wish

__all__ = [
    "Agenda",
    "AgendaItem",
    "Agreement",
    "Edition",
    "Interest",
    "Offer",
    "StandingItem",
    "Track",
    "Wish",
]
