"""Who speaks for a Member State hears that its people ask for places, without a flood."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, When

from accounts.enums import SPEAKS_FOR_THE_SEAT
from accounts.models import Mandate, MemberState, User
from events import emails
from events.enums import Approver, RegistrationState, State
from events.models import Event, Registration
from events.services.moves import locked

TOLD_ONCE_IN = timedelta(hours=1)


def tell_states(*, at: datetime) -> int:
    """Tell who approves for a state that people ask; return how many letters. Twice is once.

    The first to ask is told of at once; whoever follows within an hour comes in one letter
    after it. So it is one letter an hour and event at the most, to each who speaks for the
    state: that of the people, or the one that hosts. Others from elsewhere are the
    Secretariat's, which sees them among its to-dos.
    """
    asking = Registration.objects.filter(
        state=RegistrationState.PENDING,
        state_told_at=None,
        event__in=Event.objects.filter(
            needs_approval=True,
            approver__in=[Approver.STATE, Approver.HOST],
            state=State.PUBLISHED,
            starts_at__gt=at,
        ),
    ).annotate(
        asks=Case(When(event__approver=Approver.HOST, then=F("event__host")), default=F("country"))
    )
    of_a_state = asking.filter(asks__in=MemberState.objects.values("pk"))
    found = of_a_state.order_by("event", "asks").values_list("event", "asks").distinct()
    return sum(_tell(event, code, at=at) for event, code in list(found)) if found else 0


@transaction.atomic
def _tell(pk: int, code: str, *, at: datetime) -> int:
    event = locked(Event(pk=pk))
    own = Registration.objects.all().before_state(event, code)
    if own.filter(state_told_at__gt=at - TOLD_ONCE_IN).exists():
        return 0
    asking = own.filter(state=RegistrationState.PENDING)
    new = list(asking.filter(state_told_at=None).order_by("arrival"))
    if not new:
        return 0
    total = asking.count()
    own.filter(pk__in=[registration.pk for registration in new]).update(state_told_at=at)
    people = _who_speaks_for(code, at=at)
    for person in people:
        emails.to_approve(
            event, code, person=person, names=[one.name for one in new], total=total, at=at
        )
    return len(people)


def _who_speaks_for(code: str, *, at: datetime) -> list[User]:
    """Return who speaks for a state at that moment, each once."""
    mandates = (
        Mandate.objects.valid_at(at)
        .filter(role__in=SPEAKS_FOR_THE_SEAT, member_state=code, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    people: dict[int, User] = {mandate.user_id: mandate.user for mandate in mandates}
    return list(people.values())
