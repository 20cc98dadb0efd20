"""What an organiser says of one question, of its options, and of a ready-made block."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.folding import folded
from accounts.versions import VersionField
from events import asked
from events.blocks import Block
from events.enums import Attending, QuestionType, Retention, Stage
from events.forms.dropdown import Dropdown
from events.forms.places import NumberField
from events.questionnaire import CAN_BE_A_CONDITION, MOST_OPTIONS, Fault, free_key
from events.questions import GROUP, MODE, WITH_OPTIONS, Condition, Option, Question, Schema
from events.rules import Obstacle
from interface.fields import LineField, OnceField, TextField

FEWEST_ROWS, MORE_ROWS = 4, 4
PLAIN = ("label", "help", "required", "asked_of", "stage", "retention")
AS_IT_IS_USUAL = ""

SAID_OF = {
    Fault.OPTIONS: ("option_1", gettext_lazy("Write at least one option.")),
    Fault.CONDITION: (
        "asked_of",
        gettext_lazy("This depends on a question that is not asked before it."),
    ),
    Fault.VALUE: ("asked_of", gettext_lazy("This depends on an option that there is not.")),
    Fault.STAGE: (
        "stage",
        gettext_lazy(
            "It depends on a question that is asked once the place is confirmed: it can only be"
            " asked then, too."
        ),
    ),
    Fault.CONSENT: (
        "retention",
        gettext_lazy(
            "What somebody eats or needs is written down with consent alone: ask it only of those"
            " who ticked a consent before it."
        ),
    ),
    Fault.RETENTION: (
        "retention",
        gettext_lazy(
            "It was answered already, and who answered was promised that it is kept so: it"
            " stays as it is."
        ),
    ),
    Fault.MANY: (None, gettext_lazy("These are all the questions an event can ask.")),
}


class QuestionForm(forms.Form):
    """One question; its options, if it has any, are rows of the same form."""

    number = VersionField()
    once = OnceField()
    rows = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_OPTIONS
    )
    label = LineField(
        label=_("Question"), max_length=300, widget=forms.TextInput(attrs={"class": "input-full"})
    )
    help = TextField(
        label=_("Explanation"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands below the question."),
    )
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    asked_of = forms.ChoiceField(label=_("Asked of"), required=False, widget=Dropdown)
    stage = forms.ChoiceField(
        label=_("When"), choices=Stage.choices, widget=forms.RadioSelect, initial=Stage.REGISTRATION
    )
    retention = forms.ChoiceField(
        label=_("Kept"), choices=Retention.choices, widget=Dropdown, initial=Retention.ORDINARY
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        type_: QuestionType,
        question: Question | None,
        schema: Schema,
        number: int,
        called: Mapping[str, str],
        used_options: Collection[str] = (),
    ) -> None:
        """Fill in the question, with empty rows for more options."""
        super().__init__(data, initial=_known(question) | {"number": number})
        self.type, self.question, self.used_options = type_, question, used_options
        before = [one for one in schema if question is None or one.key != question.key]
        if question:
            here = schema.index(question)
            before = list(schema[:here])
            del self.fields["once"]
        self.fields["asked_of"].choices = list(_people(before, called))  # type: ignore[attr-defined]
        if type_ == QuestionType.CONSENT:
            self.fields["required"].label = _("It must be ticked")
        if type_ in WITH_OPTIONS:
            self._add_rows(question.options if question else ())

    def _add_rows(self, options: Iterable[Option]) -> None:
        there = list(options)
        self.shown_rows = max(_rows(self.data), len(there), FEWEST_ROWS)
        if "another" in self.data:
            self.shown_rows = min(self.shown_rows + MORE_ROWS, MOST_OPTIONS)
        for row in range(1, self.shown_rows + 1):
            option = there[row - 1] if row <= len(there) else None
            self.fields[f"option_{row}"] = LineField(
                label=_("Option %(number)d") % {"number": row},
                required=False,
                widget=forms.TextInput(attrs={"class": "input-full"}),
                initial=option.label if option else "",
            )
            self.fields[f"places_{row}"] = NumberField(
                label=_("Places"), initial=option.places if option else None
            )
            self.fields[f"key_{row}"] = forms.CharField(
                widget=forms.HiddenInput,
                required=False,
                max_length=40,
                initial=option.key if option else "",
            )

    @property
    def boxes(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows of options: its words, and its places."""
        if self.type not in WITH_OPTIONS:
            return []
        return [
            (self[f"option_{row}"], self[f"places_{row}"]) for row in range(1, self.shown_rows + 1)
        ]

    @property
    def keys(self) -> list[forms.BoundField]:
        """The hidden names of the options there are."""
        return [self[f"key_{row}"] for row in range(1, len(self.boxes) + 1)]

    def clean_rows(self) -> int:
        """Return how many rows there are; what was sent is no more than a wish."""
        return len(self.boxes)

    def clean(self) -> dict[str, Any]:
        """Refuse two options of the same name."""
        super().clean()
        labels: dict[str, str] = {}
        for row in range(1, len(self.boxes) + 1):
            label = self.cleaned_data.get(f"option_{row}")
            if label and labels.setdefault(label.casefold(), label) is not label:
                self.add_error(f"option_{row}", gettext("This option stands there already."))
        return self.cleaned_data

    def asked(self) -> Question:
        """Return the question that was said; a new one still lacks its key."""
        said = self.cleaned_data
        of, _colon, value = said["asked_of"].partition(":")
        return Question(
            key=self._key,
            type=self.type,
            label=said["label"],
            help=said["help"],
            required=said["required"],
            options=tuple(self._options()),
            shown_if=Condition(of, value) if of else None,
            stage=said["stage"],
            retention=said["retention"],
        )

    def _options(self) -> Iterable[Option]:
        """Yield the options; each keeps its key, whatever it is called now."""
        known = {option.key for option in self.question.options} if self.question else set()
        taken = known | set(self.used_options)
        for row in range(1, len(self.boxes) + 1):
            label = self.cleaned_data[f"option_{row}"]
            key = self.cleaned_data[f"key_{row}"]
            if not label:
                continue
            if key in known:
                known.discard(key)  # of two rows that claim one key the first has it
            else:
                key = free_key(folded(label), taken=taken)
                taken.add(key)
            yield Option(key, label, self.cleaned_data[f"places_{row}"])

    def theirs(self, question: Question) -> dict[str, Any]:
        """Return what is stored of a question, by the names of the fields."""
        known = _known(question)
        rows: dict[str, Any] = {}
        for row in range(1, len(self.boxes) + 1):
            option = question.options[row - 1] if row <= len(question.options) else None
            rows[f"option_{row}"] = option.label if option else ""
            rows[f"places_{row}"] = option.places if option else None
        return {name: known[name] for name in PLAIN} | rows

    def refuse(self, obstacles: Iterable[Obstacle]) -> None:
        """Say beside the numbers how many already hold a place there."""
        for obstacle in obstacles:
            for row in range(1, len(self.boxes) + 1):
                if obstacle.claim.of == (self._key, self.cleaned_data[f"key_{row}"]):
                    problem = ngettext(
                        "%(count)d person holds a place here: no fewer than that.",
                        "%(count)d people hold a place here: no fewer than that.",
                        obstacle.taken,
                    )
                    self.add_error(f"places_{row}", problem % {"count": obstacle.taken})

    @property
    def _key(self) -> str:
        return self.question.key if self.question else ""

    def take(self, faults: Iterable[tuple[str, Fault]], *, schema: Schema) -> None:
        """Say beside the fields what would not hold together."""
        for key, fault in faults:
            other = next((one for one in schema if one.key == key), None)
            if other and key != self._key:
                problem = gettext("“%(label)s” follows from this question: change that one first.")
                self.add_error(None, ValidationError(problem, params={"label": other.label}))
            else:
                field, words = SAID_OF[fault]
                self.add_error(field, words)


