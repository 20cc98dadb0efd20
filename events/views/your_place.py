"""The card "Your place" of an event's page: the own registration, or what one would get."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.enums import Category
from events import asking, countries, kinds, participants, rules, words
from events.enums import Mode, RegistrationState, RequestState, State
from events.forms.registration import RegistrationForm
from events.models import Event, Registration
from events.rules import Places, Taken
from events.views.registration import known_of, own_page, own_registration, stands_for
from interface import moments
from interface.marks import Pill


@dataclass(frozen=True)
class OneClick:
    """A registration that needs but one press, since all is known: hidden fields and words."""

    fields: list[tuple[str, str]]
    said: str


def your_place(
    shown: Event, standing: Standing, *, places: Places, taken: Taken, at: dt.datetime
) -> dict[str, Any]:
    """Return what the card says; at most two queries, none for a visitor."""
    is_open = shown.is_open_at(at)
    left = rules.places_left(places=places, taken=taken)
    strong, said = words.places_said(places, taken)
    own = own_registration(shown, standing)
    found = {
        "open": is_open,
        "pills": _pills(shown, left=left, at=at),
        "strong": strong,
        "said": said,
        "total": places.total,
        "taken": taken.get(rules.ALL, 0),
        "closes": _closes(shown) if is_open else "",
        "opens": _opens(shown, at=at),
    }
    found["has_place"] = shown.takes_registrations or _usually_registers(shown.kind)
    if stands_for(own, shown):
        found |= _own(own, shown, at=at)
    elif is_open and standing.user:
        found["one_click"] = one_click(shown, standing, latest=own)
    return found


def _usually_registers(kind: str) -> bool:
    """Return whether readers look for a place at events of a kind, so that none must be said."""
    return bool(kinds.need(kind).defaults.get("takes_registrations", kinds.registers(kind)))


def _pills(shown: Event, *, left: int | None, at: dt.datetime) -> list[Pill]:
    pills = (
        words.kind_pill(shown),
        words.lock_pill(shown) or Pill(_("Public"), icon="globe"),
        words.open_pill(shown, left=left, at=at),
    )
    return [pill for pill in pills if pill]


def _own(own: Registration, shown: Event, *, at: dt.datetime) -> dict[str, Any]:
    """Return how one's own registration stands, and what is still asked of one."""
    own.event = shown
    page = own_page(own)
    found: dict[str, Any] = {"own": page, "own_pill": words.own_pill(own.state), "own_notes": []}
    notes: list[str] = found["own_notes"]
    ahead = shown.state == State.PUBLISHED and shown.ends_at > at
    if own.state == RegistrationState.OFFERED and own.offered_until and ahead:
        notes.append(words.offer(own.offered_until, shown.zone, at=at))
        found["own_button"] = _("Accept it, or give it back")
    asked = own.unanswered
    if own.state == RegistrationState.CONFIRMED:
        asked += own.unanswered_later
    if asked and ahead:
        sentence = ngettext(
            "%(count)d question waits for your answer.",
            "%(count)d questions wait for your answer.",
            asked,
        )
        notes.append(sentence % {"count": asked})
        found["own_button"] = found.get("own_button") or _("Answer")
    if ahead and own.change_requests.filter(state=RequestState.OPEN).exists():
        notes.append(_("The change you asked for is not decided yet."))
    if participants.seen_by(own, at=at):
        found["participants"] = reverse("events:participants", args=[shown.slug])
    return found


def _closes(shown: Event) -> str:
    closes = shown.registration_closes_at or shown.starts_at
    return _("Registration closes %(moment)s.") % {"moment": moments.moment(closes, shown.zone)}


def _opens(shown: Event, *, at: dt.datetime) -> str:
    opens = shown.registration_opens_at
    if shown.state != State.PUBLISHED or not shown.takes_registrations or not opens or opens <= at:
        return ""
    return _("Registration opens %(moment)s.") % {"moment": moments.moment(opens, shown.zone)}


def one_click(shown: Event, standing: Standing, *, latest: Registration | None) -> OneClick | None:
    """Return what a press registers, or nothing where something must be asked."""
    known = known_of(standing, latest=latest)
    if not (known.get("country") and known.get("category")) or _asks_more(shown):
        return None
    form = RegistrationForm(event=shown, notice=None)
    once = form["once"].value()
    version = shown.notice_version or ""  # type: ignore[attr-defined]  # annotated
    said = [known["name"], countries.name(known["country"]), Category(known["category"]).label]
    return OneClick(
        fields=[("once", str(once)), ("notice", version), *sorted(known.items())],
        said=", ".join(str(part) for part in said),
    )


def _asks_more(shown: Event) -> bool:
    """Return whether the form asks what is not known: of questions, groups, sessions, events."""
    shares = bool(shown.registers_with_id) or shown.serves_others  # type: ignore[attr-defined]  # annotated
    return shown.mode == Mode.HYBRID or shares or asking.of_event(shown, left={}).is_more
