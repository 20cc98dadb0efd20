"""Answers of calendars that no rule could settle, for the Secretariat."""

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from events.models import Event, Invitation, Registration
from ical.enums import Answer
from mail.models import Reply
from mail.services import handle_replies_of, handle_reply

MOST = 200
SAID = {
    Answer.ACCEPTED.value: _lazy("Yes"),
    Answer.TENTATIVE.value: _lazy("Perhaps"),
    Answer.DECLINED.value: _lazy("No"),
}


@require_safe
@secretariat_only
def replies(request: Request) -> HttpResponse:
    """List what is doubtful, the oldest first, with the reason."""
    found = list(Reply.objects.doubtful().defer("calendar")[:MOST])
    senders = Counter(reply.sender for reply in found)
    places = _places({reply.about for reply in found if reply.about})
    rows = [
        {
            "reply": reply,
            "answer": SAID.get(reply.answer, reply.answer),
            "place": places.get(reply.about),
            "number": senders[reply.sender],
        }
        for reply in found
    ]
    return render(request, "calendars/replies.html", {"rows": rows})


def _places(about: set[str]) -> dict[str, tuple[Event, str]]:
    """Return by what an answer is about its event, and where its office looks at the person."""
    registered = Registration.objects.filter(key__in=about).select_related("event")
    invited = Invitation.objects.filter(key__in=about).select_related("event")
    events = Event.objects.filter(uid__in=about)
    return {
        **{
            str(row.key): (
                row.event,
                reverse("events:registration", args=[row.event.slug, row.key]),
            )
            for row in registered
        },
        **{
            str(row.key): (row.event, reverse("events:invitations", args=[row.event.slug]))
            for row in invited
        },
        **{
            str(event.uid): (event, reverse("events:registrations", args=[event.slug]))
            for event in events
        },
    }


@require_POST
@secretariat_only
def handled(request: Request, key: UUID) -> HttpResponse:
    """Set one aside; pressed twice it is once."""
    handle_reply(get_object_or_404(Reply, key=key), by=request.standing.actor, at=request.at)
    messages.success(request, _("Set aside."))
    return redirect("calendars:replies")


@require_POST
@secretariat_only
def handled_all(request: Request, key: UUID) -> HttpResponse:
    """Set aside whatever came from the sender of one."""
    reply = get_object_or_404(Reply, key=key)
    number = handle_replies_of(reply.sender, by=request.standing.actor, at=request.at)
    messages.success(
        request,
        ngettext("%(number)d answer set aside.", "%(number)d answers set aside.", number)
        % {"number": number},
    )
    return redirect("calendars:replies")
