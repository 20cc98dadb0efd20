"""The Secretariat's pages on people: the list, an invitation, one person."""

from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import paper.sheets
from accounts import rules, services, versions
from accounts.access import secretariat_or_administrator
from accounts.days import network_day
from accounts.enums import Role
from accounts.forms.people import InvitationForm, MandateForm, PeopleFilter, PersonForm
from accounts.http import Request
from accounts.models import Mandate, User
from accounts.services import Wish
from accounts.services.rights import held_by, named
from accounts.views import deeds, mandates
from interface import downloads
from interface.tables import listing

ORDERS = {
    "name": ("sort_name",),
    "email": ("email",),
    "since": ("created_at",),
    "signed_in": ("last_login",),
}
EDITED = ("name", "email", "telephone", "time_zone", "language")


@secretariat_or_administrator
@require_safe
def people(request: Request) -> HttpResponse:
    """List everybody who has an account, filtered and sorted by the address."""
    form = PeopleFilter(request.GET)
    rows = listing(_chosen(form, request.at), query=request.GET, orders=ORDERS, default="name")
    return render(request, "accounts/people.html", {"filter": form, "listing": rows})


@secretariat_or_administrator
@require_safe
def people_xlsx(request: Request) -> HttpResponse:
    """Give the filtered list as a workbook."""
    content = paper.sheets.xlsx(_("People"), _columns(), _taken_out(request, "xlsx"))
    return downloads.file(content, name="people.xlsx")


@secretariat_or_administrator
@require_safe
def people_csv(request: Request) -> HttpResponse:
    """Give the filtered list as comma-separated lines."""
    content = paper.sheets.csv(_columns(), _taken_out(request, "csv"))
    return downloads.file(content, name="people.csv")


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Request) -> HttpResponse:
    """Ask for a person and a mandate, then make the account and send the invitation."""
    form = InvitationForm(request.POST or None)
    wished = MandateForm(
        request.POST or None,
        administrator=request.standing.is_administrator,
        optional=True,
        today=network_day(request.at),
    )
    if form.is_valid() & wished.is_valid():
        wish = Wish(**wished.cleaned_data) if wished.cleaned_data["role"] else None
        try:
            user = services.invite(
                wish=wish, by=request.standing, at=request.at, **form.cleaned_data
            )
        except services.AddressTakenError as taken:
            form.add_error("email", _taken(taken.holder))
        except mandates.REFUSALS as error:
            mandates.refuse(wished, error)
        else:
            messages.success(request, _("The invitation is on its way to %s.") % user.email)
            return redirect("accounts:person", key=user.key)
    deed = deeds.Deed(
        title=_("Invite a person"),
        lead=_("A letter tells how to sign in. Rights come with the mandate only."),
        up=_("People"),
        up_url=reverse("accounts:people"),
        button=_("Send the invitation"),
    )
    return deeds.page(request, form, wished, deed=deed)


@secretariat_or_administrator
@require_safe
def person(request: Request, key: str) -> HttpResponse:
    """Show one person: details, mandates, rights, what can be done."""
    user = get_object_or_404(User, key=key)
    held = user.mandates.select_related("member_state", "organisation", "given_by").order_by(
        "-starts", "role"
    )
    names = named()
    context = {
        "user_shown": user,
        "mandates": [mandates.shown(mandate, request) for mandate in held],
        "rights": [names[codename] for codename in held_by(user)],
        "may_manage": _may_manage(user, request),
    }
    return render(request, "accounts/person.html", context)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: Request, key: str) -> HttpResponse:
    """Change a person's details."""
    user = get_object_or_404(User, key=key)
    form = PersonForm(request.POST or None, user=user)
    address = reverse("accounts:person", args=[key])
    if form.is_valid():
        try:
            services.change_person(user, by=request.standing, at=request.at, **form.cleaned_data)
        except services.AddressTakenError as taken:
            form.add_error("email", _taken(taken.holder))
        except services.NotYoursToManageError:
            form.add_error(None, _not_yours())
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs={
                    name: getattr(stale.theirs, name) for name in EDITED if name in form.fields
                },
                address=request.path,
                label="accounts.user",
                key=str(user.key),
            )
        else:
            messages.success(request, _("The details are saved."))
            return redirect(address)
    deed = deeds.Deed(
        title=_("Details of %s") % user.name, up=user.name, up_url=address, button=_("Save")
    )
    return deeds.page(request, form, deed=deed)


