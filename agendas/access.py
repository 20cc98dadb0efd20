"""Whose an agenda is: who runs the event prepares it, the body reads it once it was sent out."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404

from accounts.access import Standing
from accounts.http import Request
from accounts.steps import By
from agendas.enums import AgendaState
from agendas.models import Agenda, AgendaItem
from agendas.models.item import asked
from events.access import event_run_by, may_edit
from events.enums import Kind, State
from events.models import Event
from interface import moments

SETTLED = frozenset({State.CLOSED, State.CANCELLED})
"""States of a meeting in which its agenda stays as it is."""


def agenda_of(request: Request, slug: str) -> Agenda:
    """Return the agenda of a page, or 404 for whoever may not read it."""
    found = agenda_if_readable(request, slug)
    if found is None:
        raise Http404
    return found


def agenda_if_readable(request: Request, slug: str) -> Agenda | None:
    """Return the agenda of a page, or nothing where the person may not read it."""
    rows = Agenda.objects.visible_to(request.standing).select_related(
        "event__body", "event__host", "event__funding"
    )
    told = rows.told_what_stands_beside().annotate(
        is_asked=Exists(asked(request.standing).filter(pk=OuterRef("event")))
    )
    return told.filter(event__slug=slug).first()


def meeting_run_by(request: Request, slug: str) -> Event:
    """Return the meeting of a body, for who prepares it; else 404."""
    event = event_run_by(request, slug)
    if not is_of_a_body(event):
        raise Http404
    return event


def agenda_run_by(request: Request, slug: str) -> Agenda:
    """Return the agenda of a page, or 404 for whoever does not prepare it."""
    event = meeting_run_by(request, slug)
    found = Agenda.objects.filter(event=event).first()
    if found is None:
        raise Http404
    found.event = event
    return found


def item_run_by(request: Request, agenda: Agenda, key: UUID | str) -> AgendaItem:
    """Return an item of the agenda that the person may see, or 404."""
    rows = AgendaItem.objects.visible_to(request.standing, agenda.event)
    found = rows.select_related("parent", "presenter_state").filter(key=key).first()
    if found is None:
        raise Http404
    found.agenda = agenda
    return found


def is_of_a_body(event: Event) -> bool:
    """Return whether an event is the meeting of a body, which has an agenda."""
    return event.kind == Kind.MEETING


def has_come(day: date, *, event: Event, at: datetime) -> bool:
    """Return whether a day of a meeting has come, where the meeting is."""
    return day <= moments.local(at, event.zone).date()


def is_ahead(event: Event, at: datetime) -> bool:
    """Return whether a meeting is on a later day, where it is."""
    return not has_come(event.first_date, event=event, at=at)


def may_be_adopted(agenda: Agenda, at: datetime) -> bool:
    """Return whether the body can adopt an agenda: it has it, and meets today or has met."""
    event = agenda.event
    is_sent_out = agenda.state == AgendaState.CIRCULATED
    return is_sent_out and event.state not in SETTLED and not is_ahead(event, at)


def answers_for_presidency(standing: Standing, event: Event) -> bool:
    """Return whether a person says for the Presidency of a meeting what is decided in writing.

    That are its team, and who speaks for its state.
    """
    if event.host_id in standing.member_states:
        return True
    return event.host_id in standing.presidency and may_edit(standing, event)


def party(standing: Standing, event: Event) -> By | None:
    """Return as whom a person prepares a meeting; nothing where it is not theirs."""
    if standing.is_secretariat:
        return By.SECRETARIAT
    return By.PRESIDENCY if may_edit(standing, event) else None
