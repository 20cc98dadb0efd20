"""Every deed in words: the enums of all apps, by name."""

from functools import cache

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import accounts.enums
import agendas.enums
import calendars.enums
import certificates.enums
import courses.enums
import decisions.enums
import desk.enums
import documents.enums
import events.enums
import jobs.enums
import mail.enums
import meetings.enums
import procedures.enums
import programme.enums
import suggestions.enums
import trainers.enums
import trainings.enums

DEEDS: tuple[tuple[str | Promise, type[TextChoices]], ...] = (
    (_("Events and registrations"), events.enums.Deed),
    (_("Agendas"), agendas.enums.Deed),
    (_("Meetings of bodies"), meetings.enums.Deed),
    (_("Suggestions"), suggestions.enums.Deed),
    (_("Certificates"), certificates.enums.Deed),
    (_("Trainings on request"), trainings.enums.Deed),
    (_("Trainers"), trainers.enums.Deed),
    (_("Courses"), courses.enums.Deed),
    (_("Written procedures"), procedures.enums.Deed),
    (_("Register of decisions"), decisions.enums.Deed),
    (_("Calendar feeds"), calendars.enums.Deed),
    (_("Documents"), documents.enums.Deed),
    (_("People and seats"), accounts.enums.Deed),
    (_("Letters"), mail.enums.Deed),
    (_("Long work"), jobs.enums.Deed),
    (_("Work programme"), programme.enums.Deed),
    (_("Journal"), desk.enums.Deed),
)


@cache
def _words() -> dict[str, str | Promise]:
    return {value: label for _name, deeds in DEEDS for value, label in deeds.choices}


def in_words(deed: str) -> str:
    """Return what was done, in words; a deed that no app knows any more by its bare name.

    >>> in_words("events.of_old")
    'events.of_old'
    """
    return str(_words().get(deed, deed))


def choices() -> list[tuple[str | Promise, list[tuple[str, str | Promise]]]]:
    """Return all deeds as the groups of a choice."""
    return [(name, list(deeds.choices)) for name, deeds in DEEDS]
