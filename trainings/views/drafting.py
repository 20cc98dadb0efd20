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
from trainings.rules import UnmetError
from trainings.rules.merging import merged
from trainings.rules.wish import is_short_notice
from trainings.services.drafts import BEGUN

NOT_TYPED = {
    "csrfmiddlewaretoken", "once", "version", "base", "rows",
    "send", "more", "stay", "save", "mine",
}  # fmt: skip
OF = "of_"
THEIRS = "theirs"
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
    return _show(request, form, _stamp(form, BEGUN), draft=None, state=state, states=states)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, reference: str) -> HttpResponse:
    """Go on with a draft; what is no draft any more is shown as it is."""
    found = own(request, reference)
    if request.method == "POST":
        return _posted(request, found, found.member_state)
    if found.state != RequestState.DRAFT:
        return redirect(found)
    form = WishForm(typed=found.typed, today=network_day(request.at))
    stamp = _stamp(form, found.version)
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
    made = found or services.begin(
        once=said["once"], member_state=state, by=request.standing, at=request.at
    )
    other = made.changed_by.name if made.changed_by else ""
    sends = "send" in request.POST
    try:
        if sends and form.is_valid() and _is_sent(request, form, made, version=said["version"]):
            messages.success(request, _("Sent. The Secretariat answers here and by mail."))
            return redirect(made)
        made = services.save_draft(
            made,
            version=said["version"],
            typed=form.typed(more="more" in request.POST),
            base=form.base(stamp),
            theirs=_theirs(request, form),
            by=request.standing,
            at=request.at,
        )
    except StaleError as stale:
        return _conflict(request, form, stamp, cast("TrainingRequest", stale.theirs))
    except NotNowError:
        return _too_late(request, made)
    taken = _taken(form, made, other)
    stored = WishForm(typed=made.typed, today=form.today)
    if sends and not (judged := stored.judged()).is_valid():
        stamp = _stamp(stored, made.version)
        return _show(request, judged, stamp, draft=made, state=state, taken=taken, status=422)
    return _went_on(request, form, stored, made, taken)


def _is_sent(request: Request, form: WishForm, made: TrainingRequest, *, version: int) -> bool:
    """Send the draft, unless it lacks something or is not what the person has read."""
    try:
        services.submit(made, version=version, wish=form.wish, by=request.standing, at=request.at)
    except (StaleError, UnmetError):
        return False
    return True


def _theirs(request: Request, form: WishForm) -> set[str] | None:
    """Return in which fields the other's text is to stand, where both were shown and one chosen."""
    if "mine" not in request.POST:
        return None
    return {name for name in form.fields if request.POST.get(f"{OF}{name}") == THEIRS}


def _taken(form: WishForm, made: TrainingRequest, other: str) -> str:
    """Say what the other has typed into the draft meanwhile, if that is anything."""
    labels = [label for label, _there, _here in form.differences(made.typed)]
    if not labels:
        return ""
    said = _("%(name)s has changed meanwhile: %(fields)s.")
    return said % {"name": other, "fields": ", ".join(labels)}


def _stamp(shown: WishForm, version: int) -> StampForm:
    """Return the marks of a page on which a draft is shown as it is stored."""
    return StampForm(initial={"version": version, "base": shown.as_sent()})


def _is_autosave(request: Request) -> bool:
    return request.headers.get("Accept") == JSON


def _went_on(
    request: Request, form: WishForm, stored: WishForm, made: TrainingRequest, taken: str
) -> HttpResponse:
    """Answer to what was saved: in a word while it is typed, else with the next page."""
    address = reverse("trainings:draft", args=[made.reference])
    if _is_autosave(request):
        return _saved(form, stored, made, taken)
    if taken:
        messages.warning(request, taken)
    if "mine" in request.POST:
        messages.success(request, _("Saved: this is the draft of you both now."))
        return redirect(f"{address}?anew=1")
    if "more" in request.POST:
        return redirect(f"{address}#windows")
    if "save" in request.POST:
        messages.success(request, _("Saved. The draft waits for you and who shares your seat."))
        return redirect("trainings:mine")
    if "send" in request.POST:
        messages.warning(request, _("It is not sent yet: read it once more, and send it then."))
    return redirect(address)


def _saved(form: WishForm, stored: WishForm, made: TrainingRequest, taken: str) -> JsonResponse:
    return JsonResponse(
        {
            "said": " ".join(filter(None, [moments.draft_saved(made.changed_at), taken])),
            "version": made.version,
            "base": stored.as_sent(),
            "rows": str(stored.number),
            "address": reverse("trainings:draft", args=[made.reference]),
            "short": is_short_notice(form.known_spans(), on=form.today),
            "taken": bool(taken),
        }
    )


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
        problems = [*stamp.errors.values(), form.non_field_errors()]
        said = _("Not saved. %(why)s") % {"why": problems[0][0]}
        return JsonResponse({"said": said}, status=422)
    return _show(request, form, stamp, draft=draft, state=state, status=422)


def _too_late(request: Request, found: TrainingRequest) -> HttpResponse:
    """Say that it is no draft any more: it was sent, or discarded."""
    said = _("This is no draft any more, so what you typed was not saved.")
    if _is_autosave(request):
        return JsonResponse({"said": said}, status=410)
    messages.warning(request, said)
    return redirect(found)


def _conflict(
    request: Request, form: WishForm, stamp: StampForm, theirs: TrainingRequest
) -> HttpResponse:
    """Show what both typed into the same fields; who reads it chooses, and nothing is lost."""
    name = theirs.changed_by.name if theirs.changed_by else ""
    if _is_autosave(request):
        said = _("%(name)s has changed the same as you meanwhile. Yours is not saved yet.")
        return JsonResponse({"said": said % {"name": name}}, status=409)
    both = merged(form.base(stamp) or {}, stored=theirs.typed, own=form.typed())
    return errors.conflict(
        request,
        {
            "clashes": form.clashes(theirs.typed, both.clashes),
            "address": f"{reverse('trainings:draft', args=[theirs.reference])}?anew=1",
            "changed_at": theirs.changed_at,
            "changed_by": name,
            "draft": theirs,
            "typed": _boxes(request.POST),
            "rows": form.number,
            "once": request.POST["once"],
            "base": request.POST.get("base", ""),
        },
        "trainings/conflict.html",
    )


def _boxes(sent: QueryDict) -> list[tuple[str, str]]:
    """Return what was typed as it was sent, to be sent once more."""
    return [
        (name, value)
        for name, values in sent.lists()
        if name not in NOT_TYPED and not name.startswith(OF)
        for value in values
    ]


def _show(  # each is a part of the page
    request: Request,
    form: WishForm,
    stamp: StampForm,
    *,
    draft: TrainingRequest | None,
    state: MemberState,
    states: list[MemberState] | None = None,
    taken: str = "",
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
        "saved": (
            moments.draft_saved(draft.changed_at, on=network_day(request.at)) if draft else ""
        ),
        "taken": taken,
        "is_short": is_short_notice(spans, on=form.today),
        "older": _sent(request).filter(member_state=state)[:OLDER],
        "others": others.select_related("changed_by").order_by("-changed_at")[:OLDER],
    }
    return render(request, "trainings/draft.html", context, status=status)
