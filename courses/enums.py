"""The words of courses and their material."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CourseKind(TextChoices):
    """How people come to a course."""

    OPEN = "open", _("Open training")
    ON_REQUEST = "on_request", _("Training on request")
    TRAINERS = "trainers", _("Trainer's training")
    WEBINAR = "webinar", _("Webinar")


class Side(TextChoices):
    """The two sides that make a training together."""

    HOST = "host", _("Host")
    SECRETARIAT = "secretariat", _("Secretariat")


class Provision(TextChoices):
    """What a host may provide."""

    ROOM = "room", _("Room")
    EQUIPMENT = "equipment", _("Projector, sound, internet")
    CATERING = "catering", _("Coffee and lunch")
    INTERPRETATION = "interpretation", _("Interpretation")
    INVITATIONS = "invitations", _("Invitations to the participants")


class Given(TextChoices):
    """To whom material is given, and from when."""

    REGISTERED = "registered", _("Participants, once their place is confirmed")
    AFTER = "after", _("Participants, after the training")
    TRAINERS = "trainers", _("Trainers only")


class TranslationState(TextChoices):
    """How far the translation of a material is."""

    NONE = "none", _("Not begun")
    UNDER_WAY = "under_way", _("In translation")
    TO_CHECK = "to_check", _("To be checked by the National Representative")
    PUBLISHED = "published", _("Published")


class TranslationDeed(TextChoices):
    """What moves a translation from one state to another."""

    BEGIN = "begin", _("Begin the translation")
    HAND_IN = "hand_in", _("Hand in for the check")
    SEND_BACK = "send_back", _("Send back to the translator")
    PUBLISH = "publish", _("Publish")
    BEGIN_ANEW = "begin_anew", _("Begin anew from the newer source")


class Asked(TextChoices):
    """The three lists of questions that a course has; each is a column, ``…_asked``."""

    PARTICIPANTS = "participants", _("Participants, at the end")
    TRAINERS = "trainers", _("Trainers, at the end")
    MONTHS_AFTER = "months_after", _("Participants, months after")


class Deed(TextChoices):
    """What is done to courses, as the journal words it."""

    LAID_OUT = "courses.laid_out", _("laid out the courses that come with the product")
    ADDED = "courses.added", _("added a course")
    CHANGED = "courses.changed", _("changed a course")
    MATERIAL_CHANGED = "courses.material_changed", _("changed the material of a course")
    TRANSLATION_MOVED = "courses.translation_moved", _("moved a translation on")
