"""How agendas are put into words."""

from datetime import datetime, time

from django.utils.translation import gettext as _

from agendas.enums import AgendaState, ItemKind, Presenter, PresidencyAnswer
from agendas.models import Agenda, AgendaItem, Edition
from agendas.models.agenda import Presented
from events import countries
from interface import moments
from interface.marks import Pill

STATES = {
    AgendaState.PREPARING: Pill(AgendaState.PREPARING.label, "", "pen"),
    AgendaState.CIRCULATED: Pill(AgendaState.CIRCULATED.label, "info", "mail"),
    AgendaState.ADOPTED: Pill(AgendaState.ADOPTED.label, "ok"),
}


def presented_by(item: Presented) -> str:
    """Return who presents an item: "Presidency", "Latvia, Anna Kalnina" or nothing."""
    match item.presenter:
        case Presenter.NOBODY | Presenter.OTHER:
            who = ""
        case Presenter.STATE:
            who = countries.name(item.presenter_state_id) if item.presenter_state_id else ""
        case _:
            who = str(Presenter(item.presenter).label)
    return ", ".join(filter(None, (who, item.presenter_name)))


def planned(minutes: int | None) -> str:
    """Return how long something takes, as it is planned: "20 min", or nothing."""
    if minutes is None:
        return ""
    return _("%(minutes)d min") % {"minutes": minutes}


def hour(at: time | None) -> str:
    """Return an hour as clocks show it."""
    return f"{at:%H:%M}" if at else ""


KINDS = {
    ItemKind.ADOPTION: ("info", "check"),
    ItemKind.DISCUSSION: ("warn", "pen"),
    ItemKind.INFORMATION: ("", "info"),
    ItemKind.OTHER: ("", "list"),
}


def kind(item: Presented) -> str:
    """Return what the body does with an item, after the letters by which it is known."""
    known = ItemKind(item.kind)
    return f"{known.value} – {known.label}"


def kind_pill(item: Presented) -> Pill:
    """Return the same as icon, words and colour."""
    tone, icon = KINDS[ItemKind(item.kind)]
    return Pill(kind(item), tone, icon)


def edition(shown: Edition) -> str:
    """Return what an edition is: "Adopted on 29 May 2024", "Edition 2, sent out on 3 May 2024"."""
    on = moments.local(shown.at, shown.agenda.event.zone).date()
    said = (
        _("Adopted on %(day)s")
        if shown.is_adopted
        else _("Edition %(number)d, sent out on %(day)s")
    )
    return said % {"number": shown.number, "day": moments.day(on)}


def mark(item: AgendaItem, agenda: Agenda, *, is_had: bool = False) -> Pill | None:
    """Return what has changed of an item since the agenda was adopted, or first sent out.

    What was taken off says so for good. To who had it then it is not added, only to others.
    """
    if item.struck_at:
        return _pill(_("Taken off on %(day)s"), item.struck_at, agenda, "bad")
    since = agenda.marks_begin_at
    if since is None:
        return None
    if item.added_at > since and not is_had:
        return _pill(_("Added on %(day)s"), item.added_at, agenda, "warn")
    if item.changed_at > since:
        return _pill(_("Changed on %(day)s"), item.changed_at, agenda, "warn")
    return None


def _pill(words: str, at: datetime, agenda: Agenda, tone: str) -> Pill:
    on = moments.local(at, agenda.event.zone).date()
    return Pill(words % {"day": moments.short_day(on)}, tone)


def presidency(answer: str) -> Pill:
    """Return what the Presidency says of deciding an item in writing; nothing said, it is asked."""
    match answer:
        case PresidencyAnswer.AGREES:
            return Pill(_("The Presidency agrees"), "ok", "check")
        case PresidencyAnswer.DISCUSS:
            return Pill(_("The Presidency would rather discuss it"), "warn", "talk")
    return Pill(_("The Presidency is asked"), "", "clock")
