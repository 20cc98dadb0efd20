"""The reply that came by mail: the Secretariat enters it for a seat, with the mail itself."""

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import secretariat_only
from accounts.enums import SPEAKS_FOR_THE_SEAT, Role
from accounts.http import Request
from accounts.models import Mandate
from accounts.recent import ask_again
from procedures import counting, services
from procedures.access import PROVE_AGAIN, has_proved
from procedures.forms.steering import EnterReplyForm
from procedures.life import NotNowError
from procedures.models import Ballot
from procedures.views.steering import context_of, steered, too_late


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def enter_reply(request: Request, reference: str) -> HttpResponse:
    """Enter a reply that came by mail; after the deadline it is recorded as late.

    It counts as a vote does, and needs as fresh a proof of who enters it.
    """
    found = steered(request, reference)
    template, what = "procedures/enter_reply.html", _("Enter a mailed reply")
    ballots = list(found.ballots.in_protocol_order())
    form = EnterReplyForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        ballots=ballots,
        mandates=_speaking(ballots, request),
        chairs=counting.breaking_ties(found, at=request.at),
    )
    if not has_proved(request):
        if not form.is_bound:
            return ask_again(request)
        form.add_error(None, PROVE_AGAIN)
    if form.is_valid():
        data = form.cleaned_data
        mandate = form.mandates.get(data["voter"])
        ballot = form.ballots[data["seat"]]
        try:
            services.enter_mailed_reply(
                ballot,
                upload=data["mail"],
                choice=data["choice"],
                statement=data["statement"],
                is_reservation=data["is_reservation"],
                casting=data.get("casting", ""),
                reason=data["reason"],
                voter=mandate.user if mandate else None,
                by=request.standing,
                at=request.at,
            )
        except NotNowError:
            return too_late(request, found, form, template, what=what)
        messages.success(request, _("The reply of %(seat)s is entered.") % {"seat": ballot.holder})
        return redirect("procedures:control", found.reference)
    context = context_of(found, request, "control") | {"form": form, "what": what}
    return render(request, template, context, status=422 if form.errors else 200)


def _speaking(ballots: list[Ballot], request: Request) -> list[Mandate]:
    """Return the mandates of who speaks for the seats now: states in protocol order first."""
    states = [ballot.member_state_id for ballot in ballots if ballot.member_state_id]
    houses = [ballot.organisation_id for ballot in ballots if ballot.organisation_id]
    rows = Mandate.objects.valid_at(request.at).filter(
        Q(role__in=SPEAKS_FOR_THE_SEAT, member_state__in=states)
        | Q(role=Role.OBSERVER, organisation__in=houses)
    )
    return list(
        rows.select_related("user", "member_state", "organisation").order_by(
            F("member_state__order").asc(nulls_last=True), "organisation__name", "pk"
        )
    )
