"""Changing one's own registration, and asking for a change once registration has closed."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.access import token_page
from accounts.http import Request
from accounts.steps import NotNowError
from events import asking, refusals, services, words
from events.forms.own import NoteForm
from events.forms.registration import ChangeForm
from events.models import Registration
from events.views.own import address, found, may_be_changed, not_now, page
from events.views.own_deeds import own_deed
from events.views.room import posted
from events.views.wishes import field_of, left_for


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_deed
def change(request: Request, token: str) -> HttpResponse:
    """Change what the person told us; once registration has closed, ask for what matters."""
    registration = found(token)
    event, typed = registration.event, posted(request)
    if typed is None and not may_be_changed(registration, request.at):
        return page(request, registration, token=token, problem=not_now())
    form = ChangeForm(
        typed,
        registration=registration,
        asking=asking.of_registration(registration, left=left_for(event, registration)),
        files=request.FILES or None,
    )
    form.fields["country"].disabled = registration.sits  # of whom the page does not ask it
    asks = services.asks_for_changes(event, at=request.at)
    note = NoteForm(typed if asks else None)
    if form.is_valid() and (note.is_valid() or not asks):
        try:
            return _change(request, registration, form, note, token)
        except services.NoPlaceError as error:
            form.add_error(
                field_of(form, error.obstacle),
                _("%(why)s Your registration stays as it was.")
                % {"why": words.no_place(error.obstacle)},
            )
        except services.AnotherPersonError:
            form.add_error("name", refusals.another_person())
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.theirs(cast("Registration", stale.theirs)),
                address=request.path,
                label="events.registration",
                key=str(registration.key),
            )
        except NotNowError:
            return page(request, registration, token=token, problem=not_now(), posted=typed)
    context = {
        "form": form,
        "note": note,
        "asks": asks,
        "approved": services.is_approved(registration),
        "registration": registration,
        "event": event,
        "own": address("own_registration", token),
    }
    status = 422 if typed is not None else 200
    return render(request, "events/own_change.html", context, status=status)


def _change(
    request: Request, registration: Registration, form: ChangeForm, note: NoteForm, token: str
) -> HttpResponse:
    data = form.cleaned_data
    asked = services.change_or_ask(
        registration,
        version=data["version"],
        name=data["name"],
        organisation=data["organisation"],
        country=data["country"],
        category=data["category"],
        attending=form.more.attending,
        by=request.standing,
        at=request.at,
        note=note.cleaned_data["note"] if note.is_bound else "",
        **told(form),
    )
    messages.success(
        request,
        _("Your wish has gone to the Secretariat; you hear by mail what it decides.")
        if asked
        else _("Your changes are saved."),
    )
    return redirect(address("own_registration", token))


def told(form: ChangeForm) -> dict[str, Any]:
    """Return what a form of change says beside who somebody is, as the service takes it."""
    more = form.more
    facts: dict[str, Any] = {"answers": more.answers}
    if form.asking.sessions:
        facts["sessions"] = more.sessions
    if form.asking.list_consent:
        facts["list_consent"] = more.list_consent
    return facts


@token_page
@require_POST
@own_deed
def take_back(request: Request, token: str) -> HttpResponse:
    """Ask no longer for a change. Pressed twice, it is done once."""
    services.take_back_request(found(token), by=request.standing, at=request.at)
    return redirect(address("own_registration", token))
