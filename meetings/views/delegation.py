"""Naming a delegation: saved while it is typed, shared by those who speak for the seat, sent."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Standing
from accounts.days import network_day
from accounts.http import Request
from accounts.merging import merged
from accounts.models import Mandate
from accounts.steps import NotNowError
from accounts.versions import StaleError
from accounts.views import deeds
from events.enums import RegistrationDeed
from events.models import Event
from events.views.room import posted, registration_pill
from interface import errors, moments
from interface.marks import Pill
from meetings import services, words
from meetings.access import meeting_of
from meetings.delegations import (
    Party,
    is_late,
    last_time,
    names_of,
    parties,
    party_at,
    same_person,
    sent_party,
    shown,
    terms_of,
    typed_of,
)
from meetings.forms.delegation import DelegationForm, NobodyForm, StampForm, asked_with
from meetings.models import Delegation

ROW = "person"
NOT_TYPED = {"csrfmiddlewaretoken", "version", "base", "rows", "send", "more", "save", "mine"}
OF, THEIRS, JSON = "of_", "theirs", "application/json"
BEGUN = 1
"""The version of a delegation that nobody has begun."""


def pill_of(party: Party) -> Pill:
    """Return what a place has answered as icon, word and colour."""
    return words.delegation_pill(party.state)


def may_name(standing: Standing, party: Party) -> bool:
    """Return whether the person names people for a place: the own, or on behalf."""
    return standing.is_secretariat or standing.speaks_for(*party.holder)


@require_safe
def own(request: Request, slug: str) -> HttpResponse:
    """Lead to the delegation of the person's own seat; where there are several, ask which."""
    event = meeting_of(request, slug)
    mine = [one for one in parties(event) if request.standing.speaks_for(*one.holder)]
    if len(mine) == 1:
        return redirect("meetings:delegation", slug, mine[0].code)
    if request.standing.is_secretariat:
        return redirect("meetings:delegations", slug)
    if not mine:
        raise Http404
    lines = [(one, pill_of(one)) for one in mine]
    return render(request, "meetings/own_delegations.html", {"event": event, "lines": lines})


def _found(request: Request, slug: str, code: str) -> tuple[Event, Party]:
    """Return the place of a page, or 404 for whoever does not name people for it."""
    event = meeting_of(request, slug)
    party = party_at(event, code)
    if party is None or not may_name(request.standing, party):
        raise Http404
    return event, party


def _form(event: Event, party: Party, data: Any = None, **more: Any) -> DelegationForm:
    return DelegationForm(
        data,
        terms=terms_of(event),
        mode=event.mode,
        has_seat=party.place.seat is not None,
        **more,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: Request, slug: str, code: str) -> HttpResponse:
    """Show who is named, take what is typed, and send it; ``?like=last`` fills the last one in."""
    event, party = _found(request, slug, code)
    if request.method == "POST":
        return _posted(request, event, party)
    terms = terms_of(event)
    stored = shown(party, rows=terms.places)
    form = _form(event, party, typed=stored)
    stamp = _stamp(form, party)
    replaced: list[str] = []
    if request.GET.get("like") == "last" and (last := last_time(event, party)):
        typed = typed_of(last.people, note=stored.get("note", ""), rows=terms.places)
        form = _form(event, party, typed=typed)
        came = {one.name for one in last.people}
        replaced = [name for name in names_of(stored) if name not in came]
    if new := form.fields.get(f"name_{request.GET.get(ROW)}"):
        new.widget.attrs["autofocus"] = True
    return _show(request, event, party, form, stamp, replaced=replaced)


def _stamp(form: DelegationForm, party: Party) -> StampForm:
    """Return the marks of a page on which a delegation is shown as it is stored."""
    version = party.delegation.version if party.delegation else BEGUN
    return StampForm(initial={"version": version, "base": form.as_sent()})


