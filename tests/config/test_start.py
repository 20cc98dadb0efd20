"""What is made sure of before the first request."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.start import refuse_demonstration_data
from config.wsgi import application
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_production_refuses_the_demonstrations_accounts(settings):
    UserFactory(email="secretariat@demo.example")
    refuse_demonstration_data()

    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured, match=r"demo\.example"):
        refuse_demonstration_data()


def test_production_starts_on_its_own_people(settings):
    settings.DEMO = False
    UserFactory(email="secretariat@example.eu")

    refuse_demonstration_data()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_not_made_yet_does_not_stop_the_start(settings):
    settings.DEMO = False
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE accounts_user RENAME TO accounts_user_away")
    try:
        refuse_demonstration_data()
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE accounts_user_away RENAME TO accounts_user")


def test_a_head_that_cannot_be_read_is_answered_400():
    answered = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/healthz",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "text/html; " + "a" * 100_000,
        "wsgi.input": None,
    }

    body = application(environ, lambda status, headers: answered.append(status))

    assert answered == ["400 Bad Request"]
    assert b"".join(body) == b"The request could not be read.\n"
