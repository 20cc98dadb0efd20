"""What needs the Secretariat or a Member State now, about trainers."""

from typing import Any

from django.db.models import Count, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from trainers.enums import Approval, TrainerState
from trainers.models import InterestCall, Qualification, Trainer


def for_user(standing: Standing) -> list[Todo]:
    """Return, in one query, what waits for an officer, or for who speaks for a state."""
    if standing.is_secretariat:
        return _secretariat(standing)
    return _states(standing) if standing.member_states else []


def _states(standing: Standing) -> list[Todo]:
    """Ask for an answer to each question about a trainer's training."""
    calls = InterestCall.objects.open_at(network_day(standing.at)).select_related("course")
    return [
        Todo(
            what=_("Whom would you have trained as trainers? %(course)s") % {"course": one.course},
            by=end_of_day(one.closes_on),
            url=reverse("trainers:interests"),
            button=_("Answer"),
        )
        for one in calls.unanswered_by(standing.member_states).order_by("closes_on", "pk")
    ]


def _secretariat(standing: Standing) -> list[Todo]:
    """Return nominations to decide and approvals to renew; one by its name."""
    ending = Qualification.objects.ending(network_day(standing.at)).filter(trainer=OuterRef("pk"))
    nominated, ends = Q(state=TrainerState.NOMINATED), Q(ends__isnull=False)
    told = Trainer.objects.annotate(ends=ending.order_by("ends").values("ends")[:1]).aggregate(
        nominated=Count("pk", filter=nominated),
        nominee=Min("name", filter=nominated),
        ending=Count("pk", filter=ends),
        holder=Min("name", filter=ends),
        first=Min("ends"),
    )
    return [*_nominations(told), *_renewals(told)]


def _nominations(told: dict[str, Any]) -> list[Todo]:
    number = told["nominated"]
    if not number:
        return []
    return [
        Todo(
            what=ngettext(
                "Decide on a trainer: %(name)s",
                "Decide on %(number)d trainers who were put forward",
                number,
            )
            % {"number": number, "name": told["nominee"]},
            by=None,
            url=f"{reverse('trainings:trainers')}?state={TrainerState.NOMINATED}",
            button=_("Decide"),
        )
    ]


def _renewals(told: dict[str, Any]) -> list[Todo]:
    number = told["ending"]
    if not number:
        return []
    return [
        Todo(
            what=ngettext(
                "Renew an approval, or let it end: %(name)s",
                "Renew the approvals of %(number)d trainers, or let them end",
                number,
            )
            % {"number": number, "name": told["holder"]},
            by=end_of_day(told["first"]),
            url=f"{reverse('trainings:trainers')}?approval={Approval.ENDING}",
            button=_("See them"),
        )
    ]