def _posted(request: Request, event: Event, party: Party) -> HttpResponse:
    """Keep what was typed, and send it where that is asked for."""
    form, stamp = _form(event, party, request.POST), StampForm(request.POST)
    if not stamp.is_valid() or form.is_too_long():
        return _refused(request, event, party, form, stamp)
    said, sends = stamp.cleaned_data, "send" in request.POST
    other = party.delegation.changed_by if party.delegation else None
    try:
        if sends and form.is_valid() and _is_sent(request, event, party, form, said["version"]):
            sent = _("Sent. Each person with an address is asked by mail to confirm.")
            messages.success(request, sent)
            return redirect("meetings:delegation", event.slug, party.code)
        made = services.save_draft(
            event,
            party.code,
            version=said["version"],
            typed=form.typed(more="more" in request.POST),
            base=form.base(stamp),
            theirs=_theirs(request, form),
            by=request.standing,
            at=request.at,
        )
    except StaleError as stale:
        theirs = cast("Delegation", stale.theirs)
        return _conflict(request, event, party, form, stamp, theirs)
    except NotNowError:
        if _is_autosave(request):
            return JsonResponse({"said": _not_saved()}, status=410)
        form.add_error(None, _not_saved())
        return _show(request, event, party, form, stamp, status=422)
    fresh = party_at(event, party.code) or party
    return _went_on(request, event, fresh, form, made, other.name if other else "")


def _is_sent(
    request: Request, event: Event, party: Party, form: DelegationForm, version: int
) -> bool:
    """Send the delegation, unless it is wrong or not what the person has read."""
    try:
        services.send_delegation(
            event,
            party.code,
            version=version,
            people=form.people,
            to_us=form.cleaned_data["note"],
            by=request.standing,
            at=request.at,
        )
    except services.TakenError as taken:
        said = _("This person is registered already, and not for your seat. Ask the Secretariat.")
        form.add_error(f"name_{form.row_of[taken.row - 1]}", said)
        return False
    except StaleError:
        there = sent_party(event, party.code)
        stored = _form(event, there, typed=shown(there, rows=1)).judged() if there else None
        return stored is not None and stored.is_valid() and form.told == stored.told
    return True


def _theirs(request: Request, form: DelegationForm) -> set[str] | None:
    """Return in which boxes the other's text is to stand, where both were shown and one chosen."""
    if "mine" not in request.POST:
        return None
    return {name for name in form.fields if request.POST.get(f"{OF}{asked_with(name)}") == THEIRS}


def _is_autosave(request: Request) -> bool:
    return request.headers.get("Accept") == JSON


def _went_on(
    request: Request,
    event: Event,
    party: Party,
    form: DelegationForm,
    made: Delegation,
    other: str,
) -> HttpResponse:
    """Answer to what was saved: in a word while it is typed, else with the next page."""
    stored = _form(event, party, typed=shown(party, rows=form.terms.places))
    labels = form.differences(stored.initial)
    taken = (
        _("%(name)s has changed meanwhile: %(fields)s.")
        % {"name": other, "fields": ", ".join(labels)}
        if labels and "more" not in request.POST
        else ""
    )
    if _is_autosave(request):
        return _saved(event, stored, made, party, taken)
    if "send" in request.POST:
        wrong = form if form.errors else stored.judged()
        wrong.is_valid()
        return _show(request, event, party, wrong, _stamp(stored, party), taken=taken, status=422)
    if taken:
        messages.warning(request, taken)
    address = reverse("meetings:delegation", args=[event.slug, party.code])
    if "save" in request.POST:
        messages.success(request, _("Saved. The draft waits for you and who shares your seat."))
        return redirect(event)
    more, mine = f"{address}?{ROW}={stored.number}", f"{address}?anew=1"
    at_once = mine if "mine" in request.POST else f"{address}#people"
    return redirect(more if "more" in request.POST else at_once)


def _saved(
    event: Event, stored: DelegationForm, made: Delegation, party: Party, taken: str
) -> JsonResponse:
    return JsonResponse(
        {
            "said": " ".join(filter(None, [moments.draft_saved(made.changed_at), taken])),
            "version": made.version,
            "base": stored.as_sent(),
            "rows": str(stored.number),
            "address": reverse("meetings:delegation", args=[event.slug, party.code]),
            "key": key_of(event, party),
            "taken": bool(taken),
        }
    )


def key_of(event: Event, party: Party) -> str:
    """Return under which name a browser keeps what was typed and not saved."""
    return f"{event.slug} {party.code}"


def _refused(
    request: Request, event: Event, party: Party, form: DelegationForm, stamp: StampForm
) -> HttpResponse:
    """Say that it cannot be kept: the form lacks its marks, or holds a book."""
    if stamp.is_valid():
        form.add_error(None, _("This is more text than a draft holds. Make it shorter."))
    if _is_autosave(request):
        problems = [*stamp.errors.values(), form.non_field_errors()]
        said = _("Not saved. %(why)s") % {"why": problems[0][0]}
        return JsonResponse({"said": said}, status=422)
    return _show(request, event, party, form, stamp, status=422)


