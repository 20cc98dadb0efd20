"""What tests of procedures share."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from accounts.enums import Role
from procedures import services
from procedures.models import Procedure
from tests.accounts.signing import sign_in
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.procedures import LAST_SECOND, LAUNCHED, ballot, board, holder, running

LATER = LAUNCHED + dt.timedelta(days=1)
CLOSING = LAST_SECOND + dt.timedelta(seconds=6)


def proved(user):
    """A client whose person signed in by a code this minute."""
    client = Client()
    sign_in(client, user)
    return client


@pytest.fixture
def the_board(db):
    """The Board with its 27 seats and the holidays of 2024."""
    return board()


@pytest.fixture
def ended(the_board):
    """A procedure in which much was done, adopted by ten votes to four."""
    made = running()

    def cast(code, choice, **more):
        services.cast(ballot(made, code), choice=choice, by=holder(code, LATER), at=LATER, **more)

    for code in ("BE", "BG", "CZ", "DK", "DE", "EE", "IE", "EL", "ES"):
        cast(code, "for", statement=f"«{code}» – ναι")
    for code in ("FR", "HR", "IT", "CY"):
        cast(code, "against")
    cast("LV", "abstain", is_reservation=True)
    cast("LV", "for")
    by = holder("MT", LATER)
    services.object_to_procedure(ballot(made, "MT"), reason="Let us meet.", by=by, at=LATER)
    services.propose_amendment(ballot(made, "MT"), text="Strike it.", by=by, at=LATER)
    services.remind(made, subject="", text="", by=None, at=LATER)
    services.close_due(at=CLOSING)
    return Procedure.objects.get()


@pytest.fixture
def clock():
    """The day after the launch, until the test moves it."""
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


def signed_in_office():
    """Somebody of the Secretariat, signed in at this moment."""
    return signed_in(MandateFactory(role=Role.SECRETARIAT).user)


@pytest.fixture
def office(clock):
    """The client of somebody of the Secretariat."""
    return signed_in_office()


@pytest.fixture
def made(clock):
    """A procedure that runs since yesterday."""
    return running()
