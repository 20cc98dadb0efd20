"""The Network as its members see it: who presides, who speaks for whom, who sits where."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import seats
from accounts.access import network_only
from accounts.days import network_day
from accounts.enums import Role
from accounts.folding import folded
from accounts.forms.people import NetworkFilter
from accounts.http import Request
from accounts.models import Body, Mandate, MemberState, PresidencyTerm, Seat, User


@dataclass(frozen=True)
class StateShown:
    """A Member State with those who speak for it."""

    state: MemberState
    representatives: list[Mandate]
    substitutes: list[Mandate]
    others: list[Mandate]

    @property
    def people(self) -> list[Mandate]:
        """Return everybody, representatives first."""
        return [*self.representatives, *self.substitutes, *self.others]


@dataclass(frozen=True)
class BodyShown:
    """A body with the places at its table today."""

    body: Body
    places: list[seats.Place]

    @property
    def voting(self) -> int:
        """Return how many of the places vote."""
        return sum(place.votes for place in self.places)


@network_only
@require_safe
def network(request: Request) -> HttpResponse:
    """Show the Network: Presidency, Member States in protocol order, bodies, Secretariat."""
    today = network_day(request.at)
    form = NetworkFilter(request.GET)
    form.is_valid()
    words = folded(form.cleaned_data.get("q", "")).split()
    held = list(
        Mandate.objects.valid_at(request.at)
        .filter(user__in=User.objects.filter(is_active=True))
        .select_related("user", "member_state", "organisation")
        .order_by("-is_lead", "user__sort_name")
    )
    term = PresidencyTerm.objects.on(today)
    context = {
        "filter": form,
        "filtered": bool(words),
        "term": term,
        "next": PresidencyTerm.objects.after(today),
        "states": _states(held, words),
        "observers": [
            mandate
            for mandate in held
            if mandate.role == Role.OBSERVER and _fits(words, mandate.user.name, mandate.speaks_for)
        ],
        "secretariat": [
            mandate
            for mandate in held
            if mandate.role == Role.SECRETARIAT and _fits(words, mandate.user.name)
        ],
        "bodies": _bodies(term, request),
    }
    return render(request, "accounts/network.html", context)


def _states(held: list[Mandate], words: list[str]) -> list[StateShown]:
    by_state: defaultdict[str | None, list[Mandate]] = defaultdict(list)
    for mandate in held:
        by_state[mandate.member_state_id].append(mandate)
    shown = []
    for state in MemberState.objects.all():
        mandates = by_state[state.pk]
        if _fits(words, state.name, state.code, *(mandate.user.name for mandate in mandates)):
            shown.append(
                StateShown(
                    state,
                    representatives=[one for one in mandates if one.role == Role.NR],
                    substitutes=[one for one in mandates if one.role == Role.SUBSTITUTE],
                    others=[
                        one for one in mandates if one.role in {Role.CONTACT_POINT, Role.PRESIDENCY}
                    ],
                )
            )
    return shown


def _fits(words: list[str], *texts: str) -> bool:
    """Return whether each word stands in one of the texts, however it is typed."""
    together = folded(" ".join(texts))
    return all(word in together for word in words)


def _bodies(term: PresidencyTerm | None, request: Request) -> list[BodyShown]:
    today = network_day(request.at)
    by_body: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.held_on(today).in_protocol_order():
        by_body[seat.body_id].append(seat)
    return [
        BodyShown(
            body,
            seats.arranged(
                by_body[body.pk],
                chair=term.member_state if term and body.chaired_by_presidency else None,
            ),
        )
        for body in Body.objects.all()
    ]
