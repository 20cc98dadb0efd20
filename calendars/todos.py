"""What needs the Secretariat now, about calendars."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from mail.models import Reply


def for_user(standing: Standing) -> list[Todo]:
    """Return the answers of calendars that no rule could settle; one query."""
    if not standing.is_secretariat:
        return []
    number = Reply.objects.doubtful().order_by().count()
    if not number:
        return []
    return [
        Todo(
            what=ngettext(
                "%(count)d answer from a calendar fits nobody",
                "%(count)d answers from calendars fit nobody",
                number,
            )
            % {"count": number},
            by=None,
            url=reverse("calendars:replies"),
            button=_("Look through"),
        )
    ]
