"""The words of suggestions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """What a suggestion is about."""

    POLICY = "policy", _("Policy")
    PRACTICE = "practice", _("Practice")
    RESEARCH = "research", _("Research")


class CallState(TextChoices):
    """Where a call stands."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    DECIDED = "decided", _("Decided")


class CallDeed(TextChoices):
    """What moves a call from one state to another."""

    OPEN = "open", _("Send it out")
    EXTEND = "extend", _("Give more time")
    CLOSE = "close", _("Close")
    PUBLISH = "publish", _("Publish the results")


class AnswerKind(TextChoices):
    """What a Member State answered."""

    SUGGESTED = "suggested", _("Suggests something")
    NONE = "none", _("Has no suggestion")


class SuggestionState(TextChoices):
    """What became of a suggestion."""

    DRAFT = "draft", _("Draft")
    GIVEN = "given", _("Not decided yet")
    TAKEN_UP = "taken_up", _("Taken up")
    LATER = "later", _("Later")
    DECLINED = "declined", _("Not taken up")


class SuggestionDeed(TextChoices):
    """What moves a suggestion from one state to another."""

    GIVE = "give", _("Send")
    TAKE_UP = "take_up", _("Take it up")
    PUT_OFF = "put_off", _("Later")
    DECLINE = "decline", _("Do not take it up")


class Deed(TextChoices):
    """What is done to calls and suggestions, as the journal words it."""

    CALL_DRAFTED = "suggestions.call_drafted", _("drafted a call for suggestions")
    CALL_CHANGED = "suggestions.call_changed", _("changed a call for suggestions")
    CALL_DISCARDED = "suggestions.call_discarded", _("discarded the draft of a call")
    CALL_OPENED = "suggestions.call_opened", _("opened a call for suggestions")
    CALL_ASKED = "suggestions.call_asked", _("asked a body for suggestions by letter")
    CALL_EXTENDED = "suggestions.call_extended", _("gave more time for suggestions")
    CALL_REMINDED = "suggestions.call_reminded", _("reminded of a call for suggestions")
    CALL_LETTERS_STOPPED = "suggestions.letters_stopped", _("stopped the letters of a call")
    CALL_REMINDS = "suggestions.call_reminds", _("let the silent be reminded of a call")
    CALL_REMINDS_NOT = "suggestions.call_reminds_not", _("let nobody be reminded of a call")
    CALL_CLOSED = "suggestions.call_closed", _("closed a call for suggestions")
    CALL_PUBLISHED = "suggestions.call_published", _("published what became of suggestions")
    CALL_TAKEN = "suggestions.call_taken", _("took the suggestions of a call out")
    GIVEN = "suggestions.given", _("made a suggestion")
    CHANGED = "suggestions.changed", _("changed a suggestion")
    TAKEN_BACK = "suggestions.taken_back", _("took a suggestion back")
    NONE_SAID = "suggestions.none_said", _("said that there is no suggestion")
    NONE_TAKEN_BACK = "suggestions.none_taken_back", _("took back that there is no suggestion")
    DECIDED = "suggestions.decided", _("decided on a suggestion")
    LINKED = "suggestions.linked", _("noted what became of a suggestion")
