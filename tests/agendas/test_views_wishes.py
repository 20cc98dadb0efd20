"""The pages on which states ask for an item in writing, and on which the wishes are read."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from accounts.enums import Role
from accounts.models import MemberState
from agendas import services, todos
from agendas.enums import ItemKind, ItemState
from agendas.models import AgendaItem, Wish
from events.enums import State
from tests.agendas.conftest import AT, browser, chair, observer, office, speaker, trusted
from tests.factories.accounts import MandateFactory
from tests.factories.agendas import AgendaItemFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(name, item, *more):
    return reverse(f"agendas:{name}", args=[item.agenda.event.slug, *more])


def wish(item, code, text=""):
    return services.wish(
        item,
        member_state=MemberState.objects.get(pk=code),
        by=speaker(code),
        at=AT,
        text=text,
    )


def test_a_state_asks_and_takes_it_back(item):
    client = browser(speaker("LV"))
    agenda = client.get(url("agenda", item)).text
    assert f'href="items/{item.key}/wish/">In writing instead' in agenda

    page = client.get(url("wish", item, item.key))
    assert "until Wednesday 22 May 2024" in page.text
    answer = client.post(url("wish", item, item.key), {"member_state": "LV", "text": "Clear."})

    assert answer.url == f"{url('agenda', item)}#item-{item.key}"
    assert [(one.member_state_id, one.text) for one in Wish.objects.all()] == [("LV", "Clear.")]
    agenda = client.get(url("agenda", item)).text
    assert f'href="items/{item.key}/wish/">In writing instead' not in agenda
    assert f'href="items/{item.key}/wish/">Your reason' in agenda
    assert "You want it in writing" in agenda

    client.post(url("take_wish_back", item, item.key))
    assert Wish.objects.count() == 0


def test_the_own_wish_is_read_and_its_reason_changed(item):
    wish(item, "LV", text="It is short.")
    Wish.objects.update(wished_by=None)
    client = browser(speaker("LV"))
    assert f'href="items/{item.key}/wish/"' in client.get(url("agenda", item)).text

    page = client.get(url("wish", item, item.key))
    form = page.context["forms"][0]
    sent = {"member_state": "LV", "text": "All agree.", "seen": form["seen"].value()}
    client.post(url("wish", item, item.key), sent)

    said = "Latvia has asked for it (Somebody, Tuesday 14 May 2024, 10:00 (Brussels)): It is short."
    assert said in page.text
    assert form["text"].value() == "It is short."
    assert ("Change the reason" in page.text, 'action="back/"' in page.text) == (True, True)
    assert [one.text for one in Wish.objects.all()] == ["All agree."]
    again = client.get(url("wish", item, item.key)).text
    assert f"({Wish.objects.get().wished_by.name}, " in again


@pytest.mark.parametrize("is_known", [True, False], ids=["known", "erased"])
@pytest.mark.parametrize(
    ("stored", "typed", "shown"),
    [("It is short.", "All agree.", ("It is short.", "All agree.")), ("", "Mine.", ("–", "Mine.")),
     ("It is short.", "", ("It is short.", "–"))],
    ids=["both", "only mine", "only theirs"],
)  # fmt: skip
def test_two_who_ask_for_one_state_are_shown_both_reasons(  # each is a part of a case
    item, is_known, stored, typed, shown
):
    client = browser(speaker("LV"))
    seen = client.get(url("wish", item, item.key)).context["forms"][0]["seen"].value()
    made = wish(item, "LV", text=stored)
    name = made.wished_by.name
    if not is_known:
        Wish.objects.update(wished_by=None)

    sent = {"member_state": "LV", "text": typed, "seen": seen}
    answer = client.post(url("wish", item, item.key), sent)

    assert answer.status_code == 409
    assert answer.context["differences"] == [("Why", *shown)]
    assert answer.context["changed_by"] == (name if is_known else "")
    assert f'href="{url("wish", item, item.key)}"' in answer.text
    assert Wish.objects.get().text == stored


def test_a_reason_typed_for_a_wish_that_was_taken_back_is_kept_in_the_form(item):
    wish(item, "LV")
    client = browser(speaker("LV"))
    seen = client.get(url("wish", item, item.key)).context["forms"][0]["seen"].value()
    client.post(url("take_wish_back", item, item.key))

    sent = {"member_state": "LV", "text": "All agree.", "seen": seen}
    answer = client.post(url("wish", item, item.key), sent)

    assert (answer.status_code, "The wish was taken back meanwhile" in answer.text) == (422, True)
    assert "All agree.</textarea>" in answer.text


def test_after_the_last_day_it_is_said_that_it_is_too_late(item):
    wish(item, "LV")
    with time_machine.travel(dt.datetime(2024, 5, 23, 8, tzinfo=dt.UTC), tick=False):
        client = browser(speaker("EE"))
        answer = client.post(url("wish", item, item.key), {"member_state": "EE"})
        own = browser(speaker("LV"))
        page = own.get(url("agenda", item)).text
        back = own.post(url("take_wish_back", item, item.key), follow=True)

    assert (answer.status_code, "The last day to say so is over" in answer.text) == (422, True)
    assert "You want it in writing" in page
    assert "Take it back" not in page
    assert "The last day to say so is over" in back.text
    assert Wish.objects.count() == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda item: AgendaItemFactory(agenda=item.agenda, parent=item), "This item has parts"),
        (
            lambda item: AgendaItem.objects.filter(pk=item.pk).update(visibility="restricted"),
            "Only some may know",
        ),
        (
            lambda item: AgendaItem.objects.filter(pk=item.pk).update(
                state=ItemState.IN_WRITING, written_label="x", written_key="x", written_url="/x/"
            ),
            "can no longer be done",
        ),
    ],
    ids=["with parts", "restricted", "in writing already"],
)
def test_what_cannot_be_decided_in_writing_says_why(item, spoil, said):
    spoil(item)

    answer = browser(speaker("BE")).post(url("wish", item, item.key), {"member_state": "BE"})

    assert (answer.status_code, said in answer.text) == (422, True)


def test_no_page_about_wishes_tells_of_a_part_that_one_may_not_know(item):
    AgendaItemFactory(agenda=item.agenda, parent=item, visibility="restricted")
    client = browser(speaker("LV"))
    agenda = client.get(url("agenda", item)).text

    answer = client.post(url("wish", item, item.key), {"member_state": "LV"})

    assert f'href="items/{item.key}/wish/">In writing instead' in agenda
    assert answer.status_code == 302
    convert = reverse("procedures:convert", args=[item.key])
    for who in (office(), trusted()):
        wanted = browser(who).get(url("wishes", item)).text
        change = browser(who).get(url("change_item", item, item.key)).text
        assert (convert in wanted, convert in change) == (True, True)
        assert "This item has parts" not in wanted


@pytest.mark.parametrize("how", ["put off", "whole off"])
def test_what_is_wanted_and_no_longer_decided_here_says_why(item, how):
    whole = AgendaItemFactory(agenda=item.agenda)
    AgendaItem.objects.filter(pk=item.pk).update(parent=whole)
    wish(item, "LV")
    if how == "put off":
        services.put_off(item, is_put_off=True, at=AT)
    else:
        later = AT + dt.timedelta(minutes=1)
        services.strike_item(whole, reason="A slip", by=office(), at=later)

    page = browser(office()).get(url("wishes", item)).text

    said = {
        "put off": "The meeting put this item off" in page,
        "whole off": "What this item is a part of was taken off" in page,
    }
    assert [one for one, is_said in said.items() if is_said] == [how]
    assert "Ask the Presidency" not in page


def test_nobody_without_a_state_at_the_table_has_the_page(item):
    for who in (office(), chair(), observer(), speaker("LV", role=Role.CONTACT_POINT)):
        assert browser(who).get(url("wish", item, item.key)).status_code == 404
    item.agenda.event.body_id = "EXCOM"
    item.agenda.event.visibility = "network"
    item.agenda.event.save()
    AgendaItem.objects.update(visibility="network")
    assert browser(speaker("LV")).get(url("wish", item, item.key)).status_code == 404


def test_what_was_taken_off_is_not_wished_for(item):
    services.strike_item(item, reason="x", by=office(), at=AT + dt.timedelta(minutes=1))

    assert browser(speaker("LV")).get(url("wish", item, item.key)).status_code == 404


def test_how_many_wishes_and_offers_wait_stands_where_the_agenda_is_worked_on(item):
    client = browser(office())
    page = url("edit", item)
    assert "Wishes and offers</a>" in client.get(page).text

    for code in ("LV", "EE"):
        wish(item, code)
    offer(item)

    assert "Wishes and offers (2)</a>" in " ".join(client.get(page).text.split())


def test_states_see_only_their_own_wish(item):
    wish(item, "EE", "Secret reasons.")

    page = browser(speaker("LV")).get(url("agenda", item)).text

    assert "Member State wants it" not in page
    assert "Secret reasons." not in page
    assert browser(speaker("LV")).get(url("wishes", item)).status_code == 404


@pytest.mark.parametrize("who", [office, chair], ids=["the Secretariat", "the Presidency's team"])
def test_who_prepares_the_meeting_sees_how_many_and_which(item, who):
    for code in ("LV", "EE"):
        wish(item, code, text="No debate.")
    client = browser(who())

    agenda = " ".join(client.get(url("agenda", item)).text.split())
    assert "2 Member States want it in writing" in agenda
    assert "2 of 27 Member States: Estonia, Latvia" in agenda
    page = " ".join(client.get(url("wishes", item)).text.split())

    assert "2 of 27 Member States: Estonia, Latvia" in page
    assert "Estonia: No debate." in page
    converts = reverse("procedures:convert", args=[item.key]) in page
    assert converts == (who is office)


def test_without_a_wish_the_page_says_so(item):
    page = browser(office()).get(url("wishes", item)).text

    assert "No Member State has asked for an item in writing." in page


def test_what_is_in_writing_leads_to_its_procedure(item):
    wish(item, "LV")
    services.mark_in_writing(
        item, written=("procedures.procedure", "PROC-2024-003", "/procedures/x/"),
        by=office(), at=AT,
    )  # fmt: skip

    page = browser(office()).get(url("wishes", item)).text

    assert '<a class="btn" href="/procedures/x/">PROC-2024-003</a>' in page


def offer(item, key="PROC-2024-001"):
    return services.offer_item(
        body=item.agenda.event.body,
        kind=ItemKind.INFORMATION,
        title="Guidelines",
        source=("procedures.procedure", key, f"/procedures/{key}/"),
        at=AT,
    )


def test_what_waits_is_taken_onto_an_agenda_that_is_sent_out(item):
    offer(item)
    client = browser(chair())
    assert "Guidelines" in client.get(url("wishes", item)).text

    answer = client.post(url("take_in", item), follow=True)

    assert "1 item taken in." in answer.text
    assert "Guidelines" in browser(speaker("LV")).get(url("agenda", item)).text


def test_what_waits_and_only_some_may_know_of_is_neither_listed_nor_counted(item):
    offer(item)
    secret = AgendaItemFactory(agenda=item.agenda, title="Mr X", visibility="restricted")
    services.put_off(secret, is_put_off=True, at=AT)
    client = browser(office())

    listed = client.get(url("wishes", item)).text
    known = browser(trusted()).get(url("wishes", item)).text
    answer = client.post(url("take_in", item), follow=True)

    assert ("Mr X" in listed, "Mr X" in known) == (False, True)
    assert "1 item taken in." in answer.text
    assert AgendaItem.objects.filter(title="Mr X").count() == 2


def test_a_closed_meeting_takes_nothing_in(item):
    offer(item)
    item.agenda.event.state = State.CLOSED
    item.agenda.event.save()

    answer = browser(office()).post(url("take_in", item), follow=True)

    assert "its agenda stays" in answer.text
    assert AgendaItem.objects.count() == 1


def test_the_secretariat_is_told_what_is_wanted_in_writing(item):
    other = AgendaItemFactory(agenda=item.agenda)
    for code in ("LV", "EE"):
        wish(item, code)
    wish(other, "LV")

    (todo,) = todos.for_user(office())

    assert (todo.what, todo.by, todo.zone, todo.url, todo.note) == (
        "2 items are wanted in writing: Board meeting of May",
        item.agenda.event.starts_at,
        "Europe/Brussels",
        url("wishes", item),
        "Wednesday 29 May 2024",
    )
    assert "2 items are wanted in writing" in browser(office()).get("/").text


@pytest.mark.parametrize(
    "settle",
    [
        lambda item: AgendaItem.objects.filter(pk=item.pk).update(
            state=ItemState.STRUCK, struck_at=AT
        ),
        lambda item: type(item.agenda.event).objects.update(state=State.CLOSED),
        lambda item: type(item.agenda.event).objects.update(
            starts_at=AT - dt.timedelta(days=1), ends_at=AT
        ),
    ],
    ids=["taken off", "closed", "over"],
)
def test_what_is_settled_is_no_more_to_do(item, settle):
    wish(item, "LV")
    settle(item)

    assert todos.for_user(office()) == []


def test_others_have_nothing_to_do_with_it(item):
    wish(item, "LV")

    assert todos.for_user(speaker("LV")) == []


def test_who_speaks_for_two_states_says_for_which(item):
    both = speaker("LV")
    MandateFactory(user=both.user, member_state=MemberState.objects.get(pk="EE"))
    client = browser(both)

    choices = client.get(url("wish", item, item.key)).context["forms"][0].fields["member_state"]
    client.post(url("wish", item, item.key), {"member_state": "EE", "text": ""})

    assert [str(state) for state in choices.queryset] == ["Estonia", "Latvia"]
    assert [str(one) for one in Wish.objects.all()] == ["Estonia"]
    form = client.get(url("wish", item, item.key)).context["forms"][0]
    assert form["member_state"].value() == "LV"
    client.post(url("wish", item, item.key), {"member_state": "LV", "text": "All agree."})
    assert [str(one) for one in Wish.objects.all()] == ["Estonia", "Latvia"]
