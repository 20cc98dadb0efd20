"""What an event asks: the builder, one question, and how it all looks to who registers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.http import Request
from events import asked, asking, blocks, groups, questionnaire, services
from events.access import organisers_only
from events.enums import QuestionType, Retention, Stage
from events.forms.more import More, Part
from events.forms.questions import BlockForm, MoveForm, NumberForm, QuestionForm
from events.forms.registration import PersonForm
from events.models import Event, QuestionSet
from events.questions import ALL_STAGES, Question
from events.rules import NotNowError
from events.services import answers
from events.services import questions as asks
from events.views.room import Room, posted
from events.views.wishes import left_for
from interface.marks import Pill

LABEL = "events.event"
NEW = "new"


@dataclass(frozen=True)
class Line:
    """One question in the builder."""

    question: Question
    type: str
    when: str
    pills: list[Pill]
    answered: int
    up: bool
    down: bool


@require_safe
@organisers_only
def questions(request: Request, slug: str) -> HttpResponse:
    """Show what an event asks, in its order, and beside it how that looks."""
    return _builder(request, Room(request, slug))


def _builder(
    request: Request,
    room: Room,
    *,
    block: BlockForm | None = None,
    pressed: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    event = room.event
    lacking = event.registrations.missing_answers().count() if event.asks else 0
    form = block or BlockForm(number=event.asks)
    context = room.context(
        "questions",
        lines=_lines(event),
        form=form,
        pressed=pressed,
        types=QuestionType.choices,
        stale=status == 409,
        lacking=lacking,
        preview=_put(event),
    )
    return render(request, "events/questions.html", context, status=status)


def _lines(event: Event) -> list[Line]:
    schema, called = event.schema, groups.names(event)
    answered = answers.count_by_question(event) if schema else {}
    return [
        Line(
            question=question,
            type=str(QuestionType(question.type).label),
            when=(
                asked.asked_of(question.shown_if, schema, called=called)
                if question.shown_if
                else ""
            ),
            pills=_pills(question),
            answered=answered.get(question.key, 0),
            up=questionnaire.may_move(schema, question.key, by=-1),
            down=questionnaire.may_move(schema, question.key, by=1),
        )
        for question in schema
    ]


def _pills(question: Question) -> list[Pill]:
    found = []
    if question.required:
        found.append(Pill(_("Must be answered"), icon="check"))
    if question.stage == Stage.CONFIRMED:
        found.append(Pill(_("Once confirmed"), "info", "clock"))
    if question.retention == Retention.SENSITIVE:
        found.append(Pill(_("Sensitive"), "warn", "lock"))
    if question.retention == Retention.IDENTITY:
        found.append(Pill(_("Identity"), "warn", "lock"))
    if any(option.places is not None for option in question.options):
        found.append(Pill(_("Places"), icon="people"))
    return found


@dataclass(frozen=True)
class Put:
    """All that an event asks, as the form puts it."""

    form: PersonForm
    first: list[Part]
    later: list[Part]

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.first or self.later or self.form.more.choices)


def _put(event: Event) -> Put:
    plan = asking.of_event(event, left=left_for(event), stages=ALL_STAGES)
    form = PersonForm(event=event, asking=plan)
    parts = form.more.parts
    return Put(
        form,
        [part for part in parts if part.stage == Stage.REGISTRATION],
        [part for part in parts if part.stage == Stage.CONFIRMED],
    )


@require_safe
@organisers_only
def preview(request: Request, slug: str) -> HttpResponse:
    """Show all that is asked as people see it; nothing can be sent."""
    room = Room(request, slug)
    context = room.context("questions", preview=_put(room.event))
    return render(request, "events/questions_preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def add_question(request: Request, slug: str, type_: str) -> HttpResponse:
    """Ask one question more, of the type that was chosen on the page before."""
    if type_ not in QuestionType:
        raise Http404
    return _write(request, Room(request, slug), None, QuestionType(type_))


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def question(request: Request, slug: str, key: str) -> HttpResponse:
    """Ask a question in other words, with other options, or of others."""
    room = Room(request, slug)
    found = _found(room.event, key)
    return _write(request, room, found, QuestionType(found.type))


def _found(event: Event, key: str) -> Question:
    found = next((one for one in event.schema if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _write(
    request: Request, room: Room, found: Question | None, type_: QuestionType
) -> HttpResponse:
    event, typed = room.event, posted(request)
    form = QuestionForm(
        typed,
        type_=type_,
        question=found,
        schema=event.schema,
        number=event.asks,
        called=groups.names(event),
        used_options=_used_options(event, found),
    )
    looks = typed is not None and ("preview" in typed or "another" in typed)
    if looks:
        return _page(request, room, found, form, saves=False)
    if form.is_valid() and (saved := _saved(request, room, found, form)):
        return saved
    return _page(request, room, found, form)


def _used_options(event: Event, found: Question | None) -> frozenset[str]:
    """Return the keys of all options that the question ever had."""
    if found is None:
        return frozenset()
    return frozenset(
        option.key
        for one in QuestionSet.objects.of(event)
        for question in one.schema
        if question.key == found.key
        for option in question.options
    )


def _saved(
    request: Request, room: Room, found: Question | None, form: QuestionForm
) -> HttpResponse | None:
    """Save what is valid; nothing is returned where the form says what is wrong."""
    said, data = form.asked(), form.cleaned_data
    facts: dict[str, Any] = {
        "question": said,
        "number": data["number"],
        "by": request.standing,
        "at": request.at,
    }
    try:
        if found is None:
            asks.add_question(room.event, once=data["once"], **facts)
        else:
            asks.change_question(room.event, **facts)
    except versions.StaleError as stale:
        now = cast("QuestionSet", stale.theirs)
        theirs = next((one for one in now.schema if found and one.key == found.key), None)
        return versions.conflict(
            request,
            form,
            theirs=form.theirs(theirs) if theirs else {},
            address=request.path,
            label=LABEL,
            key=str(room.event.uid),
        )
    except asks.FaultyQuestionsError as faulty:
        form.take(faulty.faults, schema=room.event.schema)
    except services.BelowHeldError as below:
        form.refuse(below.obstacles)
    except NotNowError:
        form.add_error(None, _too_late())
    else:
        messages.success(request, _("Saved: %(label)s") % {"label": said.label})
        return redirect("events:questions", room.event.slug)
    return None


def _too_late() -> str:
    return _("The event is closed or cancelled: its questions stay as they are.")


def _page(
    request: Request,
    room: Room,
    found: Question | None,
    form: QuestionForm,
    *,
    saves: bool = True,
) -> HttpResponse:
    """Show one question as a form, and beside it how it looks; to htmx the look alone."""
    looks = form.asked() if form.is_bound and form.is_valid() else found
    context = room.context(
        "questions",
        form=form,
        question=found,
        type=form.type.label,
        answered=answers.count_by_question(room.event)[found.key] if found else 0,
        look=_look(looks, room.event) if looks else None,
        stays=form.is_bound and not saves,
    )
    template = "events/question.html"
    if not saves and request.headers.get("HX-Request"):
        return render(request, f"{template}#look", context)
    wrong = form.is_bound and saves
    return render(request, template, context, status=422 if wrong else 200)


def _look(question: Question, event: Event) -> dict[str, Any]:
    """Return one question as people see it."""
    key = question.key or NEW
    alone = questionnaire.alone(question, key=key)
    plan = asking.Asking(schema=(alone,), keys=frozenset({key}))
    more = More(forms.Form(), plan, attending="")
    condition = question.shown_if
    return {
        "when": asked.asked_of(condition, event.schema, called=groups.names(event))
        if condition
        else "",
        "parts": more.parts,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def remove_question(request: Request, slug: str, key: str) -> HttpResponse:
    """Ask a question no longer, after saying how many have answered it."""
    room = Room(request, slug)
    found = _found(room.event, key)
    form = NumberForm(posted(request), initial={"number": room.event.asks})
    if form.is_valid():
        return _done(
            request,
            room,
            lambda facts: asks.remove_question(room.event, key=key, **facts),
            form,
            _("No longer asked: %(label)s") % {"label": found.label},
        )
    context = room.context(
        "questions",
        form=form,
        question=found,
        answered=answers.count_by_question(room.event)[key],
        following=questionnaire.following(room.event.schema, key),
    )
    status = 422 if form.errors else 200
    return render(request, "events/remove_question.html", context, status=status)


@require_POST
@organisers_only
def move_question(request: Request, slug: str, key: str) -> HttpResponse:
    """Ask a question one place earlier or later."""
    room = Room(request, slug)
    _found(room.event, key)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _builder(request, room, pressed=form, status=422)
    places = form.cleaned_data["places"]
    return _done(
        request,
        room,
        lambda facts: asks.move_question(room.event, key=key, places=places, **facts),
        form,
        "",
        key=key,
    )


@require_POST
@organisers_only
def add_block(request: Request, slug: str) -> HttpResponse:
    """Ask what a ready-made block asks."""
    room = Room(request, slug)
    form = BlockForm(request.POST, number=room.event.asks)
    if not form.is_valid():
        return _builder(request, room, block=form, status=422)
    block, stage = form.cleaned_data["block"], form.cleaned_data["stage"]
    return _done(
        request,
        room,
        lambda facts: asks.add_block(
            room.event,
            block=block,
            stage=stage or blocks.default_stage(block),
            once=form.cleaned_data["once"],
            **facts,
        ),
        form,
        _("Added: %(label)s") % {"label": blocks.Block(block).label},
    )


def _done(  # each is a part of the answer
    request: Request,
    room: Room,
    deed: Callable[[dict[str, Any]], QuestionSet],
    form: NumberForm | BlockForm,
    said: str,
    *,
    key: str = "",
) -> HttpResponse:
    """Do it and lead back to the builder; to who saw what is no longer so, show how it stands."""
    facts = {
        "number": form.cleaned_data["number"],
        "by": request.standing,
        "at": request.at,
    }
    try:
        deed(facts)
    except versions.StaleError:
        return _builder(request, Room(request, room.event.slug), status=409)
    except asks.FaultyQuestionsError:
        messages.warning(
            request, _("Another question follows from this one, so it stays where it is.")
        )
    except NotNowError:
        messages.warning(request, _too_late())
    else:
        if said:
            messages.success(request, said)
    address = reverse("events:questions", args=[room.event.slug])
    return redirect(f"{address}#q-{key}" if key else address)
