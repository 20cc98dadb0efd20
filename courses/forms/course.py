"""What the Secretariat says of a course."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.versions import VersionField
from courses.enums import CourseKind
from courses.forms import rows
from courses.forms.line import Line, lines
from courses.models import Course
from courses.rules import Hours, clashing
from interface.fields import ClockField, LineField, OnceField, TextField

COLUMNS = (
    "title", "kind", "summary", "about", "audience", "how_to_get", "is_on_request", "least", "most",
    "trainers",
)  # fmt: skip
PART = ("part", "day", "starts", "minutes", "modules")
MOST_PARTS, MOST_PEOPLE, MOST_TRAINERS, MOST_DAYS, MOST_MINUTES = 10, 2000, 20, 10, 720
LONGEST = 200
NOT_BEFORE, RECOMMENDED, REQUIRED = "", "recommended", "required"


class NumberField(forms.IntegerField):
    """A small whole number, written as text, so that no wheel turns it by chance."""

    widget = forms.TextInput

    def __init__(self, *, least: int = 1, **kwargs: Any) -> None:
        """Take one and more, unless less is said."""
        super().__init__(min_value=least, **kwargs)
        self.widget.attrs |= {"class": "input-4", "inputmode": "numeric", "autocomplete": "off"}


class AddCourseForm(forms.Form):
    """A course that is new; all else is said on its page."""

    once = OnceField()
    title = LineField(label=_("Title"))
    kind = forms.ChoiceField(label=_("Kind"), choices=CourseKind.choices, widget=forms.RadioSelect)


class CourseForm(forms.Form):
    """A course as the catalogue has it, its parts with their modules, and what comes before it."""

    version = VersionField()
    title = LineField(label=_("Title"))
    kind = forms.ChoiceField(label=_("Kind"), choices=CourseKind.choices)
    summary = TextField(label=_("In short"), required=False, max_length=500)
    about = TextField(label=_("About"), required=False)
    audience = TextField(label=_("For whom"), required=False, max_length=1000)
    how_to_get = TextField(
        label=_("How to get it in your country"), required=False, max_length=2000
    )
    is_on_request = forms.BooleanField(
        label=_("National Representatives can ask for it"), required=False
    )
    is_offered = forms.BooleanField(label=_("It stands in the catalogue"), required=False)
    least = NumberField(label=_("Fewest participants"), max_value=MOST_PEOPLE)
    most = NumberField(label=_("Most participants"), max_value=MOST_PEOPLE)
    trainers = NumberField(
        label=_("Trainers"), max_value=MOST_TRAINERS,
        help_text=_("How many teach it as a rule."),
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        course: Course,
        typed: dict[str, Any] | None = None,
    ) -> None:
        """Fill in what is stored, or what was typed before a button of a part was pressed."""
        stored = self.stored(course) | {"version": course.version}
        super().__init__(data, initial=stored if typed is None else typed)
        self.others = list(Course.objects.exclude(pk=course.pk))
        for other in self.others:
            self.fields[f"before_{other.pk}"] = forms.ChoiceField(
                label=other.title,
                required=False,
                choices=[
                    (NOT_BEFORE, _("Need not come before")),
                    (RECOMMENDED, _("Recommended before")),
                    (REQUIRED, _("Required before: without its certificate nobody is let in")),
                ],
            )
        parts = len(course.parts.all())
        self.rows = rows.number(
            data if typed is None else typed, stored=parts, most=max(MOST_PARTS, parts)
        )
        for number in self.numbers:
            self._add_part(number)

    @property
    def numbers(self) -> range:
        """Return the numbers of the parts that the form shows."""
        return range(1, self.rows + 1)

    def _add_part(self, number: int) -> None:
        of = {"number": number}
        self.fields[f"part_{number}"] = LineField(label=gettext("Title of part %(number)d") % of)
        self.fields[f"day_{number}"] = NumberField(
            label=gettext("Day of part %(number)d") % of, max_value=MOST_DAYS
        )
        self.fields[f"starts_{number}"] = ClockField(label=gettext("Part %(number)d begins") % of)
        self.fields[f"minutes_{number}"] = NumberField(
            label=gettext("Minutes of part %(number)d, breaks included") % of,
            max_value=MOST_MINUTES,
        )  # fmt: skip
        self.fields[f"modules_{number}"] = TextField(
            label=gettext("Modules of part %(number)d") % of, required=False, max_length=4000,
            help_text=_("One a line."),
        )  # fmt: skip

    @staticmethod
    def stored(course: Course) -> dict[str, Any]:
        """Return what of a course the form shows."""
        found = {name: getattr(course, name) for name in COLUMNS}
        found["is_offered"] = course.archived_at is None
        for one in course.prerequisites.all():
            found[f"before_{one.before_id}"] = REQUIRED if one.is_required else RECOMMENDED
        for number, part in enumerate(course.parts.all(), start=1):
            found |= {
                f"part_{number}": part.title,
                f"day_{number}": part.day,
                f"starts_{number}": part.starts_time,
                f"minutes_{number}": part.minutes,
                f"modules_{number}": "\n".join(one.title for one in part.modules.all()),
            }
        return found

    def known(self, course: Course) -> dict[str, Any]:
        """Return what of a course stands in the fields that this form has."""
        return {name: said for name, said in self.stored(course).items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Ask for a minimum below the maximum, and for parts that follow each other."""
        said = super().clean() or {}
        least, most = said.get("least"), said.get("most")
        if least and most and least > most:
            self.add_error("most", gettext("The maximum is below the minimum."))
        for number in self.numbers:
            self._check_modules(f"modules_{number}", said.get(f"modules_{number}", ""))
        self._check_hours(said)
        return said

    def _check_modules(self, name: str, text: str) -> None:
        """Refuse a module that is longer than the table holds."""
        if any(len(line) > LONGEST for line in _lines(text)):
            self.add_error(name, gettext("A module is too long: 200 letters at most."))

    def _check_hours(self, said: dict[str, Any]) -> None:
        """Ask for parts that end on their day, and come one after the other."""
        held = {
            number: Hours(
                said[f"day_{number}"], said[f"starts_{number}"], said[f"minutes_{number}"]
            )
            for number in self.numbers
            if all(f"{name}_{number}" in said for name in ("day", "starts", "minutes"))
        }
        clashes, late = clashing(held)
        for number in sorted(late):
            self.add_error(f"minutes_{number}", gettext("The part does not end on its day."))
        for number in sorted(clashes):
            self.add_error(
                f"starts_{number}", gettext("Another part of that day is not over by then.")
            )

    def whole(self) -> dict[str, Any]:
        """Return what was said, as the service takes it."""
        said = self.cleaned_data
        return {
            **{name: said[name] for name in COLUMNS},
            "is_offered": said["is_offered"],
            "before": {
                other.pk: said[f"before_{other.pk}"] == REQUIRED
                for other in self.others
                if said[f"before_{other.pk}"]
            },
            "parts": [
                {
                    "title": said[f"part_{number}"],
                    "day": said[f"day_{number}"],
                    "starts_time": said[f"starts_{number}"],
                    "minutes": said[f"minutes_{number}"],
                    "modules": _lines(said[f"modules_{number}"]),
                }
                for number in self.numbers
            ],
        }

    @property
    def lines(self) -> list[Line]:
        """Return the parts, each with its fields."""
        return lines(self.__getitem__, PART, self.rows)

    @property
    def before_fields(self) -> list[BoundField]:
        """Return the fields of the other courses."""
        return [self[f"before_{other.pk}"] for other in self.others]


def _lines(text: str) -> list[str]:
    return [line for one in text.splitlines() if (line := one.strip())]
