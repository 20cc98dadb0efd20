"""A course in a few words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Course


def length(course: Course) -> str:
    """Return how long a course is: "10 h 30 min over 2 days"; nothing without parts."""
    hours, minutes = divmod(course.minutes, 60)
    said = [
        _("%(hours)d h") % {"hours": hours} if hours else "",
        _("%(minutes)d min") % {"minutes": minutes} if minutes else "",
    ]
    if course.days > 1:
        days = ngettext("over %(days)d day", "over %(days)d days", course.days)
        said.append(days % {"days": course.days})
    return " ".join(one for one in said if one)
