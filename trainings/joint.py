"""A training that answers several requests: what the others say to a date, and its places."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from events.services.places import places_of_each
from events.words import listed
from trainings import words
from trainings.enums import Need
from trainings.models import DateOption, TrainingRequest
from trainings.readiness import Ground
from trainings.rules import Finding
from trainings.rules.finding import of_another


@dataclass(frozen=True)
class Other:
    """Another request of the same training, and what it lacks on a date."""

    request: TrainingRequest
    is_asked: bool
    missing: tuple[Finding, ...]

    @property
    def agrees(self) -> bool:
        """Return whether its host and its trainers have said that the date suits."""
        return all(one.of != Need.DATE for one in self.missing)


@dataclass(frozen=True)
class Others:
    """All other requests of the same training, on one date."""

    requests: tuple[Other, ...] = ()

    @property
    def missing(self) -> tuple[Finding, ...]:
        """Return what any of them lacks."""
        return tuple(one for other in self.requests for one in other.missing)

    @property
    def lacking(self) -> list[Other]:
        """Return those that have not agreed on the date."""
        return [one for one in self.requests if not one.agrees]

    @property
    def agreed(self) -> str:
        """Return the states that have agreed, as a sentence has them."""
        return states(one.request for one in self.requests if one.agrees)

    @property
    def not_agreed(self) -> str:
        """Return the states that have not."""
        return states(one.request for one in self.lacking)

    @property
    def unasked(self) -> str:
        """Return the states to which the date is not proposed."""
        return states(one.request for one in self.requests if not one.is_asked)


def states(requests: Iterable[TrainingRequest]) -> str:
    """Return the states of requests as a sentence has them, each once."""
    return listed(dict.fromkeys(str(one.member_state) for one in requests))


def on(
    option: DateOption, ground: Ground, others: Collection[TrainingRequest], *, at: datetime
) -> Others:
    """Return what the other requests of a training lack on a date, beyond what all of them need.

    What is known of the trainers is not read anew; read the requests with ``options__answers``.
    """
    found = []
    for one in others:
        own = [each for each in one.dates if each.first_date == option.first_date]
        theirs = replace(
            ground,
            request=one,
            own=[each for each in ground.everybody if each.request_id == one.pk],
            joined={},
        )
        lacks = theirs.missing(next(iter(own), None), at=at)
        found.append(Other(one, bool(own), tuple(of_another(lacks, whose=words.whose(one)))))
    return Others(tuple(found))


def places(shown: TrainingRequest, options: Iterable[DateOption]) -> dict[int, str]:
    """Return, for each date that joins a training, how many places that has then, in words."""
    joining = {one.pk: one.joins.event for one in options if one.joins}
    there = places_of_each(list(joining.values()), choices=False) if joining else {}
    return {key: _more(there[event].total, shown.most or 0) for key, event in joining.items()}


def _more(there: int | None, more: int) -> str:
    if there is None:
        return _("The training that it joins takes everybody, and goes on to do so.")
    told = {"more": more, "there": there, "sum": there + more}
    return _("Joining adds %(more)d places to the %(there)d that there are: %(sum)d in all.") % told
