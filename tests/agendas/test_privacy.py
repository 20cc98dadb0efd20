"""What agendas hold about one person, and its erasure."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import Mandate, MemberState
from agendas import privacy, services
from agendas.enums import Deed
from agendas.models import Agreement
from desk import privacy as of_all
from journal.models import Entry
from tests.agendas.conftest import AT, LONG_AGO, observer, office, speaker

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


def noted(item, person, *, seat="Latvia", by=None):
    """The Secretariat notes what a seat said: that of somebody, or of the whole seat."""
    by = by or office()
    places = services.declaring_places(by, item.agenda.event)
    (place,) = (one for one in places if one.holder.startswith(seat))
    return services.declare_interest(
        item, once=uuid.uuid4(), place=place, person=person, text="CANARY", by=by, at=AT
    )


@pytest.fixture
def maija(item):
    """Who speaks for Latvia."""
    person = speaker("LV")
    person.user.name = "Maija Kalniņa"
    person.user.save()
    return person


@pytest.mark.parametrize("name", ["Maija Kalniņa", "MAIJA  KALNINA", "Kalnina, Maija"])
def test_what_is_noted_for_a_person_is_the_persons(item, maija, name):
    made = noted(item, name)

    assert privacy.held(maija.user).interests == 1
    (told,) = privacy.export(maija.user, own=maija)["interests"]
    assert (told["item"], told["person"], told["text"]) == ("Rules of Procedure", name, "CANARY")
    privacy.erase(maija.user, by=office(), at=AT)

    made.refresh_from_db()
    assert (made.person, made.text, made.declared_by) == ("", "–", None)
    assert privacy.held(maija.user).interests == 0
    (entry,) = Entry.objects.filter(deed=Deed.INTEREST_ERASED)
    assert entry.key == str(item.key)


def test_it_is_the_persons_after_the_mandate_and_for_an_organisation_too(item):
    watches = observer()
    watches.user.name = "Giulia Rossi"
    watches.user.save()
    Mandate.objects.filter(user=watches.user).update(ends=LONG_AGO)
    noted(item, "Giulia Rossi", seat="European Commission")

    assert privacy.held(watches.user).interests == 1


@pytest.mark.parametrize(
    ("name", "seat"),
    [("Maija Kalniņa", "Estonia"), ("Maija Anna Kalniņa", "Latvia"), ("", "Latvia")],
    ids=["of another seat", "of another name", "of the whole seat"],
)
def test_what_is_noted_for_somebody_else_is_not(item, maija, name, seat):
    made = noted(item, name, seat=seat)

    privacy.erase(maija.user, by=office(), at=AT)

    made.refresh_from_db()
    assert (made.person, made.text) == (name, "CANARY")
    assert privacy.held(maija.user).interests == 0


def test_who_noted_it_for_a_seat_goes_and_the_word_of_the_seat_stays(item, maija):
    officer = office()
    made = noted(item, "Maija Kalniņa", by=officer)
    assert privacy.held(officer.user).interests == 1

    privacy.erase(officer.user, by=office(), at=AT)

    made.refresh_from_db()
    assert (made.person, made.text, made.declared_by) == ("Maija Kalniņa", "CANARY", None)
    assert privacy.held(officer.user).interests == 0


def test_what_is_noted_in_an_item_that_one_may_not_know_is_told_without_its_words(item, maija):
    noted(item, "Maija Kalniņa")
    item.visibility = "restricted"
    item.save()

    (told,) = privacy.export(maija.user, own=maija)["interests"]

    assert (told["item"], told["seat"], told["person"], told["text"]) == (
        "", "Latvia", "Maija Kalniņa", "",
    )  # fmt: skip


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
