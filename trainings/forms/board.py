"""Which requests the board and its list show."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Mandate, MemberState, User
from courses import languages
from courses.models import Course
from interface.fields import LineField
from trainings.board import OPEN, Filter
from trainings.capacity import WANTED
from trainings.enums import Flag, RequestState
from trainings.models import TrainingRequest
from trainings.models.request import ENDED, HAS_A_DELIVERY

FIRST_YEAR, LAST_YEAR = 2000, 2199
ALL_ENDED, DATED, UNDATED = "ended", "dated", "undated"
STATES = {
    "": OPEN,
    ALL_ENDED: ENDED,
    DATED: HAS_A_DELIVERY,
    UNDATED: WANTED,
    **{state.value: (state,) for state in RequestState if state != RequestState.DRAFT},
}
"""What each choice of the list's state leaves over."""


def secretariat(at: datetime) -> list[User]:
    """Return who may look after a request, in one query."""
    return list(User.objects.filter(pk__in=_valid(at).values("user")).order_by("name", "pk"))


def _valid(at: datetime) -> "QuerySet[Mandate]":
    return Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT)


def looking_after(at: datetime, states: tuple[str, ...]) -> list[User]:
    """Return who may look after a request, and who has left and has some, in one query."""
    theirs = TrainingRequest.objects.filter(assignee=OuterRef("pk"), state__in=states)
    able = Q(pk__in=_valid(at).values("user"))
    return list(User.objects.filter(able | Exists(theirs)).order_by("name", "pk"))


class BoardFilter(forms.Form):
    """Filters of the board; every one of them may be left open."""

    reach: ClassVar[tuple[str, ...]] = OPEN
    text = LineField(label=_("Reference, place or words"), required=False, max_length=100)
    member_state = forms.ModelChoiceField(
        MemberState.objects.all(), label=_("Member State"), required=False, empty_label=_("All")
    )
    course = forms.ChoiceField(label=_("Course"), required=False)
    assignee = forms.ChoiceField(label=_("Looked after by"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    year = forms.IntegerField(
        label=_("Year of the training"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-4"}),
    )
    flag = forms.ChoiceField(
        label=_("Marked"), required=False, choices=[("", _("With or without")), *Flag.choices]
    )

    def __init__(self, data: Any, *, at: datetime) -> None:
        """Offer the courses on request and the people of the Secretariat."""
        super().__init__(data)
        taught = Course.objects.on_request().values_list("slug", "title")
        people = [(str(one.pk), one.name) for one in looking_after(at, self.reach)]
        offered = {
            "course": [("", _("All")), *taught],
            "assignee": [("", _("Anybody")), *people],
            "language": [("", _("Any")), *languages.choices()],
        }
        for name, choices in offered.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    @property
    def chosen(self) -> Filter:
        """Return what the board leaves over; a filter that makes no sense leaves everything."""
        found = self.kept
        state = found.get("member_state")
        return Filter(
            member_state=state.code if state else "",
            course=found.get("course", ""),
            assignee=int(found["assignee"]) if found.get("assignee") else None,
            language=found.get("language", ""),
            flag=found.get("flag", ""),
            text=found.get("text", ""),
            year=found.get("year"),
            month=found.get("month"),
            states=self.states,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """Return the filters that make sense, whatever the others are."""
        return self.cleaned_data if self.is_valid() or self.is_bound else {}

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states that are shown."""
        return OPEN


class ListFilter(BoardFilter):
    """Filters of the list, the state among them."""

    reach: ClassVar[tuple[str, ...]] = (*OPEN, *ENDED)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Under way")),
            (ALL_ENDED, _("Closed and ended")),
            (DATED, _("With a date")),
            (UNDATED, _("Wanted, still without a date")),
            *((state, label) for state, label in RequestState.choices if state in STATES),
        ],
    )
    month = forms.TypedChoiceField(
        label=_("Month of the training"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("All")), *MONTHS.items()],
    )
    field_order = ("text", "state")

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states that are shown."""
        return STATES[self.kept.get("state", "")]
