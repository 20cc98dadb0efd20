"""What is done to courses: one function, one deed, one transaction."""

from courses.services.courses import add_course, change_course, change_questions, change_tasks
from courses.services.materials import (
    NotYoursError,
    add_material,
    begin_anew,
    begin_translation,
    change_material,
    hand_in,
    publish,
    renew_material,
    send_back,
    set_archived,
)
from courses.services.reference import lay_out_courses

__all__ = [
    "NotYoursError",
    "add_course",
    "add_material",
    "begin_anew",
    "begin_translation",
    "change_course",
    "change_material",
    "change_questions",
    "change_tasks",
    "hand_in",
    "lay_out_courses",
    "publish",
    "renew_material",
    "send_back",
    "set_archived",
]
