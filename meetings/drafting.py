"""What minutes say before anybody writes: from agenda, decisions, attendance and what came since.

Each section is drafted for all who read it: what is restricted stands in the section of its
item alone. The texts are Markdown, as people write it; what comes from elsewhere, a title above
all, says its words there and no more.
"""

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from accounts.models import Body
from accounts.prose import literal
from accounts.seats import places
from agendas.enums import AgendaState, ItemKind, ItemState
from agendas.models import Agenda, AgendaItem, Track
from agendas.models.item import AgendaItemQuerySet
from agendas.rules import OPEN_TO_BODY
from agendas.services.offers import OF_OFFERS
from agendas.words import presented_by
from decisions.models import Decision
from events import words
from events.attended import half_day
from events.enums import Kind, State
from events.models import Event
from interface import moments
from meetings.day import Day, table_of
from meetings.enums import NUMBERED, ItemOutcome, MinutesPart
from meetings.models import Convening, ItemRecord
from meetings.models.record import LABEL
from meetings.rules.quorum import Quorum, Sat


def items_in_order(event: Event) -> list[AgendaItem]:
    """Return the items of the agenda of a meeting, each followed by its parts."""
    items = AgendaItem.objects.filter(agenda__event=event).select_related("parent")
    rows = list(items.prefetch_related("interests"))
    return [
        one
        for whole in rows
        if whole.parent_id is None
        for one in (whole, *(part for part in rows if part.parent_id == whole.pk))
    ]


def is_left_out(event: Event, part: str, item: AgendaItem | None) -> bool:
    """Return whether minutes need no such section: the item was taken off, or an item tells it."""
    if item is not None:
        return item.state == ItemState.STRUCK
    if part == MinutesPart.AGENDA:
        return _adopting(event) is not None
    return part == MinutesPart.WRITTEN and any(
        one.source_label == OF_OFFERS and one.is_open_to_body for one in _listed(event)
    )


def _adopting(event: Event) -> AgendaItem | None:
    """Return the item with which the agenda begins and by which it is adopted, if it does."""
    first = _listed(event).first()
    if first is None or first.standing_id is None or not first.is_open_to_body:
        return None
    return first if first.kind == ItemKind.ADOPTION else None


def _listed(event: Event) -> AgendaItemQuerySet:
    return AgendaItem.objects.filter(agenda__event=event, parent=None).listed()


def text(event: Event, part: str, item: AgendaItem | None = None) -> str:
    """Return what a section of the minutes of a meeting says by itself."""
    if item is not None:
        return of_item(item)
    return {
        MinutesPart.OPENING: _opening,
        MinutesPart.PRESENCE: _presence,
        MinutesPart.AGENDA: _agenda,
        MinutesPart.WRITTEN: _written,
        MinutesPart.ACTIONS: lambda _event: "",
        MinutesPart.CLOSING: _closing,
    }[MinutesPart(part)](event)


def _opening(event: Event) -> str:
    where = literal(words.where(event))
    facts = {"body": event.body, "when": words.when(event), "where": where}
    said = [
        _("The meeting of the %(body)s took place on %(when)s, %(where)s.") % facts
        if where
        else _("The meeting of the %(body)s took place on %(when)s.") % facts
    ]
    seats = places(cast("Body", event.body), on=event.first_date)
    if event.host and event.host in [place.member_state for place in seats]:
        said.append(_("%(state)s was in the chair.") % {"state": event.host})
    late = Convening.objects.sent().filter(event=event).exclude(reason="").order_by("sent_at")
    said += [
        _("It was convened later than the notice of the body says: %(reason)s")
        % {"reason": literal(one.reason)}
        for one in late[:1]
    ]
    return "\n\n".join(said)


def _presence(event: Event) -> str:
    table = table_of(event)
    said = [
        quorum_in_words(table, number, counted)
        if table.is_recorded(number)
        else _("%(half)s: who was there is not recorded.")
        % {"half": half_day(table.half_days[number])}
        for number, counted in enumerate(table.quorums)
    ]
    away = [
        literal(row.place.holder)
        for row in table.rows
        if Sat.EXCUSED in row.sits and not {Sat.PRESENT, Sat.ONLINE} & set(row.sits)
    ]
    if away:
        said.append(_("Apologies were received from %(seats)s.") % {"seats": ", ".join(away)})
    return "\n\n".join(said)


def quorum_in_words(table: Day, number: int, counted: Quorum) -> str:
    """Return whether a half-day had its quorum, as a sentence."""
    sentence = (
        _("%(half)s: %(present)d of %(entitled)d voting seats were present; the quorum of"
          " %(needed)d was reached.")
        if counted.is_reached
        else _("%(half)s: %(present)d of %(entitled)d voting seats were present; the quorum of"
               " %(needed)d was not reached.")
    )  # fmt: skip
    return sentence % {
        "half": half_day(table.half_days[number]),
        "present": counted.present,
        "entitled": counted.entitled,
        "needed": counted.needed,
    }


