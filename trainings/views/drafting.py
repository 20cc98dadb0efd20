"""Asking for a training: the form that is saved while it is typed, and what two people typed."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.models import Mandate, MemberState
from accounts.steps import NotNowError
from accounts.versions import StaleError
from courses.models import Course
from interface import errors, moments
from trainings import services
from trainings.access import own, speaks_for_a_state
from trainings.enums import RequestState
from trainings.forms.wish import StampForm, WishForm, like
from trainings.models import TrainingRequest
from trainings.rules.wish import is_short_notice
from trainings.services.drafts import BEGUN

NOT_TYPED = {"csrfmiddlewaretoken", "once", "version", "send", "more", "save", "mine", "rows"}
OLDER = 5
JSON = "application/json"


@require_http_methods(["GET", "HEAD", "POST"])
@only_for(speaks_for_a_state)
def new(request: Request) -> HttpResponse:
    """Ask for a training; the draft is begun with the first thing that is saved."""
    states = list(
        MemberState.objects.filter(pk__in=request.standing.member_states).order_by("name")
    )
    wanted = request.GET.get("state", "")
    state = next((one for one in states if one.pk == wanted), states[0])
    if request.method == "POST":
        return _posted(request, None, state)
    typed = {}
    if reference := request.GET.get("like", ""):
        typed = like(services.wish_of(get_object_or_404(_sent(request), reference=reference)))
    elif slug := request.GET.get("course", ""):
        course = get_object_or_404(Course.objects.on_request(), slug=slug)
        typed = {
            "course": str(course.pk),
            "least": str(course.least),
            "most": str(course.most),
        }
    form = WishForm(typed=typed, today=network_day(request.at))
    stamp = StampForm(initial={"version": BEGUN})
    return _show(request, form, stamp, draft=None, state=state, states=states)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, reference: str) -> HttpResponse:
    """Go on with a draft; what is no draft any more is shown as it is."""
    found = own(request, reference)
    if request.method == "POST":
        return _posted(request, found, found.member_state)
    if found.state != RequestState.DRAFT:
        return redirect(found)
    form = WishForm(typed=found.typed, today=network_day(request.at))
    stamp = StampForm(initial={"version": found.version})
    return _show(request, form, stamp, draft=found, state=found.member_state)


def _sent(request: Request) -> Any:
    """Return the requests of the person's states that were sent once, to begin another like it."""
    rows = TrainingRequest.objects.visible_to(request.standing).select_related("course")
    return rows.filter(
        member_state__in=request.standing.member_states, submitted_at__isnull=False
    ).order_by("-submitted_at")


def _posted(request: Request, found: TrainingRequest | None, state: MemberState) -> HttpResponse:
    """Keep what was typed, and send it where that is asked for."""
    form = WishForm(request.POST, today=network_day(request.at))
    stamp = StampForm(request.POST)
    if not stamp.is_valid() or form.is_too_long():
        return _refused(request, form, stamp, draft=found, state=state)
    said = stamp.cleaned_data
    sends = "send" in request.POST
    made = found or services.begin(
        once=said["once"], member_state=state, by=request.standing, at=request.at
    )
    try:
        if sends and form.is_valid():
            services.submit(
                made,
                version=said["version"],
                wish=form.wish,
                by=request.standing,
                at=request.at,
            )
            messages.success(request, _("Sent. The Secretariat answers here and by mail."))
            return redirect(made)
        made = services.save_draft(
            made,
            version=said["version"],
            typed=form.typed(more="more" in request.POST),
            by=request.standing,
            at=request.at,
        )
    except StaleError as stale:
        return _conflict(request, form, cast("TrainingRequest", stale.theirs))
    except NotNowError:
        return _too_late(request, made)
    if sends:
        again = StampForm(initial={"version": made.version})
        return _show(request, form, again, draft=made, state=state, status=422)
    return _went_on(request, form, made)


def _is_autosave(request: Request) -> bool:
    return request.headers.get("Accept") == JSON


