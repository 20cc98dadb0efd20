"""The Presidency is asked whether an item is decided in writing, and answers."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import versions
from accounts.access import only_for, secretariat_only
from accounts.http import Request
from accounts.steps import NotNowError
from agendas import services, words
from agendas.access import agenda_of, agenda_run_by, answers_for_presidency, item_run_by
from agendas.enums import PresidencyAnswer
from agendas.forms.wishes import PresidencyForm
from agendas.models import AgendaItem, Agreement
from agendas.views.wishes import item_of, said, why_not
from agendas.wishing import bar_of
from interface import errors

presiding_only = only_for(lambda standing: bool(standing.member_states | standing.presidency))


@require_http_methods(["GET", "HEAD", "POST"])
@presiding_only
def answer(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take from the Presidency whether an item is decided in writing, asked or not."""
    agenda = agenda_of(request, slug)
    item = item_of(request, agenda, key)
    if not answers_for_presidency(request.standing, agenda.event):
        raise Http404
    rows = Agreement.objects.fitting().select_related("answered_by")
    found = rows.filter(item=item).first()
    stored = {"version": item.version, "text": found.text if found else ""}
    form = PresidencyForm(request.POST if request.method == "POST" else None, initial=stored)
    if form.is_valid():
        try:
            services.answer_for_presidency(
                item, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError as stale:
            return _changed(request, cast("AgendaItem", stale.theirs), form)
        except NotNowError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("The Secretariat has your answer."))
            return redirect(f"{agenda.get_absolute_url()}#item-{item.key}")
    context = {
        "agenda": agenda,
        "event": agenda.event,
        "item": item,
        "agreement": found,
        "pill": words.presidency(found.answer) if found else None,
        "wishes": item.wishes.select_related("member_state"),
        "form": form,
        "why_not": why_not(bar_of(item)),
    }
    status = 422 if form.errors else 200
    return render(request, "agendas/presidency.html", context, status=status)


def _changed(request: Request, item: AgendaItem, form: PresidencyForm) -> HttpResponse:
    """Answer 409: the item says something else by now; beside it stands what was answered."""
    now = "\n".join(filter(None, (item.title, item.text)))
    answer = PresidencyAnswer(form.cleaned_data["answer"]).label
    yours = "\n".join(filter(None, (str(answer), form.cleaned_data["text"])))
    both = [(_("Decide it in writing?"), now, yours)]
    return errors.conflict(request, {"differences": both, "address": request.path})


@require_POST
@secretariat_only
def ask(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Ask the Presidency by letter and by what it has to do."""
    item = item_run_by(request, agenda_run_by(request, slug), key)
    try:
        services.ask_presidency(item, by=request.standing, at=request.at)
    except NotNowError as error:
        messages.warning(request, said(error))
    else:
        messages.success(request, _("The Presidency is asked: %(title)s.") % {"title": item.title})
    return redirect("agendas:wishes", slug)


@require_POST
@secretariat_only
def stop_asking(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Ask the Presidency no longer."""
    item = item_run_by(request, agenda_run_by(request, slug), key)
    try:
        services.stop_asking(item, by=request.standing, at=request.at)
    except NotNowError as error:
        messages.warning(request, said(error))
    else:
        messages.success(
            request, _("The Presidency is asked no longer: %(title)s.") % {"title": item.title}
        )
    return redirect("agendas:wishes", slug)
