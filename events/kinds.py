"""What each kind of event needs: one table, read by the form, the pages and the letters.

``front`` are the fields that stand open when the event is written, beside those every event
has; the others are folded away, not lost. ``without`` is not asked at all. ``defaults`` fill a
new event. ``parts`` are what only some kinds have: pages of their own, lists on the event page.
``papers`` is said where documents are added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from events.enums import Kind, Mode

BOARD = "BOARD"


class Part(StrEnum):
    """What only events of some kinds have."""

    PROGRAMME = "programme"
    COUNTRIES = "countries"
    ORGANISATIONS = "organisations"
    NEWCOMERS = "newcomers"
    REPORT = "report"


@dataclass(frozen=True)
class Need:
    """What events of one kind need."""

    says: Promise
    icon: str
    front: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    parts: frozenset[Part] = frozenset({Part.PROGRAMME})
    papers: Promise | str = ""


ALWAYS = frozenset({"title", "summary", "first_date", "last_date", "visibility", "contact"})
HOURS = frozenset({"starts_time", "ends_time"})
PLACE = frozenset({"mode", "venue", "address", "city"})
ONLINE = frozenset({"join_link", "join_from", "join_link_in_calendars"})
OPENING = frozenset({"takes_registrations", "registration_opens_at", "registration_closes_at"})
APPROVING = frozenset({"needs_approval", "approver"})
REGISTRATION = frozenset(
    {*OPENING, *APPROVING, "offer_hours", "details_until",
     "shows_participants", "participants_until"}
)  # fmt: skip
OF_OTHERS = frozenset({"representatives", "report"})
GATHERING = HOURS | PLACE | OPENING | {"host", "languages"}
INVITED = MappingProxyType({"visibility": Visibility.ATTENDEES.value})

KINDS: Mapping[str, Need] = MappingProxyType(
    {
        Kind.MEETING: Need(
            says=_("A body meets: its members see it and say whether they come."),
            icon="people",
            front=HOURS | PLACE | OPENING | {"body"},
            requires=frozenset({"body"}),
            without=OF_OTHERS | {"output", "promoters", "co_promoters"},
            defaults={"visibility": Visibility.BODY.value},
        ),
        Kind.SEMINAR: Need(
            says=_("A day on one theme, hosted by the Presidency; anybody may register."),
            icon="seminar",
            front=GATHERING | APPROVING,
            without=OF_OTHERS,
        ),
        Kind.CONFERENCE: Need(
            says=_("Large and open, with co-promoters; each Member State sees how many come."),
            icon="megaphone",
            front=GATHERING | {"promoters", "co_promoters", "funding"},
            without=OF_OTHERS,
        ),
        Kind.EXPERT_MEETING: Need(
            says=_("Invited experts work on one topic towards an output, such as a toolbox."),
            icon="idea",
            front=GATHERING | {"output"},
            without=OF_OTHERS,
            defaults=INVITED,
        ),
        Kind.STAKEHOLDERS: Need(
            says=_("Organisations are invited, not Member States; the page lists which ones come."),
            icon="handshake",
            front=GATHERING,
            without=OF_OTHERS,
            defaults=INVITED,
            parts=frozenset({Part.PROGRAMME, Part.ORGANISATIONS}),
        ),
        Kind.NCPC: Need(
            says=_("The National Crime Prevention Councils meet, by invitation."),
            icon="landmark",
            front=GATHERING,
            without=OF_OTHERS,
            defaults=INVITED,
        ),
        Kind.INTRODUCTION: Need(
            says=_("New National Representatives and substitutes get to know the Network."),
            icon="welcome",
            front=HOURS | PLACE | OPENING,
            without=OF_OTHERS | {"output", "promoters", "co_promoters"},
            defaults=INVITED,
            parts=frozenset({Part.PROGRAMME, Part.NEWCOMERS}),
        ),
        Kind.PLATFORM: Need(
            says=_("Many parties share information on a topic; nothing shared is about persons."),
            icon="talk",
            front=GATHERING | {"co_promoters"},
            without=OF_OTHERS,
            papers=_("Nothing shared here may be about persons: no names, no cases to recognise."),
        ),
        Kind.WEBINAR: Need(
            says=_("Online, free and open; who is registered gets the link and two reminders."),
            icon="video",
            front=HOURS | ONLINE | OPENING | {"languages"},
            without=OF_OTHERS | {"output"},
            defaults={"mode": Mode.ONLINE.value},
        ),
        Kind.TRAINING: Need(
            says=_("Something is taught, in sessions that count for attendance."),
            icon="training",
            front=GATHERING | APPROVING | {"offer_hours"},
            without=OF_OTHERS,
        ),
        Kind.FOCUS_DAY: Need(
            says=_("The same day in many countries, also outside the Union; each confirms."),
            icon="flag",
            front=frozenset({"forward_text", "promoters", "co_promoters"}),
            without=OF_OTHERS | {"output"},
            defaults={"all_day": True, "takes_registrations": False},
            parts=frozenset({Part.COUNTRIES}),
        ),
        Kind.EXTERNAL: Need(
            says=_("Others meet and somebody stands for the Network; a short report follows."),
            icon="case",
            front=HOURS | PLACE | {"representatives", "report"},
            without=REGISTRATION | {"output", "promoters", "forward_text"},
            defaults={"visibility": Visibility.BODY.value, "body": BOARD},
            parts=frozenset({Part.REPORT}),
        ),
    }
)


def need(kind: str) -> Need:
    """Return what events of a kind need."""
    return KINDS[kind]


def has(kind: str, part: Part) -> bool:
    """Return whether events of a kind have that part.

    >>> has(Kind.FOCUS_DAY, Part.COUNTRIES), has(Kind.SEMINAR, Part.COUNTRIES)
    (True, False)
    """
    return part in KINDS[kind].parts


def registers(kind: str) -> bool:
    """Return whether one may register for events of a kind at all.

    >>> registers(Kind.WEBINAR), registers(Kind.EXTERNAL)
    (True, False)
    """
    return "takes_registrations" not in KINDS[kind].without
