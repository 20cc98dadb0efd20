"""Who holds which right; for administrators."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.access import administrator_only
from accounts.enums import FOR_THE_NETWORK
from accounts.forms.people import RightsForm
from accounts.http import Request
from accounts.models import Mandate, User
from accounts.services.rights import held_by, named
from accounts.views import deeds


@administrator_only
@require_safe
def rights(request: Request) -> HttpResponse:
    """Show who works for the Secretariat, who administers, and who holds a named right."""
    serving = Mandate.objects.valid_at(request.at).filter(role__in=FOR_THE_NETWORK)
    offered = named()
    people = (
        User.objects.filter(
            Q(pk__in=serving.values("user")) | Q(user_permissions__codename__in=offered)
        )
        .distinct()
        .with_mandates(serving)
        .prefetch_related("user_permissions")
        .order_by("sort_name", "pk")
    )
    rows = [
        (
            user,
            [mandate.get_role_display() for mandate in user.held],
            [
                offered[one.codename]
                for one in user.user_permissions.all()
                if one.codename in offered
            ],
        )
        for user in people
    ]
    return render(request, "accounts/rights.html", {"rows": rows, "rights": offered.values()})


@administrator_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_rights(request: Request, key: str) -> HttpResponse:
    """Give a person the named rights, or take them away."""
    user = get_object_or_404(User, key=key)
    asked = request.POST if request.method == "POST" else None
    form = RightsForm(asked, offered=named(), held=held_by(user))
    if form.is_valid():
        services.set_rights(user, by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("The rights of %s are saved.") % user.name)
        return redirect("accounts:rights")
    deed = deeds.Deed(
        title=_("Rights of %s") % user.name,
        lead=_("Mandates bring all other rights; they are given on the page of the person."),
        up=_("Rights"),
        up_url=reverse("accounts:rights"),
        button=_("Save"),
    )
    return deeds.page(request, form, deed=deed)
