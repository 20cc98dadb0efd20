"""What one is asked oneself, as the registrant of an event ahead."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from events.enums import RegistrationState, State
from events.models import Registration
from interface import moments
from mail import links

PURPOSE = "events:own_registration"


def for_user(standing: Standing) -> list[Todo]:
    """Return the events ahead whose organisers lack an answer of the person; one query."""
    if standing.user is None:
        return []
    rows = (
        Registration.objects.of(standing.user)
        .missing_answers()
        .filter(
            Q(event__details_until=None) | Q(event__details_until__gte=standing.at.date()),
            event__state=State.PUBLISHED,
            event__starts_at__gt=standing.at,
        )
        .select_related("event")
        .order_by("event__starts_at", "pk")
    )
    return [_asked(registration) for registration in rows]


def _asked(registration: Registration) -> Todo:
    event = registration.event
    lacking = registration.unanswered
    if registration.state == RegistrationState.CONFIRMED:
        lacking += registration.unanswered_later
    until = event.details_until
    end = datetime.combine(until, time(23, 59), ZoneInfo(event.zone)) if until else event.starts_at
    token = links.token(PURPOSE, registration.key, registration.link_generation)
    sentence = ngettext(
        "One question more: %(title)s", "%(count)d questions more: %(title)s", lacking
    )
    return Todo(
        what=sentence % {"count": lacking, "title": event.title},
        by=end,
        zone=event.zone,
        url=reverse("events:own_details", args=[token]),
        button=ngettext("Answer it", "Answer them", lacking),
        note=moments.days(event.first_date, event.last_date),
    )