def _went_on(request: Request, form: WishForm, made: TrainingRequest) -> HttpResponse:
    """Answer to what was saved: in a word while it is typed, else with the next page."""
    address = reverse("trainings:draft", args=[made.reference])
    if _is_autosave(request):
        return _saved(form, made, address)
    if "mine" in request.POST:
        return redirect(address)
    if "more" in request.POST:
        return redirect(f"{address}#windows")
    messages.success(request, _("Saved. You and who shares your seat find the draft here."))
    return redirect("trainings:mine")


def _saved(form: WishForm, made: TrainingRequest, address: str) -> JsonResponse:
    return JsonResponse(
        {
            "said": said_saved(made),
            "version": made.version,
            "address": address,
            "short": is_short_notice(form.known_spans(), on=form.today),
        }
    )


def said_saved(made: TrainingRequest) -> str:
    """Return when a draft was saved, in two words."""
    return _("Draft saved %(time)s") % {"time": f"{moments.local(made.changed_at):%H:%M}"}


def _refused(
    request: Request,
    form: WishForm,
    stamp: StampForm,
    *,
    draft: TrainingRequest | None,
    state: MemberState,
) -> HttpResponse:
    """Say that it cannot be kept: the form lacks its marks, or holds a book."""
    if stamp.is_valid():
        form.add_error(None, _("This is more text than a draft holds. Make it shorter."))
    if _is_autosave(request):
        return JsonResponse({"said": _("Not saved: this is more than a draft holds.")}, status=422)
    return _show(request, form, stamp, draft=draft, state=state, status=422)


def _too_late(request: Request, found: TrainingRequest) -> HttpResponse:
    """Say that it is no draft any more: it was sent, or discarded."""
    said = _("This is no draft any more, so what you typed was not saved.")
    if _is_autosave(request):
        return JsonResponse({"said": said}, status=410)
    messages.warning(request, said)
    return redirect(found)


def _conflict(request: Request, form: WishForm, theirs: TrainingRequest) -> HttpResponse:
    """Show both texts; which of them stands is chosen by who reads it, and nothing is lost."""
    name = theirs.changed_by.name if theirs.changed_by else ""
    if _is_autosave(request):
        said = _("%(name)s has changed this draft meanwhile. Yours is not saved yet.")
        return JsonResponse({"said": said % {"name": name}}, status=409)
    return errors.conflict(
        request,
        {
            "differences": form.differences(theirs.typed),
            "address": f"{reverse('trainings:draft', args=[theirs.reference])}?anew=1",
            "changed_at": theirs.changed_at,
            "changed_by": name,
            "draft": theirs,
            "typed": _boxes(request.POST),
            "rows": form.number,
            "once": request.POST["once"],
        },
        "trainings/conflict.html",
    )


def _boxes(sent: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed as it was sent, to be sent once more."""
    return [
        (name, value) for name, values in sent.lists() if name not in NOT_TYPED for value in values
    ]


def _show(  # each is a part of the page
    request: Request,
    form: WishForm,
    stamp: StampForm,
    *,
    draft: TrainingRequest | None,
    state: MemberState,
    states: list[MemberState] | None = None,
    status: int = 200,
) -> HttpResponse:
    spans = form.known_spans()
    partners = (
        Mandate.objects.valid_at(request.at)
        .for_seats()
        .filter(member_state=state)
        .exclude(user=request.standing.user)
        .values_list("user__name", flat=True)
    )
    own_ones = TrainingRequest.objects.filter(member_state=state)
    others = own_ones.filter(state=RequestState.DRAFT).exclude(pk=draft.pk if draft else 0)
    context = {
        "form": form,
        "stamp": stamp,
        "draft": draft,
        "state": state,
        "states": states or [],
        "partners": ", ".join(partners),
        "saved": said_saved(draft) if draft else "",
        "is_short": is_short_notice(spans, on=form.today),
        "older": _sent(request).filter(member_state=state)[:OLDER],
        "others": others.select_related("changed_by").order_by("-changed_at")[:OLDER],
    }
    return render(request, "trainings/draft.html", context, status=status)
