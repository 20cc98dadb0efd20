"""The register of trainers, and one trainer's page."""

from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import only_for
from accounts.days import network_day
from accounts.http import Request
from accounts.steps import By
from courses import languages
from interface.tables import listing
from trainers import rules
from trainers.enums import TrainerDeed
from trainers.models import Qualification, Requirement, Trainer
from trainers.services import parties
from trainers.views.availability import may_say
from trainers.views.nominating import may_change, may_nominate
from trainings import teachers, words
from trainings.forms.teaching import TrainersFilter
from trainings.models import Assignment, AssignmentDay
from trainings.views.board import tabs

ORDERS = {"name": ("sort_name",), "country": ("member_state__order", "sort_name")}


@only_for(may_nominate)
@require_safe
def register(request: Request) -> HttpResponse:
    """List trainers: all to the Secretariat, to a state those it put forward or who work there."""
    form = TrainersFilter(request.GET)
    form.is_valid()
    rows = teachers.chosen(request.standing, form.cleaned_data, on=network_day(request.at))
    page = listing(rows, query=request.GET, orders=ORDERS, default="name")
    context = {
        "filter": form,
        "listing": page,
        "tabs": tabs("trainers") if request.standing.is_secretariat else [],
        "rows": teachers.rows_of(page.rows, at=request.at),
    }
    return render(request, "trainings/trainers.html", context)


@require_safe
def trainer(request: Request, key: UUID) -> HttpResponse:
    """Show a trainer: to the Secretariat all, to the state and the trainer what is theirs."""
    standing, today = request.standing, network_day(request.at)
    rows = Trainer.objects.visible_to(standing).select_related(
        "member_state", "nominated_for", "nominated_by", "decided_by"
    )
    approvals = Qualification.objects.select_related("course")
    rows = rows.prefetch_related("languages", Prefetch("qualifications", approvals))
    shown = get_object_or_404(rows, key=key)
    acting = parties(standing, shown)
    taught = Assignment.objects.filter(trainer=shown).select_related(
        "request__course", "request__member_state", "request__chosen"
    )
    if By.SECRETARIAT not in acting:
        taught = taught.teaching()
    checks = {one.requirement_id: one for one in shown.checks.all()}
    may_read_checks = bool(acting & {By.SECRETARIAT, By.STATE})
    asked = list(Requirement.objects.filter(archived_at=None)) if may_read_checks else []
    met = {key for key, one in checks.items() if one.is_met}
    return render(
        request,
        "trainings/trainer.html",
        {
            "shown": shown,
            "pill": teachers.state_pill(shown),
            "speaks": [languages.name(one.language) for one in shown.languages.all()],
            "approvals": teachers.approvals(shown.qualifications.all(), on=today),
            "availability": shown.availability.filter(ends__gte=today),
            "load": AssignmentDay.objects.load(today).get(shown.pk, 0),
            "checks": [(one, checks.get(one.pk)) for one in asked],
            "may_read_checks": may_read_checks,
            "lacks": any(one.is_required and one.pk not in met for one in asked),
            "taught": [(one, words.assignment_pill(one)) for one in taught.order_by("-pk")],
            "steps": {
                str(deed)
                for deed, step in rules.TRAINER[shown.state].items()
                if step.by & acting and shown.erased_at is None
            },
            "may_change": may_change(shown, standing),
            "may_say": may_say(shown, standing),
            "may_list": may_nominate(standing),
            "is_own": acting == {By.PERSON},
            "deeds": TrainerDeed,
        },
    )
