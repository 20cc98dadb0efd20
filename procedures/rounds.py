"""Rounds of one question: which follows which, and what the earlier one does not tell yet."""

from django.utils.translation import gettext as _

from procedures.enums import State
from procedures.models import Procedure


def following(procedure: Procedure) -> Procedure | None:
    """Return the next round; a draft of one that was thrown away is none."""
    found = getattr(procedure, "next", None)
    return None if found is None or _thrown_away(found) else found


def _thrown_away(procedure: Procedure) -> bool:
    return procedure.state == State.WITHDRAWN and procedure.launched_at is None


def may_have_another(procedure: Procedure) -> bool:
    """Return whether a next round can be drafted of what was withdrawn."""
    return procedure.state == State.WITHDRAWN and following(procedure) is None


def held_back(procedure: Procedure) -> bool:
    """Return whether its replies are still kept from everybody, though it has ended.

    It was withdrawn for a new round, and until that one has ended, or the one after it, they
    would tell beforehand how seats think of the same question.
    """
    later = following(procedure)
    if procedure.state != State.WITHDRAWN or later is None:
        return False
    return not later.outcome or held_back(later)


def left_out(procedure: Procedure) -> str:
    """Return what a round leaves alone that the one before was to decide; else nothing."""
    before = procedure.previous
    if before is None:
        return ""
    if before.minutes_id and not procedure.minutes_id:
        return _(
            "The round before was to adopt the minutes of a meeting. They are back with the seats,"
            " or another procedure asks about them: this round does not adopt them."
        )
    if before.item_id and not procedure.item_id:
        return _(
            "The round before was to decide an item of an agenda. The meeting decided it, it was"
            " taken off, or another procedure decides it: this round leaves it alone."
        )
    return ""
