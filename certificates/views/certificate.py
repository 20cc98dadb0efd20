"""One certificate as the Secretariat sees it: what it says, its file, and what can be done."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import secretariat_only
from accounts.http import Request
from certificates import candidates, files, services, shown, specimen
from certificates.facts import composed
from certificates.forms.decisions import ReplaceForm, RevokeForm
from certificates.marks import state_pill
from certificates.models import Certificate
from certificates.views.person import versions_of
from documents.serving import given
from events.access import organisers_only
from events.rules import NotNowError
from events.views.room import Room, posted


@require_safe
@organisers_only
def certificate(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show a certificate: what it says, whether it still fits, and its other versions."""
    room, found = certificate_in(request, slug, key)
    is_live = found.stands
    context = room.context(
        "certificates",
        certificate=found,
        state=state_pill(found.state),
        lines=shown.printed(found.facts),
        person=candidates.of_person(found.registration, at=room.at),
        changed=changed(found, room) if is_live else [],
        versions=[
            (one, pill) for one, pill in versions_of(found.registration, room) if one != found
        ],
        corrections=found.corrections.select_related("decided_by"),
        may_change=room.decides and is_live,
        has_file=room.decides and bool(found.sha256) and found.erased_at is None,
    )
    return render(request, "certificates/certificate.html", context)


@require_safe
@secretariat_only
def file(request: Request, slug: str, key: UUID) -> HttpResponseBase:
    """Give the file of a certificate as it was issued, whatever has become of it; noted."""
    room, found = certificate_in(request, slug, key)
    opened = files.opened(found)
    if opened is None:
        raise Http404
    if request.method == "GET":
        services.take_file(found, by=room.standing, at=room.at)
    return given(opened, name=files.name_of(found), content_type=files.PDF)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def revoke(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Ask why, and revoke: this cannot be taken back."""
    room, found = certificate_in(request, slug, key)
    if request.method != "POST" and not found.stands:
        return _not_now(request, room, found)
    form = RevokeForm(posted(request))
    if form.is_valid():
        try:
            services.revoke(found, reason=form.cleaned_data["reason"], by=room.standing, at=room.at)
        except NotNowError:
            return _not_now(request, room, found)
        messages.success(request, _("%(number)s is revoked.") % {"number": found})
        return redirect("certificates:certificate", slug, key)
    context = room.context(
        "certificates", certificate=found, form=form, state=state_pill(found.state)
    )
    return render(request, "certificates/revoke.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def replace(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Show what would read otherwise, and make the next version."""
    room, found = certificate_in(request, slug, key)
    if request.method != "POST" and not found.stands:
        return _not_now(request, room, found)
    form = ReplaceForm(posted(request), initial={"name": found.facts["name"]})
    if form.is_valid():
        name = composed(form.cleaned_data["name"])
        is_other = name != found.facts["name"]
        try:
            made = services.replace(
                found,
                name=name if is_other else None,
                reason=form.cleaned_data["reason"],
                by=room.standing,
                at=room.at,
            )
        except NotNowError:
            return _not_now(request, room, found)
        except services.RefusedError as refused:
            form.add_error("name" if is_other else None, refused.message)
        else:
            messages.success(request, _("%(number)s was issued.") % {"number": made})
            return redirect("certificates:certificate", slug, made.key)
    context = room.context(
        "certificates",
        certificate=found,
        form=form,
        changed=changed(found, room),
        now=found.registration.name,
        state=state_pill(found.state),
    )
    return render(request, "certificates/replace.html", context, status=422 if form.errors else 200)


@require_POST
@secretariat_only
def mail(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Write to the holder again."""
    room, found = certificate_in(request, slug, key)
    try:
        services.mail_again(found, by=room.standing, at=room.at)
    except (NotNowError, services.RefusedError):
        messages.warning(request, _("There is nobody to write to about this certificate."))
    else:
        messages.success(request, _("The letter is on its way."))
    return redirect("certificates:certificate", slug, key)


def certificate_in(request: Request, slug: str, key: UUID) -> tuple[Room, Certificate]:
    """Return the room of an event and one of its certificates, or answer 404.

    One that is only claimed is nobody's but the Secretariat's.
    """
    room = Room(request, slug)
    rows = Certificate.objects.select_related("registration", "issued_by", "ended_by")
    found = rows.filter(registration__event=room.event, key=key).first()
    if found is None or (found.made_at is None and not room.decides):
        raise Http404
    found.registration.event = room.event
    return room, found


def changed(found: Certificate, room: Room) -> list[tuple[str, list[str], list[str]]]:
    """Return what would read otherwise if it were issued now: what it was, and what it is."""
    was = dict(shown.printed(found.facts))
    now = dict(shown.printed(specimen.renewed(found, at=room.at)))
    labels = dict.fromkeys([*was, *now])
    return [
        (label, was.get(label, []), now.get(label, []))
        for label in labels
        if was.get(label) != now.get(label)
    ]


def _not_now(request: Request, room: Room, found: Certificate) -> HttpResponse:
    messages.warning(request, _("%(number)s does not stand.") % {"number": found})
    return redirect("certificates:certificate", room.event.slug, found.key)
