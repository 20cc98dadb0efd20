"""What needs a person now, about agendas."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from agendas.access import SETTLED
from agendas.enums import ItemState
from agendas.models import AgendaItem


def for_user(standing: Standing) -> list[Todo]:
    """Return what waits for who prepares meetings; for others nothing is asked."""
    return _wishes(standing) if standing.is_secretariat else []


def _wishes(standing: Standing) -> list[Todo]:
    """Return the meetings of which states want items in writing that are still to be discussed."""
    items = AgendaItem.objects.visible_to(standing).filter(
        state=ItemState.OPEN, agenda__event__ends_at__gt=standing.at
    )
    rows: list[dict[str, Any]] = list(
        items.exclude(wishes=None)
        .exclude(agenda__event__state__in=SETTLED)
        .values("agenda__event__title", "agenda__event__slug", "agenda__event__starts_at")
        .annotate(number=Count("pk", distinct=True))
        .order_by("agenda__event__starts_at", "agenda__event__slug")
    )
    return [
        Todo(
            what=ngettext(
                "%(count)d item is wanted in writing: %(meeting)s",
                "%(count)d items are wanted in writing: %(meeting)s",
                row["number"],
            )
            % {"count": row["number"], "meeting": row["agenda__event__title"]},
            by=row["agenda__event__starts_at"],
            url=reverse("agendas:wishes", args=[row["agenda__event__slug"]]),
            button=_("See them"),
        )
        for row in rows
    ]
