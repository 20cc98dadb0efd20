"""What convening a meeting needs: its notice, whether all is ready, and who is told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import clear_working_days_before, network_day
from accounts.enums import HolidayCalendar
from accounts.models import Body, Holiday, Organisation
from agendas.enums import AgendaState
from agendas.models import Agenda, AgendaItem
from agendas.models.item import LABEL as ITEM
from documents.models import Document
from events import guests
from events.emails import INVITATION_PAGE, OWN_PAGE
from events.enums import LIVE, InvitationState, Mode, State
from events.forms.seen import mark
from events.grace import leaves_at
from events.guests import Bench
from events.invitations import Guest, once_each
from events.models import Event, Invitation, Registration
from events.services import takes_invitations
from interface.moments import day
from mail import links
from meetings.models import Convening


@dataclass(frozen=True)
class Notice:
    """By when a meeting is to be convened, and whether letters that leave now are too late.

    ``holidays_known`` says whether anybody entered the days off of that year.
    """

    days: int
    last_day: date
    is_late: bool
    holidays_known: bool


def notice_of(event: Event, *, at: datetime) -> Notice:
    """Return the notice of a meeting; two queries at most.

    Another edition of the agenda has none to miss, once the body was convened.
    """
    body = body_of(event)
    holidays = Holiday.objects.days(HolidayCalendar.BE)
    last = clear_working_days_before(
        event.first_date, working_days=body.notice_days, holidays=holidays
    )
    leaves = network_day(leaves_at(at=at, starts=event.starts_at))
    return Notice(
        days=body.notice_days,
        last_day=last,
        is_late=leaves > last and not Convening.objects.sent().filter(event=event).exists(),
        holidays_known=any(one.year == last.year for one in holidays),
    )


def body_of(event: Event) -> Body:
    """Return the body that meets: each meeting has one."""
    assert event.body is not None  # noqa: S101  # the database holds it
    return event.body


@dataclass(frozen=True)
class Check:
    """One thing that should be so before a meeting is convened; some must."""

    words: str
    is_so: bool
    must: bool
    url: str = ""
    button: str = ""


def checks(
    event: Event, agenda: Agenda | None, *, at: datetime, has_papers: bool = False
) -> list[Check]:
    """Return what should be ready, in the order in which it is prepared."""
    settings = reverse("events:edit", args=[event.slug])
    items = agenda.items.listed().count() if agenda else 0
    return [
        Check(
            _("The meeting is published and lies ahead."),
            event.state == State.PUBLISHED and takes_invitations(event, at=at),
            must=True,
            url=reverse("events:publish", args=[event.slug]) if event.state == State.DRAFT else "",
            button=_("Publish"),
        ),
        Check(
            _("The date is settled."),
            event.date_settled,
            must=True,
            url=settings,
            button=_("Settle it"),
        ),
        Check(
            _("Venue or link are known."),
            has_a_place(event),
            must=False,
            url=settings,
            button=_("Write them"),
        ),
        Check(
            _("The agenda has items."),
            items > 0,
            must=True,
            url=reverse("agendas:edit", args=[event.slug]),
            button=_("Prepare the agenda"),
        ),
        Check(
            _("Items have papers."),
            has_papers,
            must=False,
            url=reverse("agendas:edit", args=[event.slug]),
            button=_("Add papers"),
        ),
    ]


def has_a_place(event: Event) -> bool:
    """Return whether people know where to go, and where to click."""
    there = bool(event.venue or event.city)
    return {
        Mode.IN_PERSON: there,
        Mode.ONLINE: bool(event.join_link),
        Mode.HYBRID: there and bool(event.join_link),
    }[Mode(event.mode)]


def is_ready(found: Sequence[Check]) -> bool:
    """Return whether all is so that must be."""
    return all(one.is_so for one in found if one.must)


def agenda_of(event: Event) -> Agenda | None:
    """Return the agenda of a meeting, where one was begun."""
    return Agenda.objects.filter(event=event).first()


def has_papers(agenda: Agenda | None, standing: Standing) -> bool:
    """Return whether a paper hangs on an item of which the person may know; two queries."""
    if agenda is None:
        return False
    items = AgendaItem.objects.visible_to(standing, agenda.event).filter(agenda=agenda)
    keys = [str(key) for key in items.values_list("key", flat=True)]
    return Document.objects.of_any((ITEM, keys)).exists()


def open_to_guests(agenda: Agenda | None) -> int:
    """Return how many items of an agenda who is invited reads without a seat in the body."""
    if agenda is None:
        return 0
    return agenda.items.listed().open_to_guests().count()


def is_adopted(agenda: Agenda) -> bool:
    """Return whether the body has adopted it, so that it is sent out no more."""
    return agenda.state == AgendaState.ADOPTED


@dataclass(frozen=True)
class Told:
    """Somebody who has been asked, or is registered, and hears by a letter of another kind.

    ``page`` leads to the person's own; ``speaks`` says that it is for a seat, ``is_guest`` that
    it is for an institution.
    """

    email: str
    name: str
    language: str
    person: str
    page: str
    is_registered: bool
    speaks: bool
    is_guest: bool


class Readers:
    """Who hears of a convening: guests to invite, and those who were asked before."""

    def __init__(
        self, event: Event, *, institutions: Collection[Organisation], at: datetime
    ) -> None:
        """Read the seats of the body on the day of the meeting, and who speaks for them now."""
        self.event, self.at = event, at
        self.benches: list[Bench] = guests.benches(body_of(event), at=at, on=event.first_date)
        chosen = {one.pk for bench in self.benches for one in bench.people}
        people = guests.for_seats(self.benches, chosen=chosen)
        people += [
            guests.for_institution(one, email=one.email) for one in institutions if one.email
        ]
        self.all = once_each(people)
        self.speakers = frozenset(one.user.email for bench in self.benches for one in bench.people)

    @cached_property
    def invited(self) -> list[Guest]:
        """Return who is invited now: nobody whom the event has asked or registered before."""
        known = guests.known(self.event, self.all)
        return [guest for guest in self.all if known.leaves(guest)]

    @cached_property
    def prepared(self) -> list[Invitation]:
        """Return whose invitation waits to be sent, and is sent with it."""
        return list(self.event.invitations.prepared().order_by("sort_name", "pk"))

    @cached_property
    def told(self) -> list[Told]:
        """Return who was asked before, or is registered, and has not said no; each once."""
        asked = (
            Invitation.objects.known()
            .filter(event=self.event)
            .exclude(state__in=(InvitationState.NO, InvitationState.SUBSTITUTE))
            .select_related("user")
        )
        there = self.event.registrations.filter(state__in=LIVE).exclude(email="")
        found = {
            one.email: self._told(one, INVITATION_PAGE, is_guest=one.organisation_id is not None)
            for one in asked.order_by("sort_name", "pk")
        }
        for one in there.select_related("user").order_by("sort_name", "pk"):
            is_guest = one.email in found and found[one.email].is_guest
            found[one.email] = self._told(one, OWN_PAGE, is_guest=is_guest, is_registered=True)
        return list(found.values())

    def _told(
        self,
        one: Invitation | Registration,
        purpose: str,
        *,
        is_guest: bool,
        is_registered: bool = False,
    ) -> Told:
        return Told(
            email=one.email,
            name=one.name,
            language=one.language,
            person=str(one.user.key) if one.user else "",
            page=links.placeholder(purpose, one.key, one.link_generation),
            is_registered=is_registered,
            speaks=one.email in self.speakers,
            is_guest=is_guest,
        )

    @property
    def silent_benches(self) -> list[Bench]:
        """Return the seats for which nobody speaks now, so that nobody hears."""
        return [bench for bench in self.benches if not bench.people]

    @property
    def number(self) -> int:
        """Return how many people get a letter."""
        return len(self.invited) + len(self.prepared) + len(self.told)

    @property
    def mark(self) -> str:
        """Return a short mark of who they are; other people have another."""
        return mark(
            [
                *(guest.email for guest in self.invited),
                *(one.email for one in self.prepared),
                *(one.email for one in self.told),
            ]
        )


def notice_said(*, days: int, last_day: date, on: date, reason: str) -> str:
    """Return in a sentence how the body's notice was kept, or why it was not.

    A further edition of the agenda needs no reason.
    """
    if on <= last_day:
        return _("%(days)d clear working days: sent on %(on)s, at the latest %(last)s") % {
            "days": days,
            "on": day(on),
            "last": day(last_day),
        }
    if not reason:
        return _("Sent on %(on)s; the body had been convened before") % {"on": day(on)}
    return _("Sent on %(on)s, after %(last)s, the last day of the notice, because: %(reason)s") % {
        "on": day(on),
        "last": day(last_day),
        "reason": reason,
    }
