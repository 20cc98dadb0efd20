"""What needs the Secretariat now, about certificates, and what is new for a Member State."""

from datetime import timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, Replace
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Occasions, Todo, told_together
from certificates.enums import CorrectionState
from certificates.models import Batch, Certificate, CertificateQuerySet, Correction
from certificates.services.batches import LABEL
from events import untaken
from events.enums import THERE, State
from events.models import Attendance, Event
from events.models.event import EventQuerySet
from jobs.enums import State as JobState
from jobs.models import Job

NAMED = 3
NEWS = timedelta(days=30)


def waiting(standing: Standing) -> list[Occasions]:
    """Return what may wait for the Secretariat; for who speaks for a state, what came.

    A state is told of what was issued in the last thirty days.
    """
    if standing.is_secretariat:
        return [_unsettled()]
    return [_come(standing)] if standing.member_states else []


def for_user(standing: Standing) -> list[Todo]:
    """Return all that waits for the person, in one query."""
    return told_together(waiting(standing))


def _unsettled() -> Occasions:
    """Return the events with a wish or a batch that is stuck, or with nothing issued."""
    given = Certificate.objects.filter(registration__event=OuterRef("pk"))
    there = Attendance.objects.filter(registration__event=OuterRef("pk"), presence__in=THERE)
    begun = Batch.objects.filter(event=OuterRef("pk"))
    unsettled = EventQuerySet(Event).filter(
        Q(pk__in=_wishes().values("certificate__registration__event"))
        | Q(pk__in=_stuck().values("event"))
        | Q(Exists(there), ~Exists(given), ~Exists(begun), state=State.HELD)
    )
    of_the_event = _wishes().filter(certificate__registration__event=OuterRef("pk")).order_by()
    counted = of_the_event.values("certificate__registration__event").annotate(Count("pk"))
    first_stuck = _stuck().filter(event=OuterRef("pk")).order_by("pk").values("key")[:1]
    told = JSONObject(
        pk="pk",
        slug="slug",
        title="title",
        kind="kind",
        starts_at="starts_at",
        unknown="unknown",
        gives="gives",
        wishes=Coalesce(Subquery(counted.values("pk__count")), 0),
        to_issue=~Exists(begun),
        stuck=Subquery(first_stuck),
    )
    rows = untaken.with_unknown(unsettled).annotate(told=told)
    return Occasions(rows, _of_office, order=["starts_at", "pk"])


def _wishes() -> QuerySet[Correction]:
    return Correction.objects.filter(state=CorrectionState.OPEN)


def _of_office(events: list[Any]) -> list[Todo]:
    """Return what the Secretariat has to look at, decide and issue."""
    ready = [
        event for event in events if event.to_issue and not event.unknown and untaken.gives(event)
    ]
    return [
        *(_given_up(event) for event in events if event.stuck),
        *(_wished(event) for event in events if event.wishes),
        *_to_issue(ready),
    ]


def _news(standing: Standing) -> CertificateQuerySet:
    """Return what was issued lately to people of the own states."""
    return (
        Certificate.objects.live()
        .made()
        .filter(
            registration__country__in=standing.member_states,
            registration__event__in=Event.objects.visible_to(standing).values("pk"),
            erased_at=None,
            made_at__gt=standing.at - NEWS,
        )
    )


def _come(standing: Standing) -> Occasions:
    """Return how many came of each event for each state."""
    told = JSONObject(
        slug="registration__event__slug",
        title="registration__event__title",
        starts_at="registration__event__starts_at",
        code="registration__country",
        number=Count("pk"),
    )
    rows = _news(standing).values("registration__event", "registration__country")
    return Occasions(rows.annotate(told=told), _to_see, order=["starts_at", "slug", "code"])


def _to_see(rows: list[Any]) -> list[Todo]:
    return [
        Todo(
            what=_("Certificates of your people: %(title)s (%(count)d)")
            % {"title": row.title, "count": row.number},
            by=None,
            url=reverse("certificates:of_state", args=[row.slug, row.code]),
            button=_("See them"),
            seat=row.code,
        )
        for row in rows
    ]


def _stuck() -> QuerySet[Batch]:
    """Return the batches whose work was given up; engines keep a key with hyphens or without."""
    failed = Job.objects.filter(label=LABEL, state=JobState.FAILED)
    return Batch.objects.alias(bare=_bare(Cast("key", CharField()))).filter(
        bare__in=failed.values_list(_bare(F("about")))
    )


def _bare(key: Cast | F) -> Replace:
    return Replace(key, Value("-"), Value(""))


def _given_up(event: Any) -> Todo:
    return Todo(
        what=_("Certificates do not go on: %(title)s") % {"title": event.title},
        by=None,
        url=reverse("certificates:batch", args=[event.slug, event.stuck]),
        button=_("See why"),
        urgent=True,
    )


def _wished(event: Any) -> Todo:
    return Todo(
        what=ngettext(
            "%(title)s: %(count)d holder asks for another spelling",
            "%(title)s: %(count)d holders ask for another spelling",
            event.wishes,
        )
        % {"title": event.title, "count": event.wishes},
        by=None,
        url=f"{reverse('certificates:of_event', args=[event.slug])}?wishes=on",
        button=_("Decide"),
    )


def _to_issue(events: list[Any]) -> list[Todo]:
    """Ask once for all, however many there are."""
    titles = [event.title for event in events]
    if len(events) > 1:
        return [
            Todo(
                what=_("Certificates were not issued at %(count)d events") % {"count": len(events)},
                by=None,
                url=untaken.on_the_board(events),
                button=_("See them"),
                note=" · ".join([*titles[:NAMED], *(["…"] if titles[NAMED:] else [])]),
            )
        ]
    return [
        Todo(
            what=_("Issue the certificates: %(title)s") % {"title": event.title},
            by=None,
            url=reverse("certificates:of_event", args=[event.slug]),
            button=_("See who has earned one"),
        )
        for event in events
    ]
