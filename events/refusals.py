"""What is said where somebody cannot be registered, or become another person."""

from django.utils.translation import gettext as _


def not_for_others() -> str:
    """Return why nobody registers somebody else for a meeting one must be asked to."""
    return _(
        "Here you can register only yourself. Name others in your delegation, or ask the"
        " organisers to invite them."
    )


def another_person() -> str:
    """Return why who sits for a seat is not another person by a change of the name."""
    return _(
        "You come for a seat: here your name can be spelt right. For somebody else to come, tell"
        " who speaks for the seat."
    )
