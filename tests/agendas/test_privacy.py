"""What agendas hold about one person, and its erasure."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import MemberState
from agendas import privacy, services
from agendas.enums import Deed
from agendas.models import Agreement
from desk import privacy as of_all
from journal.models import Entry
from tests.agendas.conftest import AT, office, speaker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def who(item):
    """Somebody who declared an interest, and wished."""
    person = speaker("LV")
    (place,) = services.declaring_places(person, item.agenda.event)
    made = services.declare_interest(
        item, once=uuid.uuid4(), place=place, person="Maija", text="CANARY", by=person, at=AT
    )
    services.withdraw_interest(made, by=person, at=AT)
    services.wish(
        item, member_state=MemberState.objects.get(pk="LV"), by=person, at=AT, text="CANARY"
    )
    Agreement.objects.create(
        item=item,
        state_id="BE",
        answer="agrees",
        text="CANARY",
        answered_at=AT,
        answered_by=person.user,
    )
    return person


def test_it_is_counted_and_given_in_a_copy(item, who):
    assert privacy.held(who.user) == privacy.Held(interests=1, wishes=1, agreements=1)
    assert of_all.held(who.user.email, at=AT).agendas == privacy.Held(
        interests=1, wishes=1, agreements=1
    )
    assert privacy.export(who.user, own=who) == {
        "interests": [
            {
                "item": "Rules of Procedure",
                "seat": "Latvia",
                "person": "Maija",
                "text": "CANARY",
                "declared": AT.isoformat(),
                "withdrawn": AT.isoformat(),
            }
        ],
        "wishes": [
            {
                "item": "Rules of Procedure",
                "member_state": "LV",
                "text": "CANARY",
                "wished": AT.isoformat(),
            }
        ],
        "agreements": [
            {
                "item": "Rules of Procedure",
                "answer": "agrees",
                "text": "CANARY",
                "answered": AT.isoformat(),
            }
        ],
    }


def test_what_stands_is_said_to_stand(item):
    person = speaker("EE")
    (place,) = services.declaring_places(person, item.agenda.event)
    services.declare_interest(item, once=uuid.uuid4(), place=place, text="x", by=person, at=AT)

    assert privacy.export(person.user)["interests"][0]["withdrawn"] is None


def test_a_copy_that_somebody_else_takes_names_no_item_that_one_may_not_know(item, who):
    item.visibility = "restricted"
    item.save()

    assert privacy.export(who.user, reader=office()) == {
        "interests": [],
        "wishes": [],
        "agreements": [],
    }


def test_ones_own_copy_has_ones_own_words_and_no_title_that_became_restricted(client, item, who):
    item.visibility, item.title = "restricted", "Against Mr X"
    item.save()

    mine = privacy.export(who.user, own=who)
    client.force_login(who.user)
    page = client.get(reverse("desk:my_data")).text

    assert [(one["item"], one["text"]) for kind in mine.values() for one in kind] == [
        ("", "CANARY")
    ] * 3
    assert privacy.export(who.user)["wishes"] == mine["wishes"]
    assert "CANARY" in page
    assert "Mr X" not in page


def test_who_has_no_account_has_nothing_here():
    assert privacy.held(None) == privacy.Held(interests=0, wishes=0, agreements=0)
    assert privacy.export(None) == {"interests": [], "wishes": [], "agreements": []}


def test_erased_the_seats_word_stays_without_who_said_it(item, who):
    before = privacy.erase(who.user, by=office(), at=AT)

    assert before == privacy.Held(interests=1, wishes=1, agreements=1)
    assert privacy.held(who.user) == privacy.Held(interests=0, wishes=0, agreements=0)
    assert [(one.person, one.text, one.holder) for one in item.interests.all()] == [
        ("", "–", "Latvia")
    ]
    assert [(one.text, one.member_state_id) for one in item.wishes.all()] == [("", "LV")]
    item.agreement.refresh_from_db()
    assert (item.agreement.text, item.agreement.answer) == ("", "agrees")
    assert Entry.objects.filter(deed=Deed.INTEREST_ERASED).count() == 1
