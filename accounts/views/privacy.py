"""The privacy notice: in force, earlier ones, a new one."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.access import secretariat_only
from accounts.days import network_day
from accounts.forms.profile import NoticeForm
from accounts.http import Request
from accounts.models import Notice, User
from accounts.prose import prose


@login_not_required
@require_safe
def privacy(request: Request, version: str = "") -> HttpResponse:
    """Show the notice in force, or an earlier version, with the list of all."""
    published = Notice.objects.filter(published_at__lte=request.at)
    current = Notice.objects.in_force(request.at)
    notice = get_object_or_404(published, version=version) if version else current
    context = {
        "notice": notice,
        "current": current,
        "text": prose(notice.text) if notice else "",
        "notices": published.only("version", "published_at"),
    }
    return render(request, "accounts/privacy.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish_notice(request: Request) -> HttpResponse:
    """Write a new version of the notice, look at it, publish it."""
    current = Notice.objects.in_force(request.at)
    initial = {
        "version": network_day(request.at).isoformat(),
        "text": current.text if current else services.default_notice(),
    }
    form = NoticeForm(request.POST or None, initial=initial)
    preview = ""
    if form.is_valid():
        if "publish" in request.POST:
            try:
                services.publish_notice(
                    at=request.at, by=cast("User", request.user), **form.cleaned_data
                )
            except services.VersionTakenError:
                form.add_error("version", _("There is a notice of this version. Give another."))
            else:
                messages.success(request, _("The notice is published and in force."))
                return redirect("accounts:privacy")
        preview = prose(form.cleaned_data.get("text", ""))
    context = {"form": form, "preview": preview, "current": current}
    return render(
        request,
        "accounts/privacy_publish.html",
        context,
        status=422 if form.errors else 200,
    )