def _agenda(event: Event) -> str:
    agenda = Agenda.objects.filter(event=event, state=AgendaState.ADOPTED).first()
    if agenda is None:
        return _("The agenda was not adopted.")
    return _("The agenda was adopted as sent out in edition %(number)d.") % {
        "number": agenda.edition
    }


def of_item(item: AgendaItem) -> str:
    """Return what was said, concluded and decided on an item, who had an interest, what is to do.

    Who presented is said of information alone, and of what something brought onto the agenda
    what that says of itself.
    """
    said = _begun(item)
    if item.state == ItemState.IN_WRITING:
        said.append(_("The item is decided in writing (%(where)s).") % {"where": item.written_key})
    interests = ", ".join(dict.fromkeys(one.holder for one in item.interests.standing()))
    if interests:
        said.append(_("Interests were declared by %(who)s.") % {"who": literal(interests)})
    kept = ItemRecord.objects.select_related("decision").filter(item=item).first()
    if kept is not None:
        said += _concluded(kept)
    said += _recommended(item)
    actions = item.action_points.select_related("member_state", "organisation")
    said += [
        _("Action: %(owner)s, until %(day)s: %(what)s")
        % {
            "owner": literal(one.owner),
            "day": moments.day(one.due_date),
            "what": literal(one.text),
        }
        for one in actions
    ]
    return "\n\n".join(said)


def _begun(item: AgendaItem) -> list[str]:
    """Return with what an item begins: that the agenda was adopted, what it tells, who did."""
    event = item.agenda.event
    if item.standing_id is not None and item == _adopting(event):
        return [_agenda(event)]
    if item.kind != ItemKind.INFORMATION or item.source_label == OF_OFFERS:
        return []
    if item.source_label:
        return [literal(item.text)] if item.text else []
    who = presented_by(item)
    return [_("Presented by: %(who)s.") % {"who": literal(who)}] if who else []


def _concluded(kept: ItemRecord) -> list[str]:
    said = [kept.conclusion] if kept.conclusion else []
    if kept.outcome in NUMBERED:
        said.append(
            _("**Decision %(number)s:** %(title)s (%(outcome)s).")
            % {
                "number": kept.number,
                "title": literal(kept.title),
                "outcome": str(ItemOutcome(kept.outcome).label).lower(),
            }
        )
    elif kept.outcome:
        said.append(str(ItemOutcome(kept.outcome).label) + ".")
    if kept.quorum_note:
        why = literal(kept.quorum_note)
        said.append(_("It was decided below the quorum: %(why)s") % {"why": why})
    corrections = kept.corrections.all()
    said += [_("Corrected: %(text)s") % {"text": literal(one.text)} for one in corrections]
    return said


def _recommended(item: AgendaItem) -> list[str]:
    """Return what the body recommends to another one that decides."""
    track = Track.objects.select_related("body").filter(item=item).exclude(recommendation="")
    told = _("Recommendation to the %(body)s: %(recommendation)s. %(text)s")
    return [
        (
            told
            % {
                "body": one.body,
                "recommendation": one.get_recommendation_display().lower(),
                "text": literal(one.text),
            }
        ).strip()
        for one in track
    ]


def _written(event: Event) -> str:
    before = last_meeting(event)
    rows = Decision.objects.filter(body=event.body, date__lte=event.last_date)
    rows = rows.exclude(source_label=LABEL)
    if before is not None:
        rows = rows.filter(date__gt=before)
    told = [
        f"- {row.number}: {literal(row.title)}"
        f" ({row.get_outcome_display()}, {moments.day(row.date)})"
        for row in rows.order_by("date", "pk")
    ]
    return "\n".join(told) or _("None.")


def last_meeting(event: Event) -> date | None:
    """Return the last day of the meeting of the same body before this one."""
    held = Event.objects.filter(
        kind=Kind.MEETING,
        body=event.body,
        state__in=(State.HELD, State.CLOSED),
        starts_at__lt=event.starts_at,
    )
    found = held.order_by("-starts_at").first()
    return found.last_date if found else None


def _closing(event: Event) -> str:
    following = (
        Event.objects.filter(
            kind=Kind.MEETING,
            body=cast("Body", event.body),
            state=State.PUBLISHED,
            visibility__in=OPEN_TO_BODY,
            starts_at__gt=event.starts_at,
        )
        .order_by("starts_at")
        .first()
    )
    if following is None:
        return ""
    return _("The next meeting of the %(body)s is on %(when)s.") % {
        "body": event.body,
        "when": words.when(following),
    }
