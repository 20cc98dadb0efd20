"""What is asked once the place is confirmed, or was added later; and the files that were sent."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import token_page
from accounts.http import Request
from accounts.steps import NotNowError
from documents import serving
from documents.models import Version
from documents.services import note_reading
from events import asking, services, words
from events.access import organisers_only
from events.enums import Retention
from events.forms.details import DetailsForm
from events.models import Answer, Registration
from events.services import answers
from events.views.own import address, found, not_now, page
from events.views.own_deeds import own_deed
from events.views.registrations import found_in_room
from events.views.room import posted
from events.views.wishes import field_of, left_for


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_deed
def details(request: Request, token: str) -> HttpResponse:
    """Ask what is only asked of who has a place, and what was added since the registration."""
    registration, typed = found(token), posted(request)
    event = registration.event
    if not asking.details_are_open(registration, at=request.at):
        return page(request, registration, token=token, problem=not_now(), posted=typed)
    form = DetailsForm(
        typed,
        registration=registration,
        asking=asking.of_details(registration, left=left_for(event, registration)),
        files=request.FILES if typed is not None else None,
    )
    if form.is_valid() and (answer := kept(request, registration, form, token)):
        return answer
    context = {
        "form": form,
        "registration": registration,
        "event": event,
        "own": address("own_registration", token),
    }
    status = 422 if form.errors else 200
    return render(request, "events/own_details.html", context, status=status)


def kept(
    request: Request, registration: Registration, form: DetailsForm, token: str
) -> HttpResponse | None:
    """Keep the answers by the one service that changes a registration; the rest stays.

    Nothing is returned where the form says what is wrong.
    """
    try:
        services.change_registration(
            registration,
            version=form.cleaned_data["version"],
            name=registration.name,
            organisation=registration.organisation,
            country=registration.country,
            category=registration.category,
            attending=registration.attending,
            answers=form.more.answers,
            by=request.standing,
            at=request.at,
        )
    except services.NoPlaceError as error:
        form.add_error(field_of(form, error.obstacle), words.no_place(error.obstacle))
        return None
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
        registration.refresh_from_db(fields=["state"])
        return page(request, registration, token=token, problem=not_now(), posted=request.POST)
    messages.success(request, _("Your answers are saved."))
    return redirect(address("own_registration", token))


@token_page
@require_safe
def own_answer_file(request: Request, token: str, question: str) -> HttpResponseBase:
    """Give a person back the file that the person sent."""
    return serving.answer(_file(found(token), question), request)


@require_safe
@organisers_only
def answer_file(request: Request, slug: str, key: UUID, question: str) -> HttpResponseBase:
    """Give an organiser a file that somebody sent; a sensitive one to who may read it."""
    _room, registration = found_in_room(request, slug, key)
    version = _file(registration, question)
    kept = registration.answers.get(key=question).retention
    if kept != Retention.ORDINARY and not answers.may_read_sensitive(request.standing):
        raise Http404
    if request.method == "GET":
        note_reading([version], by=request.standing, at=request.at)
    return serving.answer(version, request)


def _file(registration: Registration, key: str) -> Version:
    """Return the file that answers a question, or 404."""
    answer = Answer.objects.filter(registration=registration, key=key).first()
    named = answer.value if answer else None
    if not isinstance(named, dict):
        raise Http404
    ours = Version.objects.newest().filter(document__label=answers.LABEL)
    version = ours.filter(document__key=named["document"]).first()
    if version is None:
        raise Http404
    return version
