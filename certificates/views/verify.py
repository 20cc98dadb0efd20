"""Whether a certificate is genuine: for whoever holds its code or its file, without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import token_page
from accounts.http import Request
from certificates import checking, limits, links, shown
from certificates.checking import Checked
from certificates.enums import Found, State
from certificates.forms.checking import CodeForm, FileForm
from certificates.models import Certificate
from interface import errors
from interface.headers import keep_secret

type View[**P] = Callable[Concatenate[Request, P], HttpResponse]

TONES = {
    Found.AS_ISSUED: ("ok", "check"),
    Found.ANOTHER: ("warn", "alert"),
    Found.NOT_ON_RECORD: ("warn", "help"),
    Found.CHANGED: ("bad", "alert"),
    Found.FOREIGN: ("bad", "cross"),
    Found.UNKNOWN: ("bad", "cross"),
    Found.NO_PDF: ("bad", "doc"),
}


def limited[**P](view: View[P]) -> View[P]:
    """Answer 429 to a network that asks too often; files are looked at less often than pages."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        what = limits.CHECKS if request.method == "POST" else limits.LOOKS
        if limits.is_too_often(what, at=request.at):
            return errors.too_many(request, seconds=limits.SECONDS)
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def verify(request: Request) -> HttpResponse:
    """Ask for the code of a certificate, or for its file."""
    posted = request.POST if request.method == "POST" else None
    by_file = posted is not None and ("file" in request.FILES or "code" not in posted)
    code = CodeForm(None if by_file else posted)
    file = FileForm(posted, request.FILES) if by_file else FileForm()
    if code.is_valid():
        response: HttpResponse = redirect("certificates:verified", code.cleaned_data["code"])
    elif file.is_valid():
        checked = checking.check(file.cleaned_data["file"].read())
        response = _told(request, checked)
    else:
        context = {"code": code, "file": file}
        status = 422 if posted is not None else 200
        response = render(request, "certificates/verify.html", context, status=status)
    keep_secret(response)
    return response


def _told(request: Request, checked: Checked) -> HttpResponse:
    """Show what came of a file; of one that was issued, all that its own page shows."""
    if checked.certificate is not None:
        return _page(request, checked.certificate, checked=checked)
    context = {"code": CodeForm(), "file": FileForm(), **_outcome(checked)}
    return render(request, "certificates/verify.html", context)


@token_page
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def verified(request: Request, token: str) -> HttpResponse:
    """Show what a certificate says and is worth, and whether a file is that certificate."""
    certificate = links.found(token)
    if certificate is None:
        raise Http404
    if request.method != "POST":
        if token != (canonical := links.canonical(token)):
            return redirect("certificates:verified", canonical)
        return _page(request, certificate)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, certificate, form=form, status=422)
    content = form.cleaned_data["file"].read()
    return _page(request, certificate, checked=checking.check(content, expected=certificate))


def _page(
    request: Request,
    certificate: Certificate,
    *,
    checked: Checked | None = None,
    form: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = certificate.facts
    is_as_issued = checked is not None and checked.found == Found.AS_ISSUED
    context: dict[str, Any] = {
        "certificate": certificate,
        "name": facts["name"],
        "worth": shown.worth(certificate),
        "printed": shown.printed(facts),
        "original": shown.original(facts),
        "demonstration_seal": bool(facts["seal"] and facts["seal"]["demonstration"]),
        "address": links.address(certificate),
        "form": form or FileForm(),
        "is_of_another_file": checked is not None and not is_as_issued,
        "outcome_leads": not is_as_issued or certificate.state == State.VALID,
        **(_outcome(checked) if checked else {}),
    }
    return render(request, "certificates/verified.html", context, status=status)


def _outcome(checked: Checked) -> dict[str, Any]:
    tone, icon = TONES[checked.found]
    return {
        "outcome": checked,
        "outcome_tone": tone,
        "outcome_icon": icon,
        "outcome_said": checking.said(checked),
    }
