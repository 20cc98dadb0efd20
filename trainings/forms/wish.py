"""What a Member State asks for: the form that is saved while it is typed, and judged when sent."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.enums import Category
from accounts.versions import VersionField, said
from courses import languages
from courses.enums import Provision
from courses.materials import languages_of
from courses.models import Course
from interface.fields import DayField, LineField, OnceField, TextField
from interface.widgets import DIGITS, PartsWidget, in_words
from trainings.enums import Fault, PlaceKind
from trainings.rules import Finding, Window, Wish
from trainings.rules.wish import FEWEST_WINDOWS, MOST_WINDOWS, faults

ROWS = 3
LONGEST_NUMBER = 4
MOST_PEOPLE = 9_999
LONGEST_DRAFT = 12_000
"""How many characters a draft holds; the longest text that may be sent is a third of it."""


class GroupsInput(PartsWidget):
    """How many of each target group, one below the other."""

    template_name = "trainings/widgets/groups.html"
    labels = {group.value: group.label for group in Category}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make a box for each group."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({**DIGITS, "class": "input"}) for name in Category.values
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Take the numbers of a request apart."""
        return [(value or {}).get(name) for name in Category.values]


class WindowDay(DayField):
    """A day of a window; which rows must be filled in is asked of them all together."""

    def validate(self, value: date | None) -> None:
        """Leave an empty row to the form."""


class CityField(LineField):
    """The city, which is needed for some places."""

    def validate(self, value: str) -> None:
        """Leave an empty box to the form, which knows the place."""


class GroupsField(forms.Field):
    """How many of each target group; an empty box says that there is nobody of it."""

    widget = GroupsInput
    default_error_messages = {"digits": _("Write each number in digits, such as 8.")}

    def to_python(self, value: Any) -> dict[str, int]:
        """Return the groups that somebody of is expected."""
        found = {}
        for name, typed in zip(Category.values, value, strict=True):
            text = (typed or "").strip()
            if text and not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
                raise ValidationError(self.error_messages["digits"], code="digits")
            if text and int(text):
                found[name] = int(text)
        return found

    def validate(self, value: dict[str, int]) -> None:
        """Leave it to the form whether they add up."""


def _number(label: Any) -> forms.IntegerField:
    box = forms.TextInput({**DIGITS, "class": "input input-4"})
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PEOPLE, widget=box)


class StampForm(forms.Form):
    """What travels hidden: the mark of a draft not begun yet, and the version that was read."""

    once = OnceField()
    version = VersionField()


