"""The catalogue of courses, open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from courses.models import Course


@login_not_required
@require_safe
def catalogue(request: Request) -> HttpResponse:
    """List what the Network teaches."""
    courses = Course.objects.offered().whole()
    return render(request, "courses/catalogue.html", {"courses": courses})


@login_not_required
@require_safe
def course(request: Request, slug: str) -> HttpResponse:
    """Show a course: what is taught in it, what comes before it, how one gets it."""
    shown = get_object_or_404(Course.objects.offered().whole(), slug=slug)
    return render(request, "courses/course.html", {"course": shown})
