"""Somebody visits the pages of suggestions: where they stand, what they send and what they say."""

from django.urls import reverse

from suggestions.models import Call
from tests.factories.suggestions import AFTER

LATE = "The time to answer ended on Thursday 29 February 2024. Nothing was sent"
READ_AGAIN = "It was changed meanwhile. Look at it once more."
MOVED_ON = "This can no longer be done: the call has moved on."
LIST, NEW = "/suggestions/", "/suggestions/new/"


def later(client, who, time_machine, at=AFTER):
    """Let that time come; the person signs in anew, as the session has ended."""
    time_machine.move_to(at, tick=False)
    client.force_login(who.user)


def to(name, thing, *more):
    return reverse(f"suggestions:{name}", args=[thing.key, *more])


def fresh(call):
    return Call.objects.get(pk=call.pk)


def as_read(call):
    """What a button sends of the call as it stands."""
    return {"version": str(fresh(call).version)}


def holds(page, said):
    """Whether the form of a page sends that."""
    return f'<input type="hidden" name="version" value="{said["version"]}">' in page