class WishForm(forms.Form):
    """A request as it is typed. ``wish`` is what it says, once it was checked."""

    course = forms.TypedChoiceField(
        label=_("Course"), coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language"),
        initial=languages.ENGLISH,
        help_text=_(
            "In another language than English it needs trainers who teach in it; we look for them."
        ),
    )
    place = forms.ChoiceField(
        label=_("Where"),
        choices=PlaceKind,
        initial=PlaceKind.MEMBER_STATE,
        widget=forms.RadioSelect,
    )
    city = CityField(
        label=_("City"), max_length=100, help_text=_("For a training in your country.")
    )
    venue = LineField(label=_("Venue"), max_length=200, required=False)
    expected = _number(_("Expected"))
    least = _number(_("At least"))
    most = _number(_("At most"))
    groups = GroupsField(label=_("Make-up of the group"))
    rows = forms.CharField(required=False, widget=forms.HiddenInput)
    provides = forms.MultipleChoiceField(
        label=_("What you provide"),
        choices=Provision,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    motivation = TextField(
        label=_("Why this training, and why now"),
        help_text=_("A few sentences: who needs it, and for what."),
    )

    def __init__(
        self, data: Any = None, *, today: date, typed: Mapping[str, Any] | None = None
    ) -> None:
        """Show what was typed before; ``today`` is the day from which dates are judged."""
        super().__init__(data, initial=dict(typed or {}))
        self.today = today
        self.wish = Wish()
        self.courses = {
            course.pk: course for course in Course.objects.on_request().prefetch_related("parts")
        }
        there = languages_of(self.courses.values())
        self._choices("course").choices = [
            (key, _told(course, there[key])) for key, course in self.courses.items()
        ]
        self._choices("language").choices = languages.choices()
        given = self.data.get("rows") if self.is_bound else self.initial.get("rows")
        self.number = _rows(given)
        self.initial["rows"] = str(self.number)
        for row in range(1, self.number + 1):
            for end, label in (
                ("starts", _("Window %(number)d, from")),
                ("ends", _("Window %(number)d, until")),
            ):
                self.fields[f"{end}_{row}"] = WindowDay(label=label % {"number": row})

    def _choices(self, name: str) -> forms.ChoiceField:
        return cast("forms.ChoiceField", self.fields[name])

    @property
    def windows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the rows of windows for the page: from, until."""
        return [(self[f"starts_{row}"], self[f"ends_{row}"]) for row in range(1, self.number + 1)]

    @property
    def may_have_more(self) -> bool:
        """Return whether another window may be asked for."""
        return self.number < MOST_WINDOWS

    def clean(self) -> dict[str, Any]:
        """Judge the whole as the service does, each fault at its field."""
        data = self.cleaned_data
        spans = self._spans()
        course = self.courses.get(data.get("course") or 0)
        at_home = data.get("place") == PlaceKind.MEMBER_STATE
        self.wish = Wish(
            course=course.pk if course else None,
            days=course.days if course else 1,
            language=data.get("language", ""),
            expected=data.get("expected"),
            least=data.get("least"),
            most=data.get("most"),
            groups=data.get("groups", {}),
            place=data.get("place", ""),
            city=data.get("city", "") if at_home else "",
            venue=data.get("venue", "") if at_home else "",
            windows=tuple(spans.values()),
            provides=tuple(data.get("provides", ())),
            motivation=data.get("motivation", ""),
        )
        half = {f"{end}_{row}" for end in ("starts", "ends") for row in range(1, self.number + 1)}
        half &= set(self.errors)
        for finding in faults(self.wish, today=self.today):
            name = self._place(finding, list(spans))
            is_said = half and finding.fault == Fault.FEW_WINDOWS
            if name not in self.errors and not is_said:
                self.add_error(name, finding.says)
        return data

    def _spans(self) -> dict[int, Window]:
        """Return the windows that were typed whole, by their rows; half a one is a fault."""
        found = {}
        for row in range(1, self.number + 1):
            starts, ends = (self.cleaned_data.get(f"{end}_{row}") for end in ("starts", "ends"))
            if starts and ends:
                found[row] = Window(starts, ends)
            for name, day, other in (
                (f"starts_{row}", starts, ends),
                (f"ends_{row}", ends, starts),
            ):
                if other and not day and name not in self.errors:
                    self.add_error(name, _("Write both days of the window."))
        return found

    def _place(self, finding: Finding, rows: list[int]) -> str:
        """Return at which field a fault is shown; one of the windows at its row."""
        if finding.of != "windows":
            return finding.of
        if number := finding.values.get("number"):
            return f"starts_{rows[number - 1]}"
        return f"starts_{min(set(range(1, self.number + 1)) - set(rows), default=1)}"

    def typed(self, *, more: int = 0) -> dict[str, Any]:
        """Return what was typed, as it was typed, with so many rows of windows more."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            value = field.widget.value_from_datadict(self.data, self.files, name)
            found[name] = [_kept(one) for one in value] if isinstance(value, list) else _kept(value)
        return {**found, "rows": str(min(self.number + more, MOST_WINDOWS))}

    def is_changed(self, before: Wish) -> bool:
        """Return whether something else stands in the boxes than a wish would put there."""
        return _plain(self.typed()) != _plain(typed_of(before))

    def is_too_long(self) -> bool:
        """Return whether more was typed than a draft holds."""
        return sum(len("".join(value)) for value in self.typed().values()) > LONGEST_DRAFT

    def known_spans(self) -> list[Window]:
        """Return those windows of a draft that are days already, for the warning."""
        found = []
        for row in range(1, self.number + 1):
            try:
                starts, ends = (
                    DayField(required=False).to_python(self[f"{end}_{row}"].value())
                    for end in ("starts", "ends")
                )
            except ValidationError:
                continue
            if starts:
                found.append(Window(starts, ends or starts))
        return found

    def differences(self, theirs: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        """Return label, their text and the own one, for each field that differs."""
        own, found = self.typed(), []
        other = WishForm(typed=theirs, today=self.today)
        for name in dict.fromkeys([*self.fields, *other.fields]):
            field = self.fields.get(name) or other.fields[name]
            here, there = (_shown(field, one.get(name, "")) for one in (own, theirs))
            if name != "rows" and here != there:
                found.append((str(field.label), there, here))
        return found


def typed_of(wish: Wish) -> dict[str, Any]:
    """Return a wish as it would have been typed, to change it or to begin another one like it."""
    windows = {
        f"{end}_{row}": [str(day.day), str(day.month), str(day.year)]
        for row, window in enumerate(wish.windows, start=1)
        for end, day in (("starts", window.starts), ("ends", window.ends))
    }
    names = ("course", "language", "place", "city", "venue", "expected", "least", "most")
    return {
        **{name: str(getattr(wish, name) or "") for name in (*names, "motivation")},
        "groups": [str(wish.groups.get(name) or "") for name in Category.values],
        "provides": list(wish.provides),
        "rows": str(max(ROWS, len(wish.windows))),
        **windows,
    }


def like(wish: Wish) -> dict[str, Any]:
    """Return what another request like this begins with: all but its days, which are over."""
    return typed_of(replace(wish, windows=()))


def _plain(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed without empty boxes, and with one sort of line break."""
    found = {}
    for name, value in typed.items():
        parts = value if isinstance(value, list) else [value]
        said = [part.replace("\r\n", "\n").strip() for part in parts]
        if any(said) and name != "rows":
            found[name] = sorted(said) if name == "provides" else said
    return found


def _rows(given: Any) -> int:
    text = str(given or "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER else 0
    return min(max(number or ROWS, FEWEST_WINDOWS), MOST_WINDOWS)


def _kept(value: Any) -> str:
    """Return what stands in a box, without the one sign that no database keeps."""
    return str(value or "").replace("\0", "")


def _told(course: Course, there: Iterable[str]) -> str:
    parts = [
        course.title,
        ngettext("%(count)d half-day", "%(count)d half-days", len(course.parts.all()))
        % {"count": len(course.parts.all())},
        _("%(least)d to %(most)d people") % {"least": course.least, "most": course.most},
        _("material in %(languages)s")
        % {"languages": ", ".join(sorted(languages.name(code) for code in there))},
    ]
    return " · ".join(parts)


def _shown(field: forms.Field, value: Any) -> str:
    """Return what was typed in the words in which the form shows it."""
    if isinstance(field, DayField):
        parts = value or ["", "", ""]
        return in_words(parts) or " ".join(filter(None, parts)) or said(field, "")
    if isinstance(field, GroupsField):
        named = zip(Category, value or [], strict=False)
        return ", ".join(f"{group.label}: {typed}" for group, typed in named if typed) or said(
            field, ""
        )
    return said(field, value) or said(field, "")
