"""One item of an agenda, put on, changed, taken off and put back."""

from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.http import Request
from accounts.steps import NotNowError
from agendas import beside, reading, services, words
from agendas.access import SETTLED, agenda_run_by, item_run_by
from agendas.enums import ITEM_CHANGES
from agendas.forms.item import AddItemForm, ChangeItemForm, PlaceForm, StrikeForm
from agendas.models import Agenda, AgendaItem, Agreement, Track
from agendas.models.item import LABEL, reads_restricted
from agendas.reading import Shown
from agendas.views import editing
from agendas.wishing import may_be_written
from events.access import organisers_only
from events.views.room import Room, posted
from interface.marks import Pill


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def add(request: Request, slug: str) -> HttpResponse:
    """Put an item on the agenda; ``under`` says of which other it is a part."""
    agenda = agenda_run_by(request, slug)
    form = AddItemForm(
        posted(request),
        agenda=agenda,
        whole=editing.all_whole(request, agenda),
        restricts=reads_restricted(request.standing, agenda.event),
        initial={"parent": request.GET.get("under", "")},
    )
    if form.is_valid():
        try:
            made = services.add_item(agenda, by=request.standing, at=request.at, **form.said())
        except NotNowError:
            form.add_error(None, editing.too_late())
        else:
            messages.success(request, _("On the agenda: %(title)s.") % {"title": made.title})
            if "more" in request.POST:
                return redirect("agendas:add_item", slug)
            return editing.to_item(made)
    return _asked(request, agenda, form)


def _asked(
    request: Request,
    agenda: Agenda,
    form: forms.Form,
    *,
    status: HTTPStatus | None = None,
    **more: Any,
) -> HttpResponse:
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK)
    lines = reading.laid_out(agenda, request.standing)
    context = Room(request, agenda.event.slug).context(
        "agenda",
        agenda=agenda,
        every=Shown(lines).every,
        may_work=agenda.event.state not in SETTLED,
        form=form,
        **more,
    )
    return render(request, "agendas/item.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def change(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Change an item beside the others."""
    agenda = agenda_run_by(request, slug)
    item = item_run_by(request, agenda, key)
    restricts = reads_restricted(request.standing, agenda.event)
    form = ChangeItemForm(posted(request), item=item, restricts=restricts)
    if form.is_valid():
        try:
            services.change_item(item, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return _overtaken(request, cast("AgendaItem", stale.theirs), form, restricts=restricts)
        except services.ReadersStayError:
            form.add_error("visibility", editing.readers_stay())
        except NotNowError:
            form.add_error(None, editing.too_late())
        else:
            messages.success(request, _("Saved: %(title)s.") % form.cleaned_data)
            return editing.to_item(item)
    return _shown(request, agenda, item, form)


def _overtaken(
    request: Request, theirs: AgendaItem, form: ChangeItemForm, *, restricts: bool
) -> HttpResponse:
    """Show what differs above the form with what was typed; the same sent twice is saved."""
    both = versions.overtaken(
        form,
        theirs=form.theirs(theirs),
        label=LABEL,
        key=str(theirs.key),
        deeds=ITEM_CHANGES,
    )
    if not both["differences"]:
        messages.success(request, _("Saved: %(title)s.") % form.cleaned_data)
        return editing.to_item(theirs)
    sent = versions.sent_again(request, theirs=theirs)
    again = ChangeItemForm(sent, item=theirs, restricts=restricts)
    status = HTTPStatus.CONFLICT
    return _shown(request, theirs.agenda, theirs, again, status=status, overtaken=both)


def _shown(
    request: Request, agenda: Agenda, item: AgendaItem, form: ChangeItemForm, **more: Any
) -> HttpResponse:
    others = [one for one in editing.all_whole(request, agenda) if one[0] != item]
    return _asked(
        request,
        agenda,
        form,
        item=item,
        place=PlaceForm(item=item, whole=others),
        may_be_written=request.standing.is_secretariat and may_be_written(item),
        said=_presidency(item),
        **more,
    )


def _presidency(item: AgendaItem) -> Pill | None:
    """Return what the Presidency says of deciding it in writing, where it is asked."""
    found = Agreement.objects.fitting().filter(item=item).first()
    return words.presidency(found.answer) if found else None


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_only
def strike(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take an item off the agenda, after asking; with a reason where others have seen it."""
    agenda = agenda_run_by(request, slug)
    item = item_run_by(request, agenda, key)
    form = StrikeForm(posted(request), item=item, is_needed=agenda.is_sent_out)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    if form.is_valid():
        try:
            services.strike_item(item, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError:
            item, status = item_run_by(request, agenda, key), HTTPStatus.CONFLICT
            form = _asked_anew(request, item, form)
        except NotNowError as error:
            form.add_error(None, _why_it_stays(error))
        else:
            messages.success(request, _("Taken off: %(title)s.") % {"title": item.title})
            return redirect("agendas:edit", slug)
    context = Room(request, slug).context(
        "agenda", agenda=agenda, item=item, form=form, stays=_stays(request, item)
    )
    return render(request, "agendas/strike.html", context, status=status)


def _asked_anew(request: Request, item: AgendaItem, form: StrikeForm) -> StrikeForm:
    """Return the form as it would take the item off that stands now, with the same reason."""
    sent = versions.sent_again(request, theirs=item)
    anew = StrikeForm(sent, item=item, is_needed=form.fields["reason"].required)
    anew.add_error(None, _("Somebody has changed this item meanwhile: read what it says now."))
    return anew


def _stays(request: Request, item: AgendaItem) -> str:
    """Return why an item cannot be taken off, so that nobody types a reason in vain."""
    try:
        services.require_strikable(item, by=request.standing)
    except NotNowError as error:
        return _why_it_stays(error)
    return ""


def _why_it_stays(error: NotNowError) -> str:
    match error:
        case services.DecidedError():
            return _("The meeting has decided it, so that it stays on the agenda.")
        case services.PartInWritingError():
            return _("A part of it is decided in writing, so that it stays on the agenda.")
    return editing.too_late()


@require_POST
@organisers_only
def restore(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Put an item back that was taken off."""
    agenda = agenda_run_by(request, slug)
    item = item_run_by(request, agenda, key)
    try:
        services.restore_item(item, by=request.standing, at=request.at)
    except services.OtherWayError as error:
        messages.warning(request, _stays_off(request, error.track))
    except services.DecidedError:
        messages.warning(request, _("It is decided already, so that it stays off this agenda."))
    except NotNowError:
        messages.warning(request, editing.too_late())
    else:
        messages.success(request, _("Back on the agenda: %(title)s.") % {"title": item.title})
    return editing.to_item(item)


def _stays_off(request: Request, track: Track) -> str:
    """Say why an item is not put back, and where it is decided now if the person may know."""
    where = beside.where_decided(track, request.standing)
    if where is None:
        return _("It goes another way, so that it stays off this agenda.")
    return _("It goes another way, so that it stays off this agenda: %(where)s.") % {
        "where": where.title
    }
