"""Minutes as a person may read them: without the items that are not his or hers to know of.

What was adopted is read from what was frozen when it was laid before the body, titles, presence
and action points from then on; all else from its sections.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.prose import prose
from accounts.seats import Place
from agendas.models import Agenda
from agendas.models.item import reads_restricted
from agendas.reading import numbered, visible_items
from decisions.models import Decision
from events.enums import Half
from interface import moments
from interface.marks import Pill
from meetings import frozen, replies, words
from meetings.enums import MinutesPart
from meetings.models import Addendum, Comment, Minutes, Section
from meetings.rules.quorum import Quorum, Sat


@dataclass
class Shown:
    """One section as it is shown; ``item`` is the key of its row, where it is about one."""

    part: str
    anchor: str
    title: str
    text: str
    number: str = ""
    is_part: bool = False
    has_parts: bool = False
    is_closed: bool = False
    section: Section | None = None
    comments: list[Comment] = field(default_factory=list)
    addenda: list[Addendum] = field(default_factory=list)

    @property
    def html(self) -> SafeString:
        """Return the text as harmless markup."""
        return prose(self.text)

    @property
    def has_table(self) -> bool:
        """Return whether the table of the seats stands in it."""
        return self.part == MinutesPart.PRESENCE

    @property
    def has_actions(self) -> bool:
        """Return whether the action points stand in it."""
        return self.part == MinutesPart.ACTIONS

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is written where something could be."""
        return not (self.text.strip() or self.has_parts or self.has_table or self.has_actions)

    @property
    def unanswered(self) -> int:
        """Return how many comments have no answer yet."""
        return sum(not one.answer for one in self.comments)


@dataclass(frozen=True)
class SeatRow:
    """How one seat sat through each half-day, which is named beside."""

    holder: str
    note: str
    pills: tuple[tuple[str, Pill], ...]


