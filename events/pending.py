"""What one event waits for from who runs it: each with the page where it is done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.todos import Todo
from events import afterwards
from events.enums import Approver, RegistrationState, State
from events.models import ChangeRequest, Event, Invitation, Mailing, Registration
from events.models.invitation import InvitationQuerySet
from events.models.registration import awaits_a_state
from mail.models import Letter


def of_event(event: Event, *, counts: Mapping[str, int], at: datetime) -> list[Todo]:
    """Return what the Secretariat has to do about one event, in four queries until it is over.

    ``counts`` are the registrations by state. What is left once it is over comes before the
    step that closes it.
    """
    waiting = _counted(event)
    pages = {
        name: reverse(f"events:{name}", args=[event.slug])
        for name in ("registrations", "requests", "invitations", "mailings", "publish", "close")
    }
    closes = event.registration_closes_at or event.starts_at
    before = event.starts_at if event.starts_at > at else None
    found = [
        *_letters(event),
        *_pending(event, counts[RegistrationState.PENDING], by=before),
        *_one(
            waiting["wishes"],
            ngettext(
                "%(count)d change is asked for",
                "%(count)d changes are asked for",
                waiting["wishes"],
            ),
            by=before,
            url=pages["requests"],
            button=_("Decide"),
        ),
        *_one(
            counts[RegistrationState.OFFERED],
            ngettext(
                "%(count)d offered place is not accepted yet",
                "%(count)d offered places are not accepted yet",
                counts[RegistrationState.OFFERED],
            ),
            url=f"{pages['registrations']}?state=offered",
            button=_("See who"),
            note=_("They move on by themselves when their time is over."),
        ),
        *_one(
            waiting["prepared"],
            ngettext(
                "%(count)d invitation is prepared and not sent",
                "%(count)d invitations are prepared and not sent",
                waiting["prepared"],
            ),
            url=f"{pages['invitations']}?state=prepared",
            button=_("Send"),
        ),
        *_one(
            waiting["silent"] if before else 0,
            ngettext(
                "%(count)d person invited has not answered",
                "%(count)d people invited have not answered",
                waiting["silent"],
            ),
            by=closes if closes > at else before,
            url=f"{pages['invitations']}?state=silent",
            button=_("Remind"),
        ),
        *_one(
            waiting["unanswered"] if before else 0,
            ngettext(
                "%(count)d person has not answered all questions",
                "%(count)d people have not answered all questions",
                waiting["unanswered"],
            ),
            by=before,
            url=f"{pages['registrations']}?missing=on",
            button=_("See who"),
        ),
        *_one(
            waiting["drafts"],
            ngettext(
                "%(count)d letter is drafted and not sent",
                "%(count)d letters are drafted and not sent",
                waiting["drafts"],
            ),
            url=pages["mailings"],
            button=_("Read it over"),
        ),
    ]
    found += [*afterwards.of_event(event, at=at), *_step(event, pages=pages)]
    return [replace(todo, zone=event.zone) for todo in found]


def to_approve(event: Event, *, by: str = Approver.SECRETARIAT) -> str:
    """Return the address of who awaits approval by the Secretariat, or by Member States.

    Where only the Secretariat approves, all of them do.
    """
    address = f"{reverse('events:registrations', args=[event.slug])}"
    whose = f"&approver={by}" if event.states_approve else ""
    return f"{address}?state={RegistrationState.PENDING}{whose}"


def _one(
    number: int, what: str, *, url: str, button: str, by: datetime | None = None, note: str = ""
) -> list[Todo]:
    """Return one thing to do, or nothing where there is none of it."""
    if not number:
        return []
    return [Todo(what=what % {"count": number}, by=by, url=url, button=button, note=note)]


def _pending(event: Event, number: int, *, by: datetime | None) -> list[Todo]:
    """Say how many the Secretariat approves, and how many wait for their Member States."""
    of_states = 0
    if number and event.states_approve:
        of_states = event.registrations.filter(awaits_a_state()).count()
    own = number - of_states
    return [
        *_one(
            own,
            ngettext(
                "%(count)d registration awaits approval",
                "%(count)d registrations await approval",
                own,
            ),
            by=by,
            url=to_approve(event),
            button=_("Look through"),
        ),
        *_one(
            of_states,
            ngettext(
                "%(count)d registration awaits its National Representative",
                "%(count)d registrations await their National Representatives",
                of_states,
            ),
            by=by,
            url=to_approve(event, by=event.approver),
            button=_("See who"),
            note=_("You may approve for them."),
        ),
    ]


def _step(event: Event, *, pages: Mapping[str, str]) -> list[Todo]:
    """Return the step of the event itself that comes next."""
    if event.state == State.DRAFT:
        return [
            Todo(
                what=_("It is a draft: nobody sees it yet"),
                by=None,
                url=pages["publish"],
                button=_("See what is missing"),
            )
        ]
    if event.state == State.HELD:
        return [Todo(what=_("It is over"), by=None, url=pages["close"], button=_("Close"))]
    return []


def _counted(event: Event) -> dict[str, int]:
    """Count, in one query, what waits somewhere."""
    invitations = InvitationQuerySet(Invitation).filter(event=OuterRef("pk"))
    registrations: Any = Registration.objects.filter(event=OuterRef("pk"))
    sources: dict[str, tuple[QuerySet[Any], str]] = {
        "wishes": (
            ChangeRequest.objects.open().filter(registration__event=OuterRef("pk")),
            "registration__event",
        ),
        "prepared": (invitations.prepared(), "event"),
        "silent": (invitations.silent(), "event"),
        "unanswered": (registrations.missing_answers(), "event"),
        "drafts": (Mailing.objects.filter(event=OuterRef("pk"), job=None), "event"),
    }
    asked: Any = {name: _number(rows, by=by) for name, (rows, by) in sources.items()}
    counted: dict[str, Any] = {**Event.objects.filter(pk=event.pk).values(**asked).get()}
    return counted


def _number(rows: QuerySet[Any], *, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _letters(event: Event) -> list[Todo]:
    """Say which letters about registrations for the event did not arrive."""
    keys = list(
        Letter.objects.bounced().filter(label="events.registration").values_list("key", flat=True)
    )
    if not keys:
        return []
    number = event.registrations.filter(key__in=keys).count()
    return [
        Todo(
            what=todo.what,
            by=None,
            url=f"{reverse('desk:letters')}?state=returned&event={event.slug}",
            button=todo.button,
            urgent=True,
        )
        for todo in _one(
            number,
            ngettext(
                "Letters to %(count)d person did not arrive",
                "Letters to %(count)d people did not arrive",
                number,
            ),
            url="",
            button=_("See them"),
        )
    ]
