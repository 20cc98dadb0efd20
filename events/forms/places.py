"""How many may come: in all, by state, group, way of taking part and session."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import MemberState
from events import blocked
from events.enums import Attending, Group, Mode, QuotaScope
from events.forms.seen import SeenField, mark
from events.models import Event, EventGroup
from events.rules import Claim, Obstacle, Places
from interface import moments
from interface.fields import LineField

MOST = 100_000


class NumberField(forms.IntegerField):
    """A number of places, or none; written as text, so that no wheel turns it by chance."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        """Take what a number of places can be."""
        super().__init__(required=False, min_value=0, max_value=MOST, **kwargs)
        self.widget.attrs |= {"class": "input-4", "inputmode": "numeric", "autocomplete": "off"}


class PriorityField(forms.IntegerField):
    """How far in front of the queue a group waits; nothing typed is 0."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        """Take what a priority can be."""
        super().__init__(required=False, min_value=0, max_value=99, **kwargs)
        self.widget.attrs |= {"class": "input-4", "inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> int:
        """Return the priority."""
        return super().clean(value) or 0


class PlacesForm(forms.Form):
    """Numbers of places; an empty box sets no limit of its own.

    Exceptions by state for one group are asked once the group has a number for each state.
    """

    seen = SeenField()
    total = NumberField(
        label=gettext_lazy("Places in all"),
        help_text=gettext_lazy("Empty: as many as like."),
    )
    each_state = NumberField(
        label=gettext_lazy("Places for each Member State"),
        help_text=gettext_lazy(
            "Empty: no number of its own. Union bodies and guests from elsewhere count in the"
            " other numbers alone."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, event: Event, places: Places
    ) -> None:
        """Ask for each state an exception, in protocol order, and for all else that is counted."""
        self.event, self.places = event, places
        self.states = list(MemberState.objects.all())
        self.sessions = list(event.sessions.order_by("date", "starts_time", "pk"))
        self.kept = {one.group: one for one in event.groups.all()}
        self.ways = [way for way in Attending if event.mode == Mode.HYBRID or self._counts(way)]
        initial = self._stored()
        super().__init__(data, initial=initial | {"seen": mark(initial)})
        for state in self.states:
            self.fields[f"state_{state.code}"] = NumberField(label=state.name)
        for group in Group:
            self._ask_about(group)
        for way in self.ways:
            self.fields[f"way_{way}"] = NumberField(label=way.label)
        for session in self.sessions:
            day = moments.short_day(session.date)
            label = f"{session.title} ({day}, {session.starts_time:%H:%M})"
            self.fields[f"session_{session.pk}"] = NumberField(label=label)

    def _counts(self, way: Attending) -> bool:
        return self.places.numbers.get(Claim(QuotaScope.ATTENDING, way)) is not None

    def _stored(self) -> dict[str, Any]:
        """Return what is stored, by the names of the boxes."""
        places, numbers = self.places, self.places.numbers
        found: dict[str, Any] = {"total": places.total, "each_state": places.each_state}
        found |= {f"state_{code}": number for code, number in places.by_state.items()}
        for group in Group:
            kept = self.kept.get(group) or EventGroup(group=group)
            found |= {
                f"{group}_label": kept.label,
                f"{group}_offered": kept.offered,
                f"{group}_priority": kept.priority,
                f"{group}_places": numbers.get(Claim(QuotaScope.GROUP, group=group)),
                f"{group}_each": places.each_state_in.get(group),
            }
        for (code, one), number in places.by_state_in.items():
            found[f"{one}_state_{code}"] = number
        for way in self.ways:
            found[f"way_{way}"] = numbers.get(Claim(QuotaScope.ATTENDING, way))
        for session in self.sessions:
            found[f"session_{session.pk}"] = numbers.get(Claim(QuotaScope.SESSION, session.pk))
        return found

    def _ask_about(self, group: Group) -> None:
        self.fields[f"{group}_label"] = LineField(label=_("Called"), required=False, max_length=80)
        self.fields[f"{group}_places"] = NumberField(label=_("Places"))
        self.fields[f"{group}_each"] = NumberField(label=_("For each Member State"))
        self.fields[f"{group}_priority"] = PriorityField(label=_("Priority in the queue"))
        self.fields[f"{group}_offered"] = forms.BooleanField(label=_("On the form"), required=False)
        if self._has_own(group):
            for state in self.states:
                self.fields[f"{group}_state_{state.code}"] = NumberField(label=state.name)

    def _has_own(self, group: str) -> bool:
        """Return whether a group has a number by states."""
        return self.places.each_state_in.get(group) is not None or any(
            one == group for _code, one in self.places.by_state_in
        )

    # What the page shows

    def names(self) -> list[str]:
        """Return the names of all boxes."""
        return [name for name in self.fields if name != "seen"]

    def theirs(self) -> dict[str, Any]:
        """Return what is stored, by the names of the boxes, as these give it."""
        return {name: self.initial.get(name) for name in self.names()}

    def exceptions(self) -> list[forms.BoundField]:
        """Return the boxes of the states."""
        return [self[f"state_{state.code}"] for state in self.states]

    @property
    def has_exceptions(self) -> bool:
        """Return whether a state has a number of its own, or a problem."""
        return self._is_filled("state_")

    def _is_filled(self, prefix: str) -> bool:
        return any(
            self[name].value() not in {None, ""} or name in self.errors
            for name in self.fields
            if name.startswith(prefix)
        )

    def groups(self) -> list[tuple[str, list[forms.BoundField], list[forms.BoundField], bool]]:
        """Return each group: its name, its boxes, its exceptions by state, if any are set."""
        return [
            (
                str(group.label),
                [
                    self[f"{group}_{name}"]
                    for name in ("label", "places", "each", "priority", "offered")
                ],
                [
                    self[f"{group}_state_{state.code}"]
                    for state in self.states
                    if self._has_own(group)
                ],
                self._is_filled(f"{group}_state_"),
            )
            for group in Group
        ]

    def by_way(self) -> list[forms.BoundField]:
        """Return the boxes of the ways of taking part."""
        return [self[f"way_{way}"] for way in self.ways]

    def of_sessions(self) -> list[forms.BoundField]:
        """Return the boxes of the sessions."""
        return [self[f"session_{session.pk}"] for session in self.sessions]

    # What was typed

    def numbers(self) -> dict[str, Any]:
        """Return all of it, by the names that the service has for it."""
        data = self.cleaned_data
        return {
            "total": data["total"],
            "each_state": data["each_state"],
            "by_state": self._exceptions("state_", self.places.by_state),
            "each_state_in": self._typed({group: f"{group}_each" for group in Group}),
            "by_state_in": {
                (code, group): number
                for group in Group
                if self._has_own(group)
                for code, number in self._exceptions(
                    f"{group}_state_",
                    {code: n for (code, one), n in self.places.by_state_in.items() if one == group},
                ).items()
            },
            "by_group": self._typed({group: f"{group}_places" for group in Group}),
            "by_attending": self._typed({way: f"way_{way}" for way in self.ways}),
            "by_session": self._typed(
                {session.pk: f"session_{session.pk}" for session in self.sessions}
            ),
            "groups": self._groups(),
        }

    def _typed[K](self, names: Mapping[K, str]) -> dict[K, int | None]:
        """Return the boxes in which something stands, by what they count."""
        return {
            key: self.cleaned_data[name]
            for key, name in names.items()
            if self.cleaned_data[name] is not None
        }

    def _exceptions(self, prefix: str, stored: Mapping[str, int | None]) -> dict[str, int | None]:
        """Return the numbers of states that differ from the general one.

        A state for which the number was lifted altogether keeps that until one is typed.
        """
        lifted = {code: None for code, number in stored.items() if number is None}
        typed = self._typed({state.code: f"{prefix}{state.code}" for state in self.states})
        return {**lifted, **typed}

    def _groups(self) -> list[EventGroup]:
        """Return the groups of which something is said beside their places."""
        found = []
        for group in Group:
            label, offered, priority = (
                self.cleaned_data[f"{group}_{name}"] for name in ("label", "offered", "priority")
            )
            if label or offered or priority:
                found.append(
                    EventGroup(group=group, label=label, offered=offered, priority=priority)
                )
        return found

    # What cannot be

    def refuse(self, obstacles: Iterable[Obstacle]) -> None:
        """Say beside each number that is below what is held how many the least are."""
        for one in sorted(obstacles, key=lambda one: one.taken, reverse=True):
            name = self._box(one.claim)
            if name not in self.errors:
                self.add_error(name, _least(one))

    def _box(self, claim: Claim) -> str:
        match claim.scope:
            case QuotaScope.STATE:
                return self._box_of_state(str(claim.of), claim.group)
            case QuotaScope.GROUP:
                return f"{claim.group}_places"
            case QuotaScope.ATTENDING:
                return f"way_{claim.of}"
            case QuotaScope.SESSION:
                return f"session_{claim.of}"
        return "total"

    def _box_of_state(self, code: str, group: str) -> str:
        """Return the state's own box where one stands there, or stood; else that of each."""
        name = f"{group}_state_{code}" if group else f"state_{code}"
        own = self.initial.get(name) is not None or self.cleaned_data.get(name) is not None
        if own and name in self.fields:
            return name
        return f"{group}_each" if group else "each_state"


def _least(obstacle: Obstacle) -> str:
    """Return how many places are held, and that it cannot be less."""
    numbers = {"count": obstacle.taken, "name": blocked.called(obstacle.claim, obstacle.name)}
    if obstacle.country:
        sentence = ngettext(
            "%(count)d place is held (%(name)s); %(count)d is the least.",
            "%(count)d places are held (%(name)s); %(count)d is the least.",
            obstacle.taken,
        )
    else:
        sentence = ngettext(
            "%(count)d place is held; %(count)d is the least.",
            "%(count)d places are held; %(count)d is the least.",
            obstacle.taken,
        )
    return sentence % numbers
