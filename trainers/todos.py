"""What needs the Secretariat now, about trainers."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Standing
from accounts.todos import Todo
from trainers.enums import TrainerState
from trainers.models import Trainer


def for_user(standing: Standing) -> list[Todo]:
    """Return, in one query, how many nominations wait for the Secretariat; one by its name."""
    if not standing.is_secretariat:
        return []
    waiting = Trainer.objects.filter(state=TrainerState.NOMINATED)
    told = waiting.aggregate(number=Count("pk"), name=Min("name"))
    if not told["number"]:
        return []
    return [
        Todo(
            what=ngettext(
                "Decide on a trainer: %(name)s",
                "Decide on %(number)d trainers who were put forward",
                told["number"],
            )
            % told,
            by=None,
            url=f"{reverse('trainings:trainers')}?state={TrainerState.NOMINATED}",
            button=_("Decide"),
        )
    ]
