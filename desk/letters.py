"""Letters as they may be shown: a secret link stays secret, and so does a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from accounts.models import User
from desk.forms import RETURNED
from events.models import Invitation, Registration
from interface.marks import Pill
from mail.enums import State
from mail.letters import Text, from_json, masked
from mail.models import Letter
from procedures.models.procedure import LABEL as PROCEDURE

NOT_ARRIVED = (State.BOUNCED, State.FAILED)
TONES = {State.SENT: "ok", State.BOUNCED: "bad", State.FAILED: "bad"}
REGISTRATION, INVITATION = "events.registration", "events.invitation"


@dataclass(frozen=True)
class Shown:
    """A letter as a page shows it; without a text where it holds a code, or was erased."""

    letter: Letter
    text: Text | None
    pill: Pill
    may_resend: bool
    may_dismiss: bool


def shown(letter: Letter) -> Shown:
    """Return a letter as a page may show it."""
    hidden = letter.blank_after or letter.blanked_at is not None
    returned = letter.state in NOT_ARRIVED and letter.handled_at is None
    return Shown(
        letter=letter,
        text=None if hidden else masked(from_json(letter.subject, body=letter.body)),
        pill=pill(letter),
        may_resend=not hidden and letter.state in {State.SENT, *NOT_ARRIVED},
        may_dismiss=returned,
    )


def pill(letter: Letter) -> Pill:
    """Return what became of a letter as icon, word and colour."""
    state = State(letter.state)
    if state in NOT_ARRIVED and letter.handled_at:
        return Pill(_("%(state)s, dealt with") % {"state": state.label}, "", "check")
    if state == State.STOPPED:
        return Pill(state.label, "", "stop")
    return Pill(state.label, TONES.get(state, ""), "" if state in TONES else "clock")


def chosen(choice: Mapping[str, Any]) -> QuerySet[Letter]:
    """Return the letters of a filter; ``first`` marks those that did not arrive and still wait."""
    waits = Q(state__in=NOT_ARRIVED, handled_at=None)
    letters = Letter.objects.annotate(
        first=Case(When(waits, then=Value(1)), default=Value(0), output_field=IntegerField())
    )
    if state := choice.get("state"):
        letters = letters.filter(waits if state == RETURNED else Q(state=state))
    for word in choice.get("text", "").split():
        letters = letters.filter(
            Q(to__icontains=word)
            | Q(subject__icontains=word)
            | Q(name__icontains=word)
            | Q(name__contains=word.capitalize())  # SQLite knows the case of Latin letters only
        )
    if event := choice.get("event"):
        letters = letters.filter(_about(Registration, event) | _about(Invitation, event))
    if procedure := choice.get("procedure"):
        letters = letters.filter(label=PROCEDURE, key=procedure)
    if person := choice.get("person"):
        user = User.objects.filter(key=person).first()
        letters = letters.filter(Q(person=str(person)) | Q(to=user.email if user else None))
    return letters


def _about(kind: type[Registration | Invitation], slug: str) -> Q:
    """Return which letters are about registrations, or about invitations, of an event."""
    label = REGISTRATION if kind is Registration else INVITATION
    keys = kind.objects.filter(event__slug=slug).values_list("key", flat=True)
    return Q(label=label, key__in=[str(key) for key in keys])


def own(user: User | None) -> QuerySet[Letter]:
    """Return the letters to a person, known by account or by address; to nobody none."""
    if user is None:
        return Letter.objects.none()
    return Letter.objects.filter(Q(person=str(user.key)) | Q(to=user.email))
