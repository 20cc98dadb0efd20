"""What the pages of minutes accept."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.seats import Place, code_of
from accounts.versions import VersionField, VersionForm
from agendas.models import AgendaItem
from events.models import Event
from interface.fields import DayField, OnceField, TextField
from meetings import words
from meetings.day import holder_of
from meetings.enums import CommentAnswer
from meetings.models import Comment, Minutes, Section


class SectionForm(forms.Form):
    """The text of a section."""

    version = VersionField()
    text = TextField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=40_000,
        help_text=gettext_lazy("An empty line begins a paragraph, a dash a list."),
        widget=forms.Textarea(attrs={"rows": 16}),
    )

    def __init__(self, data: Any = None, *, section: Section, text: str | None = None) -> None:
        """Show the text that stands, or another that may take its place."""
        super().__init__(
            data,
            initial={
                "version": section.version,
                "text": section.text if text is None else text,
            },
        )


class WindowForm(forms.Form):
    """Until when seats may comment."""

    version = VersionField()
    until = DayField(label=gettext_lazy("Comments until"))

    def __init__(self, data: Any = None, *, today: Any, **more: Any) -> None:
        """Remember which day it is."""
        super().__init__(data, **more)
        self.today = today

    def clean_until(self) -> Any:
        """Refuse a day that is over."""
        until = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("That day is over. Seats need some days."))
        return until


class FinishForm(VersionForm):
    """That minutes go before the body, before silent seats have had their time too."""

    is_early = forms.BooleanField(
        label=gettext_lazy("Lay it before the body all the same"), required=False
    )

    def __init__(self, data: Any = None, *, minutes: Minutes, asks: bool) -> None:
        """Ask only where seats are silent that may still comment."""
        super().__init__(data, initial={"version": minutes.version})
        if not asks:
            self.fields["is_early"].widget = forms.HiddenInput()


class AdoptForm(VersionForm):
    """Which meeting adopted minutes; ``asks`` says whether one can have."""

    meeting = forms.TypedChoiceField(
        label=gettext_lazy("Which meeting adopted them?"),
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Any = None, *, minutes: Minutes, meetings: Sequence[Event], asks: bool
    ) -> None:
        """Offer the meetings that can have, the last first; without any say that none has."""
        super().__init__(data, initial={"version": minutes.version})
        field = cast("forms.TypedChoiceField", self.fields["meeting"])
        field.choices = [(one.pk, words.dated(one)) for one in meetings]
        field.required = asks
        field.error_messages["required"] = (
            _("Say which meeting adopted them.") if meetings else words.no_meeting_yet(minutes)
        )
        if not meetings:
            field.widget = forms.HiddenInput()


class CommentForm(forms.Form):
    """What a seat says of a section, and the words it would have."""

    once = OnceField()
    seat = forms.ChoiceField(label=gettext_lazy("For"))
    text = TextField(label=gettext_lazy("Your comment"), max_length=4000)
    proposal = TextField(
        label=gettext_lazy("The words you would have instead"), required=False, max_length=20_000
    )

    def __init__(self, data: Any = None, *, places: Sequence[Place]) -> None:
        """Offer the seats for which the person speaks; a single one is not asked."""
        super().__init__(data)
        self.places = {code_of(*holder_of(place)): place for place in places}
        field = cast("forms.ChoiceField", self.fields["seat"])
        field.choices = [(code, place.holder) for code, place in self.places.items()]
        field.initial = next(iter(self.places))
        if len(self.places) == 1:
            field.widget = forms.HiddenInput()

    @property
    def said(self) -> dict[str, Any]:
        """Return what was filled in, the seat as a place."""
        said = dict(self.cleaned_data)
        place = self.places[said.pop("seat")]
        return said | {"place": place}


class AnswerForm(forms.Form):
    """What becomes of a comment, and why."""

    version = VersionField()
    answer = forms.ChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=CommentAnswer.choices,
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Needed unless it is taken up as it stands. All seats read it."),
    )

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        """Show what was answered."""
        super().__init__(
            data,
            initial={
                "version": comment.version,
                "answer": comment.answer,
                "reason": comment.reason,
            },
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where one is needed."""
        said: dict[str, Any] = super().clean() or {}
        answer = said.get("answer")
        if answer and answer != CommentAnswer.TAKEN and not said.get("reason"):
            self.add_error("reason", _("Say why it is not taken up as it stands."))
        return said


class AddendumForm(forms.Form):
    """What was found wrong in adopted minutes."""

    once = OnceField()
    item = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = TextField(label=gettext_lazy("What is right"), max_length=4000)

    def __init__(self, data: Any = None, *, items: Sequence[AgendaItem]) -> None:
        """Offer the items that the person may know of."""
        super().__init__(data)
        self.items = {str(item.key): item for item in items}
        cast("forms.ChoiceField", self.fields["item"]).choices = [
            ("", _("The minutes as a whole")),
            *((key, str(item)) for key, item in self.items.items()),
        ]

    @property
    def said(self) -> dict[str, Any]:
        """Return what was filled in, the item as a row."""
        return self.cleaned_data | {"item": self.items.get(self.cleaned_data["item"])}
