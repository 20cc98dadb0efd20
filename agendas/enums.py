"""The words of agendas."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgendaState(TextChoices):
    """Where an agenda is."""

    PREPARING = "preparing", _("Being prepared")
    CIRCULATED = "circulated", _("Draft, sent out")
    ADOPTED = "adopted", _("Adopted")


class ItemKind(TextChoices):
    """What a body does with an item."""

    ADOPTION = "A", _("Adoption without debate")
    DISCUSSION = "B", _("Discussion and decision")
    INFORMATION = "INF", _("Information")
    OTHER = "AOB", _("Any other business")


class ItemState(TextChoices):
    """Where an item is."""

    OPEN = "open", _("On the agenda")
    IN_WRITING = "in_writing", _("Decided in writing")
    STRUCK = "struck", _("Taken off")


class Presenter(TextChoices):
    """Who presents an item."""

    NOBODY = "", _("Nobody")
    PRESIDENCY = "presidency", _("Presidency")
    SECRETARIAT = "secretariat", _("Secretariat")
    COMMISSION = "commission", _("European Commission")
    STATE = "state", _("A Member State")
    OTHER = "other", _("Somebody else")


class PresidencyAnswer(TextChoices):
    """What the Presidency says when it is asked to have an item decided in writing."""

    AGREES = "agrees", _("Agrees to decide it in writing")
    DISCUSS = "discuss", _("Would rather discuss it")


class Bar(TextChoices):
    """Why an item cannot be decided in writing."""

    DECIDED = "decided", _("The meeting has decided it")
    RESTRICTED = "restricted", _("Only some may know of it")
    PARTS = "parts", _("It has parts")
    NOTHING = "nothing", _("There is nothing to decide")
    PUT_OFF = "put_off", _("It was put off to a later meeting")
    WHOLE_OFF = "whole_off", _("What it is a part of was taken off")


class Recommendation(TextChoices):
    """What the body that prepares an item recommends to the one that decides."""

    POSITIVE = "positive", _("Positive")
    NEGATIVE = "negative", _("Negative")
    NONE = "none", _("No recommendation")


class TrackState(TextChoices):
    """Where an item is between the body that prepares it and the one that decides."""

    PREPARED = "prepared", _("Being prepared")
    RECOMMENDED = "recommended", _("Recommended")
    ON_AGENDA = "on_agenda", _("On the agenda that decides")
    IN_WRITING = "in_writing", _("In a written procedure")
    DECIDED = "decided", _("Decided")
    DROPPED = "dropped", _("Dropped")


class TrackDeed(TextChoices):
    """What moves an item from one body to the other."""

    RECOMMEND = "recommend", _("Recommend")
    PLACE = "place", _("Put it on an agenda")
    WRITE = "write", _("Decide it in writing")
    RETURN = "return", _("Take it back")
    DECIDE = "decide", _("Decide")
    DROP = "drop", _("Drop")


class AgendaDeed(TextChoices):
    """What moves an agenda from one state to another."""

    CIRCULATE = "circulate", _("Send out")
    ADOPT = "adopt", _("Adopt")


class ItemDeed(TextChoices):
    """What moves an item from one state to another."""

    STRIKE = "strike", _("Take off")
    RESTORE = "restore", _("Put back")
    WRITE = "write", _("Decide in writing")
    BRING_BACK = "bring_back", _("Bring back")


class Deed(TextChoices):
    """What is done to agendas, as the journal words it."""

    OPENED = "agendas.opened", _("began an agenda")
    CHANGED = "agendas.changed", _("changed an agenda")
    CIRCULATED = "agendas.circulated", _("sent an agenda out")
    ADOPTED = "agendas.adopted", _("had an agenda adopted")
    COPIED = "agendas.copied", _("took items over from the last agenda")
    ITEM_ADDED = "agendas.item_added", _("put an item on an agenda")
    ITEM_CHANGED = "agendas.item_changed", _("changed an item of an agenda")
    ITEM_MOVED = "agendas.item_moved", _("moved an item of an agenda")
    ITEM_STRUCK = "agendas.item_struck", _("took an item off an agenda")
    ITEM_RESTORED = "agendas.item_restored", _("put an item back on an agenda")
    STANDING_ADDED = "agendas.standing_added", _("added a standing item")
    STANDING_CHANGED = "agendas.standing_changed", _("changed a standing item")
    STANDING_ARCHIVED = "agendas.standing_archived", _("archived a standing item")
    STANDING_RESTORED = "agendas.standing_restored", _("took a standing item up again")
    STANDING_LAID_OUT = "agendas.standing_laid_out", _("laid out the standing items")
    WISHED = "agendas.wished", _("asked for an item to be decided in writing")
    WISH_CHANGED = (
        "agendas.wish_changed",
        _("changed the reason of a wish for a decision in writing"),
    )
    WISH_ENDED = "agendas.wish_ended", _("took the wish for a decision in writing back")
    IN_WRITING = "agendas.in_writing", _("had an item decided in writing")
    BROUGHT_BACK = "agendas.brought_back", _("brought an item back onto the agenda")
    PRESIDENCY_ASKED = (
        "agendas.presidency_asked",
        _("asked the Presidency about an item in writing"),
    )
    PRESIDENCY_ASKED_NOT = (
        "agendas.presidency_asked_not",
        _("asked the Presidency no longer about an item in writing"),
    )
    PRESIDENCY_AGREED = (
        "agendas.presidency_agreed",
        _("agreed for the Presidency to decide an item in writing"),
    )
    PRESIDENCY_DISCUSSES = (
        "agendas.presidency_discusses",
        _("wanted an item discussed, for the Presidency"),
    )
    INTEREST = "agendas.interest", _("declared an interest in an item")
    INTEREST_ENDED = "agendas.interest_ended", _("withdrew a declared interest")
    OFFERED = "agendas.offered", _("offered an item for the next agenda")
    TAKEN_IN = "agendas.taken_in", _("took offered items onto an agenda")
    TRACK_BEGUN = "agendas.track_begun", _("let one body prepare an item for another")
    TRACK_MOVED = "agendas.track_moved", _("moved an item that one body prepares for another")
    INTEREST_ERASED = "agendas.interest_erased", _("erased who declared an interest")


ITEM_CHANGES = frozenset(
    {
        Deed.ITEM_CHANGED,
        Deed.ITEM_MOVED,
        Deed.ITEM_STRUCK,
        Deed.ITEM_RESTORED,
        Deed.IN_WRITING,
        Deed.BROUGHT_BACK,
    }
)
"""Deeds that change an item itself; the journal tells of others under its name."""
