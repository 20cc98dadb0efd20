"""The register of decisions: everybody sees its public part, members what is theirs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from accounts.views import deeds
from decisions import services, sources
from decisions.enums import Outcome
from decisions.forms import RegisterFilter, VisibilityForm
from decisions.models import Decision, DecisionQuerySet
from interface import downloads, moments, tables
from interface.marks import Pill
from paper import sheets

ORDERS = {
    "date": ("date", "pk"),
    "title": ("title", "-pk"),
    "body": ("body", "-date", "-pk"),
    "outcome": ("outcome", "-date", "-pk"),
}
"""Numbers run with the keys, so within a day the key sorts by number, past 99 too."""
PILLS = {Outcome.ADOPTED: "ok", Outcome.NOT_ADOPTED: "bad"}


@dataclass(frozen=True)
class Line:
    """One decision as a line of the register; ``url`` leads to its source, or is empty."""

    decision: Decision
    day: str
    pill: Pill
    url: str


@login_not_required
@require_safe
def register(request: Request) -> HttpResponse:
    """Show the decisions that the reader may know of, fifty a page."""
    form = RegisterFilter(request.GET)
    found = tables.listing(
        _matching(request, form).select_related("body"),
        query=request.GET,
        orders=ORDERS,
        default="-date",
    )
    urls = sources.open_to(request.standing, found.rows)
    context = {
        "filter": form,
        "filtered": any(form.cleaned_data.values()),
        "listing": found,
        "lines": [
            Line(
                decision=row,
                day=moments.short_day(row.date),
                pill=Pill(row.get_outcome_display(), PILLS[Outcome(row.outcome)]),
                url=urls.get(row.number, ""),
            )
            for row in found.rows
        ],
    }
    return render(request, "decisions/register.html", context)


@login_not_required
@require_safe
def register_xlsx(request: Request) -> HttpResponse:
    """Give the decisions that match as a workbook."""
    content = sheets.xlsx(_("Decisions"), _columns(request), _rows(request))
    return downloads.file(content, name="decisions.xlsx")


@login_not_required
@require_safe
def register_csv(request: Request) -> HttpResponse:
    """Give the decisions that match as comma-separated lines."""
    return downloads.file(sheets.csv(_columns(request), _rows(request)), name="decisions.csv")


def _matching(request: Request, form: RegisterFilter) -> DecisionQuerySet:
    rows = Decision.objects.visible_to(request.standing)
    if body := form.wanted("body"):
        rows = rows.filter(body=body)
    if year := form.wanted("year"):
        rows = rows.filter(date__year=year)
    return rows.matching(form.wanted("text") or "")


def _columns(request: Request) -> list[str]:
    heads = [_("Number"), _("Date"), _("Body"), _("Title"), _("Outcome")]
    return [*heads, _("Who may see it")] if request.standing.is_network else heads


def _rows(request: Request) -> Iterator[list[object]]:
    rows = _matching(request, RegisterFilter(request.GET)).select_related("body")
    for row in rows.order_by("-date", "-pk"):
        outcome = row.get_outcome_display()
        if row.corrected_at:
            outcome = _("%(outcome)s (corrected)") % {"outcome": outcome}
        told = [row.number, row.date, row.body.name, row.title, outcome]
        yield [*told, row.get_visibility_display()] if request.standing.is_network else told


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def visibility(request: Request, number: str) -> HttpResponse:
    """Ask who may see a decision, then say so."""
    decision = get_object_or_404(Decision, number=number)
    above = reverse("decisions:register")
    stored = {"visibility": decision.visibility, "version": decision.version}
    form = VisibilityForm(request.POST or None, initial=stored)
    if form.is_valid():
        try:
            services.change_visibility(
                decision, by=request.standing, at=request.at, **form.cleaned_data
            )
        except versions.StaleError:
            return versions.conflict(
                request,
                form,
                theirs={"visibility": decision.visibility},
                address=request.path,
                label=services.LABEL,
                key=decision.number,
            )
        messages.success(request, _("Saved."))
        return redirect(above)
    deed = deeds.Deed(
        title=_("Who may see %(number)s?") % {"number": decision.number},
        lead=decision.title,
        up=_("Register of decisions"),
        up_url=above,
        button=_("Save"),
        paragraphs=(
            _(
                "The register shows number, title, date and outcome. Votes, statements and papers"
                " stay with the procedure, whoever may see the decision."
            ),
        ),
    )
    return deeds.page(request, form, deed=deed)
