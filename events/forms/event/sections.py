"""How the form of an event is laid out: cards, what stands open in each, what is folded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.kinds import ALWAYS, Need

type Row = tuple[str, ...]

LAYOUT: tuple[tuple[str, Promise, tuple[Row, ...]], ...] = (
    (
        "what",
        _("What"),
        (
            ("kind", "body"), ("title",), ("host",), ("summary",), ("representatives",),
            ("output",), ("report",),
        ),
    ),
    (
        "when",
        _("When"),
        (
            ("first_date", "last_date"), ("starts_time", "ends_time"), ("all_day",), ("zone",),
            ("date_settled",), ("hours_are_illustrative",),
        ),
    ),
    (
        "where",
        _("Where"),
        (
            ("mode",), ("venue",), ("address",), ("city",), ("join_link",), ("join_from",),
            ("join_link_in_calendars",), ("access_notes",),
        ),
    ),
    ("who", _("Who may know of it"), (("visibility",),)),
    (
        "registration",
        _("Registration"),
        (
            ("takes_registrations",), ("registration_opens_at", "registration_closes_at"),
            ("needs_approval",), ("approver",), ("offer_hours",),
            ("details_until",), ("shows_participants",), ("participants_until",),
        ),
    ),
    (
        "texts",
        _("Languages, contact and texts"),
        (("languages", "interpretation"), ("contact",), ("forward_text",)),
    ),
    ("partners", _("Co-promoters"), (("promoters",), ("co_promoters",))),
    ("money", _("Funding"), (("funding",),)),
    ("tasks", _("Tasks of the work programme"), (("tasks",),)),
    ("beside", _("Held with other events"), (("held_with",),)),
)  # fmt: skip
NOTES = {
    "registration": _(
        "How many may come is set on the page “Places”, one form for several events on “One form”."
    )
}
OPEN_ANYWAY = ALWAYS | {"kind", "all_day", "zone", "hours_are_illustrative"}


@dataclass(frozen=True)
class Section:
    """One card: rows that stand open, and rows folded below them."""

    key: str
    title: Promise
    front: list[list[BoundField]]
    more: list[list[BoundField]]
    note: Promise | str = ""

    @property
    def has_problem(self) -> bool:
        """Return whether something folded away must be seen, because it is wrong."""
        return any(field.errors for row in self.more for field in row)

    @property
    def folded(self) -> str:
        """Return what is folded away, by name."""
        return ", ".join(str(field.label) for row in self.more for field in row)

    @property
    def count(self) -> int | None:
        """Return how many are ticked, where the whole card is one list to tick."""
        names = [field.name for row in self.more for field in row]
        if self.front or names not in (["tasks"], ["held_with"]):
            return None
        return len(self.more[0][0].value() or [])


def sections(form: BaseForm, *, need: Need) -> list[Section]:
    """Return the cards that have a field, in order."""
    open_ = OPEN_ANYWAY | need.front
    found = []
    for key, title, rows in LAYOUT:
        fields = [
            [form[name] for name in row if name in form.fields and not form[name].is_hidden]
            for row in rows
        ]
        front = _rows(fields, lambda field: field.name in open_)
        more = _rows(fields, lambda field: field.name not in open_)
        if front or more:
            found.append(Section(key, title, front, more, NOTES.get(key, "")))
    return found


def _rows(
    rows: Iterable[list[BoundField]], belongs: Callable[[BoundField], bool]
) -> list[list[BoundField]]:
    kept = ([field for field in row if belongs(field)] for row in rows)
    return [row for row in kept if row]
