"""The lists that are taken out of an event: their columns, and the rows in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Standing
from accounts.models import MemberState
from events import asked, countries, figures, groups, handover, services
from events.enums import (
    HOLDS_A_PLACE,
    LIVE,
    Attending,
    RegistrationState,
    Retention,
)
from events.figures import Tally
from events.models import Answer, Event, Registration
from events.services import answers

QUESTION = "q_"
type Row = tuple[object, ...]

COLUMNS: Mapping[str, tuple[str | Promise, Callable[[Registration], object]]] = {
    "name": (gettext_lazy("Name"), lambda row: row.name),
    "email": (gettext_lazy("E-mail address"), lambda row: row.email),
    "organisation": (gettext_lazy("Organisation"), lambda row: row.organisation),
    "country": (gettext_lazy("Country or body"), lambda row: countries.name(row.country)),
    "code": (gettext_lazy("Code"), lambda row: row.country),
    "category": (gettext_lazy("Category"), lambda row: row.get_category_display()),
    "group": (gettext_lazy("As"), lambda row: groups.names(row.event)[row.group]),
    "attending": (gettext_lazy("Takes part"), lambda row: row.get_attending_display()),
    "sessions": (
        gettext_lazy("Sessions"),
        lambda row: "; ".join(session.title for session in row.sessions.all()),
    ),
    "state": (gettext_lazy("State"), handover.state),
    "registered": (gettext_lazy("Registered"), lambda row: row.registered_at),
    "decided": (gettext_lazy("Decided"), lambda row: row.decided_at),
    "reason": (gettext_lazy("Reason"), lambda row: row.reason),
    "list": (
        gettext_lazy("On the list of participants"),
        lambda row: _("Yes") if row.list_consent else _("No"),
    ),
    "photo": (
        gettext_lazy("In photographs"),
        lambda row: _("Yes") if row.photo_consent else _("No"),
    ),
}


@dataclass(frozen=True)
class Offered:
    """The columns that a person may choose from, by key, each with its head."""

    columns: Mapping[str, str | Promise]
    answers: Mapping[str, str]
    sensitive: Mapping[str, str]
    texts: Mapping[int, Mapping[str, str]]

    def head(self, column: str) -> str:
        """Return the head of a column."""
        return str({**self.columns, **self.answers, **self.sensitive}[column])


def offered(event: Event, *, standing: Standing) -> Offered:
    """Return the columns that a person may choose from, with all answers, in three queries.

    Answers on diet, access and identity are among them for who holds the right alone. A
    question that was ever asked as such stands there, whatever it is asked as now.
    """
    table = answers.table(event, standing=standing, sensitive=True)
    kept = {
        question.key
        for one in event.question_sets.all()
        for question in one.schema
        if question.retention != Retention.ORDINARY
    }
    heads = {f"{QUESTION}{key}": (label, key in kept) for key, label in table.columns}
    return Offered(
        columns={key: label for key, (label, _of) in COLUMNS.items()},
        answers={column: label for column, (label, is_kept) in heads.items() if not is_kept},
        sensitive={
            column: label
            for column, (label, is_kept) in heads.items()
            if is_kept and answers.may_read_sensitive(standing)
        },
        texts=table.texts,
    )


def participants(
    event: Event, *, who: str, columns: Sequence[str], among: Offered
) -> tuple[list[str], list[Row]]:
    """Return heads and rows of a list, in three queries at the most, by name."""
    heads = [among.head(column) for column in columns]
    rows = event.registrations.filter(erased_at=None).select_related("replaced_by")
    if "group" in columns:
        prefetch_related_objects([event], "groups")
    if who != "all":
        rows = rows.filter(state__in=HOLDS_A_PLACE if who == "holding" else LIVE)
    if "sessions" in columns:
        rows = rows.prefetch_related("sessions")

    def cell(row: Registration, column: str) -> object:
        if column in COLUMNS:
            return COLUMNS[column][1](row)
        return among.texts.get(row.pk, {}).get(column.removeprefix(QUESTION), "")

    found = rows.order_by("sort_name", "pk")
    return heads, [tuple(cell(row, column) for column in columns) for row in found]


def by_state(event: Event) -> tuple[list[str], list[Row]]:
    """Return who comes from where: the Member States in protocol order, then all others."""
    counted = figures.cells(event.registrations.all())
    tallies = figures.tallies(counted, lambda cell: cell.country)
    places = services.places_of(event)
    names = dict(MemberState.objects.values_list("code", "name"))
    others = sorted((code for code in tallies if code not in names), key=countries.name)
    heads = [
        _("Code"),
        _("Country or body"),
        _("Hold a place"),
        _("In person"),
        _("Online"),
        _("Waiting"),
        _("To approve"),
        _("Own places"),
    ]
    in_person = figures.tallies(
        [cell for cell in counted if cell.attending == Attending.IN_PERSON],
        lambda cell: cell.country,
    )
    rows: list[Row] = []
    for code in [*names, *others]:
        tally, there = tallies.get(code, Tally()), in_person.get(code, Tally())
        rows.append(
            (
                code,
                countries.name(code),
                tally.held,
                there.held,
                tally.held - there.held,
                tally.waiting,
                tally.pending,
                places.of(code),
            )
        )
    total = Tally.of(counted)
    there = Tally.of(cell for cell in counted if cell.attending == Attending.IN_PERSON)
    rows.append(
        (
            "",
            _("All"),
            total.held,
            there.held,
            total.held - there.held,
            total.waiting,
            total.pending,
            places.total,
        )
    )
    return heads, rows


def asks_identity(event: Event) -> bool:
    """Return whether the event ever asked for what a venue's security wants."""
    return any(
        question.retention == Retention.IDENTITY
        for one in event.question_sets.all()
        for question in one.schema
    )


def security(event: Event) -> tuple[list[str], list[Row]]:
    """Return who comes in person with what the venue's security asked, in four queries."""
    labels: dict[str, str] = {}
    texts: dict[int, dict[str, str]] = {}
    given: Any = Answer.objects.of(event).filter(retention=Retention.IDENTITY)
    sets = {one.pk: one for one in event.question_sets.order_by("number")}
    for one in sets.values():
        labels |= {
            question.key: question.label
            for question in one.schema
            if question.retention == Retention.IDENTITY
        }
    for row in given.select_related("question_set"):
        texts.setdefault(row.registration_id, {})[row.key] = asked.answer(row.question, row.value)
    guests = event.registrations.filter(
        state=RegistrationState.CONFIRMED, attending=Attending.IN_PERSON, erased_at=None
    ).order_by("sort_name", "pk")
    heads = [_("Name"), _("Organisation"), _("Country or body"), *labels.values()]
    return heads, [
        (
            row.name,
            row.organisation,
            countries.name(row.country),
            *(texts.get(row.pk, {}).get(key, "") for key in labels),
        )
        for row in guests
    ]
