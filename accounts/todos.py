"""What needs a person now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, Field, IntegerField, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from mail.models import Letter, Reply

KNOWN_AHEAD = timedelta(days=365)
NAMED = 3


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, by when, where, with one button; for the seat it concerns.

    ``zone`` names the clock on which the deadline is said; without one it is the Network's.
    ``about`` names what is asked where two apps ask the same: then the first is told alone.
    """

    what: str
    by: datetime | None
    url: str
    button: str
    seat: str = ""
    note: str = ""
    urgent: bool = False
    zone: str = ""
    about: str = ""


type Source = Callable[[Standing], list[Todo]]


@dataclass(frozen=True)
class Occasions:
    """What may give something to do, of one kind: rows in an order, and what they tell.

    Each row holds what is told of it as ``told``, a ``JSONObject``: so the rows of all kinds
    come in one statement, however many kinds there are.
    """

    rows: QuerySet[Any]
    tell: Callable[[list[Any]], list[Todo]]
    order: Sequence[str]

    @property
    def fields(self) -> dict[str, Field[Any, Any]]:
        """Return the fields that read what is told back from JSON."""
        told = self.rows.query.annotations["told"].get_source_expressions()
        names = [name.value for name in told[::2]]
        return dict(zip(names, [one.output_field for one in told[1::2]], strict=True))


def told(sources: Iterable[Source], standing: Standing) -> list[Todo]:
    """Return what is to do of each source."""
    return [todo for tell in sources for todo in tell(standing)]


def told_together(kinds: Sequence[Occasions]) -> list[Todo]:
    """Return what is to do of all kinds; one query, and none without kinds."""
    if not kinds:
        return []
    found: list[list[Any]] = [[] for _kind in kinds]
    first, *others = [
        kind.rows.order_by()
        .annotate(nth=Value(number, output_field=IntegerField()))
        .values_list("nth", "told")
        for number, kind in enumerate(kinds)
    ]
    together = first.union(*others, all=True).order_by() if others else first
    for number, row in together:
        found[number].append(row)
    return [
        todo
        for kind, rows in zip(kinds, found, strict=True)
        for todo in kind.tell(_in_order(kind, rows))
    ]


def _in_order(kind: Occasions, rows: Iterable[dict[str, Any]]) -> list[Any]:
    """Return rows with values instead of JSON, in the order of their kind, nothing last."""
    fields = kind.fields
    read = [
        SimpleNamespace(**{name: _read(fields[name], value) for name, value in row.items()})
        for row in rows
    ]

    def place(row: SimpleNamespace) -> list[tuple[bool, Any]]:
        values = [getattr(row, name) for name in kind.order]
        return [(value is None, value) for value in values]

    return sorted(read, key=place)


def _read(field: Field[Any, Any], value: Any) -> Any:
    """Return a value as its field has it; moments are stored in UTC."""
    found = None if value is None else field.to_python(value)
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) else found


def for_user(standing: Standing) -> list[Todo]:
    """Return what the Secretariat has to do about terms and about mail that fits nobody."""
    if not standing.is_secretariat:
        return []
    return [*_mail(), *_terms(standing)]


def _mail() -> list[Todo]:
    """Ask for a look at letters that came back and at answers no rule could settle; one query."""
    letters = Letter.objects.bounced().order_by("-pk")
    last = letters.filter(pk__in=letters.values("pk")[:NAMED]).order_by()
    replies = Reply.objects.doubtful().order_by().values(pk=Value(0), to=Value(""))
    number = letters.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    rows = last.annotate(number=Subquery(number)).values_list("pk", "to", "number")
    *returned, (_pk, _to, doubtful) = rows.union(
        replies.annotate(number=Count("key")).values_list("pk", "to", "number"), all=True
    ).order_by("-pk")
    return [*_letters(returned), *_replies(doubtful)]


def _letters(last: list[tuple[int, str, int]]) -> list[Todo]:
    """Return the to-do for letters that came back: the last ones, each with the number of all."""
    if not last:
        return []
    number = last[0][2]
    named = ", ".join(to for _pk, to, _number in last)
    return [
        Todo(
            what=ngettext(
                "%(count)d letter did not arrive", "%(count)d letters did not arrive", number
            )
            % {"count": number},
            by=None,
            url=f"{reverse('desk:letters')}?state=returned",
            button=_("See them"),
            note=f"{named} …" if number > NAMED else named,
            urgent=True,
        )
    ]


def _replies(number: int) -> list[Todo]:
    if not number:
        return []
    return [
        Todo(
            what=ngettext(
                "%(count)d answer from a calendar fits nobody",
                "%(count)d answers from calendars fit nobody",
                number,
            )
            % {"count": number},
            by=None,
            url=reverse("calendars:replies"),
            button=_("Look through"),
        )
    ]


def _terms(standing: Standing) -> list[Todo]:
    """Ask for the next term a year ahead: rights on an event begin that early."""
    today = network_day(standing.at)
    last = max((term.ends for term in standing.terms), default=None)
    if last and last - today > KNOWN_AHEAD:
        return []
    return [
        Todo(
            what=_("Enter the next Presidency term"),
            by=end_of_day(last) if last else None,
            url=reverse("accounts:add_term"),
            button=_("Enter"),
            note=_("Beyond the last known term there is no chair."),
            urgent=last is None,
        )
    ]
