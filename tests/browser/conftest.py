"""What the browser's tests share."""

import pytest
from django.conf import settings
from django.test import Client

from tests.journeys.conftest import proved
from tests.journeys.world import build


@pytest.fixture
def house(transactional_db):
    """The house with people of every role, seen by the server too."""
    return build()


@pytest.fixture
def sign_in(live_server):
    """Sign a browser in as a person who has just proved who they are."""

    def signed_in(context, user):
        client = Client()
        client.force_login(user)
        proved(client, user)
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])

    return signed_in


@pytest.fixture
def as_role(house, context, sign_in):
    """Sign the browser in as the person of a role, or out as a visitor."""

    def become(role):
        context.clear_cookies()
        if user := house.people[role]:
            sign_in(context, user)

    return become
