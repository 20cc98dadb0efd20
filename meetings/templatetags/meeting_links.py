"""What leads from an event to its agenda, its minutes and the own delegation."""

from django import template
from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from agendas.models import Agenda
from events.models import Event
from interface.marks import Pill
from meetings import words
from meetings.models import Delegation, Minutes

register = template.Library()


@register.simple_tag
def meeting_ways(event: Event, standing: Standing) -> list[tuple[str, str, str]]:
    """Return address, words and icon of what the person may read of a meeting; one query."""
    agendas = Agenda.objects.visible_to(standing).filter(event=event)
    minutes = Minutes.objects.visible_to(standing).filter(event=event)
    rows = Event.objects.filter(pk=event.pk).values_list(Exists(agendas), Exists(minutes))
    has_agenda, has_minutes = rows.get()
    found = []
    if has_agenda:
        found.append((reverse("agendas:agenda", args=[event.slug]), _("Agenda"), "list"))
    if has_minutes:
        found.append((reverse("meetings:minutes", args=[event.slug]), _("Minutes"), "doc"))
    return found


@register.simple_tag
def minutes_way(event: Event, standing: Standing) -> str:
    """Return where the minutes are, to who may read them; one query once the meeting is over."""
    if event.ends_at > standing.at:
        return ""
    minutes = Minutes.objects.visible_to(standing).filter(event=event)
    return reverse("meetings:minutes", args=[event.slug]) if minutes.exists() else ""


@register.simple_tag
def own_answers(event: Event, standing: Standing) -> list[Pill]:
    """Return what the seats of the person have answered to a meeting; one query."""
    answered = Delegation.objects.answered().filter(standing.own_rows, event=event)
    return [words.delegation_pill(one.state) for one in answered]
