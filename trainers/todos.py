"""What needs the Secretariat now, about trainers."""

from typing import Any

from django.db.models import Count, Min, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.days import end_of_day, network_day
from accounts.todos import Todo
from trainers.enums import Approval, TrainerState
from trainers.models import Qualification, Trainer


def for_user(standing: Standing) -> list[Todo]:
    """Return, in one query, nominations to decide and approvals to renew; one by its name."""
    if not standing.is_secretariat:
        return []
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
