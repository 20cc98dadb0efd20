"""Who teaches a training and who else could, read once for the page of a request."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from accounts.access import Standing
from trainers.models import Trainer
from trainings import staff
from trainings.enums import RequestState
from trainings.enums.assignment import STANDS, TEACHES
from trainings.models import Assignment, TrainingRequest
from trainings.readiness import Ground
from trainings.services.dates import NEGOTIATED
from trainings.staff import Staff

ENOUGH = 2
"""How many trainers teach a training, as a rule."""


@dataclass(frozen=True)
class Company:
    """The confirmed trainers of a training, and to the Secretariat all who teach.

    ``judges`` says that the dates are judged by what is known of them, ``ranks`` that others
    are looked for.
    """

    teaching: list[Assignment]
    everybody: list[Trainer]
    known: Staff
    has_material: bool
    judges: bool
    ranks: bool

    def ground(self, shown: TrainingRequest) -> Ground:
        """Return what the dates of the request are judged by."""
        own = [one for one in self.teaching if one.request_id == shown.pk]
        return Ground(shown, None, own, self.teaching, self.known, self.has_material)


def of(
    shown: Any,
    others: Collection[TrainingRequest],
    *,
    standing: Standing,
    wanted: bool,
) -> Company:
    """Return the trainers of a request and of the others that its training answers.

    Who else could is looked for where it is ``wanted``, or too few are asked. At most two
    queries; read all requests with ``assignments__trainer``, this one with ``options`` and
    ``with_material``.
    """
    own = list(shown.assignments.all())
    rows = [*own, *(one for other in others for one in other.assignments.all())]
    teaching = [one for one in rows if one.state in TEACHES]
    steers = standing.is_secretariat and shown.state in NEGOTIATED
    asked = sum(one.state in STANDS for one in own)
    ranks = steers and (wanted or (shown.state == RequestState.ACCEPTED and asked < ENOUGH))
    judges = steers and bool(shown.dates)
    everybody = list(Trainer.objects.teaching()) if ranks else []
    keys = {one.pk for one in everybody}
    if judges:
        keys |= {one.trainer_id for one in teaching}
    return Company(
        teaching=teaching,
        everybody=everybody,
        known=staff.read(keys, at=standing.at),
        has_material=shown.has_material,
        judges=judges,
        ranks=ranks,
    )
