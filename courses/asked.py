"""What a course asks: what it says itself, or else what is usual; pure but for the words.

Questions have the form of ``events.feedback``.
"""

from django.utils.translation import gettext as _

from courses.enums import Asked
from courses.models import Course
from events import feedback
from events.enums import Scale
from events.feedback import Item, Items


def items(course: Course, asked: Asked) -> Items:
    """Return one of the three lists of questions of a course."""
    lists = {
        Asked.PARTICIPANTS: of_participants,
        Asked.TRAINERS: of_trainers,
        Asked.MONTHS_AFTER: months_after,
    }
    return lists[asked](course)


def of_participants(course: Course) -> Items:
    """Return what participants are asked at the end of a training."""
    return feedback.read(course.participants_asked) or feedback.usual()


def of_trainers(course: Course) -> Items:
    """Return what trainers are asked at the end of a training."""
    return feedback.read(course.trainers_asked) or _usual_of_trainers()


def months_after(course: Course) -> Items:
    """Return what participants are asked months later."""
    return feedback.read(course.months_after_asked) or _usual_months_after()


def _usual_of_trainers() -> Items:
    poor, excellent = _("poor"), _("excellent")
    return (
        Item("group", Scale.SCALE, _("How the group took part"), required=True, low=poor,
             high=excellent),
        Item("material", Scale.SCALE, _("The material"), required=True, low=poor, high=excellent),
        Item("host", Scale.SCALE, _("Room, equipment and organisation"), required=True, low=poor,
             high=excellent),
        Item("level", Scale.CHOICE, _("What the group knew before"), required=True,
             options=(_("Less than the course expects"), _("What the course expects"),
                      _("More than the course expects"))),
        Item("course", Scale.TEXT, _("What should be changed in the course or its material?")),
        Item("host_words", Scale.TEXT, _("What should the host know or do next time?")),
    )  # fmt: skip


def _usual_months_after() -> Items:
    return (
        Item("used", Scale.CHOICE, _("Have you used in your work what you learned?"),
             required=True,
             options=(_("Yes, regularly"), _("Yes, once or twice"), _("Not yet, but I shall"),
                      _("No"))),
        Item("for", Scale.SEVERAL, _("What have you used it for?"),
             options=(_("Planning an initiative"), _("Evaluating an initiative"),
                      _("Deciding on funding"), _("Advising or training others"),
                      _("Something else"))),
        Item("changed", Scale.SCALE, _("How far has it changed the way you work?"), required=True,
             low=_("not at all"), high=_("very much")),
        Item("hindered", Scale.TEXT, _("What stood in the way of using it?")),
        Item("example", Scale.TEXT, _("An example of what came of it")),
    )  # fmt: skip
