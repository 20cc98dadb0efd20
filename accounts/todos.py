"""What needs a person now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from mail.models import Letter

KNOWN_AHEAD = timedelta(days=365)
NAMED = 3


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, by when, where, with one button; for the seat it concerns.

    ``zone`` names the clock on which the deadline is said; without one it is the Network's.
    """

    what: str
    by: datetime | None
    url: str
    button: str
    seat: str = ""
    note: str = ""
    urgent: bool = False
    zone: str = ""


def for_user(standing: Standing) -> list[Todo]:
    """Return what the Secretariat has to do about terms and letters that did not arrive."""
    if not standing.is_secretariat:
        return []
    return [*_letters(), *_terms(standing)]


def _letters() -> list[Todo]:
    returned = list(Letter.objects.bounced().values_list("to", flat=True))
    if not returned:
        return []
    named = ", ".join(returned[:NAMED])
    return [
        Todo(
            what=ngettext(
                "%(count)d letter did not arrive", "%(count)d letters did not arrive", len(returned)
            )
            % {"count": len(returned)},
            by=None,
            url=f"{reverse('desk:letters')}?state=returned",
            button=_("See them"),
            note=f"{named} …" if len(returned) > NAMED else named,
            urgent=True,
        )
    ]


def _terms(standing: Standing) -> list[Todo]:
    """Ask for the next term a year ahead: rights on an event begin that early."""
    today = network_day(standing.at)
    last = max((term.ends for term in standing.terms), default=None)
    if last and last - today > KNOWN_AHEAD:
        return []
    return [
        Todo(
            what=_("Enter the next Presidency term"),
            by=end_of_day(last) if last else None,
            url=reverse("accounts:add_term"),
            button=_("Enter"),
            note=_("Beyond the last known term there is no chair."),
            urgent=last is None,
        )
    ]
