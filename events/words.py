"""What pages say of an event and of a registration, in the same words everywhere."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.enums import Visibility
from events import blocked, countries, groups, kinds, rules
from events.enums import (
    HOLDS_A_PLACE,
    Approver,
    Attending,
    Kind,
    Mode,
    QuotaScope,
    RegistrationState,
    State,
)
from events.models import Event, Registration, Session
from events.rules import Claim
from interface import moments
from interface.marks import Pill

FEW = 5
OVER = frozenset({State.HELD, State.CLOSED})
LOCKS = {
    Visibility.NETWORK: gettext_lazy("Members of the Network"),
    Visibility.BODY: gettext_lazy("Members of the body"),
    Visibility.ATTENDEES: gettext_lazy("By invitation"),
    Visibility.RESTRICTED: gettext_lazy("Restricted"),
}


def when(event: Event) -> str:
    """Return when an event is: its day or days, and its hours there.

    What is moved elsewhere begins with its first session and ends with its last; what else
    lasts several days has its hours on each of them.
    """
    if event.all_day:
        return moments.days(event.first_date, event.last_date)
    if event.first_date == event.last_date or event.managed_at:
        return moments.span(event.starts_at, event.ends_at, event.zone)
    daily = f"{event.starts_time:%H:%M}{moments.EN_DASH}{event.ends_time:%H:%M}"
    place = moments.city(event.zone)
    return f"{moments.days(event.first_date, event.last_date)}, {daily} ({place})"


def hours(event: Event) -> str:
    """Return the hours of an event whose day stands beside them, or all its days."""
    if event.first_date != event.last_date:
        return when(event)
    if event.all_day:
        return _("All day")
    return moments.hours(event.starts_at, event.ends_at, event.zone)


def where(event: Event) -> str:
    """Return the place as a line of a list has it: "Dublin, Dublin Castle", "Online"."""
    if event.mode == Mode.HYBRID and event.place:
        return _("%(place)s and online") % {"place": event.place}
    return event.place


def languages(event: Event) -> str:
    """Return the languages of an event by name, as far as they stand there as codes."""
    return ", ".join(
        _language(word, get_language() or "en")
        for word in event.languages.split(",")
        if word.strip()
    )


@lru_cache(maxsize=256)
def _language(word: str, language: str) -> str:
    known = _locale(language).languages
    return str(known.get(word.strip().casefold(), word.strip()))


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence has them: "France, Ireland and Latvia"."""
    return format_list(list(names), locale=_locale(get_language() or "en"))


def kind_pill(event: Event) -> Pill:
    """Return the kind of an event."""
    kind = Kind(event.kind)
    return Pill(kind.label, icon=kinds.need(kind).icon)


def lock_pill(event: Event) -> Pill | None:
    """Return who alone may know of an event; nothing for what everybody may."""
    label = LOCKS.get(Visibility(event.visibility))
    return Pill(label, icon="lock") if label else None


def open_pill(event: Event, *, left: int | None, at: dt.datetime) -> Pill | None:
    """Return whether one can register, and how many places are left."""
    pill: Pill | None
    if event.state == State.CANCELLED:
        pill = Pill(_("Cancelled"), "bad", "cross")
    elif event.state == State.DRAFT:
        pill = Pill(_("Draft"), "warn", "pen")
    elif event.state in OVER or event.ends_at <= at:
        pill = Pill(_("Over"))
    elif not event.takes_registrations:
        pill = None
    elif event.is_open_at(at):
        pill = left_pill(left)
    else:
        pill = _closed_pill(event, at=at)
    return pill


def _closed_pill(event: Event, *, at: dt.datetime) -> Pill:
    opens = event.registration_opens_at
    if opens is None or opens <= at:
        return Pill(_("Registration closed"))
    day = moments.short_day(moments.local(opens, event.zone))
    return Pill(_("Registration opens %(day)s") % {"day": day}, "info", "clock")


def left_pill(left: int | None) -> Pill:
    """Return how many places are left; where none is, that there is a queue."""
    if left is None:
        return Pill(_("Registration open"), "ok")
    if left == 0:
        return Pill(_("Full: waiting list"), "warn", "hourglass")
    label = ngettext("%(count)d place left", "%(count)d places left", left) % {"count": left}
    return Pill(label, "warn" if left <= FEW else "ok")


