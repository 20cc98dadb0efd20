"""The pages of the interface itself."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from interface import brand as shades
from interface import samples


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain how things are done here, and the words of the Network."""
    return render(request, "interface/help.html")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible this service is and whom to tell of a barrier."""
    return render(request, "interface/accessibility.html", {"contact": settings.MAIL_REPLY_TO})


@require_safe
@login_not_required
@cache_control(public=True, max_age=86_400)
def brand(_request: HttpRequest) -> HttpResponse:
    """Give the operator's colour as a stylesheet; empty where none is set."""
    colour = settings.ORGANISATION_COLOUR
    return HttpResponse(
        shades.stylesheet(colour) if colour else "", content_type="text/css; charset=utf-8"
    )


@require_safe
@login_not_required
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the old name to the icon."""
    return HttpResponseRedirect(settings.ORGANISATION_LOGO or static("favicon.svg"))


@require_safe
@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "interface/styleguide.html", samples.context(request.GET))


@require_safe
@login_not_required
def styleguide_figures(request: HttpRequest) -> HttpResponse:
    """Show the components that picture numbers and days, on a page of their own."""
    return render(request, "interface/styleguide_figures.html", samples.context(request.GET))


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def styleguide_form(request: HttpRequest) -> HttpResponse:
    """Let somebody try a form; nothing is stored. To htmx the form alone is answered."""
    form = samples.SampleForm(request.POST or None)
    faulty = form.is_bound and not form.is_valid()
    template = "interface/styleguide_form.html"
    if request.headers.get("HX-Request"):
        template += "#trial"
    return render(request, template, {"form": form}, status=422 if faulty else 200)
