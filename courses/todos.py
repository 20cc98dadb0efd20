"""What needs a person now, about courses: translations that wait for the check of a state."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.todos import Todo
from courses import languages
from courses.models import Translation


def for_user(standing: Standing) -> list[Todo]:
    """Return, in one query, the translations that who speaks for a state is to check."""
    if not standing.member_states:
        return []
    rows = Translation.objects.for_check(standing).select_related("material__course")
    return [
        Todo(
            what=_("Check a translation: %(title)s, %(language)s")
            % {"title": one.material.title, "language": languages.name(one.language)},
            by=None,
            url=one.get_absolute_url(),
            button=_("Check it"),
            seat=one.checker_id or "",
            note=one.material.course.title,
        )
        for one in rows
    ]
