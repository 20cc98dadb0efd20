"""How many may come to an event: set, and followed by who can come then."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from accounts.access import Standing
from events import rules
from events.enums import Deed, Group, QuotaScope
from events.models import Event, EventGroup, Quota, Registration
from events.services.moves import locked
from events.services.places import BelowHeldError, held, places_of
from events.services.queue import promote
from journal.services import record

NONE: Mapping[str, int | None] = MappingProxyType({})
NONE_OF: Mapping[tuple[str, str], int | None] = MappingProxyType({})
NONE_AT: Mapping[int, int | None] = MappingProxyType({})


@transaction.atomic
def set_places(
    event: Event,
    *,
    total: int | None,
    each_state: int | None,
    by_state: Mapping[str, int | None],
    by: Standing,
    at: datetime,
    each_state_in: Mapping[str, int | None] = NONE,
    by_state_in: Mapping[tuple[str, str], int | None] = NONE_OF,
    by_group: Mapping[str, int | None] = NONE,
    by_attending: Mapping[str, int | None] = NONE,
    by_session: Mapping[int, int | None] = NONE_AT,
    groups: Iterable[EventGroup] | None = None,
) -> list[Registration]:
    """Set how many may come, and promote who now can; return the promoted.

    ``each_state_in`` and ``by_state_in`` count one group alone, by group and by state and
    group; sessions go by their primary keys. What is not named has no number, but the
    options of questions keep theirs: those are set where the question is. ``groups`` says as
    what people may register and who of them waits in front; left out, that stays. Raises
    ``BelowHeldError`` where a number is lowered below the places held of it.
    """
    event = locked(event)
    before = places_of(event)
    quotas = [
        Quota(event=event, scope=QuotaScope.TOTAL, places=total),
        Quota(event=event, scope=QuotaScope.EACH_STATE, places=each_state),
        *(
            Quota(event=event, scope=QuotaScope.STATE, member_state_id=code, places=number)
            for code, number in by_state.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.EACH_STATE, group=group, places=number)
            for group, number in each_state_in.items()
        ),
        *(
            Quota(
                event=event,
                scope=QuotaScope.STATE,
                member_state_id=code,
                group=group,
                places=number,
            )
            for (code, group), number in by_state_in.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.GROUP, group=group, places=number)
            for group, number in by_group.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.ATTENDING, attending=attending, places=number)
            for attending, number in by_attending.items()
        ),
        *(
            Quota(event=event, scope=QuotaScope.SESSION, session_id=session, places=number)
            for session, number in by_session.items()
        ),
    ]
    more = {
        "each_state_in": dict(each_state_in),
        "by_state_in": {f"{code} {group}": number for (code, group), number in by_state_in.items()},
        "by_group": dict(by_group),
        "by_attending": dict(by_attending),
        "by_session": {str(session): number for session, number in by_session.items()},
    }
    if groups is not None:
        _set_groups(event, groups)
    event.quotas.exclude(scope=QuotaScope.CHOICE).delete()
    Quota.objects.bulk_create(quotas)
    after = places_of(event)
    if too_low := rules.too_low(after, before=before, taken=held(event, places=after)):
        raise BelowHeldError(too_low)
    record(
        Deed.PLACES_CHANGED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={
            "total": total,
            "each_state": each_state,
            "by_state": dict(by_state),
            **{name: numbers for name, numbers in more.items() if numbers},
        },
    )
    return promote(event, at=at)


@transaction.atomic
def add_places(event: Event, *, more: int, by: Standing, at: datetime) -> list[Registration]:
    """Let so many more come in all, and promote who now can; other numbers stay.

    An event without a number takes everybody as before.
    """
    event = locked(event)
    total = event.quotas.filter(scope=QuotaScope.TOTAL, places__isnull=False).first()
    if total is None:
        return []
    total.places = (total.places or 0) + more
    total.save(update_fields=["places"])
    record(
        Deed.PLACES_CHANGED,
        at=at,
        actor=by.actor,
        acting_for=by.acting_for,
        label="events.event",
        key=str(event.uid),
        facts={"total": total.places},
    )
    return promote(event, at=at)


def _set_groups(event: Event, groups: Iterable[EventGroup]) -> None:
    """Keep as what people may register, and let each group wait as far in front as it says."""
    event.groups.all().delete()
    kept = list(groups)
    for one in kept:
        one.event = event
    EventGroup.objects.bulk_create(kept)
    priorities = {one.group: one.priority for one in kept}
    for group in Group.values:
        event.registrations.filter(group=group).update(priority=priorities.get(group, 0))
