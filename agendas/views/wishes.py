"""Wishes to have an item decided in writing, and what is offered for the agenda."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import only_for
from accounts.http import Request
from accounts.steps import NotNowError
from accounts.views import deeds
from agendas import reading, services
from agendas.access import agenda_of, agenda_run_by
from agendas.enums import ItemState
from agendas.forms.wishes import WishForm
from agendas.models import Agenda, AgendaItem, Offer, Wish
from agendas.wishing import last_day, take_wishes
from events.access import organisers_only
from events.views.room import Room
from interface import moments

speakers_only = only_for(lambda standing: bool(standing.member_states))


@require_safe
@organisers_only
def wishes(request: Request, slug: str) -> HttpResponse:
    """Show to who prepares the meeting which states want which item in writing."""
    agenda = agenda_run_by(request, slug)
    items = reading.visible_items(agenda, request.standing)
    numbers = reading.numbered(items)
    found: dict[int, list[Wish]] = {}
    for wish in Wish.objects.filter(item__in=items).select_related("member_state"):
        found.setdefault(wish.item_id, []).append(wish)
    context = Room(request, slug).context(
        "agenda",
        agenda=agenda,
        rows=[(numbers[item.pk], item, found[item.pk]) for item in items if item.pk in found],
        until=last_day(agenda.event),
        takes_wishes=take_wishes(agenda),
        offers=Offer.objects.waiting_for(agenda.event.body),  # type: ignore[arg-type]  # a meeting has one
        converts=request.standing.is_secretariat,
    )
    return render(request, "agendas/wishes.html", context)


@require_POST
@organisers_only
def take_in(request: Request, slug: str) -> HttpResponse:
    """Put what waits for the body onto this agenda."""
    agenda = agenda_run_by(request, slug)
    try:
        taken = services.take_in_offers(agenda, by=request.standing, at=request.at)
    except NotNowError:
        messages.warning(request, _("The meeting is closed or cancelled: its agenda stays."))
    else:
        said = ngettext("%(count)d item taken in.", "%(count)d items taken in.", len(taken))
        messages.success(request, said % {"count": len(taken)})
    return redirect("agendas:edit", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@speakers_only
def wish(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Ask to have an item decided in writing."""
    agenda, item = _item(request, slug, key)
    states = services.wishing_states(request.standing, agenda.event)
    if not states:
        raise Http404
    form = WishForm(request.POST if request.method == "POST" else None, states=states)
    if form.is_valid():
        try:
            services.wish(item, by=request.standing, at=request.at, **form.cleaned_data)
        except NotNowError as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, _("The Secretariat and the Presidency know of your wish."))
            return redirect(f"{agenda.get_absolute_url()}#item-{item.key}")
    until = moments.day(last_day(agenda.event))
    deed = deeds.Deed(
        title=_("In writing instead of in the meeting"),
        lead=item.title,
        up=agenda.event.title,
        up_url=agenda.get_absolute_url(),
        button=_("Ask for it"),
        paragraphs=(
            _("You can ask for it, and take it back, until %(day)s.") % {"day": until},
            _("The Secretariat decides with the Presidency whether the item is taken off the"
              " discussion and put to all seats in a written procedure."),
        ),
    )  # fmt: skip
    return deeds.page(request, form, deed=deed)


@require_POST
@speakers_only
def take_wish_back(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Take the wish of one's states back."""
    agenda, item = _item(request, slug, key)
    states = services.wishing_states(request.standing, agenda.event)
    mine = Wish.objects.filter(item=item, member_state__in=states).select_related("member_state")
    try:
        for found in mine:
            services.take_wish_back(
                item, member_state=found.member_state, by=request.standing, at=request.at
            )
    except NotNowError as error:
        messages.warning(request, said(error))
    else:
        messages.success(request, _("You want the item discussed in the meeting again."))
    return redirect(f"{agenda.get_absolute_url()}#item-{item.key}")


def _item(request: Request, slug: str, key: UUID) -> tuple[Agenda, AgendaItem]:
    agenda = agenda_of(request, slug)
    rows = AgendaItem.objects.visible_to(request.standing, agenda.event)
    item = rows.exclude(state=ItemState.STRUCK).filter(key=key).first()
    if item is None:
        raise Http404
    item.agenda = agenda
    return agenda, item


def said(error: NotNowError) -> str:
    """Return why an item is not decided in writing, in words."""
    match error:
        case services.TooLateError():
            return _("The last day to say so is over: write to the Secretariat.")
        case services.RestrictedError():
            return _("Only some may know of this item, and a written procedure is read by all.")
        case services.HasPartsError():
            return _("This item has parts: choose the part that is meant.")
    return _("This can no longer be done: the agenda says how it stands.")
