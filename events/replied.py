"""What pages say of invitations: the figures of an event, the state of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Value, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Standing
from events.emails import INVITATION_PAGE
from events.enums import COMES, LIVE, InvitationState, RegistrationState, State
from events.invitations import TAKES_SUGGESTIONS
from events.models import Event, Invitation
from interface.marks import Part, Pill
from mail import links

GONE, WAITS = "gone", "waits"
PILLS: Mapping[str, Pill] = {
    InvitationState.PREPARED: Pill(InvitationState.PREPARED.label, "", "pen"),
    InvitationState.SILENT: Pill(InvitationState.SILENT.label, "warn"),
    InvitationState.IN_PERSON: Pill(InvitationState.IN_PERSON.label, "ok"),
    InvitationState.ONLINE: Pill(InvitationState.ONLINE.label, "ok", "video"),
    InvitationState.NO: Pill(InvitationState.NO.label, "", "cross"),
    InvitationState.SUBSTITUTE: Pill(InvitationState.SUBSTITUTE.label, "info", "people"),
    InvitationState.REVOKED: Pill(InvitationState.REVOKED.label, "bad", "undo"),
}
WAITING = Pill(gettext_lazy("Waits for a place"), "warn", "hourglass")
NO_LONGER = Pill(gettext_lazy("Comes no longer"), "bad", "leave")
BAR: tuple[tuple[str, str | Promise, str], ...] = (
    (InvitationState.IN_PERSON, gettext_lazy("in person"), "for"),
    (InvitationState.ONLINE, gettext_lazy("online"), "webinar"),
    (WAITS, gettext_lazy("wait for a place"), "focus"),
    (InvitationState.SUBSTITUTE, gettext_lazy("send somebody else"), "brand"),
    (InvitationState.NO, gettext_lazy("do not come"), "against"),
    (GONE, gettext_lazy("come no longer"), "abstain"),
    (InvitationState.SILENT, gettext_lazy("have not answered"), "silent"),
)


@dataclass(frozen=True)
class Figures:
    """How many invitations of an event stand where; what was taken back is not counted."""

    by_state: Mapping[str, int]

    def of(self, state: str) -> int:
        """Return the number of one state."""
        return self.by_state.get(state, 0)

    @property
    def sent(self) -> int:
        """How many people were asked."""
        return sum(self.of(state) for state, _words, _fill in BAR)

    @property
    def prepared(self) -> int:
        """How many wait to be sent."""
        return self.of(InvitationState.PREPARED)

    @property
    def silent(self) -> int:
        """How many have not answered."""
        return self.of(InvitationState.SILENT)

    @property
    def parts(self) -> list[Part]:
        """The parts of the bar, in the order in which they are good news."""
        return [Part(words, self.of(state), fill) for state, words, fill in BAR if self.of(state)]

    @property
    def said(self) -> str:
        """The same in a sentence."""
        asked = ngettext(
            "%(count)d person was invited", "%(count)d people were invited", self.sent
        ) % {"count": self.sent}
        told = ", ".join(f"{part.number} {part.label}" for part in self.parts)
        return f"{asked}: {told}" if told else asked


def figures(event: Event) -> Figures:
    """Return the figures of an event's invitations, in one query."""
    state = Case(
        When(state__in=COMES, registration__state=RegistrationState.CONFIRMED, then="state"),
        When(state__in=COMES, registration__state__in=LIVE, then=Value(WAITS)),
        When(state__in=COMES, registration__isnull=False, then=Value(GONE)),
        default="state",
    )
    rows = event.invitations.standing().order_by().annotate(stands=state).values_list("stands")
    return Figures(dict(rows.annotate(Count("pk"))))


def pill(invitation: Invitation) -> Pill:
    """Return where an invitation stands, as icon, word and colour."""
    if invitation.comes_no_longer:
        return NO_LONGER
    waits = invitation.registration_state not in {"", RegistrationState.CONFIRMED}
    return WAITING if invitation.state in COMES and waits else PILLS[invitation.state]


def own_pill(invitation: Invitation) -> Pill:
    """Return what whoever is invited sees of it: of somebody whom they named, the answer alone."""
    return PILLS[invitation.state] if invitation.names_another else pill(invitation)


def who_answered(invitation: Invitation) -> str:
    """Return who gave the answer for the person, where it was not the person."""
    if invitation.answered_as in {"", "person"}:
        return ""
    name = invitation.answered_by.name if invitation.answered_by else _("somebody")
    return _("recorded by %(name)s") % {"name": name}


def own_address(invitation: Invitation) -> str:
    """Return the address of the page of one's own invitation."""
    token = links.token(INVITATION_PAGE, invitation.key, invitation.link_generation)
    return reverse(INVITATION_PAGE, args=[token])


def address_for(invitation: Invitation, standing: Standing) -> str:
    """Return where somebody who is signed in answers an invitation to the own seat."""
    if standing.user is not None and standing.user.email == invitation.email:
        return own_address(invitation)
    return reverse("events:seat_invitation", args=[invitation.key])


@dataclass(frozen=True)
class Asked:
    """One's own invitation, or one for the own seat, as the page of its event shows it."""

    title: str
    url: str
    button: str
    pill: Pill


def is_asked(standing: Standing) -> Exists:
    """Return, for a query of events, whether the person or the own seat is invited."""
    return Exists(Invitation.objects.held_by(standing).filter(event=OuterRef("pk")))


def beside(
    event: Event, standing: Standing, *, at: datetime, names_delegation: bool = False
) -> dict[str, Any]:
    """Return what the page of an event says about invitations to who is signed in.

    ``event`` was found with ``is_asked``; another query only where there is something to say.
    Who ``names_delegation`` answers for the seat with that, and not with its invitation.
    """
    if standing.user is None:
        return {}
    ahead = event.state == State.PUBLISHED and event.starts_at > at
    invited: Sequence[Invitation] = ()
    if ahead and event.is_asked:  # type: ignore[attr-defined]  # annotated
        held = Invitation.objects.held_by(standing).filter(event=event)
        if names_delegation:
            held = held.filter(seat=None)
        mine = standing.user.email
        invited = sorted(held.select_related("registration"), key=lambda one: one.email != mine)
    return {
        "invited": [_asked(one, standing) for one in invited],
        "suggests": _suggests(event, standing) if event.starts_at > at else "",
    }


def _asked(one: Invitation, standing: Standing) -> Asked:
    own = standing.user is not None and standing.user.email == one.email
    return Asked(
        title=_("You are invited") if own else _("%(name)s is invited") % {"name": one},
        url=address_for(one, standing),
        button=_("Answer") if one.state == InvitationState.SILENT else _("Change the answer"),
        pill=own_pill(one),
    )


def _suggests(event: Event, standing: Standing) -> str:
    """Return where institutions are suggested, to those who may."""
    may = standing.member_states or event.host_id in standing.presidency
    open_to_it = event.kind in TAKES_SUGGESTIONS and event.takes_registrations
    if not may or not open_to_it or event.state not in {State.DRAFT, State.PUBLISHED}:
        return ""
    return reverse("events:suggestions", args=[event.slug])
