"""The chair by term without a seat names its delegation by addresses, and reads so beforehand."""

import pytest

from accounts.models import Seat
from events.models import Registration
from tests.events.organisers import signed_in
from tests.events.test_views_own import words_of
from tests.factories.accounts import PresidencyTermFactory
from tests.factories.meetings import meeting, speaks_for
from tests.meetings.delegation_form import OWN, boxes, marks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]

PAGE = f"{OWN}LV/"
NEEDED = "Without a seat of its own, give each person an address."
TOLD_APART = "Who sits here without a seat is told apart by the address alone"
OPTIONAL = 'for="id_email_1">E-mail address <span class="muted">(optional)</span>'


@pytest.fixture
def event():
    """A meeting that Latvia chairs."""
    found = meeting()
    found.body.chaired_by_presidency = True
    found.body.save()
    day = found.first_date
    PresidencyTermFactory(
        member_state_id="LV", starts=day.replace(month=1, day=1), ends=day.replace(month=6, day=30)
    )
    return found


def as_latvia():
    return signed_in(speaks_for("LV").user)


def page_of(client):
    page = client.get(PAGE)
    return words_of(page), " ".join(page.text.split())


def test_with_a_seat_an_address_is_optional(event):
    said, page = page_of(as_latvia())

    assert "without one, naming is enough" in said
    assert TOLD_APART not in said
    assert OPTIONAL in page


def test_without_a_seat_it_is_asked_for_beforehand_and_a_lack_of_it_is_said_at_its_box(event):
    Seat.objects.filter(member_state="LV").delete()
    client = as_latvia()

    said, page = page_of(client)
    assert TOLD_APART in said
    assert "naming is enough" not in said
    assert OPTIONAL not in page
    assert "A different address in a row means a different person" in said
    without = client.post(PAGE, boxes(send="1", email_1="", **marks(client.get(PAGE))))
    assert without.status_code == 422
    assert NEEDED in words_of(without)
    assert list(without.context["form"].errors) == ["email_1"]
    sent = client.post(PAGE, boxes(send="1", **marks(client.get(PAGE))), follow=True)
    assert "Sent. Each person with an address" in words_of(sent)
    assert Registration.objects.get().email == "anna@example.eu"
