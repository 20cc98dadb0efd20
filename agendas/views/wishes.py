"""Wishes to have an item decided in writing, and what is offered for the agenda."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import only_for
from accounts.http import Request
from accounts.models import Body
from accounts.steps import NotNowError
from accounts.versions import StaleError
from accounts.views import deeds
from agendas import reading, services, words
from agendas.access import agenda_of, agenda_run_by, answers_for_presidency
from agendas.beside import states_at
from agendas.enums import Bar, ItemState
from agendas.forms.wishes import WishForm
from agendas.models import Agenda, AgendaItem, Agreement, Offer, Wish
from agendas.models.offer import OfferQuerySet
from agendas.papers import know_wholes
from agendas.wishing import barred, last_day, put_off, take_wishes, with_parts
from events.access import organisers_only
from events.views.room import Room
from interface import errors, moments
from interface.marks import Pill


@dataclass(frozen=True)
class Wanted:
    """An item that is wanted in writing: by which states, and what the Presidency says of it.

    ``why_not`` says why it cannot be decided so, where it cannot; ``said_before`` that the
    Presidency said something, but of another text, or another Presidency did.
    """

    number: str
    item: AgendaItem
    wishes: list[Wish]
    agreement: Agreement | None
    said_before: bool
    why_not: str

    @property
    def presidency(self) -> Pill | None:
        """Return what the Presidency says, as icon, words and colour."""
        return words.presidency(self.agreement.answer) if self.agreement else None


speakers_only = only_for(lambda standing: bool(standing.member_states))


@require_safe
@organisers_only
def wishes(request: Request, slug: str) -> HttpResponse:
    """Show to who prepares the meeting which states want which item in writing."""
    agenda = agenda_run_by(request, slug)
    context = Room(request, slug).context(
        "agenda",
        agenda=agenda,
        rows=_wanted(agenda, request),
        states=states_at(agenda.event),
        until=last_day(agenda.event),
        takes_wishes=take_wishes(agenda),
        offers=offers(agenda, request),
        converts=request.standing.is_secretariat,
        answers=answers_for_presidency(request.standing, agenda.event),
    )
    return render(request, "agendas/wishes.html", context)


def offers(agenda: Agenda, request: Request) -> OfferQuerySet:
    """Return what waits for the body and the person may know of."""
    waiting = Offer.objects.waiting_for(cast("Body", agenda.event.body))  # a meeting has one
    return waiting.known_to(request.standing, agenda.event)


def _wanted(agenda: Agenda, request: Request) -> list[Wanted]:
    """Return the items that states want in writing, or about which the Presidency is asked."""
    items = reading.visible_items(agenda, request.standing)
    know_wholes(items)
    numbers = reading.numbered(items)
    wishes: dict[int, list[Wish]] = {}
    for wish in Wish.objects.filter(item__in=items).select_related("member_state"):
        wishes.setdefault(wish.item_id, []).append(wish)
    asked = Agreement.objects.filter(item__in=items)
    spoken_of = set(asked.values_list("item", flat=True))
    fitting = asked.fitting().select_related("answered_by")
    agreements = {one.item_id: one for one in fitting}
    whole = with_parts(items)
    later = put_off(items)
    return [
        Wanted(
            number=numbers[item.pk],
            item=item,
            wishes=wishes.get(item.pk, []),
            agreement=agreements.get(item.pk),
            said_before=item.pk in spoken_of - agreements.keys(),
            why_not=why_not(barred(item, has_parts=item.pk in whole, is_put_off=item.pk in later)),
        )
        for item in items
        if item.pk in wishes or item.pk in spoken_of
    ]


def why_not(bar: Bar | None) -> str:
    """Return why an item cannot be decided in writing, in words; nothing where it can."""
    return said(services.BARRED[bar]()) if bar else ""


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
        known = AgendaItem.objects.visible_to(request.standing, agenda.event)
        count = known.filter(pk__in=[item.pk for item in taken]).count()
        said = ngettext("%(count)d item taken in.", "%(count)d items taken in.", count)
        messages.success(request, said % {"count": count})
    return redirect("agendas:edit", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@speakers_only
def wish(request: Request, slug: str, key: UUID) -> HttpResponse:
    """Ask to have an item decided in writing."""
    agenda, item = _item(request, slug, key)
    states = services.wishing_states(request.standing, agenda.event)
    if not states:
        raise Http404
    own = list(
        item.wishes.filter(member_state__in=states).select_related("member_state", "wished_by")
    )
    form = WishForm(
        request.POST if request.method == "POST" else None,
        states=states,
        said={one.member_state_id: one.text for one in own},
        seen=services.mark_of(own),
    )
    if form.is_valid():
        try:
            services.wish(item, by=request.standing, at=request.at, **form.cleaned_data)
        except StaleError as stale:
            return _conflict(request, form, cast("Wish", stale.theirs))
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
        button=_("Ask for it") if len(own) < len(states) else _("Change the reason"),
        paragraphs=(
            *map(_standing, own),
            _("You can ask for it, and take it back, until %(day)s.") % {"day": until},
            _("The Secretariat decides with the Presidency whether the item is taken off the"
              " discussion and put to all seats in a written procedure."),
        ),
    )  # fmt: skip
    template = "agendas/wish.html" if own else "accounts/deed.html"
    return deeds.page(request, form, deed=deed, template=template)


def _standing(wish: Wish) -> str:
    """Return who asked for it, when and why."""
    said = {
        "state": wish.member_state,
        "name": wish.wished_by.name if wish.wished_by else _("Somebody"),
        "moment": moments.moment(wish.wished_at),
        "why": wish.text or _("No reason was given."),
    }
    return _("%(state)s has asked for it (%(name)s, %(moment)s): %(why)s") % said


def _conflict(request: Request, form: WishForm, theirs: Wish) -> HttpResponse:
    """Show the reason that stands beside the one that was typed from an older page."""
    label, typed = form.fields["text"].label, form.cleaned_data["text"]
    context = {
        "differences": [(label, theirs.text or "–", typed or "–")],
        "address": request.path,
        "changed_at": theirs.wished_at,
        "changed_by": theirs.wished_by.name if theirs.wished_by else "",
    }
    return errors.conflict(request, context)


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
    return agenda, item_of(request, agenda, key)


def item_of(request: Request, agenda: Agenda, key: UUID) -> AgendaItem:
    """Return an item that stands on an agenda and that the person may know of, or 404."""
    rows = AgendaItem.objects.visible_to(request.standing, agenda.event)
    rows = rows.select_related("parent").exclude(state=ItemState.STRUCK)
    item = rows.filter(key=key).first()
    if item is None:
        raise Http404
    item.agenda = agenda
    return item


WHY: Mapping[type[NotNowError], Promise] = {
    services.TooLateError: _lazy("The last day to say so is over: write to the Secretariat."),
    services.WishEndedError: _lazy(
        "The wish was taken back meanwhile. Open this page anew to ask for it once more."
    ),
    services.DecidedError: _lazy("The meeting has decided this item."),
    services.RestrictedError: _lazy(
        "Only some may know of this item, and a written procedure is read by all."
    ),
    services.HasPartsError: _lazy("This item has parts: choose the part that is meant."),
    services.NothingToDecideError: _lazy(
        "There is nothing to decide in this item: it informs, or is the meeting's own."
    ),
    services.PutOffError: _lazy(
        "The meeting put this item off: draft the procedure from the next agenda, once it is there."
    ),
    services.WholeOffError: _lazy("What this item is a part of was taken off the agenda."),
    services.ConvertedError: _lazy(
        "The written procedure is drafted already: write to the Secretariat."
    ),
    services.AnsweredError: _lazy("The Presidency has answered already: its answer stands below."),
    services.NoPresidencyError: _lazy(
        "Nobody is entered for the Presidency of this meeting: write to it, and type who agreed"
        " when you draft the procedure."
    ),
    services.NotAgreedError: _lazy(
        "The Presidency does not agree, or no longer: look at what it says."
    ),
    services.RefusedError: _lazy(
        "The Presidency has said here that it would rather discuss this item: ask it to say"
        " otherwise here first."
    ),
}


def said(error: NotNowError) -> str:
    """Return why an item is not decided in writing, in words."""
    if words := WHY.get(type(error)):
        return str(words)
    return _("This can no longer be done: the agenda says how it stands.")
