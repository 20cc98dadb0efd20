"""What a person may do, worked out from mandates at one moment; the only reader of them.

A view asks ``request.standing``; a QuerySet's ``visible_to`` takes it as a value.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import Http404, HttpResponseBase

from accounts.days import network_day
from accounts.enums import SPEAKS_FOR_THE_SEAT, Role
from accounts.http import Request
from accounts.models import Body, Mandate, PresidencyTerm, Seat, User
from interface.headers import keep_secret

type View[**P] = Callable[Concatenate[Request, P], HttpResponseBase]

RESTRICTED_PAPERS = "accounts.read_restricted_papers"
"""The right to read restricted papers, which no mandate brings."""


@dataclass(frozen=True)
class Standing:
    """Whom a person speaks for, and in what role, at one moment."""

    user: User | None
    at: datetime
    mandates: tuple[Mandate, ...] = field(default=())

    @property
    def is_signed_in(self) -> bool:
        """Return whether somebody is signed in."""
        return self.user is not None

    @property
    def actor(self) -> str:
        """Return the opaque key by which the journal knows the person; empty for a visitor."""
        return str(self.user.key) if self.user else ""

    def may(self, right: str) -> bool:
        """Return whether the person holds a right that no mandate brings.

        It is named as Django does: ``events.view_sensitive_answers``.
        """
        return self.user is not None and self.user.has_perm(right)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the roles held at the moment."""
        return frozenset(mandate.role for mandate in self.mandates)

    @cached_property
    def is_secretariat(self) -> bool:
        """Return whether the person works for the Secretariat."""
        return Role.SECRETARIAT in self.roles

    @cached_property
    def is_administrator(self) -> bool:
        """Return whether the person administers the installation."""
        return Role.ADMINISTRATOR in self.roles

    @cached_property
    def is_network(self) -> bool:
        """Return whether the person belongs to the Network at all."""
        return bool(self.mandates)

    @cached_property
    def only_observes(self) -> bool:
        """Return whether the person observes, and is nothing else in the Network."""
        return self.roles == {Role.OBSERVER}

    @cached_property
    def member_states(self) -> frozenset[str]:
        """Return the codes of the states for whose seat the person speaks."""
        return frozenset(
            mandate.member_state_id
            for mandate in self.mandates
            if mandate.role in SPEAKS_FOR_THE_SEAT and mandate.member_state_id
        )

    @cached_property
    def presidency(self) -> frozenset[str]:
        """Return the codes of the states whose Presidency team the person belongs to."""
        return frozenset(
            mandate.member_state_id
            for mandate in self.mandates
            if mandate.role == Role.PRESIDENCY and mandate.member_state_id
        )

    @cached_property
    def organisations(self) -> frozenset[int]:
        """Return the organisations for which the person observes."""
        return frozenset(
            mandate.organisation_id
            for mandate in self.mandates
            if mandate.role == Role.OBSERVER and mandate.organisation_id
        )

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Return the codes of the bodies where the person's state or organisation has a seat.

        The Secretariat and administrators serve them all; that is asked apart.
        """
        return frozenset(self._sits)

    @cached_property
    def voting_bodies(self) -> frozenset[str]:
        """Return the codes of those among them where that seat votes, or presides."""
        return frozenset(code for code, votes in self._sits.items() if votes)

    @cached_property
    def _sits(self) -> dict[str, bool]:
        """Return where the person's state or organisation sits, and whether it votes there."""
        return dict(self.sitting().values_list("pk", "has_a_vote"))

    def sitting(self) -> QuerySet[Any]:
        """Return the bodies where the state or organisation sits, each with ``has_a_vote``.

        Where the person speaks for neither, that asks the database nothing.
        """
        states = self.member_states | self.presidency
        if not states and not self.organisations:
            return Body.objects.none().annotate(has_a_vote=Value(value=False))
        on = network_day(self.at)
        seats = Seat.objects.held_on(on).filter(
            Q(member_state__in=states) | Q(organisation__in=self.organisations),
            body=OuterRef("pk"),
        )
        terms = PresidencyTerm.objects.filter(starts__lte=on, ends__gte=on, member_state__in=states)
        presides = Q(Exists(terms), chaired_by_presidency=True)
        votes = Q(Exists(seats.filter(votes=True))) | presides
        rows = Body.objects.filter(Q(Exists(seats)) | presides).order_by()
        return rows.annotate(has_a_vote=votes)

    @cached_property
    def terms(self) -> tuple[PresidencyTerm, ...]:
        """Return all Presidency terms, the earliest first."""
        rows = PresidencyTerm.objects.select_related("member_state")
        return tuple(rows.order_by("starts"))

    def speaks_for(self, state: str | None, organisation: int | None) -> bool:
        """Return whether the person speaks for the seat of a state or of an organisation."""
        return state in self.member_states or organisation in self.organisations

    @property
    def own_rows(self) -> Q:
        """Return which rows of a state or an organisation are of seats the person speaks for."""
        return Q(member_state__in=self.member_states) | Q(organisation__in=self.organisations)

    @property
    def acting_for(self) -> str:
        """Return for whom a deed is done: "LV", "Secretariat" or nothing."""
        if self.is_secretariat:
            return str(Role.SECRETARIAT.label)
        if self.is_administrator:
            return str(Role.ADMINISTRATOR.label)
        names = sorted(
            {mandate.member_state_id or mandate.speaks_for for mandate in self.mandates} - {""}
        )
        return ", ".join(names)


def standing(user: User | AnonymousUser | None, at: datetime) -> Standing:
    """Return the person's standing at a moment, in one query; nobody's for a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return Standing(user=None, at=at)
    mandates = Mandate.objects.filter(user=user).valid_at(at)
    return Standing(
        user=user, at=at, mandates=tuple(mandates.select_related("member_state", "organisation"))
    )


def only_for[**P](allowed: Callable[[Standing], bool]) -> Callable[[View[P]], View[P]]:
    """Open a page to those for whom the claim holds; to others signed in it does not exist."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not allowed(request.standing):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def secretariat_only[**P](view: View[P]) -> View[P]:
    """Open a page to the Secretariat."""
    return only_for(lambda standing: standing.is_secretariat)(view)


def administrator_only[**P](view: View[P]) -> View[P]:
    """Open a page to administrators."""
    return only_for(lambda standing: standing.is_administrator)(view)


def secretariat_or_administrator[**P](view: View[P]) -> View[P]:
    """Open a page to the Secretariat and to administrators."""
    return only_for(lambda standing: standing.is_secretariat or standing.is_administrator)(view)


def network_only[**P](view: View[P]) -> View[P]:
    """Open a page to everybody who holds a mandate."""
    return only_for(lambda standing: standing.is_network)(view)


def token_page[**P](view: View[P]) -> View[P]:
    """Open a page to whoever holds its secret address, and keep that address secret.

    What goes wrong there, an unknown token above all, the middleware keeps secret likewise.
    """

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        keep_secret(response)
        return response

    return login_not_required(guarded)
