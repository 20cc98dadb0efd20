"""What a search finds among people and bodies, and the form in which every app answers it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.models import Body, Mandate, User


@dataclass(frozen=True)
class Found:
    """One thing found: what kind it is, its title, a line below, where it is."""

    kind: str
    title: str
    note: str
    url: str
    icon: str


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return bodies and people that hold each word, at most ``limit`` of each.

    Everybody of the Network finds those who hold a mandate; the Secretariat and
    administrators find every account, by address too; others find nobody.
    """
    if not standing.is_network or not folded(text):
        return []
    return [*_bodies(text, limit), *_people(text, standing, limit)]


def _bodies(text: str, limit: int) -> list[Found]:
    words = folded(text).split()
    bodies = [
        body
        for body in Body.objects.all()
        if all(word in folded(f"{body.name} {body.code}") for word in words)
    ]
    return [
        Found(
            kind=_("Body"),
            title=body.name,
            note=body.code,
            url=reverse("accounts:body", args=[body.code]),
            icon="people",
        )
        for body in bodies[:limit]
    ]


def _people(text: str, standing: Standing, limit: int) -> list[Found]:
    valid = Mandate.objects.valid_at(standing.at).select_related("member_state", "organisation")
    serves = standing.is_secretariat or standing.is_administrator
    people = User.objects.matching(text) if serves else User.objects.named(text).holding(valid)
    return [
        Found(
            kind=_("Person"),
            title=person.name,
            note=", ".join(mandate.in_words for mandate in person.held),
            url=reverse("accounts:person", args=[person.key])
            if serves
            else f"{reverse('accounts:network')}#{person.key}",
            icon="person",
        )
        for person in people.with_mandates(valid)[:limit]
    ]
