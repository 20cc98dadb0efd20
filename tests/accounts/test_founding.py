"""The first administrator of an installation."""

import pytest
from django.core.management import CommandError, call_command

from accounts.enums import Role
from accounts.models import Mandate, User
from mail.models import Letter
from tests.factories.accounts import MandateFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_invited_by_a_letter(capsys):
    call_command("found", " Zoe@Example.eu", "Zoë  Ångström")

    person = User.objects.get()
    assert (person.email, person.name, bool(person.invited_at)) == (
        "zoe@example.eu",
        "Zoë Ångström",
        True,
    )
    assert [mandate.role for mandate in person.mandates.all()] == [Role.ADMINISTRATOR]
    assert [letter.to for letter in Letter.objects.all()] == ["zoe@example.eu"]
    assert capsys.readouterr().out.startswith("zoe@example.eu is invited")


@pytest.mark.parametrize(
    ("email", "name", "code"),
    [
        ("nowhere", "Zoë", 2),
        ("zoe@example.eu", "  ", 2),
        ("zoe@example.eu", "z" * 201, 2),
        ("taken@example.eu", "Zoë", 1),
    ],
    ids=["no address", "no name", "a name too long", "an address that was invited"],
)
def test_bad_calls_say_why_and_change_nothing(email, name, code):
    UserFactory(email="taken@example.eu", invited_at=UserFactory().created_at)

    with pytest.raises(CommandError) as refused:
        call_command("found", email, name)

    assert (refused.value.returncode, Mandate.objects.count()) == (code, 0)


def test_who_is_administered_is_not_founded_again():
    MandateFactory(role=Role.ADMINISTRATOR)

    with pytest.raises(CommandError, match="administers"):
        call_command("found", "zoe@example.eu", "Zoë")

    assert Mandate.objects.count() == 1
