"""Minutes on their way: sent to the seats, laid before the body, adopted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import versions
from accounts.addressees import who_speak_for
from accounts.days import network_day
from accounts.http import Request
from accounts.seats import Place
from accounts.steps import NotNowError
from accounts.views import deeds
from interface import moments
from meetings import replies, services, words
from meetings.day import holder_of
from meetings.emails import minutes as emails
from meetings.enums import Deed, MinutesState
from meetings.forms.minutes import AdoptForm, FinishForm, WindowForm
from meetings.models import Minutes
from meetings.views.minutes import deed_of, prepared

WINDOW = timedelta(weeks=2)
"""For how long seats may comment, unless somebody says otherwise."""


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request, slug: str) -> HttpResponse:
    """Ask until when seats may comment, then send the minutes to them."""
    found = prepared(request, slug)
    today = network_day(request.at)
    proposed = max(found.comments_until or today, today + WINDOW)
    form = WindowForm(
        request.POST or None,
        today=today,
        initial={"version": found.version, "until": proposed},
    )
    deed = deed_of(
        found,
        title=_("Send the minutes for comments"),
        button=_("Send them"),
        paragraphs=(
            *_readers(found, at=request.at),
            _("What is restricted stays hidden from those who may not know of it. Two working days"
              " before the end the silent are reminded. The letter says the day you choose."),
            words.nothing_leaves_yet(),
        ),
        letters=(emails.for_comments(found, until=proposed),),
    )  # fmt: skip
    return _done(
        request,
        found,
        form,
        deed=deed,
        act=lambda said: services.send_for_comments(
            found, by=request.standing, at=request.at, **said
        ),
        said=lambda: _sent(found, at=request.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: Request, slug: str) -> HttpResponse:
    """Lay the minutes before the body for adoption."""
    found = prepared(request, slug)
    awaited = replies.awaited(found, by=request.standing, on=network_day(request.at))
    form = FinishForm(request.POST or None, minutes=found, asks=bool(awaited))
    deed = deed_of(
        found,
        title=_("Lay the minutes before the body"),
        button=_("Lay them before the body"),
        paragraphs=(
            _("From now on their text stays as it is. Their adoption comes onto the next agenda of"
              " the body, where it can also be sent into a written procedure."),
            *_awaiting(found, awaited),
        ),
    )  # fmt: skip
    return _done(
        request,
        found,
        form,
        deed=deed,
        act=lambda said: services.finish_minutes(found, by=request.standing, at=request.at, **said),
        said=_("The minutes are before the body."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Request, slug: str) -> HttpResponse:
    """Note that the body adopted the minutes, where no item of an agenda does."""
    found = prepared(request, slug)
    meetings = list(services.could_adopt(found, by=request.standing, at=request.at))
    asks = found.state == MinutesState.FINAL and not found.is_in_writing
    form = AdoptForm(request.POST or None, minutes=found, meetings=meetings, asks=asks)
    deed = deed_of(
        found,
        title=_("Adopt the minutes"),
        button=_("They are adopted"),
        paragraphs=(
            _("The minutes are locked and the meeting is closed. This cannot be undone: what is"
              " found wrong later is added beside them."),
            *([] if meetings or not asks else [words.no_meeting_yet(found)]),
        ),
        is_danger=True,
    )  # fmt: skip
    return _done(
        request,
        found,
        form,
        deed=deed,
        act=lambda said: services.adopt_at_meeting(
            found, by=request.standing, at=request.at, **said
        ),
        said=_("The minutes are adopted and locked; the meeting is closed."),
    )


def _done(
    request: Request,
    found: Minutes,
    form: Any,
    *,
    deed: deeds.Deed,
    act: Callable[[dict[str, Any]], object],
    said: str | Callable[[], str],
) -> HttpResponse:
    """Ask before a step of the minutes, then take it."""
    if not form.is_valid():
        return deeds.page(request, form, deed=deed)
    try:
        act(form.cleaned_data)
    except versions.StaleError:
        messages.error(request, _("The minutes have changed meanwhile. Look again, then send it."))
    except services.WindowOpenError:
        form.add_error("is_early", _window_open())
        return deeds.page(request, form, deed=deed)
    except services.NotOverError:
        messages.error(request, _("The meeting is not over: lay its minutes before the body then."))
    except services.UnansweredError:
        messages.error(request, _("Some comments have no answer yet."))
    except services.DecisionsMissingError as error:
        messages.error(request, _lacking(error))
    except services.NotInWritingYetError as error:
        messages.error(request, _not_in_writing(error))
    except services.AskedInWritingError:
        messages.error(request, _in_writing())
    except NotNowError:
        state = MinutesState(Minutes.objects.get(pk=found.pk).state).label
        messages.error(request, _("Not now: the minutes are “%(state)s”.") % {"state": state})
    else:
        messages.success(request, said() if callable(said) else said)
    return redirect(found)


def _sent(found: Minutes, *, at: datetime) -> str:
    """Return when the letters leave that a press has written, if there is any."""
    news = found.event.announcements.filter(deed=Deed.MINUTES_SENT, made_at=at).first()
    if news is None:
        return _("Nobody speaks for a seat now, so that no letter leaves.")
    if news.starts_at == at:
        return _("The letters leave now.")
    return words.they_leave(news.starts_at, zone=found.event.zone)


def _readers(found: Minutes, *, at: datetime) -> list[str]:
    """Return how many letters go out, and for which seats there is nobody to get one."""
    holders = {holder_of(place): place.holder for place in replies.seats(found)}
    readers = who_speak_for(holders, at=at)
    spoken_for = {reader.holder for reader in readers}
    said = ngettext(
        "%(count)d letter goes out, to those who speak for the seats.",
        "%(count)d letters go out, to those who speak for the seats.",
        len(readers),
    ) % {"count": len(readers)}
    silent = ", ".join(name for holder, name in holders.items() if holder not in spoken_for)
    return [said, _("Nobody speaks for: %(seats)s.") % {"seats": silent}] if silent else [said]


def _awaiting(found: Minutes, awaited: list[Place]) -> tuple[str, ...]:
    """Return until when which seats may still comment; nothing where none is waited for."""
    if not awaited:
        return ()
    facts = {
        "day": moments.day(cast("date", found.comments_until)),
        "seats": ", ".join(place.holder for place in awaited),
    }
    return (_("Seats may comment until %(day)s, and these are silent: %(seats)s.") % facts,)


def _lacking(error: services.DecisionsMissingError) -> str:
    told = _(
        "The minutes do not give the number of what was decided: %(decisions)s. Add the items that"
        " are new, or draw the text of these up anew."
    )
    named = ", ".join(f"{kept.number} ({kept.item.title})" for kept in error.lacking)
    return told % {"decisions": named}


def _not_in_writing(error: services.NotInWritingYetError) -> str:
    told = _(
        "Sent to a written procedure that is not drafted yet: %(items)s. Once the minutes are"
        " adopted it cannot be any more. The Secretariat drafts it from the item; or say there"
        " what became of it otherwise."
    )
    return told % {"items": ", ".join(item.title for item in error.items)}


def _in_writing() -> str:
    return _(
        "The body is asked in writing to adopt them, so they stay as they are until that is over."
        " Withdraw the procedure first."
    )


def _window_open() -> str:
    return _("Seats that are silent may still comment: wait for them, or tick that you do not.")
