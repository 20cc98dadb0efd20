"""What an event asks afterwards, as the Secretariat sets it up."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from events import feedback, respondents
from events.enums import Scale
from events.feedback import Item, Items
from events.forms.feedback import ItemForm, MoveItemForm, TakeOverForm, VersionForm, WordsForm
from events.models import FeedbackForm
from events.rules import NotNowError
from events.services import feedback as deeds
from events.views.feedback import HERE, form_in, others, page
from events.views.room import Room, posted

LABEL = "events.event"


@require_POST
@secretariat_only
def begin(request: Request, slug: str) -> HttpResponse:
    """Begin with the usual questions, or with those of another event."""
    room = Room(request, slug)
    items = feedback.usual()
    if request.POST.get("event"):
        items = _of_another(room, request.POST["event"])
    deeds.begin_feedback(room.event, items=items, by=request.standing, at=request.at)
    return redirect("events:event_feedback", slug)


def _of_another(room: Room, key: str) -> Items:
    if key not in dict(others(room.event)):
        raise Http404
    return respondents.items_of(FeedbackForm.objects.get(key=key))


@require_POST
@secretariat_only
def take_over(request: Request, slug: str) -> HttpResponse:
    """Ask what another event asks, in the place of what is asked here."""
    room = Room(request, slug)
    found = form_in(room)
    form = TakeOverForm(request.POST, version=found.version, events=others(room.event))
    return pressed(
        request,
        room,
        form,
        lambda facts: deeds.take_over_items(
            found, items=_of_another(room, form.cleaned_data["event"]), **facts
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def words(request: Request, slug: str) -> HttpResponse:
    """Say what people read first, and whether they may give their names."""
    room = Room(request, slug)
    found = form_in(room)
    form = WordsForm(
        posted(request), version=found.version, intro=found.intro, anonymity=found.anonymity
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            deeds.set_feedback_words(found, by=request.standing, at=request.at, **said)
        except versions.StaleError as stale:
            theirs = cast("FeedbackForm", stale.theirs)
            kept = {"intro": theirs.intro, "anonymity": theirs.anonymity}
            return _conflict(request, room, form, kept)
        except deeds.PromisedError:
            form.add_error("anonymity", _("People were asked under these words: they stay."))
        except NotNowError:
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("Saved."))
            return redirect("events:event_feedback", slug)
    context = room.context(HERE, feedback=found, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "events/feedback_words.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def add_item(request: Request, slug: str, type_: str) -> HttpResponse:
    """Ask one thing more, of the type that was chosen."""
    if type_ not in Scale:
        raise Http404
    room = Room(request, slug)
    return _write(request, room, form_in(room), None, type_)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def item(request: Request, slug: str, key: str) -> HttpResponse:
    """Ask one thing in other words, or with other options."""
    room = Room(request, slug)
    found = form_in(room)
    asked = _asked(found, key)
    return _write(request, room, found, asked, asked.type)


def _asked(found: FeedbackForm, key: str) -> Item:
    asked = feedback.found(respondents.items_of(found), key)
    if asked is None:
        raise Http404
    return asked


def _write(
    request: Request, room: Room, found: FeedbackForm, asked: Item | None, type_: str
) -> HttpResponse:
    form = ItemForm(posted(request), type_=type_, item=asked, version=found.version)
    if form.is_valid():
        facts: dict[str, Any] = {
            "item": form.asked(),
            "version": form.cleaned_data["version"],
            "by": request.standing,
            "at": request.at,
        }
        try:
            if asked is None:
                deeds.add_item(found, **facts)
            else:
                deeds.change_item(found, **facts)
        except versions.StaleError as stale:
            now = respondents.items_of(cast("FeedbackForm", stale.theirs))
            theirs = feedback.found(now, asked.key) if asked else None
            return _conflict(request, room, form, form.known(theirs) if theirs else {})
        except deeds.FrozenItemsError:
            form.add_error(None, _frozen())
        except deeds.TooManyItemsError:
            form.add_error(None, _("These are all the questions a form can ask."))
        except NotNowError:
            form.add_error(None, _too_late())
        else:
            messages.success(request, _("Saved: %(label)s") % {"label": facts["item"].text})
            return redirect("events:event_feedback", room.event.slug)
    context = room.context(HERE, feedback=found, form=form, item=asked, type=Scale(type_).label)
    status = 422 if form.is_bound else 200
    return render(request, "events/feedback_item.html", context, status=status)


@require_POST
@secretariat_only
def move_item(request: Request, slug: str, key: str) -> HttpResponse:
    """Ask one thing earlier or later."""
    room = Room(request, slug)
    found = form_in(room)
    _asked(found, key)
    form = MoveItemForm(request.POST, version=found.version)
    return pressed(
        request,
        room,
        form,
        lambda facts: deeds.move_item(found, key=key, places=form.cleaned_data["places"], **facts),
        anchor=f"#q-{key}",
    )


@require_POST
@secretariat_only
def remove_item(request: Request, slug: str, key: str) -> HttpResponse:
    """Ask one thing no longer; before anybody has answered nothing is lost by it."""
    room = Room(request, slug)
    found = form_in(room)
    asked = _asked(found, key)
    form = VersionForm(request.POST, version=found.version)
    return pressed(
        request,
        room,
        form,
        lambda facts: deeds.remove_item(found, key=key, **facts),
        said=_("No longer asked: %(label)s") % {"label": asked.text},
    )


def pressed(
    request: Request,
    room: Room,
    form: VersionForm,
    deed: Callable[[dict[str, Any]], FeedbackForm],
    *,
    said: str = "",
    anchor: str = "",
) -> HttpResponse:
    """Do it and lead back; to who saw what is no longer so, show how it stands."""
    if not form.is_valid():
        return page(request, room, form=form, status=422)
    facts = {"version": form.cleaned_data["version"], "by": request.standing, "at": request.at}
    try:
        deed(facts)
    except versions.StaleError:
        return page(request, room, status=409)
    except deeds.FrozenItemsError:
        messages.warning(request, _frozen())
    except NotNowError:
        messages.warning(request, _("This can no longer be done: below is how it stands."))
    else:
        if said:
            messages.success(request, said)
    return redirect(reverse("events:event_feedback", args=[room.event.slug]) + anchor)


def _conflict(
    request: Request, room: Room, form: VersionForm, theirs: dict[str, Any]
) -> HttpResponse:
    return versions.conflict(
        request,
        form,
        theirs=theirs,
        address=request.path,
        label=LABEL,
        key=str(room.event.uid),
    )


def _frozen() -> str:
    return _(
        "Somebody has answered: what was asked stays as it is, so that every answer keeps its"
        " meaning. Questions can be added at the end."
    )


def _too_late() -> str:
    return _("The form is closed: it stays as it is.")
