"""What seats say of minutes, and what is answered."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from meetings import replies, services
from meetings.enums import Deed
from meetings.forms.minutes import AnswerForm, CommentForm
from meetings.models import Comment, Section
from meetings.services.noting import thing_of
from meetings.views.minutes import prepared, readable


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Comment on a section for a seat."""
    found = readable(request, slug)
    section = get_object_or_404(
        Section.objects.visible_to(request.standing).select_related("item"), minutes=found, key=key
    )
    section.minutes = found
    places = replies.own_places(found, request.standing)
    if not places:
        raise Http404
    form = CommentForm(request.POST or None, places=places)
    above = f"{found.get_absolute_url()}#{section.key}"
    if form.is_valid():
        try:
            services.comment(section, by=request.standing, at=request.at, **form.said)
        except services.WindowClosedError:
            form.add_error(None, _late())
        else:
            messages.success(request, _("Thank you: the comment stands below the section."))
            return redirect(above)
    deed = deeds.Deed(
        title=_("Comment on the minutes"),
        lead=str(section),
        up=_("Minutes"),
        up_url=above,
        button=_("Send the comment"),
        paragraphs=tuple(part for part in section.text.split("\n\n") if part),
    )
    return deeds.page(request, form, deed=deed)


@require_POST
def withdraw(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take back a comment that has no answer yet; its words are told, to be sent otherwise."""
    found = readable(request, slug)
    row = get_object_or_404(_comments(request), section__minutes=found, key=key)
    above = f"{found.get_absolute_url()}#{row.section.key}"
    try:
        services.withdraw_comment(row, by=request.standing, at=request.at)
    except NotNowError:
        messages.error(request, _("It is answered already, or not yours to take back."))
    else:
        words = " ".join(_words(row))
        messages.success(
            request, _("The comment is taken back. It said: %(words)s") % {"words": words}
        )
    return redirect(above)


@require_POST
def nothing(request: Request, slug: str) -> HttpResponse:
    """Say for one's seats that there is nothing to say."""
    said = _("Thank you: nobody reminds you of these minutes.")
    return _for_own_places(request, slug, services.say_no_comment, said=said)


@require_POST
def after_all(request: Request, slug: str) -> HttpResponse:
    """Take back for one's seats that there is nothing to say."""
    said = _("It is taken back: comment section by section.")
    return _for_own_places(request, slug, services.take_no_comment_back, said=said)


def _for_own_places(
    request: Request, slug: str, deed: Callable[..., None], *, said: str
) -> HttpResponse:
    found = readable(request, slug)
    places = replies.own_places(found, request.standing)
    if not places:
        raise Http404
    try:
        for place in places:
            deed(found, place=place, by=request.standing, at=request.at)
    except services.WindowClosedError:
        messages.error(request, _late())
    else:
        messages.success(request, said)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Answer a comment of a seat."""
    found = prepared(request, slug)
    row = get_object_or_404(_comments(request), section__minutes=found, key=key)
    form = AnswerForm(request.POST or None, comment=row)
    above = f"{found.get_absolute_url()}#{row.section.key}"
    if form.is_valid():
        try:
            services.answer_comment(row, by=request.standing, at=request.at, **form.cleaned_data)
        except versions.StaleError as stale:
            label, key_there = thing_of(row.section)
            return versions.conflict(
                request,
                form,
                theirs={
                    "answer": getattr(stale.theirs, "answer", ""),
                    "reason": getattr(stale.theirs, "reason", ""),
                },
                address=request.path,
                label=label,
                key=key_there,
                deeds=[Deed.COMMENT_ANSWERED],
                facts={"comment": str(row.key)},
            )
        except NotNowError:
            form.add_error(None, _("The minutes are not out for comments."))
        else:
            messages.success(request, _("Answered. Change the text of the section where needed."))
            return redirect(above)
    deed = deeds.Deed(
        title=_("Answer %(seat)s") % {"seat": row.holder},
        lead=str(row.section),
        up=_("Minutes"),
        up_url=above,
        button=_("Answer"),
        paragraphs=_words(row),
    )
    return deeds.page(request, form, deed=deed)


def _comments(request: Request) -> QuerySet[Comment]:
    sections = Section.objects.visible_to(request.standing)
    return Comment.objects.filter(section__in=sections).select_related(
        "section__item", "section__minutes__event", "member_state", "organisation"
    )


def _words(row: Comment) -> tuple[str, ...]:
    """Return what was commented, and the words that a seat would have instead."""
    instead = (_("Instead: %(words)s") % {"words": row.proposal},) if row.proposal else ()
    return (row.text, *instead)


def _late() -> str:
    return _("The day until which seats could comment is over. Write to the Secretariat.")
