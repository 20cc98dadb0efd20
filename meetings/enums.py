"""The words of meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DelegationState(TextChoices):
    """Where the delegation of one seat is."""

    DRAFT = "draft", _("Not named yet")
    SENT = "sent", _("Named")
    VALIDATED = "validated", _("Validated")
    NOBODY = "nobody", _("Nobody comes")


NAMED = frozenset({DelegationState.SENT, DelegationState.VALIDATED})
"""Where the seat has said who comes."""
ANSWERED = NAMED | {DelegationState.NOBODY}
"""Where the seat has said who comes, or that nobody does."""


class DelegationDeed(TextChoices):
    """What moves a delegation from one state to another."""

    SEND = "send", _("Send")
    STAY_AWAY = "stay_away", _("Say that nobody comes")
    TAKE_BACK = "take_back", _("Take back that nobody comes")
    VALIDATE = "validate", _("Validate")


class Ended(TextChoices):
    """Why a convening did not leave, though nobody stopped it."""

    LACKING = "lacking", _("something was lacking by then")
    CHANGED = "changed", _("the agenda was changed meanwhile")
    LEFT = "left", _("whoever pressed does not prepare the meeting any more")


class ItemOutcome(TextChoices):
    """What a meeting made of an item."""

    ADOPTED = "adopted", _("Adopted")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    NOTED = "noted", _("Noted")
    POSTPONED = "postponed", _("Postponed")
    IN_WRITING = "in_writing", _("Sent to a written procedure")


NUMBERED = (ItemOutcome.ADOPTED, ItemOutcome.NOT_ADOPTED)
"""Outcomes that decide something, and so get a number."""


class MinutesState(TextChoices):
    """Where the minutes of a meeting are."""

    DRAFT = "draft", _("Being drafted")
    COMMENTED = "commented", _("Sent for comments")
    FINAL = "final", _("Awaiting adoption")
    ADOPTED = "adopted", _("Adopted")


class MinutesDeed(TextChoices):
    """What moves minutes from one state to another."""

    SEND = "send", _("Send for comments")
    FINISH = "finish", _("Lay before the body for adoption")
    ADOPT = "adopt", _("Adopt")


class MinutesPart(TextChoices):
    """What a section of minutes is about, in their order."""

    OPENING = "opening", _("Opening")
    PRESENCE = "presence", _("Presence and quorum")
    AGENDA = "agenda", _("Adoption of the agenda")
    ITEM = "item", _("Item of the agenda")
    WRITTEN = "written", _("Written procedures since the last meeting")
    ACTIONS = "actions", _("Action points")
    CLOSING = "closing", _("Closing")


class CommentAnswer(TextChoices):
    """What became of a comment on minutes."""

    TAKEN = "taken", _("Taken up")
    PARTLY = "partly", _("Taken up in part")
    NOT_TAKEN = "not_taken", _("Not taken up")


class AdoptedBy(TextChoices):
    """How minutes were adopted."""

    MEETING = "meeting", _("At a meeting")
    WRITING = "writing", _("In writing")


class DelegationFault(TextChoices):
    """What is wrong with a delegation that is to be sent."""

    NOBODY = "nobody", _("Name somebody, or say that nobody comes.")
    TOO_MANY = "too_many", _("More people are named than there are places; there are %(places)s.")
    TOO_MANY_REIMBURSED = (
        "too_many_reimbursed",
        _("More people are to be reimbursed than can be: %(reimbursed)s."),
    )
    NO_HEAD = "no_head", _("Say who is the head of the delegation.")
    TWO_HEADS = "two_heads", _("A delegation has one head.")
    TWICE = "twice", _("This person is named twice.")
    NO_ADDRESS = "no_address", _("Without a seat of its own, give each person an address.")


class Deed(TextChoices):
    """What is done about meetings, as the journal words it."""

    CONVENED = "meetings.convened", _("convened a meeting")
    CONVENING_STOPPED = "meetings.convening_stopped", _("stopped the convening of a meeting")
    CONVENING_SENT = "meetings.convening_sent", _("sent the convening of a meeting out")
    DELEGATION_SENT = "meetings.delegation_sent", _("named a delegation")
    NOBODY_COMES = "meetings.nobody_comes", _("said that nobody comes for a seat")
    NOBODY_TAKEN_BACK = "meetings.nobody_taken_back", _("took back that nobody comes for a seat")
    DRAFT_ERASED = "meetings.draft_erased", _("erased somebody from the draft of a delegation")
    DELEGATION_VALIDATED = "meetings.delegation_validated", _("validated a delegation")
    DELEGATIONS_REMINDED = "meetings.delegations_reminded", _("asked again for delegations")
    DELEGATIONS_TAKEN = "meetings.delegations_taken", _("took the list of delegations out")
    TERMS_CHANGED = "meetings.terms_changed", _("changed the places of delegations")
    CONCLUDED = "meetings.concluded", _("wrote down what a meeting concluded on an item")
    DECIDED = "meetings.decided", _("wrote down what a meeting decided on an item")
    CORRECTED = "meetings.corrected", _("corrected what a meeting decided")
    ACTION_ADDED = "meetings.action_added", _("gave an action point")
    ACTION_CHANGED = "meetings.action_changed", _("changed an action point")
    ACTION_DONE = "meetings.action_done", _("marked an action point as done")
    ACTION_REOPENED = "meetings.action_reopened", _("reopened an action point")
    ACTION_REMINDED = "meetings.action_reminded", _("reminded of an action point")
    ACTIONS_TAKEN = "meetings.actions_taken", _("took the list of action points out")
    MINUTES_DRAFTED = "meetings.minutes_drafted", _("drafted minutes")
    MINUTES_CHANGED = "meetings.minutes_changed", _("changed minutes")
    MINUTES_SENT = "meetings.minutes_sent", _("sent minutes for comments")
    MINUTES_REMINDED = "meetings.minutes_reminded", _("reminded of comments on minutes")
    MINUTES_COMMENTED = "meetings.minutes_commented", _("commented on minutes")
    MINUTES_UNCOMMENTED = "meetings.minutes_uncommented", _("had no comment on minutes")
    NO_COMMENT_TAKEN_BACK = (
        "meetings.no_comment_taken_back",
        _("took back that there is no comment on minutes"),
    )
    COMMENT_WITHDRAWN = "meetings.comment_withdrawn", _("withdrew a comment on minutes")
    COMMENT_ANSWERED = "meetings.comment_answered", _("answered a comment on minutes")
    MINUTES_FINISHED = "meetings.minutes_finished", _("laid minutes before the body for adoption")
    MINUTES_ASKED = "meetings.minutes_asked", _("had the body asked in writing to adopt minutes")
    MINUTES_LET_GO = "meetings.minutes_let_go", _("had minutes back, not adopted in writing")
    MINUTES_ADOPTED = "meetings.minutes_adopted", _("had minutes adopted")
    MINUTES_ADDED_TO = "meetings.minutes_added_to", _("added a note to adopted minutes")
