"""What the Secretariat decides of trainers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.people import require_order
from accounts.versions import VersionField
from courses import languages
from courses.models import Course
from interface.fields import DayField, LineField, TextField
from trainers.models import Requirement, Trainer

MET = (("yes", gettext_lazy("Met")), ("no", gettext_lazy("Not met")))
OPEN = ("", gettext_lazy("Not decided yet"))


class ChecksForm(forms.Form):
    """Each requirement: met, not met or open, and a note."""

    def __init__(
        self, data: Any = None, *, requirements: Sequence[Requirement], trainer: Trainer
    ) -> None:
        """Show what was decided; what was once is not open again."""
        super().__init__(data)
        self.requirements = requirements
        there = {one.requirement_id: one for one in trainer.checks.all()}
        for one in requirements:
            decided = there.get(one.pk)
            text = one.text if one.is_required else _("%(text)s (of advantage)") % {"text": one}
            self.fields[f"met-{one.pk}"] = forms.ChoiceField(
                label=text,
                choices=MET if decided else (OPEN, *MET),
                widget=forms.RadioSelect,
                required=bool(decided),
                initial=("yes" if decided.is_met else "no") if decided else "",
            )
            self.fields[f"note-{one.pk}"] = LineField(
                label=_("Note"),
                max_length=300,
                required=False,
                initial=decided.note if decided else "",
            )

    def decided(self) -> Mapping[Requirement, tuple[bool, str]]:
        """Return what is decided of each requirement; what stays open is left out."""
        said = self.cleaned_data
        return {
            one: (said[f"met-{one.pk}"] == "yes", said[f"note-{one.pk}"])
            for one in self.requirements
            if said[f"met-{one.pk}"]
        }


class ReasonForm(forms.Form):
    """Why."""

    reason = TextField(label=gettext_lazy("Reason"), max_length=2000)

    def __init__(self, data: Any = None, *, readers: str = "") -> None:
        """Say who reads the reason."""
        super().__init__(data)
        self.fields["reason"].help_text = readers


class ApprovalForm(forms.Form):
    """For which course, in which language, from when to when."""

    course = forms.ModelChoiceField(
        Course.objects.offered(),
        label=gettext_lazy("Course"),
        empty_label=gettext_lazy("Choose a course"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Teaches it in"))
    starts = DayField(label=gettext_lazy("From"))
    ends = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("The last day. Leave it empty where the approval has no end."),
    )

    def __init__(self, data: Any = None, *, trainer: Trainer, today: date) -> None:
        """Offer the languages that the person speaks first."""
        super().__init__(data, initial={"starts": today})
        spoken = {one.language for one in trainer.languages.all()}
        field = cast("forms.ChoiceField", self.fields["language"])
        offered = languages.choices()
        groups: list[tuple[str, Any]] = [("", _("Choose a language"))]
        for label, is_spoken in ((_("Spoken"), True), (_("Others"), False)):
            if found := [pair for pair in offered if (pair[0] in spoken) == is_spoken]:
                groups.append((label, found))
        field.choices = groups

    def clean(self) -> dict[str, Any]:
        """See that the days stand in order."""
        super().clean()
        require_order(self)
        return self.cleaned_data


class RequirementForm(forms.Form):
    """Something that is asked of trainers."""

    text = LineField(label=gettext_lazy("Requirement"), max_length=300)
    is_required = forms.BooleanField(
        label=gettext_lazy("Has to be met; otherwise it is of advantage"),
        required=False,
        initial=True,
    )


class MoveForm(forms.Form):
    """How many places later in the list, or earlier below zero."""

    places = forms.IntegerField(min_value=-1, max_value=1)


class RequirementChangeForm(RequirementForm):
    """A requirement, worded otherwise."""

    version = VersionField()

    def __init__(self, data: Any = None, *, requirement: Requirement) -> None:
        """Fill in what is stored."""
        names = ("version", "text", "is_required")
        super().__init__(data, initial={name: getattr(requirement, name) for name in names})
