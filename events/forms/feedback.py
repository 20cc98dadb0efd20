"""What people answer about an event, and what the Secretariat says of the form they answer."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from events.enums import Anonymity, Scale, Whom
from events.feedback import LONGEST, MOST_OPTIONS, STEPS, WITH_OPTIONS, Item, Items
from events.forms.answers import name_of
from events.forms.dropdown import Dropdown
from events.models.feedback import DAYS, MOST_DAYS
from interface.fields import LineField, TextField

NAMED = "named"
NOW, AT_END = "now", "end"
LONGEST_OPTION = 200
NOTHING: Mapping[str, Any] = MappingProxyType({})


class ScaleSelect(forms.RadioSelect):
    """Five steps beside each other, with a word at either end."""

    template_name = "events/feedback_scale.html"

    def __init__(self, *, low: str, high: str) -> None:
        """Take the words of the ends."""
        super().__init__()
        self.low, self.high = low, high

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the words to the template."""
        return super().get_context(name, value, attrs) | {"low": self.low, "high": self.high}


class AnswersForm(forms.Form):
    """What an event asks those who were there."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, items: Items, may_be_named: bool
    ) -> None:
        """Ask each item, and at the end for the name where it may be given."""
        super().__init__(data)
        self.items = items
        for item in items:
            self.fields[name_of(item.key)] = _field(item)
        if may_be_named:
            self.fields[NAMED] = forms.BooleanField(
                label=_("The organisers may see my name with these answers"), required=False
            )

    @property
    def said(self) -> dict[str, Any]:
        """What was answered, as it is kept."""
        found = {
            item.key: _plain(item, self.cleaned_data[name_of(item.key)]) for item in self.items
        }
        return {key: value for key, value in found.items() if value is not None}

    @property
    def is_named(self) -> bool:
        """Whether the person wants the name to be seen."""
        return bool(self.cleaned_data.get(NAMED))


def _field(item: Item) -> forms.Field:
    said: dict[str, Any] = {"label": item.text, "required": item.required}
    if item.type == Scale.TEXT:
        said["help_text"] = _("Your own words can show who you are: leave out what would.")
        return TextField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **said)
    if item.type == Scale.SEVERAL:
        return forms.MultipleChoiceField(
            choices=list(_numbered(item.options)), widget=forms.CheckboxSelectMultiple, **said
        )
    none = [] if item.required else [("", gettext("No answer"))]
    if item.type == Scale.SCALE:
        said["choices"] = [(str(step), str(step)) for step in STEPS] + none
        return forms.ChoiceField(widget=ScaleSelect(low=item.low, high=item.high), **said)
    said["choices"] = [*_numbered(item.options), *none]
    return forms.ChoiceField(widget=forms.RadioSelect, **said)


def _numbered(options: Iterable[str]) -> Iterable[tuple[str, str]]:
    return ((str(number), label) for number, label in enumerate(options))


def _plain(item: Item, value: Any) -> Any:
    """Return what a field gave as the value that is kept; ``None`` where it is no answer."""
    if not value:
        return None
    if item.type == Scale.TEXT:
        return value
    return sorted(int(one) for one in value) if item.type == Scale.SEVERAL else int(value)


class VersionForm(forms.Form):
    """A press of a button: of which version the page showed."""

    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: int,
        known: Mapping[str, Any] = NOTHING,
    ) -> None:
        """Take the version that is shown, and what stands there now."""
        super().__init__(data, initial={"version": version, **known})


class MoveItemForm(VersionForm):
    """So many places up or down."""

    places = forms.IntegerField(min_value=-30, max_value=30)


class TakeOverForm(VersionForm):
    """The form of another event, to ask the same."""

    event = forms.ChoiceField(label=_("Ask the same as at"), widget=Dropdown)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: int,
        events: Iterable[tuple[str, str]],
    ) -> None:
        """Offer the events that have a form."""
        super().__init__(data, version=version)
        self.fields["event"].choices = [("", gettext("Choose")), *events]  # type: ignore[attr-defined]


class ItemForm(VersionForm):
    """One thing that is asked."""

    text = LineField(
        label=_("Question"), max_length=300, widget=forms.TextInput(attrs={"class": "input-full"})
    )
    low = LineField(label=_("1 means"), max_length=40, required=False)
    high = LineField(label=_("5 means"), max_length=40, required=False)
    options = TextField(
        label=_("Options"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line."),
    )
    required = forms.BooleanField(label=_("It must be answered"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        type_: str,
        item: Item | None,
        version: int,
    ) -> None:
        """Fill in what is asked now, with the fields of its type."""
        super().__init__(data, version=version, known=_known(item) if item else NOTHING)
        self.type, self.item = type_, item
        if type_ != Scale.SCALE:
            del self.fields["low"], self.fields["high"]
        if type_ not in WITH_OPTIONS:
            del self.fields["options"]

    def known(self, item: Item) -> dict[str, Any]:
        """Return what is asked as the fields show it."""
        return {name: value for name, value in _known(item).items() if name in self.fields}

    def clean_options(self) -> str:
        """Ask for two options at least, all different."""
        lines = _lines(self.cleaned_data["options"])
        if not 1 < len(lines) <= MOST_OPTIONS:
            raise forms.ValidationError(
                gettext("Write from two to %(most)d options, one a line."),
                params={"most": MOST_OPTIONS},
            )
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError(gettext("Two options are the same."))
        if max(map(len, lines)) > LONGEST_OPTION:
            raise forms.ValidationError(gettext("An option is too long: 200 letters at most."))
        return "\n".join(lines)

    def asked(self) -> Item:
        """Return what was said; what is new still lacks its key."""
        said = self.cleaned_data
        return Item(
            key=self.item.key if self.item else "",
            type=self.type,
            text=said["text"],
            required=said["required"],
            options=tuple(_lines(said.get("options", ""))),
            low=said.get("low", ""),
            high=said.get("high", ""),
        )


def _known(item: Item) -> dict[str, Any]:
    return {
        "text": item.text,
        "low": item.low,
        "high": item.high,
        "options": "\n".join(item.options),
        "required": item.required,
    }


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := one.strip())]


class WordsForm(VersionForm):
    """What people read first, and whether they may give their names."""

    intro = TextField(
        label=_("What people read first"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    anonymity = forms.ChoiceField(
        label=_("Names"),
        choices=Anonymity.choices,
        widget=forms.RadioSelect,
        help_text=_("It cannot be changed any more once people were asked."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: int,
        intro: str,
        anonymity: str,
    ) -> None:
        """Show what is said now."""
        known = {"intro": intro, "anonymity": anonymity}
        super().__init__(data, version=version, known=known)


class DaysField(forms.IntegerField):
    """A number of days, written as text, so that no wheel turns it by chance."""

    widget = forms.TextInput

    def __init__(self, *, least: int, **kwargs: Any) -> None:
        """Take what a number of days can be."""
        super().__init__(min_value=least, max_value=MOST_DAYS, **kwargs)
        self.widget.attrs |= {"class": "input-4", "inputmode": "numeric", "autocomplete": "off"}


class OpeningForm(VersionForm):
    """When a form opens, for how long, and who is asked."""

    when = forms.ChoiceField(
        label=_("Ask people"),
        choices=[(AT_END, _("by itself, at the end of the event")), (NOW, _("in five minutes"))],
        widget=forms.RadioSelect,
        initial=AT_END,
    )
    days = DaysField(label=_("Open for, in days"), least=1, initial=DAYS)
    whom = forms.ChoiceField(
        label=_("Asked are"), choices=Whom.choices, widget=forms.RadioSelect, initial=Whom.THERE
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        version: int,
        is_over: bool,
        numbers: Mapping[str, int],
    ) -> None:
        """Say how many each would be; once the event is over its end is nothing to wait for."""
        super().__init__(data, version=version)
        self.fields["whom"].choices = [  # type: ignore[attr-defined]  # it is a choice
            (whom.value, f"{whom.label}: {numbers[whom]}") for whom in Whom
        ]
        if is_over:
            del self.fields["when"]

    @property
    def at_end(self) -> bool:
        """Whether it opens by itself at the end of the event."""
        return self.cleaned_data.get("when") == AT_END


class ExtendingForm(VersionForm):
    """For how many days more a form stays open, and who is asked."""

    days = DaysField(label=_("Days more"), least=0, initial=0)
    whom = forms.ChoiceField(label=_("Asked are"), choices=Whom.choices, widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, Any] | None = None, *, version: int, whom: str) -> None:
        """Show who is asked now."""
        super().__init__(data, version=version, known={"whom": whom})
