"""The questions that each delivery of a course asks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext

from accounts.folding import folded
from accounts.versions import VersionField
from courses import asked
from courses.enums import Asked
from courses.forms import rows
from courses.forms.line import Line, lines
from courses.models import Course
from events.enums import Scale
from events.feedback import MOST_ITEMS, MOST_OPTIONS, WITH_OPTIONS, Item, Items
from events.questionnaire import free_key
from interface.fields import LineField, TextField

QUESTION = ("text", "type", "low", "high", "options", "required", "key")
LONGEST_OPTION = 200
KEY = r"[a-z][a-z0-9_]{0,39}"


class QuestionsForm(forms.Form):
    """One of the three lists of questions of a course."""

    version = VersionField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        course: Course,
        which: Asked,
        typed: dict[str, Any] | None = None,
    ) -> None:
        """Fill in what is asked, or what was typed before a button of a question was pressed."""
        self.which = which
        stored = self.stored(course) | {"version": course.version}
        super().__init__(data, initial=stored if typed is None else typed)
        self.rows = rows.number(
            data if typed is None else typed,
            stored=len(asked.items(course, which)),
            most=MOST_ITEMS,
        )
        for number in self.numbers:
            self._add(number)

    @property
    def numbers(self) -> range:
        """Return the numbers of the questions that the form shows."""
        return range(1, self.rows + 1)

    def _add(self, number: int) -> None:
        self.fields[f"text_{number}"] = LineField(
            label=gettext("Question %(number)d") % {"number": number},
            max_length=300, widget=forms.TextInput(attrs={"class": "input-full"}),
        )  # fmt: skip
        self.fields[f"type_{number}"] = forms.ChoiceField(
            label=gettext("Answer"), choices=Scale.choices
        )
        self.fields[f"required_{number}"] = forms.BooleanField(
            label=gettext("It must be answered"), required=False
        )
        self.fields[f"low_{number}"] = LineField(
            label=gettext("1 means"), required=False, max_length=40,
            help_text=gettext("Of a scale."),
        )  # fmt: skip
        self.fields[f"high_{number}"] = LineField(
            label=gettext("5 means"), required=False, max_length=40,
            help_text=gettext("Of a scale."),
        )  # fmt: skip
        self.fields[f"options_{number}"] = TextField(
            label=gettext("Options"), required=False, max_length=5000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=gettext("Where there is something to choose from: one a line."),
        )  # fmt: skip
        self.fields[f"key_{number}"] = forms.RegexField(
            f"^{KEY}$", required=False, widget=forms.HiddenInput
        )

    def stored(self, course: Course) -> dict[str, Any]:
        """Return what of a course the form shows: its own questions, or the usual ones."""
        found: dict[str, Any] = {}
        for number, item in enumerate(asked.items(course, self.which), start=1):
            found |= {
                f"text_{number}": item.text,
                f"type_{number}": str(item.type),
                f"required_{number}": item.required,
                f"low_{number}": item.low,
                f"high_{number}": item.high,
                f"options_{number}": "\n".join(item.options),
                f"key_{number}": item.key,
            }
        return found

    def known(self, course: Course) -> dict[str, Any]:
        """Return what of a course stands in the fields that people see of this form."""
        shown = {field.name for field in self.visible_fields()}
        return {name: said for name, said in self.stored(course).items() if name in shown}

    def clean(self) -> dict[str, Any]:
        """Ask for options where there is something to choose from."""
        said = super().clean() or {}
        for number in self.numbers:
            type_, options = said.get(f"type_{number}", ""), said.get(f"options_{number}")
            if options is not None and (wrong := _wrong(type_, _lines(options))):
                self.add_error(f"options_{number}", wrong)
        return said

    def items(self) -> Items:
        """Return what was said; what is new, or has the key of another, gets a key of its own."""
        said = self.cleaned_data
        taken: set[str] = set()
        typed = {said[f"key_{number}"] for number in self.numbers}
        found: list[Item] = []
        for number in self.numbers:
            key = said[f"key_{number}"]
            if not key or key in taken:
                key = free_key(folded(said[f"text_{number}"]), taken=taken | typed)
            taken.add(key)
            found.append(self._item(number, key))
        return tuple(found)

    def _item(self, number: int, key: str) -> Item:
        said = self.cleaned_data
        type_ = said[f"type_{number}"]
        is_scale = type_ == Scale.SCALE
        return Item(
            key=key,
            type=type_,
            text=said[f"text_{number}"],
            required=said[f"required_{number}"],
            options=tuple(_lines(said[f"options_{number}"])) if type_ in WITH_OPTIONS else (),
            low=said[f"low_{number}"] if is_scale else "",
            high=said[f"high_{number}"] if is_scale else "",
        )

    @property
    def lines(self) -> list[Line]:
        """Return the questions, each with its fields."""
        return lines(self.__getitem__, QUESTION, self.rows)


def _wrong(type_: str, options: list[str]) -> str:
    """Return what is wrong with the options of a question; nothing, if they will do."""
    if type_ not in WITH_OPTIONS:
        return ""
    if not 1 < len(options) <= MOST_OPTIONS:
        return gettext("Write from two to %(most)d options, one a line.") % {"most": MOST_OPTIONS}
    if len({line.casefold() for line in options}) < len(options):
        return gettext("Two options are the same.")
    if max(map(len, options)) > LONGEST_OPTION:
        return gettext("An option is too long: 200 letters at most.")
    return ""


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := one.strip())]
