"""One item in the meeting: what is concluded and decided on it, and what is to be done."""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import seats, versions
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas import sources
from agendas.beside import reads_interests
from agendas.enums import AgendaState, ItemState
from agendas.models import Agenda, AgendaItem
from agendas.reading import Line, laid_out
from agendas.rules import no_wider
from agendas.services import TakenUpError
from agendas.wishing import may_be_written
from decisions.sources import open_ones
from events.access import organisers_only
from events.attended import half_day
from events.views.room import Room
from interface import moments
from meetings import services, words
from meetings.day import Day, table_of
from meetings.enums import Deed, ItemOutcome
from meetings.forms.day import ConclusionForm, CorrectionForm, OutcomeForm
from meetings.models import ActionPoint, ItemRecord, Minutes
from meetings.models.record import LABEL
from meetings.views.convening import room_of

DECIDE = "decide"


class _Page:
    """One item of the agenda of a meeting, as a person who prepares it works on it."""

    def __init__(self, request: Request, slug: str, key: UUID) -> None:
        """Find the item among those that the person may see, or answer 404."""
        self.request = request
        self.room: Room = room_of(request, slug)
        agenda = Agenda.objects.filter(event=self.room.event).first()
        if agenda is None:
            raise Http404
        agenda.event = self.room.event
        self.agenda: Agenda = agenda
        lines = [
            line
            for whole in laid_out(agenda, self.room.standing)
            for line in (whole, *whole.parts)
            if not line.is_struck
        ]
        places = [place for place, line in enumerate(lines) if line.item.key == key]
        if not places:
            raise Http404
        self.lines, self.place = lines, places[0]
        self.line: Line = lines[self.place]
        self.item: AgendaItem = self.line.item
        self.table: Day = table_of(self.room.event)
        self.number = self.table.number_at(request.at)
        self.kept: ItemRecord = ItemRecord.objects.select_related("decision", "decided_by").filter(
            item=self.item
        ).first() or ItemRecord(item=self.item, version=0)
        self.kept.item = self.item
        self.adopts: Minutes | None = Minutes.objects.adopted_by(self.item).first()

    @property
    def address(self) -> str:
        """Return where the item is worked on."""
        return self.of("day_item", self.item)

    def of(self, name: str, item: AgendaItem) -> str:
        """Return the address of one of the pages of an item."""
        return reverse(f"meetings:{name}", args=[self.room.event.slug, item.key])

    def beside(self, steps: int) -> tuple[str, Line] | None:
        """Return another item of the agenda and where it is worked on."""
        place = self.place + steps
        if not 0 <= place < len(self.lines):
            return None
        return self.of("day_item", self.lines[place].item), self.lines[place]

    @property
    def why_not(self) -> str:
        """Return why nothing can be decided on the item now; nothing where it can."""
        if why_not := self._why_not_this_one:
            return why_not
        if self.agenda.state != AgendaState.ADOPTED:
            return _("Nothing is decided before the agenda is adopted.")
        if self.room.event.starts_at > self.request.at:
            return _("The meeting has not begun.")
        if self.number is None:
            return _("The meeting has no sessions yet, so that nobody knows who is there.")
        return ""

    @property
    def _why_not_this_one(self) -> str:
        """Return why the item is none that the meeting decides; nothing where it is."""
        if self.item.state == ItemState.IN_WRITING:
            return _("This item is decided in writing, so the meeting cannot decide it.")
        if self.item.is_whole_off:
            return _("What this item is a part of was taken off, so that it is not decided.")
        if self.adopts and self.adopts.is_in_writing:
            return _("These minutes are adopted in writing, so the meeting cannot adopt them.")
        if self.adopts and self.adopts.is_adopted and not self.kept.is_numbered:
            return _("These minutes are adopted already, so that nothing is left to decide.")
        return ""

    @property
    def written_url(self) -> str:
        """Return the address of the procedure that decides the item, for who may open it."""
        if self.item.state != ItemState.IN_WRITING:
            return ""
        named = sources.written(self.item)
        return self.item.written_url if named in open_ones(self.room.standing, [named]) else ""

    def outcome_form(self, data: Any = None) -> OutcomeForm | None:
        """Return the form for an outcome, where there can be one."""
        if self.why_not or self.kept.is_numbered or self.number is None:
            return None
        return OutcomeForm(
            data, kept=self.kept, table=self.table, number=self.number, adopts=self.adopts
        )

    def show(
        self, conclusion: ConclusionForm, outcome: OutcomeForm | None, *, status: int = 200
    ) -> HttpResponse:
        """Show the page."""
        room, event = self.room, self.room.event
        interests = self.item.interests.standing().select_related("member_state", "organisation")
        actions = ActionPoint.objects.visible_to(room.standing).filter(item=self.item)
        number, body = self.number, event.body
        voting = sum(row.place.votes for row in self.table.rows)
        written = Minutes.objects.filter(event=event).first()
        context = room.context(
            "day",
            line=self.line,
            item=self.item,
            kept=self.kept,
            outcome=(
                words.outcome_pill(ItemOutcome(self.kept.outcome), self.kept.number)
                if self.kept.outcome
                else None
            ),
            corrections=list(self.kept.corrections.all()) if self.kept.pk else [],
            form=conclusion,
            decision=outcome,
            why_not=self.why_not,
            written_url=self.written_url,
            quorum=None if number is None else self.table.quorums[number],
            half_words="" if number is None else half_day(self.table.half_days[number]),
            rule=seats.quorum_in_words(body, voting) if body else "",
            may_be_written=self.kept.outcome == ItemOutcome.IN_WRITING
            and room.may_change
            and may_be_written(self.item),
            previous=self.beside(-1),
            following=self.beside(1),
            place=self.place + 1,
            total=len(self.lines),
            interests=interests if reads_interests(room.standing, event) else [],
            actions=actions.select_related("member_state", "organisation"),
            may_write=room.may_change and not (written and written.is_before_the_body),
            minutes=written,
        )
        return render(self.request, "meetings/item.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def item(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Write down what is concluded, and what is decided."""
    page = _Page(request, slug, key)
    if request.method != "POST":
        return page.show(ConclusionForm(kept=page.kept), page.outcome_form())
    conclusion = ConclusionForm(request.POST, kept=page.kept)
    decides = DECIDE in request.POST
    outcome = page.outcome_form(request.POST if decides else None)
    if not conclusion.is_valid() or (decides and outcome is not None and not outcome.is_valid()):
        return page.show(conclusion, outcome, status=422)
    try:
        _write(page, conclusion, decides=decides)
        if decides:
            return _decide(page, conclusion, outcome)
    except versions.StaleError as stale:
        theirs = cast("ItemRecord", stale.theirs)
        if not _stands(page, conclusion, theirs):
            return _conflict(page, conclusion, theirs)
    except NotNowError:
        messages.error(request, _not_now())
        return _conflict(page, conclusion, page.kept)
    messages.success(request, _("Saved."))
    return redirect(page.address)


def _write(page: _Page, form: ConclusionForm, *, decides: bool = False) -> None:
    """Store what was concluded, where it is another text, or who decides has not read what stands.

    A text that stands already was sent twice: it is done.
    """
    said = form.cleaned_data
    is_read = said["version"] == page.kept.version
    if said["conclusion"] == page.kept.conclusion and (is_read or not decides):
        return
    page.kept = services.conclude(page.item, by=page.room.standing, at=page.request.at, **said)


def _decide(page: _Page, conclusion: ConclusionForm, form: OutcomeForm | None) -> HttpResponse:
    """Store what was decided; what keeps it from being decided is said, and nothing is lost."""
    request = page.request
    if form is None:
        messages.error(request, page.why_not or _already())
        return _conflict(page, conclusion, page.kept)
    said = dict(form.cleaned_data)
    chosen = page.table.half_days[said.pop("half")]
    try:
        kept = services.decide(
            page.item,
            half_day=chosen,
            version=page.kept.version,
            by=page.room.standing,
            at=request.at,
            **said,
        )
    except services.BelowQuorumError:
        form.add_error("quorum_note", _below())
    except TakenUpError:
        form.add_error("outcome", _taken_up())
    except services.NotFinalError:
        form.add_error("outcome", _not_final())
    except services.MinutesChangedError:
        form.add_error("outcome", _other_minutes())
    else:
        messages.success(
            request,
            _("Decided: %(number)s.") % {"number": kept.number} if kept.number else _("Saved."),
        )
        return redirect(page.address)
    return page.show(ConclusionForm(kept=page.kept), form, status=422)


def _stands(page: _Page, form: ConclusionForm, theirs: ItemRecord) -> bool:
    """Return whether the text and outcome that were sent stand already: nothing is left to do."""
    if form.cleaned_data["conclusion"] != theirs.conclusion:
        return False
    number = f"{theirs.number}: "
    outcome = _other_outcome(page, theirs)
    return all(stored.removeprefix(number) == typed for _label, stored, typed in outcome)


def _taken_up() -> str:
    return _(
        "A later agenda has this item already and goes on with it, sent out or in writing: decide"
        " it there, or take it off there first."
    )


def _conflict(page: _Page, form: ConclusionForm, theirs: ItemRecord) -> HttpResponse:
    """Answer 409 with both texts and both outcomes."""
    return versions.conflict(
        page.request,
        form,
        theirs={"conclusion": theirs.conclusion},
        address=page.address,
        label=LABEL,
        key=str(theirs.key),
        deeds=[Deed.CONCLUDED, Deed.DECIDED],
        beside=_other_outcome(page, theirs),
    )


def _other_outcome(page: _Page, theirs: ItemRecord) -> Iterator[tuple[str, str, str]]:
    """Return label, theirs and yours of all that differs in the outcome; theirs with its number."""
    item, visibility = page.item, theirs.visibility
    if item.is_open_to_body:
        visibility = no_wider(visibility, than=item.readers_class)
    stored = {
        "outcome": theirs.outcome,
        "title": theirs.title or item.title,
        "visibility": visibility,
        "quorum_note": theirs.quorum_note,
    }
    for name, was in stored.items():
        field = OutcomeForm.base_fields[name]
        typed = "\n".join(page.request.POST.get(name, was).strip().splitlines())
        told = versions.said(field, was)
        if name == "outcome" and theirs.number:
            told = f"{theirs.number}: {told}"
        if versions.said(field, typed) != told:
            yield str(field.label), told, versions.said(field, typed)


@require_POST
@organisers_only
def conclusion(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Save what was concluded while it is typed; answer with when, or why not."""
    page = _Page(request, slug, key)
    form = ConclusionForm(request.POST, kept=page.kept)
    context: dict[str, Any] = {"kept": page.kept}
    if not form.is_valid():
        context["said"] = " ".join(str(one) for one in form.errors.get("conclusion", [])) or (
            _not_saved()
        )
        return render(request, "meetings/item.html#saved", context, status=422)
    try:
        _write(page, form)
    except versions.StaleError:
        context |= {"said": _not_saved(), "is_stale": True}
        return render(request, "meetings/item.html#saved", context, status=409)
    except NotNowError:
        context["said"] = _not_now()
        return render(request, "meetings/item.html#saved", context, status=409)
    context = {
        "kept": page.kept,
        "is_saved": True,
        "said": _("Saved %(time)s")
        % {"time": f"{moments.local(request.at, page.room.event.zone):%H:%M}"},
    }
    return render(request, "meetings/item.html#saved", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def correct(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Put a mistake in a decision right beside it."""
    room = room_of(request, slug)
    items = AgendaItem.objects.visible_to(room.standing, room.event)
    kept = get_object_or_404(
        ItemRecord.objects.filter(item__in=items).select_related("decision", "item"),
        item__key=key,
    )
    if not kept.is_numbered:
        raise Http404
    above = reverse("meetings:day_item", args=[slug, key])
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        services.correct(kept, by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("The correction stands beside the decision."))
        return redirect(above)
    deed = deeds.Deed(
        title=_("Correct %(number)s") % {"number": kept.number},
        lead=kept.title,
        up=str(kept.item),
        up_url=above,
        button=_("Add the correction"),
        paragraphs=(
            _("The decision keeps its number and its words. What you write stands beside it."),
        ),
    )
    return deeds.page(request, form, deed=deed)


def _already() -> str:
    return _("It is decided already: a mistake is corrected beside it.")


def _below() -> str:
    return _(
        "Too few seats are there for a decision. Say why the body decides all the same, or note"
        " or postpone the item."
    )


def _not_final() -> str:
    return _("These minutes were not laid before the body yet. Do that on their page first.")


def _other_minutes() -> str:
    return _("The minutes are not those that you read: look at them once more, then decide.")


def _not_now() -> str:
    return _(
        "This can no longer be written: the meeting is closed, or its minutes are before the body."
        " As long as these are not adopted, they can be sent back to the seats for comments."
    )


def _not_saved() -> str:
    return _("Not saved: somebody else has changed it meanwhile. Press Save to see both texts.")
