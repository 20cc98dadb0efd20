"""The page on which interests in an item are declared."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import MemberState
from agendas import services
from agendas.models import Interest
from events.enums import State
from tests.agendas.conftest import AT, browser, chair, observer, office, speaker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(item, name="interests", *more):
    return reverse(f"agendas:{name}", args=[item.agenda.event.slug, item.key, *more])


def declare(item, who, person="", code=None):
    places = services.declaring_places(who, item.agenda.event)
    place = next(one for one in places if code in {None, one.code})
    return services.declare_interest(
        item, once=uuid.uuid4(), place=place, text="ROSEBUD", person=person, by=who, at=AT
    )


def test_who_speaks_for_a_seat_declares_and_withdraws(item):
    who = speaker("LV")
    client = browser(who)
    page = client.get(url(item))
    assert f'value="{who.user.name}"' in page.text
    assert "For Latvia" in page.text

    sent = {"once": uuid.uuid4(), "place": "0", "person": "Maija", "text": "My agency wrote it."}
    answer = client.post(url(item), sent)

    assert answer.url == url(item)
    (made,) = Interest.objects.all()
    assert (str(made), made.text) == ("Maija, Latvia", "My agency wrote it.")
    assert (
        "Maija, Latvia" in client.get(reverse("agendas:agenda", args=[item.agenda.event.slug])).text
    )
    page = client.post(url(item, "withdraw_interest", made.key), follow=True).text
    assert "Withdrawn" in page
    assert "Withdraw<" not in page


def test_a_declaration_without_words_is_asked_again_and_what_was_typed_is_kept(item):
    client = browser(speaker("LV"))

    answer = client.post(
        url(item), {"once": uuid.uuid4(), "place": "0", "person": "Maija", "text": ""}
    )

    assert (answer.status_code, 'value="Maija"' in answer.text) == (422, True)


def test_who_prepares_the_meeting_notes_what_any_seat_says(item):
    client = browser(chair())
    page = client.get(url(item))
    choices = page.context["form"].fields["place"].choices
    number = next(value for value, holder in choices if holder == "Malta")

    client.post(url(item), {"once": uuid.uuid4(), "place": number, "person": "", "text": "Told."})

    assert Interest.objects.get().member_state == MemberState.objects.get(pk="MT")


def test_an_observer_declares_for_its_organisation(item):
    client = browser(observer())

    client.post(url(item), {"once": uuid.uuid4(), "place": "0", "person": "", "text": "Ours."})

    assert Interest.objects.get().holder == "European Commission, DG HOME"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (office, True),
        (chair, True),
        (lambda: speaker("BE"), True),
        (lambda: speaker("LV"), True),
        (lambda: speaker("EE"), False),
        (observer, False),
    ],
    ids=["Secretariat", "team", "chair", "own", "another", "observer"],
)
def test_secretariat_and_chair_see_all_and_others_their_own(item, who, sees):
    declare(item, speaker("LV"), "Maija Kalniņa")
    client = browser(who())

    page = client.get(url(item)).text
    agenda = client.get(reverse("agendas:agenda", args=[item.agenda.event.slug])).text

    assert ("ROSEBUD" in page, "Maija Kalniņa" in agenda) == (sees, sees)


def test_what_another_seat_declared_is_not_there_to_be_withdrawn(item):
    made = declare(item, speaker("LV"))

    answer = browser(speaker("EE")).post(url(item, "withdraw_interest", made.key))

    assert answer.status_code == 404
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_the_chairs_state_reads_all_but_withdraws_nothing_of_others(item):
    made = declare(item, speaker("LV"))

    page = browser(speaker("BE")).post(url(item, "withdraw_interest", made.key), follow=True)

    assert "no longer be done" in page.text
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_after_a_closed_meeting_it_is_read_only(item):
    who = speaker("LV")
    declare(item, who)
    item.agenda.event.state = State.CLOSED
    item.agenda.event.save()
    client = browser(who)

    page = client.get(url(item)).text
    sent = {"once": uuid.uuid4(), "place": "0", "person": "", "text": "Late."}
    answer = client.post(url(item), sent)

    assert "ROSEBUD" in page
    assert "Declare it" not in page
    assert (answer.status_code, "nothing is declared now" in answer.text) == (422, True)
    assert Interest.objects.count() == 1


def test_who_has_no_seat_there_has_no_page(item):
    item.visibility = "network"
    item.save()
    item.agenda.event.visibility = "network"
    item.agenda.event.save()
    outsider = speaker("LV", role="contact_point")

    assert browser(outsider).get(url(item)).status_code == 404
