"""One form for several events: who somebody is, which events, and what each of them asks.

What the lead asks keeps its names, ``mode`` and ``q_<key>``; what another event asks has the
event's address before it, ``2027-05-27-board-meeting-q_diet``. ``events`` holds the addresses
of those that are ticked, and ``together`` says that they were asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from events import words
from events.asking import Asking
from events.forms.mode import ModeField
from events.forms.more import More
from events.forms.registration import RegistrationForm
from events.models import Event
from events.services import Ticked
from events.words import attending

TOGETHER = "together"


@dataclass(frozen=True)
class Offer:
    """One event on the form: what it asks, and how many places of it are left in words."""

    event: Event
    asking: Asking
    places: str = ""

    @property
    def said(self) -> str:
        """Return the event as a line to tick."""
        parts = [self.event.title, words.when(self.event), words.where(self.event), self.places]
        return " · ".join(part for part in parts if part)


class SamePersonForm(RegistrationForm):
    """Who somebody is, asked once for all the events."""

    together = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)
    events = forms.MultipleChoiceField(
        label=_("Which do you register for?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one event at least.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offers: Sequence[Offer],
        **known: Any,
    ) -> None:
        """Offer the events; what each of them asks stands in a part of its own."""
        super().__init__(data, **known)
        self.fields.pop("mode", None)
        choices = [(offer.event.slug, offer.said) for offer in offers]
        cast("forms.ChoiceField", self.fields["events"]).choices = choices


class ShareForm(forms.Form):
    """What one event asks of who takes part in it."""

    mode = ModeField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offer: Offer,
        files: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        """Ask how one takes part where there are two ways, and the event's own questions."""
        super().__init__(data, files, prefix=prefix)  # type: ignore[arg-type]  # a mapping will do
        self.event, self.asking = offer.event, offer.asking
        self.more = More(self, offer.asking, attending=attending(self.event))

    def clean(self) -> dict[str, Any]:
        """Judge the event's own questions by what is asked of this person."""
        super().clean()
        self.more.clean()
        return self.cleaned_data

    @property
    def asks(self) -> bool:
        """Return whether there is anything to ask at all."""
        return bool(self.fields)


class JointForm:
    """The whole of it: a person, ticks, and a part for each event; only ticked parts count."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        lead: Event,
        offers: Sequence[Offer],
        files: Mapping[str, Any] | None = None,
        **known: Any,
    ) -> None:
        """Make the forms, each with names of its own."""
        self.person = SamePersonForm(data, event=lead, offers=offers, **known)
        self.shares = [
            ShareForm(
                data,
                offer=offer,
                files=files,
                prefix=None if offer.event.pk == lead.pk else offer.event.slug,
            )
            for offer in offers
        ]

    def is_valid(self) -> bool:
        """Look at everything that counts; what is not ticked is not complained of."""
        sound = self.person.is_valid()
        ticked = self.person.cleaned_data.get("events", []) if self.person.is_bound else []
        for share in self.shares:
            if share.event.slug in ticked:
                sound = share.is_valid() and sound
            else:
                share.errors.clear()
        return sound

    @property
    def all_forms(self) -> list[forms.Form]:
        """Return the person's form and that of each event."""
        return [self.person, *self.shares]

    # As a form does for the list of problems

    def non_field_errors(self) -> list[Any]:
        """Return what is wrong with the whole."""
        return [error for form in self.all_forms for error in form.non_field_errors()]

    def hidden_fields(self) -> list[forms.BoundField]:
        """Return the fields that travel hidden."""
        return [field for form in self.all_forms for field in form.hidden_fields()]

    def visible_fields(self) -> list[forms.BoundField]:
        """Return all other fields."""
        return [field for form in self.all_forms for field in form.visible_fields()]

    @property
    def is_multipart(self) -> bool:
        """Return whether a file is asked for."""
        return any(form.is_multipart() for form in self.all_forms)

    @property
    def is_conditional(self) -> bool:
        """Return whether something is asked of some people only: of those who tick an event."""
        return any(share.asks for share in self.shares)

    @property
    def chosen(self) -> list[ShareForm]:
        """Return the parts of a valid form that are ticked, in the order of the page."""
        ticked = self.person.cleaned_data["events"]
        return [share for share in self.shares if share.event.slug in ticked]

    @property
    def ticked(self) -> list[Ticked]:
        """Return what a valid form says of each event."""
        return [
            Ticked(event=share.event, attending=share.more.attending, **share.more.said)
            for share in self.chosen
        ]
