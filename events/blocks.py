"""Questions that most events ask, ready made: who adds one asks it rightly."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import Attending, QuestionType, Retention, Stage
from events.questions import (
    LIST_CONSENT,
    MODE,
    PHOTO_CONSENT,
    YES,
    Condition,
    Option,
    Question,
    Schema,
)

IN_PERSON = Condition(MODE, Attending.IN_PERSON)


class Block(TextChoices):
    """What can be asked with one press."""

    DIET = "diet", gettext_lazy("Diet")
    ACCESS = "access", gettext_lazy("Access needs")
    ARRIVAL = "arrival", gettext_lazy("Arrival and departure")
    HOTEL = "hotel", gettext_lazy("Hotel")
    IDENTITY = "identity", gettext_lazy("Identity for the venue")
    LIST = "list", gettext_lazy("Consent to be on the list of participants")
    PHOTO = "photo", gettext_lazy("Consent to photographs")


def questions(block: str, *, stage: str) -> Schema:
    """Return the questions of a block in the reader's language, asked at that stage."""
    return tuple(replace(question, stage=stage) for question in _BLOCKS[Block(block)]())


def default_stage(block: str) -> str:
    """Return when a block is asked, where nobody says otherwise."""
    return Stage.REGISTRATION if block in {Block.LIST, Block.PHOTO} else Stage.CONFIRMED


def _diet() -> Schema:
    agreed = Condition("diet_consent", YES)
    return (
        Question(
            "diet_consent",
            QuestionType.CONSENT,
            _("I agree that my diet is noted, to order the meals of this event"),
            help=_(
                "What you write is used for that alone, the kitchen gets numbers without names,"
                " and it is erased 30 days after the event. Without this tick nothing is kept."
            ),
            shown_if=IN_PERSON,
            retention=Retention.SENSITIVE,
        ),
        Question(
            "diet",
            QuestionType.SEVERAL,
            _("What should the kitchen know?"),
            options=(
                Option("vegetarian", _("Vegetarian")),
                Option("vegan", _("Vegan")),
                Option("halal", _("Halal")),
                Option("kosher", _("Kosher")),
                Option("no_pork", _("No pork")),
                Option("no_gluten", _("No gluten")),
                Option("no_lactose", _("No lactose")),
                Option("no_nuts", _("No nuts")),
            ),
            shown_if=agreed,
            retention=Retention.SENSITIVE,
        ),
        Question(
            "diet_other",
            QuestionType.TEXT,
            _("Other allergies or wishes"),
            shown_if=agreed,
            retention=Retention.SENSITIVE,
        ),
    )


def _access() -> Schema:
    return (
        Question(
            "access_consent",
            QuestionType.CONSENT,
            _("I agree that my access needs are noted, so that I can take part in this event"),
            help=_(
                "What you write is used for that alone, and erased 30 days after the event."
                " Without this tick nothing is kept."
            ),
            shown_if=IN_PERSON,
            retention=Retention.SENSITIVE,
        ),
        Question(
            "access_needs",
            QuestionType.LONG_TEXT,
            _("What do you need?"),
            help=_("Such as a place for a wheelchair, a sign-language interpreter, large print."),
            shown_if=Condition("access_consent", YES),
            retention=Retention.SENSITIVE,
        ),
    )


def _arrival() -> Schema:
    return (
        Question(
            "arrival", QuestionType.DATE, _("On which day do you arrive?"), shown_if=IN_PERSON
        ),
        Question(
            "departure", QuestionType.DATE, _("On which day do you leave?"), shown_if=IN_PERSON
        ),
    )


def _hotel() -> Schema:
    wanted = Condition("hotel", YES)
    return (
        Question(
            "hotel",
            QuestionType.YES_NO,
            _("Do you need a hotel room?"),
            required=True,
            shown_if=IN_PERSON,
        ),
        Question(
            "hotel_from",
            QuestionType.DATE,
            _("First night in the hotel"),
            required=True,
            shown_if=wanted,
        ),
        Question(
            "hotel_until",
            QuestionType.DATE,
            _("Day on which you leave the hotel"),
            required=True,
            shown_if=wanted,
        ),
    )


def _identity() -> Schema:
    return tuple(
        Question(
            key,
            type_,
            label,
            help=help_,
            required=True,
            shown_if=IN_PERSON,
            retention=Retention.IDENTITY,
        )
        for key, type_, label, help_ in (
            (
                "identity_name",
                QuestionType.TEXT,
                _("Your name as it stands in your passport or identity card"),
                _(
                    "The venue asks for these to let you in. They go to its security alone, and"
                    " are erased 30 days after the event."
                ),
            ),
            ("identity_birth", QuestionType.DATE, _("Date of birth"), ""),
            ("identity_nationality", QuestionType.TEXT, _("Nationality"), ""),
            (
                "identity_number",
                QuestionType.TEXT,
                _("Number of the passport or identity card"),
                "",
            ),
        )
    )


def _list() -> Schema:
    return (
        Question(
            LIST_CONSENT,
            QuestionType.CONSENT,
            _("My name, organisation and country may stand on the list that participants see"),
        ),
    )


def _photo() -> Schema:
    return (
        Question(
            PHOTO_CONSENT,
            QuestionType.CONSENT,
            _("I may be seen in photographs of this event that the Network publishes"),
            help=_("Say so at the door, too, if you would rather not."),
        ),
    )


_BLOCKS: Mapping[Block, Callable[[], Schema]] = {
    Block.DIET: _diet,
    Block.ACCESS: _access,
    Block.ARRIVAL: _arrival,
    Block.HOTEL: _hotel,
    Block.IDENTITY: _identity,
    Block.LIST: _list,
    Block.PHOTO: _photo,
}
