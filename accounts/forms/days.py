"""What the pages of terms and holidays accept."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import Certainty, HolidayCalendar
from accounts.forms.people import require_order
from accounts.models import Holiday, MemberState, PresidencyTerm
from accounts.versions import VersionField
from interface.fields import FIRST_YEAR, LAST_YEAR, DayField, LineField


class TermForm(forms.Form):
    """A term of the Presidency."""

    version = VersionField()
    member_state = forms.ModelChoiceField(
        MemberState.objects.all(), label=_("Member State"), empty_label=_("Choose")
    )
    starts = DayField(label=_("From"))
    ends = DayField(label=_("Until"))
    trio = LineField(
        label=_("Trio"), max_length=20, required=False, help_text=_("Such as IE-LT-EL")
    )
    certainty = forms.ChoiceField(label=_("Certainty"), choices=Certainty)

    def __init__(
        self, data: Any = None, *, term: PresidencyTerm | None = None, begins: date | None = None
    ) -> None:
        """Fill in what is stored; a new term has no version, and may know when it begins."""
        super().__init__(data, initial=stored_term(term) if term else {"starts": begins})
        if term is None:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        """See that the days stand in order."""
        super().clean()
        require_order(self, strictly=True)
        return self.cleaned_data


class HolidayForm(forms.Form):
    """A day that is no working day."""

    version = VersionField()
    calendar = forms.ChoiceField(label=_("Calendar"), choices=HolidayCalendar)
    on = DayField(label=_("Day"))
    name = LineField(label=_("Name"), max_length=120)
    certainty = forms.ChoiceField(label=_("Certainty"), choices=Certainty)

    def __init__(
        self, data: Any = None, *, holiday: Holiday | None = None, calendar: str | None = None
    ) -> None:
        """Fill in what is stored; a new day has no version, an old one keeps its calendar."""
        super().__init__(data, initial=stored(holiday) if holiday else {"calendar": calendar})
        del self.fields["calendar" if holiday else "version"]


class HolidayFilter(forms.Form):
    """Whose holidays of which year to show."""

    calendar = forms.ChoiceField(label=_("Calendar"), choices=HolidayCalendar, required=False)
    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-4"}),
    )


class RemovalForm(forms.Form):
    """The version of what is to be removed."""

    version = VersionField()


def stored_term(term: PresidencyTerm) -> dict[str, Any]:
    """Return a term as its form shows it."""
    return {
        "version": term.version,
        "member_state": term.member_state,
        "starts": term.starts,
        "ends": term.ends,
        "trio": term.trio,
        "certainty": term.certainty,
    }


def stored(holiday: Holiday) -> dict[str, Any]:
    """Return a holiday as its form shows it."""
    return {
        "version": holiday.version,
        "on": holiday.date,
        "name": holiday.name,
        "certainty": holiday.certainty,
    }
