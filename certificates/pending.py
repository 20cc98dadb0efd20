"""What one event that is over waits for from the Secretariat, about certificates."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.todos import Todo
from certificates import candidates
from events import attendance
from events.models import Event


def of_event(event: Event, *, at: datetime) -> list[Todo]:
    """Return how many certificates can be issued, and who asks for another spelling."""
    if not attendance.terms_of(event).gives_certificates:
        return []
    everybody = candidates.of_event(event, at=at)
    ready = len(candidates.to_issue(everybody))
    wishes = sum(1 for one in everybody if one.correction)
    found = []
    if ready:
        found.append(
            Todo(
                what=ngettext(
                    "%(count)d certificate can be issued",
                    "%(count)d certificates can be issued",
                    ready,
                )
                % {"count": ready},
                by=None,
                url=reverse("certificates:issue", args=[event.slug]),
                button=_("See who has earned one"),
            )
        )
    if wishes:
        found.append(
            Todo(
                what=ngettext(
                    "%(count)d holder asks for another spelling",
                    "%(count)d holders ask for another spelling",
                    wishes,
                )
                % {"count": wishes},
                by=None,
                url=f"{reverse('certificates:of_event', args=[event.slug])}?wishes=on",
                button=_("Decide"),
            )
        )
    return found
