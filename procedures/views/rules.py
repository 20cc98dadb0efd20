"""The voting rules that the Secretariat keeps."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import versions
from accounts.access import secretariat_only
from accounts.http import Request
from procedures import services, words
from procedures.forms.rule import SERVED, RuleForm, fresh_rule, shown
from procedures.models import VotingRule
from procedures.rules import Rule
from procedures.views.drafting import SEATS, in_words


@require_safe
@secretariat_only
def rules(request: Request) -> HttpResponse:
    """Show all rules with what each does."""
    rows = VotingRule.objects.order_by("archived_at", "name")
    context = {
        "what": _("Voting rules"),
        "rows": [(row, words.rule(row.rule, seats=SEATS), words.window(row.rule)) for row in rows],
        "check": words.CHECK,
    }
    return render(request, "procedures/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def new_rule(request: Request) -> HttpResponse:
    """Add a rule."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def rule(request: Request, key: UUID) -> HttpResponse:
    """Show a rule, and change it where the pages serve its decision."""
    return _edit(request, get_object_or_404(VotingRule, key=key))


def _edit(request: Request, kept: VotingRule | None) -> HttpResponse:
    served = kept is None or kept.rule.decision in SERVED
    form = RuleForm(request.POST if request.method == "POST" and served else None, rule=kept)
    if form.is_valid() and "try" not in request.POST:
        data = form.cleaned_data
        try:
            services.save_rule(
                kept,
                name=data["name"],
                data=data["data"],
                note=data["note"],
                once=data.get("once"),
                version=data.get("version", 0),
                by=request.standing,
                at=request.at,
            )
        except versions.StaleError as stale:
            theirs = shown(cast("VotingRule", stale.theirs))
            return versions.conflict(
                request,
                form,
                theirs={name: theirs[name] for name in form.fields if name != "version"},
                address=request.path,
                label="procedures.rule",
                key=str(kept.key) if kept else "",
            )
        except IntegrityError:
            form.add_error("name", _("Another rule has this name."))
        else:
            messages.success(request, _("Saved. Procedures that run keep the rule they have."))
            return redirect("procedures:rules")
    if form.is_bound and request.headers.get("HX-Request"):
        return render(request, "procedures/rule_in_words.html", _tried(form.rule))
    tried = form.rule if form.is_bound else (kept.rule if kept else fresh_rule())
    context = {
        "what": _("Voting rule"),
        "form": form,
        "kept": kept,
        "served": served,
        **_tried(tried),
    }
    return render(request, "procedures/rule.html", context, status=422 if form.errors else 200)


def _tried(found: Rule | None) -> dict[str, object]:
    if found is None:
        return {"nothing": _("What it does stands here as soon as it makes sense.")}
    return in_words(found)


@require_POST
@secretariat_only
def archive(request: Request, key: UUID) -> HttpResponse:
    """Offer a rule no more, or again."""
    kept = get_object_or_404(VotingRule, key=key)
    services.set_archived(
        kept, archived=kept.archived_at is None, by=request.standing, at=request.at
    )
    return redirect("procedures:rules")