OUTCOMES = {
    RegistrationState.CONFIRMED: Pill(gettext_lazy("Your place is confirmed"), "ok"),
    RegistrationState.WAITING: Pill(
        gettext_lazy("You are on the waiting list"), "info", "hourglass"
    ),
    RegistrationState.PENDING: Pill(gettext_lazy("Your registration awaits approval"), "warn"),
    RegistrationState.OFFERED: Pill(gettext_lazy("A place is offered to you"), "info", "hourglass"),
    RegistrationState.WITHDRAWN: Pill(gettext_lazy("You have withdrawn"), "", "undo"),
    RegistrationState.DECLINED: Pill(gettext_lazy("There is no place for you this time"), "bad"),
    RegistrationState.CANCELLED: Pill(
        gettext_lazy("The organisers cancelled your registration"), "bad"
    ),
}


def own_pill(state: str, *, position: int | None = None) -> Pill:
    """Return the state of one's own registration."""
    if position:
        label = _("You are at position %(position)d") % {"position": position}
        return Pill(label, "info", "hourglass")
    known = RegistrationState(state)
    return OUTCOMES.get(known) or Pill(known.label, "info")


def state_pill(state: str) -> Pill:
    """Return the bare state of a registration, where the sentence stands beside it."""
    own = own_pill(state)
    return Pill(RegistrationState(state).label, own.tone, own.icon)


def outcome_title(state: str) -> str:
    """Return what a registration led to, as the heading of a page."""
    return str(own_pill(state).label)


def places_said(places: rules.Places, taken: rules.Taken) -> tuple[str, str]:
    """Return what is left of the places in a few words, and what must be known about them.

    The second part names the states and groups that have theirs: who is among them waits.
    """
    left = rules.places_left(places=places, taken=taken)
    numbers = {"left": left, "count": places.total}
    strong = ""
    if left == 0:
        strong = ngettext(
            "The only place is taken", "All %(count)d places are taken", places.total or 1
        )
    elif left:
        strong = ngettext(
            "%(left)d of %(count)d place left",
            "%(left)d of %(count)d places left",
            places.total or 1,
        )
    if left == 0:
        said = [_("Who registers now joins the waiting list.")]
    else:
        said = _numbers_said(places, taken)
    if places.each_state is not None:
        said.append(_("At most %(count)d for each Member State.") % {"count": places.each_state})
    full = rules.full_countries(places=places, taken=taken)
    if full and left != 0:
        said.append(_full_said({code: places.of(code) or 0 for code in full}))
    said += _groups_in_states_said(places, {} if left == 0 else taken)
    return strong % numbers, " ".join(said)


def _groups_in_states_said(places: rules.Places, taken: rules.Taken) -> list[str]:
    """Return how many of each group may come from each state, and which states have theirs."""
    said = []
    for group, number in places.each_state_in.items():
        if number is None:
            continue
        label = groups.name(group, places.name(Claim(QuotaScope.GROUP, group=group)))
        said.append(
            _("%(group)s: at most %(count)d for each Member State.")
            % {"group": label, "count": number}
        )
        full = rules.full_countries(places=places, taken=taken, group=group) if taken else ()
        if full:
            sentence = _full_said({code: places.of(code, group) or 0 for code in full})
            said.append(_("%(group)s: %(said)s") % {"group": label, "said": sentence})
    return said


def _numbers_said(places: rules.Places, taken: rules.Taken) -> list[str]:
    """Return how many places are left for groups and for each way of taking part."""
    said = []
    for claim, number in places.numbers.items():
        if number is None or claim.scope not in {QuotaScope.GROUP, QuotaScope.ATTENDING}:
            continue
        left = max(0, number - taken.get(claim, 0))
        sentence = (
            ngettext(
                "%(name)s: %(left)d of %(count)d place left.",
                "%(name)s: %(left)d of %(count)d places left.",
                number,
            )
            if left
            else _("%(name)s: no place left, you join the waiting list.")
        )
        name = blocked.called(claim, places.name(claim))
        said.append(sentence % {"name": name, "left": left, "count": number})
    return said


def _full_said(full: Mapping[str, int]) -> str:
    """Return which states have theirs, by how many places each has."""
    states = listed(sorted(map(countries.name, full)))
    sentence = (
        ngettext(
            "%(states)s has its one place: from there you join the waiting list.",
            "%(states)s have their one place each: from there you join the waiting list.",
            len(full),
        )
        if set(full.values()) == {1}
        else ngettext(
            "%(states)s has all its places: from there you join the waiting list.",
            "%(states)s have all their places: from there you join the waiting list.",
            len(full),
        )
    )
    return sentence % {"states": states}


