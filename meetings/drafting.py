"""What minutes say before anybody writes: from agenda, decisions, attendance and what came since.

Each section is drafted for all who read it: what is restricted stands in the section of its
item alone. The texts are Markdown, as people write it.
"""

from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from accounts.models import Body
from agendas.enums import AgendaState, ItemState
from agendas.models import Agenda, AgendaItem
from agendas.rules import OPEN_TO_BODY
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
    where = words.where(event)
    facts = {"body": event.body, "when": words.when(event), "where": where}
    said = [
        _("The meeting of the %(body)s took place on %(when)s, %(where)s.") % facts
        if where
        else _("The meeting of the %(body)s took place on %(when)s.") % facts
    ]
    if event.host:
        said.append(_("%(state)s was in the chair.") % {"state": event.host})
    late = Convening.objects.sent().filter(event=event).exclude(reason="").order_by("sent_at")
    said += [
        _("It was convened later than the notice of the body says: %(reason)s")
        % {"reason": one.reason}
        for one in late[:1]
    ]
    return "\n\n".join(said)


def _presence(event: Event) -> str:
    table = table_of(event)
    said = [quorum_in_words(table, number, counted) for number, counted in enumerate(table.quorums)]
    away = [
        row.place.holder
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
    """Return what was concluded and decided on an item, who had an interest, and what is to do."""
    said = []
    if item.state == ItemState.IN_WRITING:
        said.append(_("The item is decided in writing (%(where)s).") % {"where": item.written_key})
    interests = ", ".join(dict.fromkeys(one.holder for one in item.interests.standing()))
    if interests:
        said.append(_("Interests were declared by %(who)s.") % {"who": interests})
    kept = ItemRecord.objects.select_related("decision").filter(item=item).first()
    if kept is not None:
        said += _concluded(kept)
    actions = item.action_points.select_related("member_state", "organisation")
    said += [
        _("Action: %(owner)s, until %(day)s: %(what)s")
        % {"owner": one.owner, "day": moments.day(one.due_date), "what": one.text}
        for one in actions
    ]
    return "\n\n".join(said)


def _concluded(kept: ItemRecord) -> list[str]:
    said = [kept.conclusion] if kept.conclusion else []
    if kept.outcome in NUMBERED:
        said.append(
            _("**Decision %(number)s:** %(title)s (%(outcome)s).")
            % {
                "number": kept.number,
                "title": kept.title,
                "outcome": str(ItemOutcome(kept.outcome).label).lower(),
            }
        )
    elif kept.outcome:
        said.append(str(ItemOutcome(kept.outcome).label) + ".")
    if kept.quorum_note:
        said.append(_("It was decided below the quorum: %(why)s") % {"why": kept.quorum_note})
    corrections = kept.corrections.all()
    said += [_("Corrected: %(text)s") % {"text": one.text} for one in corrections]
    return said


def _written(event: Event) -> str:
    before = last_meeting(event)
    rows = Decision.objects.filter(body=event.body, date__lte=event.last_date)
    rows = rows.exclude(source_label=LABEL)
    if before is not None:
        rows = rows.filter(date__gt=before)
    told = [
        f"- {row.number}: {row.title} ({row.get_outcome_display()}, {moments.day(row.date)})"
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
