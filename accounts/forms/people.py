"""What the pages of people and mandates accept."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import rules
from accounts.addresses import normalised
from accounts.enums import Role
from accounts.forms.fields import AddressField
from accounts.forms.profile import languages, zones
from accounts.models import Mandate, MemberState, Organisation, User
from accounts.versions import VersionField
from interface.fields import DayField, LineField, OnceField, TextField

ACCOUNTS = (
    ("open", gettext_lazy("Open accounts")),
    ("closed", gettext_lazy("Closed accounts")),
    ("all", gettext_lazy("All accounts")),
)
MOST_COPIES = 10


class CopiesField(TextField):
    """Addresses, one a line, in the form in which they are stored."""

    def __init__(self) -> None:
        """Label it as the table does."""
        field = Mandate._meta.get_field("copies")  # noqa: SLF001  # public in all but name
        super().__init__(
            label=field.verbose_name,
            help_text=field.help_text,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self, value: Any) -> Any:
        """Return the addresses, each once."""
        typed = cast("str", super().clean(value)).split()
        if len(typed) > MOST_COPIES:
            raise ValidationError(_("Write %(count)d addresses at most.") % {"count": MOST_COPIES})
        return tuple(dict.fromkeys(normalised(address) for address in typed))


class PeopleFilter(forms.Form):
    """Which people to list."""

    q = LineField(label=gettext_lazy("Name or address"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[("", gettext_lazy("Any or none")), *Role.choices],
        required=False,
    )
    state = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=gettext_lazy("Member State"),
        empty_label=gettext_lazy("All"),
        required=False,
    )
    account = forms.ChoiceField(label=gettext_lazy("Account"), choices=ACCOUNTS, required=False)


class NetworkFilter(forms.Form):
    """Whom of the Network to show."""

    q = LineField(label=gettext_lazy("Name or Member State"), required=False)


class InvitationForm(forms.Form):
    """A person to be invited to an account."""

    heading = gettext_lazy("The person")

    once = OnceField()
    name = LineField(
        label=gettext_lazy("Full name"), help_text=gettext_lazy("In the person's own alphabet.")
    )
    email = AddressField()
    telephone = LineField(label=gettext_lazy("Telephone"), max_length=60, required=False)


class PersonForm(forms.Form):
    """A person's details, as the Secretariat keeps them."""

    version = VersionField()
    name = LineField(
        label=gettext_lazy("Full name"), help_text=gettext_lazy("In the person's own alphabet.")
    )
    email = AddressField(
        help_text=gettext_lazy(
            "Whoever reads its mail can sign in. A change is told to the old address and the new."
        )
    )
    telephone = LineField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, data: Any = None, *, user: User) -> None:
        """Fill in what is stored; ask for the language only where there is a choice."""
        super().__init__(data, initial={name: getattr(user, name) for name in self.base_fields})
        self.user = user
        cast("forms.ChoiceField", self.fields["time_zone"]).choices = zones(user.time_zone)
        cast("forms.ChoiceField", self.fields["language"]).choices = languages()
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        """Keep the language where it was not asked for."""
        super().clean()
        self.cleaned_data["language"] = self.cleaned_data.get("language") or self.user.language
        return self.cleaned_data


class MandateForm(forms.Form):
    """A mandate to be given: role, for whom, from when to when."""

    heading = gettext_lazy("The mandate")

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    member_state = forms.ModelChoiceField(
        MemberState.objects.all(),
        label=gettext_lazy("Member State"),
        empty_label=gettext_lazy("None"),
        required=False,
        help_text=gettext_lazy("For those who speak for a state or belong to its Presidency team."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Organisation"),
        empty_label=gettext_lazy("None"),
        required=False,
        help_text=gettext_lazy("For observers."),
    )
    is_lead = forms.BooleanField(
        label=gettext_lazy("Leads for the Member State, where it has several representatives"),
        required=False,
    )
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty where the mandate has no end."),
    )
    copies = CopiesField()

    def __init__(
        self, data: Any = None, *, administrator: bool, today: date, optional: bool = False
    ) -> None:
        """Offer the roles that the person asking may give; none, where no mandate is needed."""
        super().__init__(data, initial={"starts": today})
        offered = [
            (role, label)
            for role, label in Role.choices
            if rules.may_give(role, secretariat=True, administrator=administrator)
        ]
        field = cast("forms.ChoiceField", self.fields["role"])
        field.required = not optional
        field.choices = [("", _("No mandate") if optional else _("Choose a role")), *offered]
        self.fields["starts"].required = not optional

    def clean(self) -> dict[str, Any]:
        """Ask for whom the role speaks, and leave out what does not belong to it."""
        super().clean()
        found = self.cleaned_data
        if role := found.get("role"):
            kind = rules.speaks_for(role)
            for name, needed in (("member_state", "state"), ("organisation", "organisation")):
                if kind == needed and not found.get(name) and name not in self.errors:
                    self.add_error(name, _("Say for whom; this role needs it."))
                elif kind != needed:
                    found[name] = None
            if role != Role.NR:
                found["is_lead"] = False
            if not found.get("starts") and "starts" not in self.errors:
                self.add_error("starts", _("Write the day, such as 31 5 2024."))
        require_order(self)
        return found


class MandateChangeForm(forms.Form):
    """From when to when a mandate lasts."""

    version = VersionField()
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty where the mandate has no end."),
    )
    is_lead = forms.BooleanField(
        label=gettext_lazy("Leads for the Member State, where it has several representatives"),
        required=False,
    )
    copies = CopiesField()

    def __init__(self, data: Any = None, *, mandate: Mandate) -> None:
        """Fill in what is stored; only a National Representative can lead."""
        super().__init__(data, initial=stored(mandate))
        if mandate.role != Role.NR:
            del self.fields["is_lead"]

    def clean(self) -> dict[str, Any]:
        """See that the days stand in order."""
        super().clean()
        self.cleaned_data.setdefault("is_lead", False)
        require_order(self)
        return self.cleaned_data


class RightsForm(forms.Form):
    """The named rights of one person."""

    rights = forms.MultipleChoiceField(
        label=gettext_lazy("Rights"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self, data: Any = None, *, offered: Mapping[str, str | Promise], held: Collection[str]
    ) -> None:
        """Offer the rights there are, those that the person holds ticked."""
        super().__init__(data, initial={"rights": held})
        cast("forms.MultipleChoiceField", self.fields["rights"]).choices = list(offered.items())


def stored(mandate: Mandate) -> dict[str, Any]:
    """Return a mandate as its form shows it."""
    return {
        "version": mandate.version,
        "starts": mandate.starts,
        "ends": mandate.ends,
        "is_lead": mandate.is_lead,
        "copies": mandate.copies,
    }


def require_order(form: forms.Form, *, strictly: bool = False) -> None:
    """Put a message beside the last day where it lies before the first."""
    starts, ends = form.cleaned_data.get("starts"), form.cleaned_data.get("ends")
    if starts and ends and (ends < starts or (strictly and ends == starts)):
        form.add_error("ends", _("The last day lies before the first."))
