"""What the wish for a change asks for, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from events import asked, countries, groups, words
from events.enums import Attending
from events.models import ChangeRequest, Event, Session


def titles(event: Event, requests: Iterable[ChangeRequest]) -> dict[str, Session]:
    """Return the sessions that wishes name, by their uid; one query at the most."""
    uids = {uid for request in requests for uid in request.what.get("sessions", ())}
    return {str(one.uid): one for one in event.sessions.filter(uid__in=uids)} if uids else {}


def asks(request: ChangeRequest, *, sessions: Mapping[str, Session]) -> list[tuple[str, str]]:
    """Return what is to become otherwise, as pairs of words: what, and its new value."""
    what = request.what
    pairs: list[tuple[str, str]] = []
    if "name" in what:
        pairs.append((_("Name"), what["name"]))
    if "country" in what:
        pairs.append((_("Country or body"), countries.name(what["country"])))
    if "attending" in what:
        pairs.append((_("Takes part"), str(Attending(what["attending"]).label)))
    if "group" in what:
        pairs.append((_("As"), groups.names(request.registration.event)[what["group"]]))
    if "sessions" in what:
        found = [sessions[uid] for uid in what["sessions"] if uid in sessions]
        pairs += words.sessions_told(found) or [(_("Sessions"), _("None"))]
    return pairs + _answers(request, what.get("answers", {}))


def _answers(request: ChangeRequest, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the new answers in the words in which the event asks now."""
    return [
        (
            question.label,
            _("No answer")
            if answers[question.key] is None
            else asked.answer(question, answers[question.key]),
        )
        for question in request.registration.event.schema
        if question.key in answers
    ]
