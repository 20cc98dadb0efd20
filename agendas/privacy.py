"""What agendas hold about one person, and its erasure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.models import Mandate, User
from agendas.enums import Deed
from agendas.models import AgendaItem, Agreement, Interest, Wish
from agendas.models.item import LABEL
from journal.services import record
from mail.privacy import NAMELESS

STAYS: tuple[str | Promise, ...] = (
    _(
        "That a seat declared an interest in an item, or wished for a decision in writing, without"
        " who said so and in which words: it is the seat's."
    ),
    _("That a Presidency agreed to decide an item in writing, or not, without who said so."),
)


@dataclass(frozen=True)
class Held:
    """How much agendas hold about one person."""

    interests: int
    wishes: int
    agreements: int


def held(user: User | None) -> Held:
    """Count what a person declared, wished and agreed to."""
    return Held(
        interests=_declared(user).count(),
        wishes=_wished(user).count(),
        agreements=_agreed(user).count(),
    )


def export(
    user: User | None, *, reader: Standing | None = None, own: Standing | None = None
) -> dict[str, Any]:
    """Return what a person declared, wished and agreed to, in plain values.

    To a ``reader`` who is not the person it holds what that reader may see. Who takes the ``own``
    words has them all, without the title of an item of which the person may not know by now; of
    what others noted about the person in such an item, there is no more than for whom.
    """
    who = reader or own
    known = set(AgendaItem.objects.visible_to(who).values_list("pk", flat=True)) if who else set()

    def given[Said: (Interest, Wish, Agreement)](rows: QuerySet[Said]) -> list[tuple[Said, str]]:
        """Return what is given out, each with the title of its item, if that may be known."""
        return [
            (one, one.item.title if one.item_id in known else "")
            for one in rows.select_related("item")
            if reader is None or one.item_id in known
        ]

    return {
        "interests": [
            {
                "item": title,
                "seat": one.holder,
                "person": one.person,
                "text": one.text if title or one.declared_by == user else "",
                "declared": one.declared_at.isoformat(),
                "withdrawn": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            }
            for one, title in given(
                _declared(user).select_related("member_state", "organisation", "declared_by")
            )
        ],
        "wishes": [
            {
                "item": title,
                "member_state": one.member_state_id,
                "text": one.text,
                "wished": one.wished_at.isoformat(),
            }
            for one, title in given(_wished(user))
        ],
        "agreements": [
            {
                "item": title,
                "answer": one.answer,
                "text": one.text,
                "answered": one.answered_at and one.answered_at.isoformat(),
            }
            for one, title in given(_agreed(user))
        ],
    }


@transaction.atomic
def erase(user: User | None, *, by: Standing, at: datetime) -> Held:
    """Erase who said what about items; return how much was held. ``STAYS`` says what stays."""
    before = held(user)
    for interest in _declared(user).select_related("item"):
        record(
            Deed.INTEREST_ERASED,
            at=at,
            actor=by.actor,
            acting_for=by.acting_for,
            label=LABEL,
            key=str(interest.item.key),
        )
    _spoken(user).update(person="", text=NAMELESS, declared_by=None)
    _declared(user).update(declared_by=None)
    _wished(user).update(text="", wished_by=None)
    _agreed(user).update(text="", answered_by=None)
    return before


def _declared(user: User | None) -> QuerySet[Interest]:
    """Return the interests that a person declared, or that were noted for the person."""
    if user is None:
        return Interest.objects.none()
    return Interest.objects.filter(Q(declared_by=user) | Q(pk__in=_noted_for(user)))


def _spoken(user: User | None) -> QuerySet[Interest]:
    """Return those that are the person's own: not what was noted for another state's seat."""
    if user is None:
        return Interest.objects.none()
    own = Q(declared_by=user) & _of_seats(user) | Q(pk__in=_noted_for(user))
    return Interest.objects.filter(own)


def _noted_for(user: User) -> list[int]:
    """Return the interests in which a person is named, whoever noted them.

    A name is all that is typed: it means the person where it has the same words, however they
    are spelt and in whatever order, and the interest is that of a state or an organisation for
    which the person holds a mandate, or held one.
    """
    named = Interest.objects.filter(_of_seats(user)).exclude(person="")
    return [
        pk for pk, name in named.values_list("pk", "person") if _words(name) == _words(user.name)
    ]


def _of_seats(user: User) -> Q:
    mandates = Mandate.objects.filter(user=user)
    states = mandates.exclude(member_state=None).values("member_state")
    organisations = mandates.exclude(organisation=None).values("organisation")
    return Q(member_state__in=states) | Q(organisation__in=organisations)


def _words(name: str) -> list[str]:
    return sorted(folded(name).replace(",", " ").split())


def _wished(user: User | None) -> QuerySet[Wish]:
    return Wish.objects.filter(wished_by=user) if user else Wish.objects.none()


def _agreed(user: User | None) -> QuerySet[Agreement]:
    """Return what a person said for a Presidency about items in writing."""
    return Agreement.objects.filter(answered_by=user) if user else Agreement.objects.none()
