"""What is kept of past events, for how long, and what the next run erases: a dry run to read."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import secretariat_or_administrator
from accounts.http import Request
from events import retention
from events.enums import Kept
from interface.marks import Pill, urgency

SHOWN = 100


@dataclass(frozen=True)
class Rule:
    """One rule in words: what, for how long, what is left, and why."""

    what: str | Promise
    kept: str | Promise
    left: str | Promise
    why: str | Promise


RULES = (
    Rule(
        Kept.SENSITIVE.label,
        _("30 days after the event"),
        _("Nothing, the files sent with them neither"),
        _("They serve the caterer and the venue; counts without names are enough for both."),
    ),
    Rule(
        Kept.IDENTITY.label,
        _("30 days after the event"),
        _("Nothing, the files sent with them neither"),
        _("They serve the door of the venue alone."),
    ),
    Rule(
        _("Attendance lists of other tools that nobody applied"),
        _("30 days after they were taken in"),
        _("How many people stood on the list, and who took it in"),
        _("Once it is applied, what matters of it stands in the attendance."),
    ),
    Rule(
        Kept.ABSENT.label,
        _("One year after the event"),
        _("State, country, group and category, without a name"),
        _("Questions about a waiting list or a refusal come within a year."),
    ),
    Rule(
        Kept.CONTACT.label,
        _("One year after the event"),
        _("The programme, the countries of a focus day, the institutions suggested"),
        _("What an event leads to is arranged within a year."),
    ),
    Rule(
        _("Feedback given with a name"),
        _("As long as the registration it belongs to"),
        _("Feedback without a name, which leads to nobody"),
        _("What people say is compared over the years."),
    ),
    Rule(
        Kept.PARTICIPATION.label,
        _("Five years after the event"),
        _("State, country, group and category, without a name"),
        _("Funders may audit who took part, and certificates are asked for again."),
    ),
    Rule(
        Kept.SPEAKER.label,
        _("Five years after the event"),
        _("The programme; the link to it ends"),
        _("By the link sent there a speaker takes consent back as easily as it was given."),
    ),
    Rule(
        _("Certificates of attendance: the name and the file"),
        _("As long as the archive rule says; nothing goes by itself"),
        _("After an erasure the number, the hash and whether it stands"),
        _("Who shows one years later must be believed, and can ask to be erased at any time."),
    ),
)


@require_safe
@secretariat_or_administrator
def kept(request: Request) -> HttpResponse:
    """Show what is erased when; nothing is erased by looking."""
    found = retention.holdings()
    due = [(one, _pill(request, one)) for one in found if one.is_due(request.at)]
    ahead = [(one, _pill(request, one)) for one in found if not one.is_due(request.at)]
    context = {
        "rules": RULES,
        "due": due,
        "ahead": ahead[:SHOWN],
        "more": max(0, len(ahead) - SHOWN),
        "may_see_events": request.standing.is_secretariat,
    }
    return render(request, "events/retention.html", context)


def _pill(request: Request, one: retention.Holding) -> Pill:
    if one.is_due(request.at):
        return Pill(_("With the next run"), "warn", "clock")
    left = urgency(one.erased_on, request.at)
    return Pill(left.label)  # a day that comes by itself presses nobody
