"""What a Member State suggests, as it is typed, sent, entered and decided."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Standing
from accounts.forms.fields import AddressField
from accounts.models import MemberState
from accounts.versions import VersionField, said
from documents.forms import UploadsField
from events.models import Event
from interface.fields import LineField, OnceField, TextField
from programme.models import Task
from suggestions.enums import Category, SuggestionDeed
from suggestions.models import Call, Suggestion
from suggestions.models.suggestion import COLUMNS

LONGEST_DRAFT = 20_000
MOST_LINKS = 10


@dataclass(frozen=True)
class Clash:
    """A field into which two people typed something else."""

    name: str
    label: str
    theirs: str
    own: str


class SuggestionForm(forms.Form):
    """One suggestion."""

    category = forms.ChoiceField(
        label=gettext_lazy("About"), choices=Category, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose policy, practice or research.")},
    )  # fmt: skip
    title = LineField(label=gettext_lazy("Title"))
    text = TextField(label=gettext_lazy("What you suggest"), max_length=6000)
    links = TextField(
        label=gettext_lazy("Links"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("One address a line, such as https://eucpn.org/."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    contact_name = LineField(
        label=gettext_lazy("Who knows more"),
        required=False,
        help_text=gettext_lazy("The Presidency and the Secretariat read it, nobody else."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_email = AddressField(
        label=gettext_lazy("Their e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        categories: Collection[str],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer what the call is about; where that is one thing alone it is chosen."""
        offered = [(one.value, one.label) for one in Category if one in categories]
        first = {"category": offered[0][0]} if len(offered) == 1 else {}
        super().__init__(data, initial={**first, **(initial or {})})
        cast("forms.ChoiceField", self.fields["category"]).choices = offered
        self.categories = categories

    def clean_links(self) -> str:
        """Take addresses of pages alone, one a line."""
        found: list[str] = self.cleaned_data["links"].split()
        for address in found:
            parts = _split(address)
            if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
                raise forms.ValidationError(
                    _("Write addresses that begin with https://, one a line: %(what)s is none.")
                    % {"what": address[:80]}
                )
        if len(found) > MOST_LINKS:
            raise forms.ValidationError(_("Ten links are enough."))
        return "\n".join(found)

    @property
    def said(self) -> dict[str, str]:
        """Return what a valid form says."""
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def typed(self) -> dict[str, str]:
        """Return what was typed, as it was typed."""
        return _read(self.data)

    def as_sent(self) -> str:
        """Return what the form shows as a browser would send it, to be the base of what comes."""
        return urlencode({name: self[name].value() or "" for name in COLUMNS})

    def is_too_long(self) -> bool:
        """Return whether more was typed than a draft holds."""
        return sum(map(len, self.typed().values())) > LONGEST_DRAFT

    def differences(self, theirs: Mapping[str, str]) -> list[str]:
        """Return the labels of the fields in which something else is stored."""
        own = self.typed()
        return [
            str(self.fields[name].label) for name in COLUMNS if own[name] != theirs.get(name, "")
        ]

    def clashes(self, theirs: Mapping[str, str], names: Collection[str]) -> list[Clash]:
        """Return of each of the fields what both typed, in the words in which it is shown."""
        own = self.typed()
        return [
            Clash(name, str(field.label), said(field, theirs[name]), said(field, own[name]))
            for name, field in ((name, self.fields[name]) for name in names)
        ]


def _split(address: str) -> Any:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _read(sent: Any) -> dict[str, str]:
    """Return what stands in the boxes: one sort of line break, no sign that no database keeps."""
    return {
        name: str(sent.get(name) or "").replace("\0", "").replace("\r\n", "\n") for name in COLUMNS
    }


class StampForm(forms.Form):
    """The marks of a draft's form: which form, from which version, what stood in it before."""

    once = OnceField()
    version = VersionField()
    base = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    @property
    def before(self) -> dict[str, str] | None:
        """Return what stood in the boxes before anything was typed, where the form told it."""
        told = self.cleaned_data["base"]
        return _read(QueryDict(told)) if told else None


class ChangeForm(SuggestionForm):
    """A suggestion that was sent and is changed."""

    version = VersionField()

    def __init__(self, data: Any = None, *, suggestion: Suggestion) -> None:
        """Fill in what is stored."""
        super().__init__(
            data,
            categories=suggestion.answer.call.categories,
            initial={"version": suggestion.version, **stored(suggestion)},
        )


def stored(suggestion: Suggestion) -> dict[str, Any]:
    """Return a suggestion as its form shows it."""
    return {name: getattr(suggestion, name) for name in COLUMNS}


class EnterForm(SuggestionForm):
    """What a Member State suggested by mail or telephone, entered by the Secretariat."""

    once = OnceField()
    member_state = forms.ModelChoiceField(
        MemberState.objects.all(), label=gettext_lazy("Member State"), empty_label=""
    )
    reason = LineField(
        label=gettext_lazy("Why it is entered here"),
        help_text=gettext_lazy("Such as: mail of 23 April, 16:12."),
    )
    field_order = ("member_state", "reason", *COLUMNS)

    def __init__(self, data: Any = None, *, call: Call) -> None:
        """Offer the Member States that were asked."""
        super().__init__(data, categories=call.categories)
        offer_states(self, call)


class EnterNoneForm(forms.Form):
    """A Member State said by mail or telephone that it has nothing to suggest."""

    member_state = forms.ModelChoiceField(
        MemberState.objects.all(), label=gettext_lazy("Member State"), empty_label=""
    )
    reason = LineField(
        label=gettext_lazy("Why it is entered here"),
        help_text=gettext_lazy("Such as: mail of 23 April, 16:12."),
    )

    def __init__(self, data: Any = None, *, call: Call) -> None:
        """Offer the Member States that were asked."""
        super().__init__(data)
        offer_states(self, call)


def offer_states(form: forms.Form, call: Call) -> None:
    """Let a form choose among the Member States that a call asked."""
    field = cast("forms.ModelChoiceField[MemberState]", form.fields["member_state"])
    field.queryset = MemberState.objects.filter(pk__in=call.answers.values("member_state"))


class DecideForm(forms.Form):
    """What becomes of a suggestion, and why."""

    version = VersionField()
    deed = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[
            (one.value, one.label) for one in SuggestionDeed if one != SuggestionDeed.GIVE
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three.")},
    )  # fmt: skip
    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        help_text=gettext_lazy("Who suggested it hears it by mail; the body reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LinkForm(forms.Form):
    """What a suggestion became."""

    version = VersionField()
    task = forms.ModelChoiceField(
        Task.objects.all(),
        label=gettext_lazy("Task of the work programme"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    event = forms.ModelChoiceField(
        Event.objects.all(),
        label=gettext_lazy("Event"),
        required=False,
        empty_label=gettext_lazy("None"),
        to_field_name="slug",
    )

    def __init__(self, data: Any = None, *, suggestion: Suggestion, standing: Standing) -> None:
        """Offer the events that the person may see, and say what is stored."""
        told = {
            "version": suggestion.version,
            "task": suggestion.task,
            "event": suggestion.event,
        }
        super().__init__(data, initial=told)
        field = cast("forms.ModelChoiceField[Event]", self.fields["event"])
        field.queryset = Event.objects.visible_to(standing).order_by("-starts_at", "pk")


class FilesForm(forms.Form):
    """Files that go with a suggestion."""

    once = OnceField()
    uploads = UploadsField(label=gettext_lazy("Files"))
    title = LineField(
        label=gettext_lazy("Title"),
        required=False,
        help_text=gettext_lazy("For a single file; else each is called by its name."),
    )
