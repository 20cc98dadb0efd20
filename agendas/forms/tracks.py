"""What the pages of an item accept that one body prepares for another."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from accounts.versions import VersionField
from agendas.enums import Recommendation
from agendas.models import Agenda, Track
from agendas.models.agenda import AgendaQuerySet
from interface import moments
from interface.fields import TextField

BOARD = "BOARD"


class BeginForm(forms.Form):
    """Which body decides what this one prepares."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Decided by"), empty_label=_("Choose")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, preparing: Body) -> None:
        """Offer the other bodies, the Board first."""
        bodies = Body.objects.exclude(pk=preparing.pk)
        super().__init__(data, initial={"body": bodies.filter(pk=BOARD).first()})
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = bodies


class RecommendForm(forms.Form):
    """What the body that prepares recommends."""

    version = VersionField()
    recommendation = forms.ChoiceField(
        label=_("Recommendation"), choices=Recommendation, widget=forms.RadioSelect
    )
    text = TextField(label=_("In words"), required=False, max_length=4000)

    def __init__(self, data: Mapping[str, Any] | None = None, *, track: Track) -> None:
        """Fill in what is recorded."""
        super().__init__(data, initial=self.stored(track) | {"version": track.version})

    @staticmethod
    def stored(track: Track) -> dict[str, Any]:
        """Return what the form shows of a recommendation."""
        return {"recommendation": track.recommendation, "text": track.text}


class _AgendaField(forms.ModelChoiceField):  # type: ignore[type-arg]  # of agendas
    def label_from_instance(self, agenda: Agenda) -> str:
        """Name an agenda by its meeting and day."""
        event = agenda.event
        return f"{event.title}, {moments.short_day(event.first_date)}"


class PlaceForm(forms.Form):
    """On which agenda of the body that decides it is put."""

    version = VersionField()
    agenda = _AgendaField(Agenda.objects.none(), label=_("Agenda"), empty_label=None)
    with_papers = forms.BooleanField(
        label=_("Its papers go with it, those that the whole body may read"),
        required=False,
        initial=True,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, track: Track, agendas: AgendaQuerySet
    ) -> None:
        """Offer the agendas that the person prepares."""
        super().__init__(data, initial={"version": track.version})
        cast("_AgendaField", self.fields["agenda"]).queryset = agendas


class DropForm(forms.Form):
    """Why it is pursued no further."""

    version = VersionField()
    reason = TextField(label=_("Reason"), max_length=2000)

    def __init__(self, data: Mapping[str, Any] | None = None, *, track: Track) -> None:
        """Say what was read."""
        super().__init__(data, initial={"version": track.version})