def why_waiting(obstacle: rules.Obstacle | None, *, offer_hours: int | None = None) -> str:
    """Return to somebody in the queue what keeps them from a place, and what happens next."""
    if obstacle is None:
        return _("You are next: the place is given in a moment.")
    if offer_hours:
        then = ngettext(
            "The moment one is given back, it is offered by mail to the first in line who can"
            " have it, with %(count)d hour to accept.",
            "The moment one is given back, it is offered by mail to the first in line who can"
            " have it, with %(count)d hours to accept.",
            offer_hours,
        ) % {"count": offer_hours}
    elif obstacle.country:
        then = _(
            "The moment one is given back, the first in line from there gets it and hears by mail"
            " at once; you need do nothing."
        )
    else:
        then = _(
            "The moment one is given back, the first in line gets it and hears by mail at once;"
            " you need do nothing."
        )
    return f"{no_place(obstacle)} {then}"


def withdrawing(state: str, *, others_wait: bool) -> str:
    """Return to somebody whose registration stands what withdrawing it means."""
    if state == RegistrationState.WAITING:
        return _("You give your position up. Taken back later, you join the end of the queue.")
    if state in HOLDS_A_PLACE and others_wait:
        return _(
            "The next person moves up at once. Taken back later, you get a place only if one is"
            " free."
        )
    return _("You can undo it on the next page.")


def attending(event: Event) -> str:
    """Return how one takes part where there is only one way; nothing where one chooses."""
    if event.mode == Mode.HYBRID:
        return ""
    return Attending.ONLINE if event.mode == Mode.ONLINE else Attending.IN_PERSON


def no_place(obstacle: rules.Obstacle) -> str:
    """Return what keeps somebody from a place, in a sentence."""
    numbers = {"name": blocked.called(obstacle.claim, obstacle.name), "places": obstacle.places}
    if obstacle.is_total:
        sentence = ngettext(
            "The only place is taken.", "All %(places)d places are taken.", obstacle.places
        )
    elif not obstacle.places:
        sentence = _("There is no place for %(name)s.")
    elif obstacle.country and not obstacle.claim.group:
        sentence = ngettext(
            "%(name)s has its one place.",
            "%(name)s has all its %(places)d places.",
            obstacle.places,
        )
    else:
        sentence = ngettext(
            "%(name)s: the only place is taken.",
            "%(name)s: all %(places)d places are taken.",
            obstacle.places,
        )
    return sentence % numbers


def join_from(hours_before: int) -> str:
    """Return when the join link will be seen."""
    return ngettext(
        "The link to take part online appears here %(count)d hour before it begins.",
        "The link to take part online appears here %(count)d hours before it begins.",
        hours_before,
    ) % {"count": hours_before}


def told(
    registration: Registration, *, group: str | None = None, grouped: bool = False
) -> list[tuple[str, str]]:
    """Return what a person told us, as pairs of words; as what, where there are ``grouped``."""
    pairs = [
        (_("Name"), registration.name),
        (_("E-mail"), registration.email),
        (_("Organisation"), registration.organisation),
        (_("Country or body"), countries.name(registration.country)),
        (_("Your work"), registration.get_category_display()),
        (_("You take part"), registration.get_attending_display()),
        (_("As"), groups.name(registration.group, group or "") if grouped else ""),
        (_("Registered"), moments.moment(registration.registered_at, registration.event.zone)),
    ]
    return [(str(label), str(value)) for label, value in pairs if value]


def sessions_told(sessions: Iterable[Session]) -> list[tuple[str, str]]:
    """Return the sessions that somebody chose, as one pair of words; nothing without any."""
    said = [
        f"{session.title} ({moments.short_day(session.date)}, {session.starts_time:%H:%M})"
        for session in sessions
    ]
    return [(_("Sessions"), "; ".join(said))] if said else []


def who_approves(registration: Registration) -> str:
    """Return to somebody who awaits approval who gives it, and how it is heard of."""
    event = registration.event
    if event.approver == Approver.STATE and registration.country in countries.MEMBER_STATES:
        return _(
            "It is not a place yet: the National Representative of your Member State approves"
            " each registration, and you hear by mail as soon as yours is decided."
        )
    if event.approver == Approver.HOST and event.host_id:
        return _(
            "It is not a place yet: the National Representative of %(host)s, which hosts it,"
            " approves each registration, and you hear by mail as soon as yours is decided."
        ) % {"host": countries.name(event.host_id)}
    return _(
        "It is not a place yet: the Secretariat approves each registration, and you hear by mail"
        " as soon as yours is decided."
    )


def offer(until: dt.datetime, zone: str, *, at: dt.datetime) -> str:
    """Return until when a place is held for somebody."""
    moment = moments.moment(until, zone)
    if until <= at:
        return _("It was held for you until %(moment)s. That time is over.") % {"moment": moment}
    return _(
        "A place came free and is held for you until %(moment)s. Accept it, or give it back; if"
        " you do nothing, it goes to the next person."
    ) % {"moment": moment}
