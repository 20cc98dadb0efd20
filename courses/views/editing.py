"""Changing a course."""

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from courses import services
from courses.forms.course import CourseForm
from courses.models import Course
from courses.services.courses import LABEL


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def edit(request: Request, slug: str) -> HttpResponse:
    """Change what the catalogue says, the parts with their modules, and what comes before."""
    course = get_object_or_404(Course.objects.whole(), slug=slug)
    asked = request.method == "POST"
    form = CourseForm(request.POST if asked else None, course=course)
    if form.is_valid():
        try:
            services.change_course(
                course,
                version=form.cleaned_data["version"],
                by=request.standing,
                at=request.at,
                **form.whole(),
            )
        except versions.StaleError as stale:
            return versions.conflict(
                request,
                form,
                theirs=form.known(cast("Course", stale.theirs)),
                address=request.path,
                label=LABEL,
                key=str(course.key),
            )
        messages.success(request, _("Saved."))
        if form.cleaned_data["is_offered"]:
            return redirect(course)
        return redirect("courses:catalogue")
    context = {"course": course, "form": form}
    return render(request, "courses/edit.html", context, status=422 if asked else 200)
