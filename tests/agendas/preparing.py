"""People around an agenda of the Board that IE hosts and on which LV sits."""

from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from agendas.models import Agenda
from tests.factories.accounts import MandateFactory, MemberStateFactory, SeatFactory
from tests.factories.agendas import AgendaFactory


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
