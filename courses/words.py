"""A course in a few words."""

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Course, Part


def length(course: Course) -> str:
    """Return how long a course is: "10 h 30 min over 2 days"; nothing without parts."""
    said = [whole_length(course.minutes)]
    if course.days > 1:
        days = ngettext("over %(days)d day", "over %(days)d days", course.days)
        said.append(days % {"days": course.days})
    return " ".join(one for one in said if one)


def whole_length(minutes: int) -> str:
    """Return a number of minutes in words: "3 h 30 min"; nothing for none."""
    hours, rest = divmod(minutes, 60)
    said = [
        _("%(hours)d h") % {"hours": hours} if hours else "",
        _("%(minutes)d min") % {"minutes": rest} if rest else "",
    ]
    return " ".join(one for one in said if one)


def ends(part: Part) -> time:
    """Return when a part ends."""
    hour, minute = divmod(part.starts_time.hour * 60 + part.starts_time.minute + part.minutes, 60)
    return time(hour % 24, minute)
