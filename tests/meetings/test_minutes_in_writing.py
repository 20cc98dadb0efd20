"""Minutes about which the body is asked in writing: they stay, and that procedure adopts them."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from agendas.models import Offer
from events.enums import State
from meetings import services
from meetings.enums import AdoptedBy, ItemOutcome
from meetings.models import Minutes
from tests.factories.held import AFTER, DURING, somebody
from tests.meetings.laid import WRITTEN, adopting, decided, final, held, sent
from tests.meetings.minuted import UNTIL
from tests.meetings.reading import LATER, of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False):
        yield


def test_what_the_body_is_asked_in_writing_stays_as_it_is(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)
    client.force_login(by.user)

    with pytest.raises(services.AskedInWritingError):
        services.send_for_comments(found, until=UNTIL, version=found.version, by=by, at=LATER)
    with pytest.raises(services.AskedInWritingError):
        services.adopt_minutes(found, how=AdoptedBy.MEETING, by=by, at=LATER)
    with pytest.raises(services.InWritingError):
        decided(adopting(found), by, at=LATER)
    page = client.get(of("minutes", event))
    answer = client.post(of("adopt_minutes", event), {"version": found.version}, follow=True)

    assert "The body is asked in writing: PROC-2024-077" in words(page)
    assert of("send_minutes", event) not in words(page)
    assert "Withdraw the procedure first." in words(answer)
    assert not Offer.objects.exists()


def test_the_item_of_minutes_that_are_adopted_in_writing_says_so(client):
    event, _items = held()
    by = somebody(at=LATER)
    found = services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)
    item = adopting(found)
    client.force_login(by.user)

    page = client.get(reverse("meetings:day_item", args=[item.agenda.event.slug, item.key]))

    assert "These minutes are adopted in writing" in words(page)


def test_a_procedure_adopts_the_minutes_about_which_it_asked():
    event, _items = held(state=State.HELD)
    by = somebody(at=LATER)
    services.ask_in_writing(final(event, by), written=WRITTEN, by=by, at=LATER)

    services.adopt_in_writing(source=("procedures.procedure", "PROC-2024-078"), at=LATER)
    before = Minutes.objects.get().is_adopted
    services.adopt_in_writing(source=WRITTEN[:2], at=LATER)

    found = Minutes.objects.get()
    assert (before, found.is_adopted, found.is_in_writing) == (False, True, False)
    assert (found.adopted_label, found.adopted_key) == WRITTEN[:2]


def test_the_database_asks_in_writing_about_minutes_before_the_body_alone():
    event, _items = held()
    found = sent(event, somebody(at=LATER))

    with pytest.raises(IntegrityError, match="in_writing_while_before"), transaction.atomic():
        Minutes.objects.filter(pk=found.pk).update(
            written_label="p", written_key="PROC-1", written_url="/p/"
        )
    with pytest.raises(IntegrityError, match="adopted_at_a_moment"), transaction.atomic():
        Minutes.objects.filter(pk=found.pk).update(adopted_at=AFTER, adopted_how="meeting")


def test_what_is_to_be_decided_in_writing_leads_to_its_procedure(client):
    event, (item, other) = held("Toolbox", "Award")
    by = somebody(at=DURING)
    decided(item, by, outcome=ItemOutcome.IN_WRITING)
    decided(other, by, outcome=ItemOutcome.NOTED)
    presidency = somebody(Role.PRESIDENCY, code="BE", at=LATER)

    def leads(who, one):
        client.force_login(who.user)
        page = words(client.get(of("day_item", event, one.key)))
        return reverse("procedures:convert", args=[one.key]) in page

    assert leads(by, item)
    assert not leads(by, other)
    assert not leads(presidency, item)
