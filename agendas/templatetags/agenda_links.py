"""The way from an event to its agenda; of what is no meeting nothing is asked."""

from django import template
from django.urls import reverse

from accounts.access import Standing
from agendas.access import is_of_a_body
from agendas.models import Agenda
from events.models import Event

register = template.Library()


@register.simple_tag
def agenda_url(event: Event, standing: Standing) -> str:
    """Return where the agenda of a meeting is read, for who may read it; else nothing."""
    if not is_of_a_body(event):
        return ""
    is_there = Agenda.objects.visible_to(standing).filter(event=event).exists()
    return reverse("agendas:agenda", args=[event.slug]) if is_there else ""
