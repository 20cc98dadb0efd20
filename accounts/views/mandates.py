"""The Secretariat's pages on one person's mandates: give, change, end now."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import rules, services, versions
from accounts.access import secretariat_or_administrator
from accounts.days import network_day
from accounts.forms.people import MandateChangeForm, MandateForm, stored
from accounts.http import Request
from accounts.models import Mandate, User
from accounts.overlaps import OverlapError
from accounts.services import (
    AccountClosedError,
    LastAdministratorError,
    LeadTakenError,
    TooManyError,
    Wish,
)
from accounts.views import deeds
from interface.marks import Pill

REFUSALS = (OverlapError, TooManyError, LeadTakenError, LastAdministratorError, AccountClosedError)


@dataclass(frozen=True)
class MandateShown:
    """A mandate with its status and what may be done with it."""

    mandate: Mandate
    pill: Pill
    may_change: bool
    may_end: bool


def shown(mandate: Mandate, request: Request) -> MandateShown:
    """Return a mandate as the page of its person shows it."""
    today = network_day(request.at)
    over = bool(mandate.ended_at or (mandate.ends and mandate.ends < today))
    if mandate.holds_on(today, at=request.at):
        pill = Pill(_("Valid"), "ok")
    else:
        pill = Pill(_("Over")) if over else Pill(_("To come"), "warn")
    mine = _may_give(mandate, request)
    return MandateShown(
        mandate, pill, may_change=mine and not mandate.ended_at, may_end=mine and not over
    )


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def give_mandate(request: Request, key: str) -> HttpResponse:
    """Ask for a mandate and give it."""
    user = get_object_or_404(User, key=key)
    form = MandateForm(
        request.POST or None,
        administrator=request.standing.is_administrator,
        today=network_day(request.at),
    )
    if form.is_valid():
        try:
            mandate = services.give_mandate(
                user, wish=Wish(**form.cleaned_data), by=request.standing, at=request.at
            )
        except REFUSALS as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("The mandate is given: %(mandate)s.") % {"mandate": mandate.in_words}
            )
            return redirect("accounts:person", key=key)
    deed = deeds.Deed(
        title=_("Give %s a mandate") % user.name,
        lead=_("The person is told by letter."),
        up=user.name,
        up_url=reverse("accounts:person", args=[key]),
        button=_("Give the mandate"),
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change_mandate(request: Request, key: str, pk: int) -> HttpResponse:
    """Change from when to when a mandate lasts, who leads, who gets copies."""
    mandate = _mandate_or_404(request, key, pk)
    form = MandateChangeForm(request.POST or None, mandate=mandate)
    address = reverse("accounts:person", args=[key])
    if form.is_valid():
        try:
            services.change_mandate(
                mandate, by=request.standing, at=request.at, **form.cleaned_data
            )
        except REFUSALS as error:
            refuse(form, error)
        except versions.StaleError as stale:
            return _conflict(request, form, stale)
        else:
            messages.success(request, _("The mandate is saved."))
            return redirect(address)
    deed = deeds.Deed(
        title=mandate.in_words, up=mandate.user.name, up_url=address, button=_("Save")
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def end_mandate(request: Request, key: str, pk: int) -> HttpResponse:
    """Confirm that a mandate is to end this minute, and end it."""
    mandate = _mandate_or_404(request, key, pk)
    address = reverse("accounts:person", args=[key])
    if request.method == "POST":
        try:
            services.end_mandate(mandate, by=request.standing, at=request.at)
        except LastAdministratorError:
            messages.error(request, _("Nobody would be left who can administer the installation."))
        else:
            messages.success(request, _("The mandate has ended, and its rights with it."))
        return redirect(address)
    deed = deeds.Deed(
        title=_("End this mandate now"),
        lead=f"{mandate.user.name}: {mandate.in_words}",
        up=mandate.user.name,
        up_url=address,
        button=_("End the mandate now"),
        paragraphs=(
            _("Its rights end this minute, and the person is told by letter."),
            _("What was done in its name stays valid. To take it up again, give a new one."),
        ),
        is_danger=True,
    )
    return deeds.page(request, deed=deed)


def refuse(form: forms.Form, error: Exception) -> None:
    """Say beside the right field why a mandate cannot be as it is wished."""
    state = "member_state" if "member_state" in form.fields else "starts"
    if isinstance(error, OverlapError):
        form.add_error("starts", _("The person holds this mandate on some of these days already."))
    elif isinstance(error, TooManyError):
        form.add_error(
            state,
            ngettext(
                "%(count)d person may hold this role for the Member State, and one does on some"
                " of these days. Let that mandate end before this one begins.",
                "%(count)d people may hold this role for the Member State, and as many do on some"
                " of these days. Let one of their mandates end before this one begins.",
                error.limit,
            )
            % {"count": error.limit},
        )
    elif isinstance(error, LeadTakenError):
        form.add_error("is_lead", _("Another representative leads on some of these days."))
    elif isinstance(error, LastAdministratorError):
        form.add_error("ends", _("Nobody would be left who can administer the installation."))
    else:
        form.add_error(None, _("The account is closed. Reopen it first."))


def _mandate_or_404(request: Request, key: str, pk: int) -> Mandate:
    """Return a mandate of that person that the asker may change; else there is none."""
    rows = Mandate.objects.select_related("user", "member_state", "organisation")
    mandate = get_object_or_404(rows, user__key=key, pk=pk)
    if not _may_give(mandate, request):
        raise Http404
    return mandate


def _may_give(mandate: Mandate, request: Request) -> bool:
    return rules.may_give(
        mandate.role,
        secretariat=request.standing.is_secretariat,
        administrator=request.standing.is_administrator,
    )


def _conflict(
    request: Request, form: MandateChangeForm, stale: versions.StaleError
) -> HttpResponse:
    mandate = Mandate.objects.select_related("user").get(pk=stale.theirs.pk)
    theirs = {name: value for name, value in stored(mandate).items() if name in form.fields}
    theirs["copies"] = tuple(mandate.copy_addresses)
    del theirs["version"]
    return versions.conflict(
        request,
        form,
        theirs=theirs,
        address=request.path,
        label="accounts.user",
        key=str(mandate.user.key),
    )