def _not_saved() -> str:
    return _("Nobody can be named any more, so what you typed was not saved.")


def _conflict(  # each is a part of the page
    request: Request,
    event: Event,
    party: Party,
    form: DelegationForm,
    stamp: StampForm,
    theirs: Delegation,
) -> HttpResponse:
    """Show what both typed into the same boxes; who reads it chooses, and nothing is lost."""
    name = theirs.changed_by.name if theirs.changed_by else ""
    if _is_autosave(request):
        said = _("%(name)s has changed the same as you meanwhile. Yours is not saved yet.")
        return JsonResponse({"said": said % {"name": name}}, status=409)
    fresh = party_at(event, party.code) or party
    stored = shown(fresh, rows=1)
    own = form.typed()
    both = merged(form.base(stamp) or {}, stored=stored, own=own, together=same_person(own))
    address = reverse("meetings:delegation", args=[event.slug, party.code])
    return errors.conflict(
        request,
        {
            "clashes": form.clashes(stored, both.clashes),
            "address": address,
            "changed_at": theirs.changed_at,
            "changed_by": name,
            "version": theirs.version,
            "typed": _boxes(request.POST),
            "rows": form.number,
            "base": request.POST.get("base", ""),
        },
        "meetings/delegation_conflict.html",
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
    event: Event,
    party: Party,
    form: DelegationForm,
    stamp: StampForm,
    *,
    taken: str = "",
    replaced: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    found = party.delegation
    context: Mapping[str, Any] = {
        "event": event,
        "party": party,
        "key": key_of(event, party),
        "form": form,
        "stamp": stamp,
        "delegation": found,
        "pill": pill_of(party),
        "terms": form.terms,
        "people": [(one, registration_pill(one.registration)) for one in party.people],
        "partners": _partners(request, party),
        "is_own": request.standing.speaks_for(*party.holder),
        "saved": (
            moments.draft_saved(found.changed_at, on=network_day(request.at))
            if found and found.typed
            else ""
        ),
        "is_unsent": bool(found and found.typed and not party.is_open),
        "taken": taken,
        "replaced": ", ".join(replaced),
        "may": event.lets(RegistrationDeed.CONFIRM, at=request.at),
        "is_late": is_late(event, request.at),
        "last": last_time(event, party),
        "when": moments.days(event.first_date, event.last_date),
    }
    return render(request, "meetings/delegation.html", dict(context), status=status)


def _partners(request: Request, party: Party) -> str:
    """Return who else speaks for the place."""
    state, organisation = party.holder
    rows = Mandate.objects.valid_at(request.at).exclude(user=request.standing.user)
    rows = (
        rows.for_seats().filter(member_state=state)
        if state
        else rows.filter(organisation=organisation)
    )
    return ", ".join(dict.fromkeys(rows.values_list("user__name", flat=True)))


@require_http_methods(["GET", "HEAD", "POST"])
def nobody(request: Request, slug: str, code: str) -> HttpResponse:
    """Say that nobody comes, which is an answer and can be taken back."""
    event, party = _found(request, slug, code)
    address = reverse("meetings:delegation", args=[slug, code])
    form = NobodyForm(posted(request))
    if form.is_valid():
        try:
            services.stay_away(
                event, code, to_us=form.cleaned_data["note"], by=request.standing, at=request.at
            )
        except NotNowError:
            form.add_error(None, _not_saved())
        else:
            messages.success(
                request, _("Noted: nobody comes. You can take that back on this page.")
            )
            return redirect(address)
    deed = deeds.Deed(
        title=_("Nobody comes for %(party)s") % {"party": party.place.holder},
        lead=event.title,
        paragraphs=(
            _("That is an answer: nobody is reminded. Who was named or invited hears."),
            _("You can take it back until the meeting is over."),
        ),
        up=_("The delegation"),
        up_url=address,
        button=_("Say that nobody comes"),
    )
    return deeds.page(request, form, deed=deed)


@require_POST
def come_after_all(request: Request, slug: str, code: str) -> HttpResponse:
    """Take back that nobody comes."""
    event, _party = _found(request, slug, code)
    try:
        services.take_back(event, code, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("Nobody can be named any more."))
    return redirect("meetings:delegation", slug, code)
