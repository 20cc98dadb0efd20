"""The badges of an event: whose are printed, in which order, and what stands on them."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from accounts.models import MemberState
from events import attendance, badge_codes, countries, groups
from events.enums import Attending, BadgeFormat, BadgeOrder, Deed
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet
from journal.models import Entry
from paper import badges
from paper.badges import Badge
from paper.pdf import Properties, missing

WHAT = "badges"
FORMATS = {
    BadgeFormat.CARD: badges.CARD,
    BadgeFormat.A6: badges.A6,
    BadgeFormat.A6_ALONE: badges.A6_ALONE,
}


def people(event: Event) -> RegistrationQuerySet:
    """Return who wears a badge: whoever has a place and comes in person."""
    return attendance.people(event).filter(attending=Attending.IN_PERSON)


def last_printed(event: Event) -> datetime | None:
    """Return when badges of an event were last taken out; nothing where they never were."""
    taken = Entry.objects.on("events.event", str(event.uid)).filter(
        deed=Deed.LIST_TAKEN, facts__what=WHAT
    )
    return taken.order_by("-id").values_list("at", flat=True).first()


def in_order(rows: RegistrationQuerySet, order: str) -> list[Registration]:
    """Return registrations as their badges follow each other."""
    found = list(rows.order_by("sort_name", "pk"))
    if order == BadgeOrder.ORGANISATION:
        return sorted(found, key=lambda row: row.organisation.casefold())
    if order == BadgeOrder.COUNTRY:
        states = list(MemberState.objects.values_list("code", flat=True))
        place = {code: number for number, code in enumerate(states)}
        return sorted(
            found,
            key=lambda row: (place.get(row.country, len(place)), countries.name(row.country)),
        )
    return found


def unprintable(rows: Sequence[Registration]) -> list[tuple[Registration, str]]:
    """Return whose names hold letters that the badge cannot show, and which."""
    found = ((row, missing(row.name)) for row in rows)
    return [(row, letters) for row, letters in found if letters]


def printed(event: Event, rows: Sequence[Registration], *, form: str, at: datetime) -> bytes:
    """Return the badges of some people as PDF."""
    called = groups.names(event)
    return badges.sheets(
        [_badge(event, row, called[row.group]) for row in rows],
        FORMATS[BadgeFormat(form)],
        about=Properties(
            title=_("Badges: %(title)s") % {"title": event.title},
            author=settings.ORGANISATION_NAME,
            language=to_locale(settings.LANGUAGE_CODE).replace("_", "-"),
            made_at=at,
        ),
    )


def _badge(event: Event, row: Registration, as_what: str) -> Badge:
    short = badge_codes.short(row.key)
    return Badge(
        event=event.title,
        name=row.name,
        organisation=row.organisation,
        country=countries.name(row.country),
        as_what=as_what,
        code=badge_codes.text(row.key),
        short=short,
        says=_("Code for the check-in: %(code)s") % {"code": short},
    )
