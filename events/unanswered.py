"""What one is asked oneself: as the registrant of an event ahead, and after it."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from events import respondents
from events.enums import RegistrationState, State
from events.models import Registration
from interface import moments
from mail import links

PURPOSE = "events:own_registration"


def for_user(standing: Standing) -> list[Todo]:
    """Return what organisers still want to know of the person, before and after; one query."""
    if standing.user is None:
        return []
    own = Registration.objects.of(standing.user)
    lacking = own.missing_answers().filter(
        Q(event__details_until=None) | Q(event__details_until__gte=standing.at.date()),
        event__state=State.PUBLISHED,
        event__starts_at__gt=standing.at,
    )
    silent = own.filter(
        feedback_asked__has_answered=False,
        feedback_asked__form__closes_at__gt=standing.at,
        feedback_asked__form__closed_at=None,
    )
    named = Q(
        state=RegistrationState.NAMED,
        event__state=State.PUBLISHED,
        event__starts_at__gt=standing.at,
    )
    rows = (
        own.annotate(
            lacks=Exists(lacking.filter(pk=OuterRef("pk"))),
            is_silent=Exists(silent.filter(pk=OuterRef("pk"))),
        )
        .filter(Q(lacks=True) | Q(is_silent=True) | named)
        .select_related("event", "feedback_asked__form")
        .order_by("event__starts_at", "pk")
    )
    registrations: list[Any] = list(rows)  # registrations with what is wanted of them
    return [
        *(_named(one) for one in registrations if one.state == RegistrationState.NAMED),
        *(_silent(one) for one in registrations if one.is_silent),
        *(_asked(one) for one in registrations if one.lacks),
    ]


def _named(registration: Registration) -> Todo:
    event = registration.event
    token = links.token(PURPOSE, registration.key, registration.link_generation)
    return Todo(
        what=_("Say whether you come: %(title)s") % {"title": event.title},
        by=event.starts_at,
        zone=event.zone,
        url=reverse(PURPOSE, args=[token]),
        button=_("Answer"),
        note=moments.day(event.first_date),
    )


def _silent(registration: Registration) -> Todo:
    event = registration.event
    return Todo(
        what=_("Say what it was like: %(title)s") % {"title": event.title},
        by=registration.feedback_asked.form.closes_at,
        zone=event.zone,
        url=reverse(respondents.PAGE, args=[respondents.token_of(registration)]),
        button=_("Answer"),
        note=moments.days(event.first_date, event.last_date),
    )


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
