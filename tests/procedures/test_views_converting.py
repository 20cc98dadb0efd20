"""The page on which the Secretariat has an item of an agenda decided in writing."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from accounts.enums import Visibility
from accounts.models import Body, MemberState
from agendas import services as agendas
from agendas.enums import ItemState, Recommendation, TrackState
from agendas.models import AgendaItem, Agreement
from interface import moments
from procedures import presets, services
from procedures.models import Procedure, VotingRule
from procedures.services import lay_out_rules
from tests.events.organisers import signed_in
from tests.factories.agendas import AgendaFactory, AgendaItemFactory, MeetingFactory
from tests.factories.documents import document
from tests.factories.procedures import LAUNCHED, holder, secretariat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board", "clock")]

DAY = dt.date(2024, 5, 29)


@pytest.fixture
def clock():
    with time_machine.travel(LAUNCHED, tick=False) as traveller:
        yield traveller


def agenda(body="BOARD", title="Board meeting of May", day=DAY):
    event = MeetingFactory(
        body=Body.objects.get(pk=body), first_date=day, last_date=day, title=title
    )
    return AgendaFactory(event=event)


@pytest.fixture
def item():
    lay_out_rules(at=LAUNCHED)
    return AgendaItemFactory(
        agenda=agenda(), title="Rules of Procedure", text="Does the Board adopt them?"
    )


def url(item):
    return reverse("procedures:convert", args=[item.key])


def office(*, right=False):
    who = secretariat()
    if right:
        who.user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
    return signed_in(who.user)


def sent(**said):
    return {
        "once": uuid.uuid4(),
        "title": "Rules of Procedure",
        "question": "Does the Board adopt them?",
        "rule": VotingRule.objects.first().pk,
        "agreed_by": "Anna Peeters",
        "agreed_on_day": "19",
        "agreed_on_month": "4",
        "agreed_on_year": "2024",
        "agreed_how": "mail",
        **said,
    }


def test_the_page_says_who_asked_and_which_papers_go_with_it(item):
    for code in ("LV", "EE"):
        agendas.wish(
            item, member_state=MemberState.objects.get(pk=code), by=holder(code), at=LAUNCHED
        )
    document("agendas.item", str(item.key), title="Draft rules", visibility=Visibility.BODY)
    document("agendas.item", str(item.key), title="Salaries", visibility=Visibility.RESTRICTED)

    page = office().get(url(item))

    assert "2 Member States asked for it: Estonia, Latvia." in page.text
    assert "These papers go with it: Draft rules." in page.text
    assert "Salaries" not in page.text
    form = page.context["forms"][0]
    assert (form.initial["title"], form.initial["question"]) == (
        "Rules of Procedure",
        "Does the Board adopt them?",
    )


def test_of_what_nobody_asked_and_without_papers_the_page_says_so(item):
    page = office().get(url(item)).text

    assert "No Member State has asked for it." in page
    assert "No paper goes with it." in page


def test_it_makes_the_draft_once_and_leads_there(item):
    client = office()

    first = client.post(url(item), sent())
    second = client.post(url(item), sent())

    made = Procedure.objects.get()
    assert first.url == reverse("procedures:edit", args=[made.reference])
    assert second.url == made.get_absolute_url()
    item.refresh_from_db()
    assert item.state == ItemState.IN_WRITING
    page = client.get(first.url).text
    assert f"{item.agenda.get_absolute_url()}#item-{item.key}" in page
    assert "Anna Peeters · Fri 19 Apr 2024 · By mail" in page
    bodies = client.get(first.url).context["form"].fields["body"].queryset
    assert [body.pk for body in bodies] == ["BOARD"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"agreed_by": ""}, "Fill this in."),
        ({"agreed_how": ""}, "Choose one."),
        ({"agreed_on_year": "2025"}, "Choose a day that is not ahead."),
        ({"question": ""}, "Fill this in."),
    ],
    ids=["by nobody", "in no way", "ahead", "no question"],
)
def test_without_the_presidencys_agreement_nothing_is_made(item, said, problem):
    answer = office().post(url(item), sent(**said))

    assert answer.status_code == 422
    assert [error for errors in answer.context["forms"][0].errors.values() for error in errors] == [
        problem
    ]
    assert Procedure.objects.count() == 0


def test_what_only_some_may_know_is_said_to_be_so_to_who_knows_and_not_there_for_others(item):
    AgendaItem.objects.update(visibility="restricted")

    answer = office(right=True).post(url(item), sent())

    assert (answer.status_code, "Only some may know of this item" in answer.text) == (422, True)
    assert office().get(url(item)).status_code == 404


def test_an_item_with_parts_is_converted_part_by_part(item):
    AgendaItemFactory(agenda=item.agenda, parent=item)

    answer = office().post(url(item), sent())

    assert (answer.status_code, "This item has parts" in answer.text) == (422, True)


def agreed(item, answer="agrees", text=""):
    """What the Presidency says of the item, on the morning of the launch."""
    item.agenda.event.host = MemberState.objects.get(pk="BE")
    item.agenda.event.save()
    return agendas.answer_for_presidency(
        item, version=item.version, answer=answer, text=text, by=holder("BE"), at=LAUNCHED
    )


def pressed(item):
    return reverse("procedures:convert_agreed", args=[item.key])


def test_what_the_presidency_agreed_to_here_is_converted_by_one_press_and_once(item):
    said = agreed(item)
    client = office()

    first = client.post(pressed(item))
    second = client.post(pressed(item))

    made = Procedure.objects.get()
    assert first.url == reverse("procedures:edit", args=[made.reference])
    assert second.url == made.get_absolute_url()
    assert (made.title, made.question, made.agreed_by, made.agreed_on, made.agreed_how) == (
        "Rules of Procedure",
        "Does the Board adopt them?",
        said.answered_by.name,
        LAUNCHED.date(),
        "here",
    )
    shown = f"{said.answered_by.name} · {moments.short_day(LAUNCHED.date())} · In this system"
    assert shown in client.get(first.url).text


def test_of_an_item_without_words_its_title_is_the_question(item):
    AgendaItem.objects.update(text="")
    agreed(item)

    office().post(pressed(item))

    assert Procedure.objects.get().question == "Rules of Procedure"


@pytest.mark.parametrize("answer", ["discuss", None])
def test_what_it_did_not_agree_to_is_converted_by_no_press(item, answer):
    if answer:
        agreed(item, answer)

    page = office().post(pressed(item), follow=True)

    assert page.redirect_chain[-1][0] == reverse("agendas:wishes", args=[item.agenda.event.slug])
    assert "The Presidency does not agree, or no longer" in page.text
    assert Procedure.objects.count() == 0


def test_without_the_usual_rule_the_press_leads_to_the_choice_of_one(item):
    agreed(item)
    VotingRule.objects.filter(preset=presets.DEFAULT).update(preset="")

    page = office().post(pressed(item), follow=True)

    assert page.redirect_chain[-1][0] == url(item)
    assert "Choose the voting rule" in page.text


def test_agreed_to_here_the_page_asks_for_nobodys_name_again(item):
    said = agreed(item, text="No debate is needed.")
    client = office()

    page = client.get(url(item))

    day = moments.short_day(LAUNCHED.date())
    assert f"The Presidency agrees: {said.answered_by.name}, {day}." in page.text
    assert "No debate is needed." in page.text
    assert list(page.context["forms"][0].fields) == ["once", "title", "question", "rule"]
    client.post(url(item), sent(title="The Rules", agreed_by="Somebody else"))
    assert (Procedure.objects.get().title, Procedure.objects.get().agreed_by) == (
        "The Rules",
        said.answered_by.name,
    )


def test_twice_as_agreed_is_once(item):
    agreed(item)
    said = {
        "title": "Rules",
        "question": "Adopt them?",
        "rule": VotingRule.objects.first(),
        "by": secretariat(),
        "at": LAUNCHED,
    }

    first = services.convert_as_agreed(item, once=uuid.uuid4(), **said)

    assert services.convert_as_agreed(item, once=uuid.uuid4(), **said) == first


def test_what_the_presidency_would_rather_discuss_is_not_converted_by_what_is_typed(item):
    said = agreed(item, "discuss")
    client = office()
    assert "The Presidency would rather discuss it" in client.get(url(item)).text

    answer = client.post(url(item), sent(agreed_how="phone"))

    assert answer.status_code == 422
    (told,) = answer.context["forms"][0].errors["agreed_by"]
    assert told.startswith("The Presidency has said here that it would rather discuss this item")
    assert Procedure.objects.count() == 0
    item.refresh_from_db()
    said.refresh_from_db()
    assert (item.state, said.answer) == (ItemState.OPEN, "discuss")


def test_who_agreed_by_telephone_to_another_text_than_was_to_be_discussed_is_typed(item):
    agreed(item, "discuss")
    AgendaItem.objects.update(text="Does the Board adopt them from May?")

    office().post(url(item), sent(agreed_how="phone"))

    assert (Procedure.objects.get().agreed_by, Procedure.objects.get().agreed_how) == (
        "Anna Peeters",
        "phone",
    )


def test_asked_and_not_answered_the_page_says_so(item):
    agreed(item)
    Agreement.objects.update(answer="", answered_at=None, answered_by=None, asked_at=LAUNCHED)

    assert "The Presidency is asked." in office().get(url(item)).text


def test_by_hand_nobody_says_that_it_was_agreed_here(item):
    answer = office().post(url(item), sent(agreed_how="here"))

    assert answer.status_code == 422
    assert Procedure.objects.count() == 0


def test_withdrawn_on_its_page_it_comes_back_and_the_presidency_is_asked_anew(item):
    agreed(item)
    client = office()
    client.post(pressed(item))
    made = Procedure.objects.get()
    agenda_url = item.agenda.get_absolute_url()
    assert made.reference in client.get(agenda_url).text

    client.post(
        reverse("procedures:withdraw", args=[made.reference]),
        {"once": uuid.uuid4(), "reason": "Talk first."},
    )

    shown = client.get(agenda_url)
    assert [line.item for line in shown.context["shown"].discussed] == [item]
    assert "Came back from the written procedure" in shown.text
    page = client.post(pressed(item), follow=True).text
    assert "The Presidency does not agree, or no longer" in page
    client.post(url(item), sent())
    assert Procedure.objects.of_item(item).get() != made


def test_nobody_else_has_the_page(item):
    assert signed_in(holder("LV").user).get(url(item)).status_code == 404


def test_members_are_led_to_the_procedure_once_it_is_launched(item):
    client = office()
    client.post(url(item), sent())
    made = Procedure.objects.get()
    member = signed_in(holder("LV").user)
    agenda_url = item.agenda.get_absolute_url()

    before = member.get(agenda_url).text
    services.launch(made, version=made.version, by=secretariat(), at=LAUNCHED)
    after = member.get(agenda_url).text

    assert (made.get_absolute_url() in before, made.get_absolute_url() in after) == (False, True)
    page = member.get(made.get_absolute_url()).text
    assert f"{agenda_url}#item-{item.key}" in page
    assert "The Presidency agreed:" in page


def test_what_the_excom_recommends_becomes_a_procedure_of_the_board(item):
    prepared = AgendaItemFactory(
        agenda=agenda("EXCOM", "ExCom of April", LAUNCHED.date()), title="Budget of 2025"
    )
    track = agendas.begin_track(
        prepared, body=Body.objects.get(pk="BOARD"), by=secretariat(), at=LAUNCHED
    )
    agendas.recommend(
        track, version=track.version, recommendation=Recommendation.POSITIVE, text="By all.",
        by=secretariat(), at=LAUNCHED,
    )  # fmt: skip
    client = office()
    address = reverse("procedures:convert_track", args=[track.key])
    assert "Recommendation: Positive. By all." in client.get(address).text

    first = client.post(address, sent(title="Budget of 2025"))
    second = client.post(address, sent(title="Budget of 2025"))

    made = Procedure.objects.get()
    assert (made.body_id, first.url) == (
        "BOARD",
        reverse("procedures:edit", args=[made.reference]),
    )
    assert second.url == made.get_absolute_url()
    assert "ExCom of April" in client.get(first.url).text
    track.refresh_from_db()
    assert track.state == TrackState.IN_WRITING
    assert made.reference in client.get(reverse("agendas:track", args=[track.key])).text


def test_what_is_not_recommended_yet_becomes_no_procedure(item):
    prepared = AgendaItemFactory(agenda=agenda("EXCOM", "ExCom of May"))
    track = agendas.begin_track(
        prepared, body=Body.objects.get(pk="BOARD"), by=secretariat(), at=LAUNCHED
    )

    answer = office().post(reverse("procedures:convert_track", args=[track.key]), sent())

    assert (answer.status_code, "can no longer be done" in answer.text) == (422, True)
    assert Procedure.objects.count() == 0
