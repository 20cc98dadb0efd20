"""What a person says about themselves."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import services, versions
from accounts.days import network_day
from accounts.forms.profile import ProfileForm
from accounts.http import Request
from accounts.models import Mandate, User

EDITED = ("name", "telephone", "time_zone", "calendar_by", "language")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Show and change the own details, and show for whom one speaks."""
    user = cast("User", request.user)
    form = ProfileForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            services.change_profile(user, at=request.at, **form.cleaned_data)
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
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:profile")
    mandates = Mandate.objects.filter(user=user).select_related("member_state", "organisation")
    context = {
        "form": form,
        "mandates": mandates.order_by("-starts", "role"),
        "valid": {mandate.pk for mandate in request.standing.mandates},
        "today": network_day(request.at),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)
