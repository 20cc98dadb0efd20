"""What needs a person now, about courses: translations that wait for the check of a state."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from courses import languages
from courses.models import Translation

CHECKED_WITHIN = timedelta(days=14)


def for_user(standing: Standing) -> list[Todo]:
    """Return, in one query, the translations that who speaks for a state is to check.

    What was handed in first comes first.
    """
    if not standing.member_states:
        return []
    waiting = Translation.objects.for_check(standing).order_by("handed_in_at", "pk")
    rows: list[Any] = list(waiting.select_related("material__course"))
    return [
        Todo(
            what=_("Check a translation: %(title)s, %(language)s")
            % {"title": one.material.title, "language": languages.name(one.language)},
            by=end_of_day(network_day(one.handed_in_at + CHECKED_WITHIN)),
            url=one.get_absolute_url(),
            button=_("Check it"),
            seat=one.checker_id or "",
            note=one.material.course.title,
        )
        for one in rows
    ]
