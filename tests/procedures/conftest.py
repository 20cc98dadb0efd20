"""What tests of procedures share."""

import datetime as dt

import pytest
from django.test import Client

from procedures import services
from procedures.models import Procedure
from tests.accounts.signing import sign_in
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
