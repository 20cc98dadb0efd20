"""Somebody visits the pages of suggestions at another time."""

from tests.factories.suggestions import AFTER


def later(client, who, time_machine, at=AFTER):
    """Let that time come; the person signs in anew, as the session has ended."""
    time_machine.move_to(at, tick=False)
    client.force_login(who.user)