class Reading:
    """The minutes of a meeting under one person's eyes."""

    def __init__(self, minutes: Minutes, standing: Standing) -> None:
        """Find out which items the person may know of; two queries."""
        self.minutes, self.standing = minutes, standing
        agenda = Agenda.objects.filter(event=minutes.event).first()
        items = []
        if agenda is not None:
            agenda.event = minutes.event
            items = visible_items(agenda, standing)
        self.items = {item.pk: item for item in items}
        for item in items:
            if item.parent_id:
                item.parent = self.items[item.parent_id]
        self.with_parts = {item.parent_id for item in items}
        self.numbers = numbered(items)

    @cached_property
    def source(self) -> dict[str, Any]:
        """Return all that is in them: as frozen, or as it is now."""
        minutes = self.minutes
        if minutes.frozen is not None:
            return dict(minutes.frozen)
        presence = frozen.presence(minutes, at_table=self.at_table)
        return {"presence": presence, "actions": frozen.actions(minutes)}

    @cached_property
    def at_table(self) -> list[Place]:
        """Return the places at the table of the meeting, each of which may comment."""
        return replies.seats(self.minutes)

    @cached_property
    def _titles(self) -> dict[tuple[str, int | None], str]:
        """Return the titles of the sections as frozen; none where they are as now."""
        return {(one["part"], one["item"]): one["title"] for one in self.source.get("sections", ())}

    @cached_property
    def decided(self) -> Decision | None:
        """Return the decision in writing that adopted them, where one did."""
        label, key = self.minutes.adopted_label, self.minutes.adopted_key
        if not key:
            return None
        return Decision.objects.filter(source_label=label, source_key=key).first()

    @property
    def adopted_on(self) -> date | None:
        """Return the day of adoption; in writing the last day of the procedure.

        It is counted when that day is over, which is on the next. What a meeting adopted is of
        no day after its last, however late that was noted.
        """
        at, event = self.minutes.adopted_at, self.minutes.adopted_at_event
        if at is None:
            return None
        if self.decided:
            return self.decided.date
        day = moments.local(at).date()
        return min(day, event.last_date) if event else day

    @property
    def checks_all(self) -> bool:
        """Return whether the person checks the whole by its hash, which a right is needed for.

        All others check what is open to the body: what is hidden from them, if anything, is not
        told by that.
        """
        return reads_restricted(self.standing, self.minutes.event)

    @cached_property
    def checked(self) -> dict[str, Any] | None:
        """Return the values for which the hash stands that the person is shown, once they stand.

        Nothing where an item is in them of which the person may not know by now.
        """
        if self.minutes.frozen is None:
            return None
        rows = [row for part in frozen.BY_ITEM for row in self.source[part]]
        if not all(self._knows(row) for row in rows if row["open"] or self.checks_all):
            return None
        return self.source if self.checks_all else frozen.open_part(self.source)

    @property
    def sha256(self) -> str:
        """Return the hash that the person is shown; nothing where he or she has no such values."""
        if self.checked is None:
            return ""
        return self.minutes.sha256 if self.checks_all else self.minutes.open_sha256

    def sections(self) -> list[Shown]:
        """Return the sections that the person may read, in order."""
        if self.minutes.is_adopted:
            found = [self._frozen(one) for one in self.source["sections"] if self._knows(one)]
        else:
            rows = self.minutes.sections.prefetch_related(
                "comments__member_state", "comments__organisation", "comments__answered_by"
            )
            found = [
                self._live(row) for row in rows if row.item_id is None or row.item_id in self.items
            ]
        for one in found:
            one.addenda = [
                row for row in self._addenda if self._anchor(row.item_id, "") == one.anchor
            ]
        return found

    def addenda(self) -> list[Addendum]:
        """Return what was added of the minutes as a whole."""
        return [row for row in self._addenda if row.item_id is None]

    @cached_property
    def _addenda(self) -> list[Addendum]:
        """Return what was added, of items and of the minutes as a whole."""
        return list(self.minutes.addenda.select_related("made_by"))

    def presence(self) -> tuple[list[str], list[SeatRow]]:
        """Return the half-days in words, and the seats in protocol order."""
        told = self.source["presence"]
        heads = [half_words(key) for key in told["half_days"]]
        return (
            heads,
            [
                SeatRow(
                    holder=one["holder"],
                    note=_seat_note(one),
                    pills=tuple(
                        (head, words.sat_pill(Sat(sat), is_over=True))
                        for head, sat in zip(heads, one["sits"], strict=True)
                    ),
                )
                for one in told["seats"]
            ],
        )

    def quorums(self) -> list[tuple[str, Quorum]]:
        """Return the quorum of each half-day."""
        told = self.source["presence"]
        return [
            (half_words(key), Quorum(**one))
            for key, one in zip(told["half_days"], told["quorums"], strict=True)
        ]

    def actions(self) -> list[tuple[str, str, str, str]]:
        """Return owner, what, until when and from which item, as far as the person may know."""
        return [
            (
                one["owner"],
                one["text"],
                moments.day(date.fromisoformat(one["until"])),
                self.numbers.get(one["item"], ""),
            )
            for one in self.source["actions"]
            if self._knows(one)
        ]

    def _knows(self, row: dict[str, Any]) -> bool:
        return row["item"] is None or row["item"] in self.items

    def _frozen(self, row: dict[str, Any]) -> Shown:
        item = self.items.get(row["item"])
        return Shown(
            part=row["part"],
            anchor=self._anchor(row["item"], row["part"]),
            title=row["title"],
            text=row["text"],
            number=self.numbers.get(row["item"], ""),
            is_part=item is not None and item.parent_id is not None,
            has_parts=row["item"] in self.with_parts - {None},
            is_closed=item is not None and item.is_closed,
        )

    def _live(self, row: Section) -> Shown:
        row.minutes = self.minutes
        item = self.items.get(row.item_id or 0)
        return Shown(
            part=row.part,
            anchor=self._anchor(row.item_id, row.part),
            title=self._titles.get((row.part, row.item_id), str(item or row)),
            text=row.text,
            number=self.numbers.get(row.item_id or 0, ""),
            is_part=item is not None and item.parent_id is not None,
            has_parts=row.item_id in self.with_parts - {None},
            is_closed=item is not None and item.is_closed,
            section=row,
            comments=list(row.comments.all()),
        )

    def _anchor(self, item: int | None, part: str) -> str:
        return f"item-{self.items[item].key}" if item in self.items else part


def _seat_note(seat: dict[str, Any]) -> str:
    if seat["chairs"]:
        return _("chair")
    return "" if seat["votes"] else _("no vote")


def half_words(key: str) -> str:
    """Return which half of which day a key names: ``2024-05-29-morning``."""
    day, part = date.fromisoformat(key[:10]), Half(key[11:])
    sentence = {
        Half.MORNING: _("%(day)s, morning"),
        Half.AFTERNOON: _("%(day)s, afternoon"),
    }[part]
    return sentence % {"day": moments.day(day)}
