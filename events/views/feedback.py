"""What people say of an event, as its organisers see it: how far it is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import SystemRandom
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from events import heard, respondents, results
from events.access import organisers_only
from events.emails.feedback import promise
from events.enums import Scale, Whom
from events.feedback import Items, Phase
from events.forms.feedback import AnswersForm, TakeOverForm, VersionForm
from events.models import Event, FeedbackForm
from events.results import Result
from events.services import feedback as deeds
from events.services.lists import list_taken
from events.services.responses import again_at, asks_from
from events.views.room import Room
from interface import downloads
from interface.marks import Pill
from paper import sheets

HERE = "event_feedback"
MOST_OFFERED = 50


@dataclass(frozen=True)
class Shown:
    """What was answered to one item, with its mean in words."""

    result: Result
    mean: str

    @property
    def lines(self) -> list[tuple[str, int, str]]:
        """Return each thing that could be chosen, how many did, and the same as a sentence."""
        item, total = self.result.item, self.result.number
        ends = {"1": item.low, "5": item.high} if item.type == Scale.SCALE else {}
        return [
            (
                f"{count.label} ({end})" if (end := ends.get(count.label)) else count.label,
                count.number,
                _("%(label)s: %(number)d of %(total)d")
                % {"label": count.label, "number": count.number, "total": total},
            )
            for count in self.result.counts
        ]


@require_safe
@organisers_only
def of_event(request: Request, slug: str) -> HttpResponse:
    """Show what is asked, how far it is, and once it is over what people said.

    Reading that is noted, so that nobody is told any more that there is something to read.
    """
    room = Room(request, slug)
    found = respondents.form_of(room.event)
    if found and room.decides and request.method == "GET":
        heard.note_read(found, by=room.standing)
    return page(request, room)


def page(
    request: Request, room: Room, *, form: VersionForm | None = None, status: int = 200
) -> HttpResponse:
    """Show the feedback of an event; ``form`` is a press that was refused."""
    found = respondents.form_of(room.event)
    context = room.context(HERE, feedback=found, pressed=form, stale=status == 409)
    if found is None:
        context["others"] = TakeOverForm(version=0, events=others(room.event))
        return render(request, "events/feedback.html", context, status=status)
    found.event = room.event
    items = respondents.items_of(found)
    where = respondents.phase_of(found, at=room.at)
    context |= {
        "state": pill(found, where),
        "phase": where.value,
        "lines": _lines(items),
        "types": Scale.choices,
        "frozen": found.answers.exists(),
        "promise": promise(found),
        "may_change": room.decides and where is not Phase.OVER,
    }
    if where is Phase.DRAFT and room.decides:
        context["others"] = TakeOverForm(version=found.version, events=others(room.event))
    if where is not Phase.DRAFT:
        context |= _asked(found)
    if where is Phase.OVER:
        context |= of_form(found, items)
        context["may_reopen"] = room.decides and deeds.may_reopen(found, at=room.at)
    return render(request, "events/feedback.html", context, status=status)


def pill(form: FeedbackForm, where: Phase) -> Pill:
    """Return where a form is, as icon, word and colour."""
    if where is Phase.OPEN:
        return Pill(_("Open"), "ok")
    if where is Phase.OVER:
        return Pill(_("Closed"), "", "lock")
    if form.opens_at_end:
        return Pill(_("Opens by itself"), "info", "clock")
    return Pill(_("Draft"), "warn", "pen")


def _lines(items: Items) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "type": Scale(item.type).label,
            "up": number > 0,
            "down": number < len(items) - 1,
        }
        for number, item in enumerate(items)
    ]


def _asked(form: FeedbackForm) -> dict[str, Any]:
    """Return how many were asked, how many have answered, and what comes next."""
    asked, answered = form.asked.count(), form.asked.filter(has_answered=True).count()
    return {
        "asked": asked,
        "answered": answered,
        "share": round(answered * 100 / asked) if asked else 0,
        "asks_from": asks_from(form),
        "again_at": again_at(form),
        "untaken": form.whom == Whom.THERE and not respondents.is_attendance_taken(form.event),
    }


def of_form(form: FeedbackForm, items: Items) -> dict[str, Any]:
    """Return what was said, added up, and what was said under names."""
    kept = list(form.answers.select_related("registration").order_by("registration__sort_name"))
    named = [(row.registration.name, row.answers) for row in kept if row.registration]
    found = results.results(
        items,
        anonymous=[row.answers for row in kept if row.registration is None],
        named=[said for _name, said in named],
        shuffle=SystemRandom().shuffle,
    )
    return {
        "results": [Shown(one, _mean(one)) for one in found],
        "named": [(name, _said(items, said)) for name, said in named],
        "few": results.FEW,
        "hidden": any(one.hidden for one in found),
    }


def _mean(result: Result) -> str:
    return "" if result.mean is None else f"{float(result.mean):.1f}"


def _said(items: Items, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (item.text, results.in_words(item, answers[item.key]))
        for item in items
        if item.key in answers
    ]


def others(event: Event) -> list[tuple[str, str]]:
    """Return the events whose form can be taken over, the latest first."""
    forms = FeedbackForm.objects.exclude(event=event).exclude(questions=[])
    rows = forms.order_by("-event__starts_at").values_list("key", "event__title", "event__slug")
    return [(str(key), f"{title} ({slug})") for key, title, slug in rows[:MOST_OFFERED]]


@require_safe
@organisers_only
def preview(request: Request, slug: str) -> HttpResponse:
    """Show the form as people see it; nothing can be sent."""
    room = Room(request, slug)
    found = form_in(room)
    context = room.context(
        HERE,
        feedback=found,
        promise=promise(found),
        preview=AnswersForm(
            items=respondents.items_of(found), may_be_named=respondents.may_be_named(found)
        ),
    )
    return render(request, "events/feedback_preview.html", context)


def form_in(room: Room) -> FeedbackForm:
    """Return the form of the event of a room, or answer 404."""
    found = respondents.form_of(room.event)
    if found is None:
        raise Http404
    found.event = room.event
    return found


@require_safe
@organisers_only
def results_file(request: Request, slug: str, form: str) -> HttpResponse:
    """Give what was said as a file: figures and texts apart, so that no line is one person's."""
    room = Room(request, slug)
    found = form_in(room)
    if respondents.phase_of(found, at=room.at) is not Phase.OVER:
        raise Http404
    items = respondents.items_of(found)
    said = of_form(found, items)
    figures, texts = _figures(said["results"]), _texts(said["results"])
    if request.method == "GET":
        list_taken(
            room.event,
            form=form,
            rows=len(figures) + len(texts),
            what="feedback",
            by=room.standing,
            at=room.at,
        )
    heads = [_("Question"), _("Answer"), _("Number"), _("Mean")]
    if form == "csv":
        content = sheets.csv(heads, [*figures, *texts], zone=room.event.zone)
    else:
        names = [
            (name, question, answer) for name, rows in said["named"] for question, answer in rows
        ]
        content = sheets.book(
            [
                (_("Figures"), heads, figures),
                (_("Texts"), heads[:2], [row[:2] for row in texts]),
                (_("With names"), [_("Name"), _("Question"), _("Answer")], names),
            ],
            zone=room.event.zone,
        )
    return downloads.file(content, name=f"{slug}-feedback.{form}")


def _figures(found: list[Shown]) -> list[tuple[object, ...]]:
    return [
        (one.result.item.text, label, number, float(one.mean) if one.mean else None)
        for one in found
        if one.result.number
        for label, number, _sentence in one.lines
    ]


def _texts(found: list[Shown]) -> list[tuple[object, ...]]:
    return [(one.result.item.text, text, None, None) for one in found for text in one.result.texts]
