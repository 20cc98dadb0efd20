"""The catalogue of courses, open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from courses.enums import CourseKind
from courses.models import Course
from courses.words import ends, length, whole_length


@login_not_required
@require_safe
def catalogue(request: Request) -> HttpResponse:
    """List what the Network teaches; to the Secretariat also what is taught no longer."""
    standing = request.standing
    context = {
        "courses": list(Course.objects.offered().whole()),
        "decides": standing.is_secretariat,
        "sees_material": standing.is_secretariat or standing.member_states,
        "archived": Course.objects.exclude(archived_at=None) if standing.is_secretariat else [],
    }
    return render(request, "courses/catalogue.html", context)


@login_not_required
@require_safe
def course(request: Request, slug: str) -> HttpResponse:
    """Show a course: what is taught in it, what comes before it, how one gets it."""
    shown = get_object_or_404(Course.objects.offered().whole(), slug=slug)
    standing = request.standing
    context = {
        "course": shown,
        "kind": CourseKind(shown.kind).label,
        "length": length(shown),
        "parts": [(one, whole_length(one.minutes), ends(one)) for one in shown.parts.all()],
        "decides": standing.is_secretariat,
        "may_ask": bool(standing.member_states) and shown.is_on_request and shown.parts.all(),
        "sees_material": standing.is_secretariat or standing.member_states,
    }
    return render(request, "courses/course.html", context)
