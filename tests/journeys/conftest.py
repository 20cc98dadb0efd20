"""What the journeys through the whole house share: data laid out once a module, then undone."""

from collections.abc import Iterator

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from tests.journeys.roles import ROLES
from tests.journeys.world import build
from tests.journeys.world.people import World


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    """The house, in a transaction that is rolled back when the module is done."""
    if request.node.get_closest_marker("django_db") is None:
        pytest.fail("Without the mark django_db this would be no database of the tests.")
    mark = getattr(request.module, "MARK", "")
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(mark)
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    """A browser for each role, signed in a moment ago."""
    made = {}
    for role in ROLES:
        made[role] = Client(raise_request_exception=False)
        if user := world.people[role]:
            made[role].force_login(user)
            proved(made[role], user)
    return made


def proved(client: Client, user: User) -> None:
    """Note in the session that the person has just proved who they are."""
    request = HttpRequest()
    request.session, request.user = client.session, user
    record_authentication(request, user, method="code", reauthenticated=True)
    request.session.save()
