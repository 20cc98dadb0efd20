"""What a call says, and what is done to it while it is open."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Body, MemberState
from accounts.versions import VersionField
from interface.fields import DayField, LineField, OnceField, TextField
from suggestions.enums import Category
from suggestions.models import Call

SAID = ("body", "title", "text", "categories", "opens_on", "closes_on")


class _CallForm(forms.Form):
    """What is asked, whom, about what, and from when to when."""

    body = forms.ModelChoiceField(
        Body.objects.all(), label=gettext_lazy("Who is asked"), empty_label=None
    )
    title = LineField(label=gettext_lazy("Title"))
    text = TextField(
        label=gettext_lazy("What is asked"),
        max_length=4000,
        help_text=gettext_lazy("It stands in the letter and on the page."),
    )
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("About"),
        choices=Category,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    opens_on = DayField(
        label=gettext_lazy("From"), help_text=gettext_lazy("The letters go on this day.")
    )
    closes_on = DayField(
        label=gettext_lazy("Answer until"),
        help_text=gettext_lazy("The whole day counts, in Brussels."),
    )

    def __init__(
        self, data: Any = None, *, today: date, initial: dict[str, Any] | None = None
    ) -> None:
        """Take today, before which nobody can answer."""
        super().__init__(data, initial=initial)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """See that there is time to answer."""
        super().clean()
        found = self.cleaned_data
        opens, closes = found.get("opens_on"), found.get("closes_on")
        if closes and closes <= max(self.today, opens or self.today):
            self.add_error("closes_on", _("Choose a day after today, and after the first day."))
        return found


class NewCallForm(_CallForm):
    """A call of a Presidency."""

    once = OnceField()
    presidency = forms.ModelChoiceField(
        MemberState.objects.all(), label=gettext_lazy("For the Presidency of"), empty_label=None
    )
    field_order = ("presidency", *SAID)

    def __init__(
        self, data: Any = None, *, today: date, presidencies: Collection[MemberState]
    ) -> None:
        """Offer the Presidencies for which the person may ask; only one is not asked about."""
        first = next(iter(presidencies))
        offered = {"presidency": first.pk, "body": "BOARD", "categories": Category.values}
        super().__init__(data, today=today, initial={**offered, "opens_on": today})
        field = cast("forms.ModelChoiceField[MemberState]", self.fields["presidency"])
        field.queryset = MemberState.objects.filter(pk__in=[one.pk for one in presidencies])
        if len(presidencies) == 1:
            field.widget = forms.HiddenInput()


class CallChangeForm(_CallForm):
    """A draft that is changed."""

    version = VersionField()

    def __init__(self, data: Any = None, *, today: date, call: Call) -> None:
        """Fill in what is stored."""
        super().__init__(data, today=today, initial={"version": call.version, **stored(call)})


def stored(call: Call) -> dict[str, Any]:
    """Return a draft as its form shows it."""
    return {name: getattr(call, name) for name in SAID}


class ExtendForm(forms.Form):
    """A later last day."""

    closes_on = DayField(
        label=gettext_lazy("Answer until"),
        help_text=gettext_lazy("Everybody who was asked is told."),
    )


class RemindForm(forms.Form):
    """The letter to those who have not answered."""

    once = OnceField()
    subject = LineField(label=gettext_lazy("Subject"), max_length=250)
    text = TextField(
        label=gettext_lazy("Text"),
        max_length=4000,
        help_text=gettext_lazy("The last day, the Member State and the button are added to it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
