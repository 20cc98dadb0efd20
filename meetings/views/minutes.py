"""The minutes of a meeting: read by its body, written by who prepares it."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import decisions.sources
from accounts import versions
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from events import words as event_words
from events.access import may_edit
from events.enums import State
from events.models import Event
from events.views.room import waiting_news
from interface import downloads
from mail.letters import Text
from meetings import frozen, replies, services, sheet, words
from meetings.access import meeting_of, meeting_run_by
from meetings.enums import Deed
from meetings.forms.minutes import AddendumForm, SectionForm
from meetings.models import Minutes, Section
from meetings.services.minutes import OPEN
from meetings.services.noting import thing_of
from meetings.shown import Reading


@require_safe
def minutes(request: Request, slug: str) -> HttpResponse:
    """Show the minutes, and to who prepares them what comes next."""
    event = meeting_of(request, slug)
    prepares = may_edit(request.standing, event)
    found = _rows(request).filter(event=event).first()
    if found is None:
        if not prepares:
            raise Http404
        has_begun = event.state != State.CANCELLED and event.starts_at <= request.at
        return render(
            request, "meetings/minutes_none.html", _head(event) | {"has_begun": has_begun}
        )
    found.event = event
    return page(request, found)


def page(request: Request, found: Minutes) -> HttpResponse:
    """Show minutes that are there."""
    event, standing = found.event, request.standing
    prepares = may_edit(standing, event)
    reading = Reading(found, standing)
    sections = reading.sections()
    heads, seats = reading.presence()
    takes = found.takes_comments(network_day(request.at))
    at_table = reading.at_table if takes else []
    own = replies.own_among(at_table, standing)
    replied = replies.given(found, to=standing) if takes and (own or prepares) else replies.NONE
    context = _head(event) | {
        "minutes": found,
        "pill": words.minutes_pill(found.state),
        "sections": sections,
        "mine": {
            one.pk
            for shown in sections
            for one in shown.comments
            if standing.speaks_for(one.member_state_id, one.organisation_id)
        },
        "whole": reading.addenda(),
        "heads": heads,
        "seats": seats,
        "quorums": reading.quorums(),
        "actions": reading.actions(),
        "prepares": prepares,
        "may_write": prepares and found.state in OPEN,
        "sha256": reading.sha256,
        "adopted_on": reading.adopted_on if found.is_adopted else None,
        "where": sheet.adopted_where(reading) if found.is_adopted else "",
        "where_url": _where(reading),
        "written_url": _asked_in(reading),
        "no_meeting_yet": (
            ""
            if not prepares or services.could_adopt(found, by=standing, at=request.at).exists()
            else words.no_meeting_yet(found)
        ),
        "unanswered": [one for one in sections if prepares and one.unanswered],
        "takes_comments": takes,
        "own": replied.silent(own),
        "nothing": replied.said_nothing(own),
        "may_comment": bool(own),
        "silent": replied.silent(at_table) if prepares else [],
        "news": waiting_news(event, standing) if prepares else [],
        "nobody_was_told": prepares and takes and services.nobody_was_told(found),
    }
    return render(request, "meetings/minutes.html", context)


def _where(reading: Reading) -> str:
    """Return where the procedure or meeting is that adopted the minutes, for who may read it."""
    adopted_at = reading.minutes.adopted_at_event
    if adopted_at is not None:
        known = Event.objects.visible_to(reading.standing).filter(pk=adopted_at.pk)
        return adopted_at.get_absolute_url() if known.exists() else ""
    if not reading.minutes.is_adopted or reading.decided is None:
        return ""
    return decisions.sources.open_to(reading.standing, [reading.decided]).get(
        reading.decided.number, ""
    )


def _asked_in(reading: Reading) -> str:
    """Return where the procedure is in which the body is asked, for who may read it."""
    minutes = reading.minutes
    if not minutes.is_in_writing:
        return ""
    named = (minutes.written_label, minutes.written_key)
    return minutes.written_url if decisions.sources.open_ones(reading.standing, [named]) else ""


def _head(event: Event) -> dict[str, Any]:
    when, where = event_words.when(event), event_words.where(event)
    return {"event": event, "lead": " · ".join(filter(None, (when, where)))}


def _rows(request: Request) -> Any:
    return Minutes.objects.visible_to(request.standing).select_related(
        "adopted_at_event", "adopted_by"
    )


def readable(request: Request, slug: str) -> Minutes:
    """Return the minutes of a page, or 404 for who may not read them."""
    event = meeting_of(request, slug)
    found: Minutes = get_object_or_404(_rows(request), event=event)
    found.event = event
    return found


def prepared(request: Request, slug: str) -> Minutes:
    """Return the minutes of a page, or 404 for who does not prepare them."""
    event = meeting_run_by(request, slug)
    found: Minutes = get_object_or_404(_rows(request), event=event)
    found.event = event
    return found


@require_safe
def printed(request: Request, slug: str) -> HttpResponse:
    """Give the minutes as PDF, with what the reader may know."""
    found = readable(request, slug)
    content = sheet.paper(Reading(found, request.standing))
    return downloads.file(content, name=f"{slug}-minutes.pdf")


@require_safe
def as_data(request: Request, slug: str) -> HttpResponse:
    """Give minutes that are before the body as the very values their SHA-256 stands for."""
    checked = Reading(readable(request, slug), request.standing).checked
    if checked is None:
        raise Http404
    return downloads.file(frozen.plain(checked), name=f"{slug}-minutes.json")


@require_POST
def draft(request: Request, slug: str) -> HttpResponse:
    """Draft the minutes from what is known, or add what is new."""
    event = meeting_run_by(request, slug)
    try:
        services.draft_minutes(event, by=request.standing, at=request.at)
    except NotNowError:
        messages.error(request, _("Minutes can be drafted once the meeting has begun."))
    else:
        messages.success(request, _("Drafted from agenda, decisions and attendance."))
    return redirect("meetings:minutes", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Change the text of a section; ``?anew`` proposes what it would say by itself."""
    found = prepared(request, slug)
    rows = Section.objects.visible_to(request.standing).select_related("item__parent")
    shown = get_object_or_404(rows, minutes=found, key=key)
    shown.minutes = found
    anew = services.drawn_up_anew(shown) if "anew" in request.GET else None
    form = SectionForm(request.POST or None, section=shown, text=anew)
    if form.is_valid():
        try:
            services.change_section(shown, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            return _overtaken(request, found, cast("Section", stale.theirs), form)
        except NotNowError:
            messages.error(request, _locked())
            return _section(request, found, shown, form, status=409)
        messages.success(request, _("Saved."))
        return redirect(f"{found.get_absolute_url()}#{shown.key}")
    return _section(request, found, shown, form, status=422 if form.errors else 200)


def _section(
    request: Request,
    found: Minutes,
    shown: Section,
    form: SectionForm,
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {
        "event": found.event,
        "minutes": found,
        "section": shown,
        "form": form,
        "is_anew": "anew" in request.GET,
        "is_locked": found.state not in OPEN,
        "comments": shown.comments.select_related("member_state", "organisation"),
        **more,
    }
    return render(request, "meetings/section.html", context, status=status)


def _overtaken(
    request: Request, found: Minutes, theirs: Section, form: SectionForm
) -> HttpResponse:
    """Show both texts, and the own one in the form; the same text sent twice is saved."""
    if form.cleaned_data["text"] == theirs.text:
        messages.success(request, _("Saved."))
        return redirect(f"{found.get_absolute_url()}#{theirs.key}")
    theirs.minutes = found
    label, key = thing_of(theirs)
    both = versions.overtaken(
        form,
        theirs={"text": theirs.text},
        label=label,
        key=key,
        deeds=[Deed.MINUTES_CHANGED],
        facts={"part": theirs.part},
    )
    again = SectionForm(versions.sent_again(request, theirs=theirs), section=theirs)
    return _section(request, found, theirs, again, status=409, overtaken=both)


@require_http_methods(["GET", "HEAD", "POST"])
def addendum(request: Request, slug: str) -> HttpResponse:
    """Add beside adopted minutes what was found wrong."""
    found = prepared(request, slug)
    if not found.is_adopted:
        return redirect(found)
    items = list(Reading(found, request.standing).items.values())
    form = AddendumForm(request.POST or None, items=items)
    if form.is_valid():
        services.add_addendum(found, by=request.standing, at=request.at, **form.said)
        messages.success(request, _("It stands beside the minutes."))
        return redirect(found)
    deed = deed_of(
        found,
        title=_("Add to the minutes"),
        button=_("Add it"),
        paragraphs=(_("The adopted text stays as it is; what you write stands beside it."),),
    )
    return deeds.page(request, form, deed=deed)


def deed_of(
    minutes: Minutes,
    *,
    title: str,
    button: str,
    paragraphs: tuple[str, ...],
    letters: tuple[Text, ...] = (),
    is_danger: bool = False,
) -> deeds.Deed:
    """Return what a page below the minutes is about to do."""
    return deeds.Deed(
        title=title,
        lead=str(minutes.event),
        up=_("Minutes"),
        up_url=minutes.get_absolute_url(),
        button=button,
        paragraphs=paragraphs,
        letters=letters,
        is_danger=is_danger,
    )


def _locked() -> str:
    return _(
        "The minutes are before the body, or adopted, so their text stays as it is. What you wrote"
        " is below: copy it."
    )