@secretariat_or_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def close_account(request: Request, key: str) -> HttpResponse:
    """Confirm that an account is to be closed, and close it."""
    user = get_object_or_404(User, key=key)
    address = reverse("accounts:person", args=[key])
    if request.method == "POST":
        try:
            services.close_account(user, by=request.standing, at=request.at)
        except services.NotYoursToManageError:
            messages.error(request, _not_yours())
        except services.LastAdministratorError:
            messages.error(request, _("Nobody would be left who can administer the installation."))
        else:
            messages.success(request, _("The account is closed."))
        return redirect(address)
    valid = user.mandates.current_or_future(request.at).filter(ended_at=None)
    ending = ", ".join(
        mandate.in_words for mandate in valid.select_related("member_state", "organisation")
    )
    paragraphs = [
        _("From this minute on nobody signs in with %(email)s.") % {"email": user.email},
        _("Mandates that end: %(mandates)s.") % {"mandates": ending or _("none")},
        _("What the person did stays valid. The account can be reopened, without its mandates."),
    ]
    deed = deeds.Deed(
        title=_("Close the account of %s") % user.name,
        up=user.name,
        up_url=address,
        button=_("Close the account"),
        paragraphs=tuple(paragraphs),
        is_danger=True,
    )
    return deeds.page(request, deed=deed)


@secretariat_or_administrator
@require_http_methods(["POST"])
def reopen_account(request: Request, key: str) -> HttpResponse:
    """Open a closed account again."""
    user = get_object_or_404(User, key=key)
    services.reopen_account(user, by=request.standing, at=request.at)
    messages.success(request, _("The account is open again. It has no mandate."))
    return redirect("accounts:person", key=key)


def _chosen(form: PeopleFilter, at: datetime) -> "QuerySet[User]":
    """Return the people that the filter leaves, with their valid mandates as ``held``."""
    form.is_valid()
    chosen = form.cleaned_data
    valid = Mandate.objects.valid_at(at).select_related("member_state", "organisation")
    rows = User.objects.matching(chosen.get("q", ""))
    account = chosen.get("account") or "open"
    if account != "all":
        rows = rows.filter(is_active=account == "open")
    wanted = {
        name: value
        for name, value in (("role", chosen.get("role")), ("member_state", chosen.get("state")))
        if value
    }
    if wanted:
        rows = rows.holding(valid.filter(**wanted))
    found: QuerySet[User] = rows.with_mandates(valid)
    return found


def _columns() -> list[str]:
    return [
        _("Name"),
        _("E-mail address"),
        _("Telephone"),
        _("Mandates"),
        _("Account"),
        _("Since"),
        _("Invited"),
        _("Last signed in"),
    ]


def _taken_out(request: Request, form: str) -> list[list[object]]:
    """Return the rows of the filtered list, and note that they were taken out."""
    rows = list(_chosen(PeopleFilter(request.GET), request.at).order_by("sort_name", "pk"))
    if request.method == "GET":
        services.note_people_taken(form=form, rows=len(rows), by=request.standing, at=request.at)
    return [
        [
            user.name,
            user.email,
            user.telephone,
            "; ".join(mandate.in_words for mandate in user.held),  # type: ignore[attr-defined]
            _("Open") if user.is_active else _("Closed"),
            user.created_at,
            user.invited_at,
            user.last_login,
        ]
        for user in rows
    ]


def _may_manage(user: User, request: Request) -> bool:
    roles = user.mandates.current_or_future(request.at).values_list("role", flat=True)
    return rules.may_manage(
        set(roles),
        secretariat=request.standing.is_secretariat,
        administrator=request.standing.is_administrator,
    )


def _taken(holder: User) -> str:
    return _("This is the address of %(name)s already.") % {"name": holder.name}


def _not_yours() -> str:
    roles = f"{Role.SECRETARIAT.label}, {Role.ADMINISTRATOR.label}"
    return _("Only administrators change the accounts of: %(roles)s.") % {"roles": roles}
