"""Where a person's own share of SEQUENCE begins, so that it never falls."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from events.models import Event, Invitation, Registration


def first_shares(event: Event, addresses: Collection[str]) -> Mapping[str, int]:
    """Return for each address the share of a new invitation or registration, in one query.

    It is above all that its calendar was told of the event before: programs pass over an
    entry with a lower SEQUENCE than that of the one they have taken out. Who was never
    asked nor registered begins with 0, and so does a delegate without an address.
    """
    own = {"event": event, "email__in": {address for address in addresses if address}}
    told = Registration.objects.filter(**own).values_list("email", "sequence")
    asked = Invitation.objects.filter(**own).values_list("email", "sequence")
    shares: dict[str, int] = defaultdict(int)
    for address, sequence in told.order_by().union(asked.order_by()).order_by():
        shares[address] = max(shares[address], sequence + 1)
    return shares


def first_share(event: Event, email: str) -> Combinable | int:
    """Return the same for one address, to be worked out by the statement that stores the row."""
    return highest_share(event, email) + 1 if email else 0


def highest_share(event: Event | OuterRef, email: str) -> Combinable:
    """Return the highest share that an address has or had at an event; -1 where it has none.

    ``event`` may be that of a row of the query around.
    """
    own = {"event": event, "email": email}
    registered, asked = Registration.objects.filter(**own), Invitation.objects.filter(**own)
    return Greatest(_highest(registered), _highest(asked))


def _highest(rows: QuerySet[Any]) -> Coalesce:
    highest = rows.order_by().values("email").annotate(highest=Max("sequence")).values("highest")
    return Coalesce(Subquery(highest), -1)
