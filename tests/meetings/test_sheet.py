"""Minutes on paper: what is restricted says so, to who may know of it."""

import datetime as dt
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role, Visibility
from agendas.models import AgendaItem
from meetings import services
from meetings.enums import AdoptedBy
from tests.factories.agendas import AgendaItemFactory
from tests.factories.held import AFTER, adopted_agenda, meeting, quorate, somebody

pytestmark = pytest.mark.django_db

LATER = dt.datetime(2024, 6, 24, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as travelled:
        yield travelled


def paper_for(client, event, code):
    """The text of the minutes as PDF, on one line, for who speaks for a state."""
    client.force_login(somebody(Role.NR, code=code).user)
    answer = client.get(reverse("meetings:minutes_pdf", args=[event.slug]))
    pages = pypdf.PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("is_adopted", [False, True], ids=["for comments", "adopted"])
def test_restricted_items_of_minutes_and_their_parts_say_so(client, is_adopted):
    event = meeting()
    quorate(event)
    agenda = adopted_agenda(event, "Toolbox", "Hidden")
    hidden = AgendaItem.objects.get(title="Hidden")
    hidden.visibility = Visibility.RESTRICTED
    hidden.save()
    AgendaItemFactory(agenda=agenda, parent=hidden, title="Deeper", order=3)
    by = somebody(at=AFTER)
    found = services.draft_minutes(event, by=by, at=AFTER)
    found = services.send_for_comments(
        found, until=AFTER.date(), version=found.version, by=by, at=AFTER
    )
    if is_adopted:
        by = somebody(at=LATER)
        found = services.finish_minutes(found, version=found.version, by=by, at=LATER)
        later = meeting(body=event.body, slug="the-next-one", first_date=LATER.date())
        services.adopt_minutes(found, how=AdoptedBy.MEETING, at_event=later, by=by, at=LATER)

    chair, member = (paper_for(client, event, code) for code in ("BE", "LV"))

    assert "R1 Hidden Restricted" in chair
    assert "R1.1 Deeper Restricted" in chair
    assert "1 Toolbox Restricted" not in chair
    assert "With restricted items · Minutes of the" in chair
    assert "1 Toolbox" in member
    assert "estricted" not in member
