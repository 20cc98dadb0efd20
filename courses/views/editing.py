"""Adding and changing a course: what the catalogue says, its parts, its tasks, its questions."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from courses import services
from courses.enums import Asked
from courses.forms import rows
from courses.forms.course import MOST_PARTS, PART, AddCourseForm, CourseForm
from courses.forms.questions import QUESTION, QuestionsForm
from courses.forms.tasks import MOST_TASKS, TASK, TasksForm
from courses.models import Course
from courses.services.courses import LABEL
from events.feedback import MOST_ITEMS
from interface.marks import Tab, Words

type Rows = CourseForm | TasksForm | QuestionsForm


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def add(request: Request) -> HttpResponse:
    """Add a course, and go on to its page."""
    form = AddCourseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = services.add_course(by=request.standing, at=request.at, **form.cleaned_data)
        messages.success(request, _("Added: %(title)s") % {"title": made.title})
        return redirect("courses:edit", made.slug)
    status = 422 if form.is_bound else 200
    return render(request, "courses/add.html", {"form": form}, status=status)


def _course(slug: str) -> Course:
    return get_object_or_404(Course.objects.whole(), slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def edit(request: Request, slug: str) -> HttpResponse:
    """Change what the catalogue says, the parts with their modules, and what comes before."""
    course = _course(slug)
    if rows.PRESSED in request.POST:
        typed = rows.arranged(request.POST, names=PART, most=MOST_PARTS)
        return _page(request, course, CourseForm(course=course, typed=typed))
    form = CourseForm(_posted(request), course=course)
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
            return _conflict(request, form, stale)
        messages.success(request, _("Saved."))
        if form.cleaned_data["is_offered"]:
            return redirect(course)
        return redirect("courses:catalogue")
    return _page(request, course, form)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def tasks(request: Request, slug: str) -> HttpResponse:
    """Change with which checklist each training begins."""
    course = _course(slug)
    if rows.PRESSED in request.POST:
        typed = rows.arranged(request.POST, names=TASK, most=MOST_TASKS)
        return _page(request, course, TasksForm(course=course, typed=typed))
    form = TasksForm(_posted(request), course=course)
    if form.is_valid():
        try:
            services.change_tasks(
                course,
                version=form.cleaned_data["version"],
                tasks=form.whole(),
                by=request.standing,
                at=request.at,
            )
        except versions.StaleError as stale:
            return _conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return _page(request, course, form)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def questions(request: Request, slug: str, which: str) -> HttpResponse:
    """Change what participants or trainers are asked at the end, or participants months after."""
    if which not in Asked:
        raise Http404
    course, of = _course(slug), Asked(which)
    if rows.PRESSED in request.POST:
        typed = rows.arranged(request.POST, names=QUESTION, most=MOST_ITEMS)
        return _page(request, course, QuestionsForm(course=course, which=of, typed=typed))
    form = QuestionsForm(_posted(request), course=course, which=of)
    if form.is_valid():
        try:
            services.change_questions(
                course,
                version=form.cleaned_data["version"],
                which=of,
                items=form.items(),
                by=request.standing,
                at=request.at,
            )
        except versions.StaleError as stale:
            return _conflict(request, form, stale)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return _page(request, course, form)


def _posted(request: Request) -> dict[str, str] | None:
    return request.POST.dict() if request.method == "POST" else None


def _conflict(request: Request, form: Rows, stale: versions.StaleError) -> HttpResponse:
    course = cast("Course", stale.theirs)
    return versions.conflict(
        request,
        form,
        theirs=form.known(course),
        address=request.path,
        label=LABEL,
        key=str(course.key),
    )


def _page(request: Request, course: Course, form: Rows) -> HttpResponse:
    which = form.which if isinstance(form, QuestionsForm) else None
    template = {
        CourseForm: "courses/edit.html",
        TasksForm: "courses/edit_tasks.html",
        QuestionsForm: "courses/edit_questions.html",
    }[type(form)]
    context = {
        "course": course,
        "form": form,
        "tabs": _tabs(course, here=request.path),
        "is_usual": which is not None and not getattr(course, f"{which}_asked"),
        "which": which,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _tabs(course: Course, *, here: str) -> list[Tab]:
    """Return the pages on which a course is changed."""
    pages: list[tuple[Words, str]] = [
        (_("Course"), reverse("courses:edit", args=[course.slug])),
        (_("Checklist"), reverse("courses:edit_tasks", args=[course.slug])),
        *(
            (asked.label, reverse("courses:edit_questions", args=[course.slug, asked]))
            for asked in Asked
        ),
    ]
    return [Tab(label, url, here=url == here) for label, url in pages]