def _known(question: Question | None) -> dict[str, Any]:
    """Return what the form shows of a question."""
    if question is None:
        return {}
    condition = question.shown_if
    return {
        "label": question.label,
        "help": question.help,
        "required": question.required,
        "asked_of": f"{condition.of}:{condition.value}" if condition else "",
        "stage": question.stage,
        "retention": question.retention,
    }


def _rows(data: Mapping[str, Any]) -> int:
    """Return how many rows a form was sent with; whatever was typed, it is a number."""
    sent = str(data.get("rows", ""))
    return (
        min(int(sent), MOST_OPTIONS) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0
    )


def _people(before: Iterable[Question], called: Mapping[str, str]) -> Iterable[tuple[Any, Any]]:
    """Yield of whom a question can be asked: of all, by how one comes, by earlier answers."""
    yield "", gettext("everybody")
    yield (
        gettext("by how they take part"),
        [(f"{MODE}:{way.value}", way.label) for way in Attending],
    )
    yield (
        gettext("by as what they take part"),
        [(f"{GROUP}:{group}", name) for group, name in called.items()],
    )
    for question in before:
        if question.type in CAN_BE_A_CONDITION:
            yield (
                question.label,
                [
                    (f"{question.key}:{value}", asked.said_value(question, value))
                    for value in question.values
                ],
            )


class BlockForm(forms.Form):
    """A block of questions that is ready made."""

    number = VersionField()
    once = OnceField()
    block = forms.ChoiceField(
        label=_("Ready-made questions"),
        choices=[("", _("Choose")), *Block.choices],
        widget=Dropdown,
        help_text=_("With the consent that they need, asked only of those they concern."),
    )
    stage = forms.ChoiceField(
        label=_("When"),
        choices=[(AS_IT_IS_USUAL, _("As is usual for them")), *Stage.choices],
        required=False,
        widget=Dropdown,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, number: int) -> None:
        """Take the number of the set that is shown."""
        super().__init__(data, initial={"number": number})


class NumberForm(forms.Form):
    """A press of a button: of which set the page showed."""

    number = VersionField()


class MoveForm(NumberForm):
    """One place up or down."""

    places = forms.TypedChoiceField(
        label=_("Where to"), choices=[(-1, _("Up")), (1, _("Down"))], coerce=int
    )
