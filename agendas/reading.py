"""An agenda as a person may read it: its items in order, numbered, with hours and marks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Case, When

from accounts.access import Standing
from agendas import editions, numbers, words
from agendas.enums import ItemState
from agendas.models import Agenda, AgendaItem, Agreement
from agendas.models.item import AgendaItemQuerySet, still_there
from agendas.numbers import Point
from events.enums import State
from events.models import Event
from interface.marks import Pill

if TYPE_CHECKING:
    from agendas.beside import Side


@dataclass
class Line:
    """One item as it stands on the page."""

    item: AgendaItem
    number: str
    hour: str = ""
    mark: Pill | None = None
    is_new: bool = False
    parts: list["Line"] = field(default_factory=list)
    side: "Side | None" = None

    @property
    def kind(self) -> Pill:
        """Return what the body does with it."""
        return words.kind_pill(self.item)

    @property
    def presenter(self) -> str:
        """Return who presents it."""
        return words.presented_by(self.item)

    @property
    def facts(self) -> str:
        """Return when it begins, who presents it and how long it takes: "09:30 · … · 20 min"."""
        said = (self.hour, self.presenter, words.planned(self.item.minutes))
        return " · ".join(filter(None, said))

    @property
    def below(self) -> list["Line"]:
        """Return its parts that are talked about in the meeting, or were taken off."""
        return [part for part in self.parts if part.is_discussed]

    @property
    def is_discussed(self) -> bool:
        """Return whether it is talked about in the meeting."""
        return self.item.state != ItemState.IN_WRITING

    @property
    def is_in_writing_but_for_parts(self) -> bool:
        """Return whether it is decided in writing, and a part of it is talked about."""
        return not self.is_discussed and any(
            part.item.state == ItemState.OPEN for part in self.parts
        )

    @property
    def is_struck(self) -> bool:
        """Return whether it was taken off."""
        return self.item.state == ItemState.STRUCK

    @property
    def asks(self) -> bool:
        """Return whether the reader can wish for it in writing, or declare an interest in it."""
        side = self.side
        return side is not None and (side.may_wish or side.has_wished or side.may_declare)

    def is_prepared_at(self, event: Event) -> bool:
        """Return whether a meeting prepares it, as far as the reader knows of that."""
        side = self.side
        if side is None or side.recommended is None or side.prepared_by is None:
            return False
        return side.recommended.item.agenda.event_id == event.pk


@dataclass(frozen=True)
class Shown:
    """The lines of an agenda; what is decided in writing stands apart, unless a part is not."""

    lines: list[Line]

    @property
    def discussed(self) -> list[Line]:
        """Return what the body talks about, and what was taken off."""
        return [
            line for line in self.lines if line.is_discussed or line.is_in_writing_but_for_parts
        ]

    @property
    def every(self) -> list[Line]:
        """Return all lines, each part after its item."""
        return [one for line in self.lines for one in (line, *line.parts)]

    @property
    def in_writing(self) -> list[Line]:
        """Return what is decided in writing, parts among them."""
        return [
            line
            for line in self.every
            if not line.is_discussed and not line.is_in_writing_but_for_parts
        ]


def visible_items(agenda: Agenda, standing: Standing) -> list[AgendaItem]:
    """Return the items of an agenda of which the person may know, in order; one query.

    What was taken off before the body had it is not among them.
    """
    rows = AgendaItem.objects.visible_to(standing, agenda.event).select_related("presenter_state")
    return _known(list(rows), agenda)


def _known(found: list[AgendaItem], agenda: Agenda) -> list[AgendaItem]:
    for item in found:
        item.agenda = agenda
    return still_there(found)


def last_agenda(event: Event, standing: Standing) -> Agenda | None:
    """Return the agenda of the body's last meeting before this one, if the person may read it."""
    before = Agenda.objects.visible_to(standing).filter(
        event__body=event.body_id, event__starts_at__lt=event.starts_at
    )
    rows = before.exclude(event__state=State.CANCELLED).select_related("event__body")
    return rows.order_by("-event__starts_at", "-pk").first()


def taken_off_before(agenda: Agenda, standing: Standing) -> list[AgendaItem]:
    """Return the items taken off before anybody had them, for who prepares the meeting."""
    rows = AgendaItem.objects.visible_to(standing, agenda.event).exclude(struck_at=None)
    if agenda.circulated_at:
        rows = rows.filter(struck_at__lte=agenda.circulated_at)
    return list(rows)


def numbered(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return the number of each of the items that a person may see, by its key."""
    return numbers.numbers([point(item) for item in items])


def point(item: AgendaItem) -> Point:
    """Return what numbers and hours need to know of an item."""
    return Point(
        pk=item.pk,
        parent=item.parent_id,
        is_restricted=item.is_restricted,
        minutes=item.minutes,
        starts=item.starts_time,
        takes_time=item.state == ItemState.OPEN,
    )


def lines(
    items: Iterable[AgendaItem],
    *,
    agenda: Agenda,
    begins: Mapping[int, time] | None = None,
    since: datetime | None = None,
    marked: bool = True,
    had: Collection[int] = (),
) -> list[Line]:
    """Return the items as they stand on a page, the parts below their items.

    ``begins`` is when each begins; ``since`` is when the person last looked; ``had`` are items
    that were opened to others, and which the person had before.
    """
    found = list(items)
    number, at = numbered(found), begins or {}
    by_pk = {
        item.pk: Line(
            item=item,
            number=number[item.pk],
            hour=words.hour(at.get(item.pk)),
            mark=words.mark(item, agenda, is_had=item.pk in had) if marked else None,
            is_new=since is not None and item.last_changed_at(is_had=item.pk in had) > since,
        )
        for item in found
    }
    for item in found:
        if item.parent_id:
            item.parent = by_pk[item.parent_id].item
            by_pk[item.parent_id].parts.append(by_pk[item.pk])
    return [by_pk[item.pk] for item in found if item.parent_id is None]


def _for_lines(rows: AgendaItemQuerySet) -> AgendaItemQuerySet:
    """Return items with all that stands once beside each: its presenter, and what prepares it.

    And ``presidency_answer``, what the Presidency says of it: nothing where it is not asked.
    """
    told = rows.select_related(
        "presenter_state",
        "track__body",
        "track__decides__agenda__event",
        "prepared_by__item__agenda__event__body",
    )
    return told.annotate(presidency_answer=Agreement.objects.beside_items())


def laid_out(agenda: Agenda, standing: Standing, *, since: datetime | None = None) -> list[Line]:
    """Return the agenda as the person may read it; one query, where nothing was added.

    With clock times all that is planned counts, also what one may not see: of that there is
    nothing but the time it takes, and of what is restricted not even that.
    """
    found, begins = _seen(agenda, standing)
    had = editions.had(agenda, found, standing)
    return lines(found, agenda=agenda, begins=begins, since=since, had=had)


def _seen(agenda: Agenda, standing: Standing) -> tuple[list[AgendaItem], dict[int, time]]:
    """Return the items of which the person may know, and when each begins."""
    if not agenda.has_hours:
        known = _for_lines(AgendaItem.objects.visible_to(standing, agenda.event))
        return _known(list(known), agenda), {}
    seen = AgendaItem.objects.visible_to(standing, agenda.event).values("pk")
    is_seen = Case(When(pk__in=seen, then=True), default=False)
    rows = list(_for_lines(agenda.items.all()).annotate(is_seen=is_seen))
    begins = numbers.hours([point(item) for item in rows], begins=agenda.event.starts_time)
    found = _known([item for item in rows if item.is_seen], agenda)  # type: ignore[attr-defined]  # annotated
    return found, begins
