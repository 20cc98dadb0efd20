"""An agenda under its lock, below that of its meeting.

Locks are taken in one order: earlier meetings before later ones; of one meeting the
event, then its agenda, then its minutes. Who holds an agenda so holds what the event says: nobody
cancels or closes the meeting meanwhile.
"""

from accounts import versions
from agendas.models import Agenda
from events.models import Event


def held(agenda: Agenda) -> Agenda:
    """Return the agenda and its meeting as they are now, under their locks."""
    rows = Event.objects.select_for_update(of=("self",)).select_related("body")
    event = rows.get(agenda=agenda.pk)
    found = Agenda.objects.select_for_update().get(pk=agenda.pk)
    found.event = event
    return found


def locked(agenda: Agenda, *, version: int | None = None) -> Agenda:
    """Return the agenda under its lock, its version counted up and not yet saved.

    Raises ``StaleError`` where another version was read than the one that stands.
    """
    found = held(agenda)
    if version is not None and found.version != version:
        raise versions.StaleError(found)
    found.version += 1
    return found
