"""People around an agenda of the Board that IE hosts and on which LV sits."""

import datetime as dt

from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role, Visibility
from agendas.enums import ItemKind, ItemState, Presenter
from agendas.models import Agenda, AgendaItem
from tests.factories.accounts import MandateFactory, MemberStateFactory, SeatFactory
from tests.factories.agendas import AgendaFactory, AgendaItemFactory
from tests.factories.events import FundingSourceFactory

HOUR = dt.timedelta(hours=1)
TYPED = {"title": "Budget", "kind": "B", "presenter": "", "visibility": "body", "text": "",
         "presenter_name": "", "minutes": "", "presenter_state": ""}  # fmt: skip


def the_agenda(**said) -> Agenda:
    """An agenda of the Board, hosted by IE; LV has a seat there."""
    MemberStateFactory(code="IE", name="Ireland")
    found = AgendaFactory(**{"event__host_id": "IE", **said})
    SeatFactory(body=found.event.body, member_state__code="LV")
    return found


def person(role=Role.NR, *, right=False, **of):
    """Somebody with a mandate, and the right to read restricted papers where told."""
    user = MandateFactory(role=role, **of).user
    if right:
        user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
    return user


def acting(role=Role.NR, *, right=False, **of):
    """The standing of such a person now."""
    return standing(person(role, right=right, **of), timezone.now())


def office(*, right=True):
    """An officer of the Secretariat."""
    return acting(Role.SECRETARIAT, right=right)


def host():
    """Somebody of the Presidency team that hosts the meeting."""
    return acting(Role.PRESIDENCY, member_state__code="IE")


def member():
    """The National Representative of a state that sits on the Board."""
    return acting(Role.NR, member_state__code="LV")


def titles():
    """The items in their order, parts after a dot."""
    return [
        f"{one.parent.title}.{one.title}" if one.parent else one.title
        for one in AgendaItem.objects.all()
    ]


def three(agenda):
    """Three items, and a part of the second."""
    first, second = (
        AgendaItemFactory(agenda=agenda, title=title, order=order)
        for order, title in enumerate(("A", "B"), start=1)
    )
    part = AgendaItemFactory(agenda=agenda, title="B1", parent=second, order=3)
    return first, second, part, AgendaItemFactory(agenda=agenda, title="C", order=4)


def signed_in(client, standing):
    """The client, signed in as somebody."""
    client.force_login(standing.user)
    return client


def five_items():
    """An agenda that was sent out yesterday, with five items."""
    found = the_agenda(event__title="Board meeting", event__funding=FundingSourceFactory())
    state = MemberStateFactory(code="LV", name="Latvia")
    first = AgendaItemFactory(
        agenda=found, title="Opening", kind=ItemKind.ADOPTION, minutes=10,
        presenter=Presenter.PRESIDENCY,
    )  # fmt: skip
    AgendaItemFactory(agenda=found, title="Secret", visibility=Visibility.RESTRICTED, minutes=60)
    whole = AgendaItemFactory(agenda=found, title="Projects", text="All of them.", minutes=20)
    AgendaItemFactory(
        agenda=found, parent=whole, title="In Latvia", presenter=Presenter.STATE,
        presenter_state=state, presenter_name="Anna",
    )  # fmt: skip
    AgendaItemFactory(
        agenda=found, title="By letter", state=ItemState.IN_WRITING, written_key="WP-2026-01",
        written_label="procedures.procedure", written_url="/decisions/WP-2026-01/",
    )  # fmt: skip
    AgendaItemFactory(
        agenda=found, title="Gone", state=ItemState.STRUCK, struck_reason="Not ready."
    )
    assert first.agenda == found
    return found


def lines(rows):
    """Number, title and what is said beside it, of lines with their parts."""
    found = []
    for line in rows:
        found.append((line.number, line.item.title, line.facts))
        found += lines(line.below)
    return found
