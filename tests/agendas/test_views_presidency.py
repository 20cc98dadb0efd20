"""The pages on which the Presidency is asked whether an item is decided in writing, and answers."""

import pytest
from django.urls import reverse

from accounts.enums import Visibility
from accounts.models import MemberState
from agendas import services, todos
from agendas.enums import ItemKind
from agendas.models import Agreement
from tests.agendas.conftest import AT, browser, chair, office, speaker, trusted
from tests.agendas.test_presidency import at, say
from tests.factories.agendas import AgendaItemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("clock")
def test_the_secretariat_asks_by_one_press_and_the_presidency_answers_on_its_page(item):
    team, by = chair(), office()
    state = MemberState.objects.get(pk="LV")
    services.wish(item, member_state=state, by=speaker("LV"), at=AT, text="It is simple.")
    officer, presiding = browser(by), browser(team)
    wishes = reverse("agendas:wishes", args=[item.agenda.event.slug])
    assert at("ask_presidency", item) in officer.get(wishes).text

    asked = officer.post(at("ask_presidency", item))

    assert asked.url == wishes
    page = officer.get(wishes).text
    assert ("The Presidency is asked" in page, at("stop_asking", item) in page) == (True, True)
    question = presiding.get(at("presidency_answer", item)).text
    for said in ("Agree to decide this in writing", "Rather discuss it", "It is simple.", "Latvia"):
        assert said in question
    answered = presiding.post(
        at("presidency_answer", item), {"version": 1, "answer": "agrees", "text": "Yes."}
    )
    assert answered.url == f"{item.agenda.get_absolute_url()}#item-{item.key}"
    page = officer.get(wishes).text
    for said in ("The Presidency agrees", team.user.name, "Yes."):
        assert said in page
    assert reverse("procedures:convert_agreed", args=[item.key]) in page
    assert "The Presidency agrees" in officer.get(item.agenda.get_absolute_url()).text
    (todo,) = todos.for_user(by)
    assert todo.note == "Wednesday 29 May 2024. The Presidency agrees to 1."


@pytest.mark.usefixtures("clock")
def test_an_answer_without_a_button_is_asked_for_again_and_keeps_the_remark(item):
    answer = browser(chair()).post(at("presidency_answer", item), {"version": 1, "text": "Yes."})

    assert (answer.status_code, "Yes." in answer.text) == (422, True)
    assert Agreement.objects.count() == 0


@pytest.mark.usefixtures("clock")
def test_who_would_rather_discuss_says_so_and_it_waits_for_nobody(item):
    by = office()
    services.wish(item, member_state=MemberState.objects.get(pk="LV"), by=speaker("LV"), at=AT)
    assert len(todos.for_user(by)) == 1
    representative = browser(speaker("BE"))

    representative.post(
        at("presidency_answer", item), {"version": 1, "answer": "discuss", "text": ""}
    )

    assert todos.for_user(by) == []
    page = browser(by).get(reverse("agendas:wishes", args=[item.agenda.event.slug])).text
    assert "The Presidency would rather discuss it" in page
    assert "The Presidency would rather discuss it" in representative.get(
        item.agenda.get_absolute_url()
    ).text  # fmt: skip


@pytest.mark.usefixtures("clock")
def test_after_the_conversion_the_page_says_so_and_takes_nothing(item):
    team = browser(chair())
    services.mark_in_writing(item, written=("a", "b", "/c/"), by=office(), at=AT)

    assert "drafted already" in team.get(at("presidency_answer", item)).text
    answer = team.post(at("presidency_answer", item), {"version": 2, "answer": "discuss"})

    assert (answer.status_code, "drafted already" in answer.text) == (422, True)


@pytest.mark.usefixtures("clock")
def test_of_what_cannot_be_decided_in_writing_the_pages_say_why(item):
    services.wish(item, member_state=MemberState.objects.get(pk="LV"), by=speaker("LV"), at=AT)
    item.kind = ItemKind.INFORMATION
    item.save()
    officer, why = browser(office()), "There is nothing to decide in this item"
    wishes = reverse("agendas:wishes", args=[item.agenda.event.slug])

    page = officer.get(wishes).text

    assert (why in page, at("ask_presidency", item) in page) == (True, False)
    assert reverse("procedures:convert", args=[item.key]) not in page
    assert why in browser(chair()).get(at("presidency_answer", item)).text
    for name in ("ask_presidency", "stop_asking"):
        officer.post(at(name, item))
    assert why in officer.get(wishes).text


@pytest.mark.usefixtures("clock")
def test_what_is_asked_is_taken_back_by_one_press(item):
    chair()
    officer = browser(office())
    officer.post(at("ask_presidency", item))

    officer.post(at("stop_asking", item))
    assert Agreement.objects.count() == 0

    say(item)
    page = officer.post(at("stop_asking", item), follow=True).text
    assert "The Presidency has answered already" in page


@pytest.mark.usefixtures("clock")
def test_the_page_is_there_for_the_presidency_alone(item):
    answers = {
        name: browser(who).get(at("presidency_answer", item)).status_code
        for name, who in (
            ("team", chair()), ("representative", speaker("BE")), ("office", trusted()),
            ("other", speaker("LV")), ("another Presidency", chair("HU")),
        )
    }  # fmt: skip

    assert answers == {
        "team": 200, "representative": 200, "office": 404, "other": 404, "another Presidency": 404,
    }  # fmt: skip


@pytest.mark.usefixtures("clock")
def test_the_item_itself_offers_to_ask_only_where_it_could_be_decided_in_writing(item):
    officer, presiding = browser(office()), browser(chair())
    change, asks = at("change_item", item), at("ask_presidency", item)
    assert asks in officer.get(change).text
    officer.post(asks)
    page = officer.get(change).text
    assert (asks in page, "The Presidency is asked" in page) == (False, True)
    officer.post(at("stop_asking", item))

    part = AgendaItemFactory(agenda=item.agenda, parent=item)
    assert asks not in officer.get(change).text
    part.delete()
    services.mark_in_writing(item, written=("a", "b", "/c/"), by=office(), at=AT)
    assert asks not in officer.get(change).text
    assert asks not in presiding.get(change).text


@pytest.mark.usefixtures("clock")
def test_states_are_offered_to_wish_for_what_can_be_decided_in_writing_alone(item):
    known = {item}
    for said in (
        {"kind": ItemKind.INFORMATION},
        {"kind": ItemKind.OTHER},
        {"visibility": Visibility.RESTRICTED},
    ):
        AgendaItemFactory(agenda=item.agenda, **said)
    known.add(AgendaItemFactory(agenda=item.agenda, kind=ItemKind.ADOPTION))
    whole = AgendaItemFactory(agenda=item.agenda)
    known.add(AgendaItemFactory(agenda=item.agenda, parent=whole))

    page = browser(speaker("LV")).get(item.agenda.get_absolute_url()).text

    offered = {one for one in item.agenda.items.all() if f"items/{one.key}/wish/" in page}
    assert offered == known
