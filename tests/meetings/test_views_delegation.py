"""Naming a delegation: sent, as last time or with nobody, in the words of who names it."""

import datetime as dt
import re

import pytest
import time_machine

from accounts.enums import Role
from events.models import Event, Registration
from mail.models import Letter
from meetings import services
from meetings.delegations import party_at
from meetings.models import Delegation
from meetings.rules.delegation import Person
from tests.events.organisers import signed_in
from tests.events.test_views_own import words_of
from tests.factories.accounts import MemberStateFactory, SeatFactory
from tests.factories.meetings import AT, meeting, observes, secretariat, speaks_for
from tests.meetings.delegation_form import JSON, OWN, PAGE, boxes, draft, marks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def test_the_page_has_a_row_for_each_place_and_says_until_when(event, anna, zane):
    page = anna.get(PAGE)

    said = words_of(page)
    assert "Who comes for Latvia Not named yet" in said
    assert "shared with Zane Liepa" in said
    assert "2 places. One of them is reimbursed." in said
    assert "Please answer by Wednesday 13 May 2026, 17:00 (Brussels)" in said
    assert ("Person 1" in said, "Person 2" in said, "Person 3" in said) == (True, True, False)
    assert "As last time" not in said
    assert Delegation.objects.count() == 0


def test_sent_it_names_and_asks_each_by_mail(event, anna):
    page = anna.post(PAGE, boxes(send="1"), follow=True)

    said = words_of(page)
    assert "Sent. Each person with an address is asked by mail to confirm." in said
    assert "Who comes for Latvia Named" in said
    assert "Anna Kalniņa Named, not yet confirmed" in said
    assert Letter.objects.get().to == "anna@example.eu"
    assert Registration.objects.get().attending == "online"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name_1": "", "email_1": "", "function_1": ""}, "Name somebody, or say that nobody"),
        ({"name_1": ""}, "Write the name of this person."),
        ({"email_1": "anna"}, "Write the address in full, such as name@example.eu"),
        ({"capacity_1": "king"}, "Select a valid choice."),
        ({"capacity_1": "member"}, "Say who is the head of the delegation."),
        ({"capacity_1": ""}, "Say who is the head of the delegation."),
        (
            {"name_2": "Anna K.", "email_2": "anna@example.eu"},
            "This person is named twice.",
        ),
        (
            {"rows": "3", "name_2": "Bo", "name_3": "Cy", "capacity_3": "member"},
            "More people are named than there are places; there are 2.",
        ),
        (
            {"name_2": "Bo", "reimbursed_1": "on", "reimbursed_2": "on"},
            "More people are to be reimbursed than can be: 1.",
        ),
    ],
    ids=[
        "nobody", "no name", "no address", "no capacity", "no head", "nothing said of it", "twice", "above its places",
        "too many reimbursed",
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place_and_nothing_typed_is_lost(event, anna, changes, said):
    page = anna.post(PAGE, boxes(send="1", note="By train.") | changes)

    assert page.status_code == 422
    assert said in words_of(page)
    assert "By train." in page.text
    assert draft().typed["note"] == "By train."
    assert Registration.objects.count() == 0


def test_whom_another_delegation_has_named_is_said_at_the_row(event, anna):
    services.send_delegation(
        event,
        "FR",
        version=1,
        people=[Person("Anna", "anna@example.eu", capacity="head")],
        to_us="",
        by=speaks_for("FR"),
        at=AT,
    )

    page = anna.post(PAGE, boxes(send="1"))

    assert page.status_code == 422
    assert "This person is registered already, and not for your seat. Ask" in words_of(page)


def test_another_row_is_given_up_to_twenty(event, anna):
    after = anna.post(PAGE, boxes(more="1"))

    assert after.headers["Location"] == f"{PAGE}?person=3"
    page = anna.get(after.headers["Location"]).text
    assert re.search(r'<input[^>]* name="name_3"[^>]* autofocus', page)
    assert "autofocus" not in anna.get(f"{PAGE}?person=9").text
    assert "Person 3" in words_of(anna.get(PAGE))
    stored = marks(anna.get(PAGE))
    anna.post(PAGE, boxes(rows="99", save="1", **stored))
    page = anna.get(PAGE)
    assert "Person 20" in words_of(page)
    assert 'name="more"' not in page.text


def test_as_last_time_fills_the_form_and_stores_nothing(event, anna):
    before = meeting(event.body, slug="march", title="March", first_date=dt.date(2026, 3, 12))
    services.send_delegation(
        before,
        "LV",
        version=1,
        people=[Person("Bo Bērziņš", "bo@example.eu", "Adviser", "head", is_reimbursed=True)],
        to_us="",
        by=speaks_for("LV"),
        at=AT,
    )

    page = anna.get(f"{PAGE}?like=last")

    assert 'value="Bo Bērziņš"' in page.text
    assert "take the place of" not in words_of(page)
    assert "As last time" in words_of(page)
    assert Delegation.objects.count() == 1
    sent = {"name_1": "Bo Bērziņš", "email_1": "bo@example.eu", "reimbursed_1": "on"}
    anna.post(PAGE, boxes(send="1", **marks(page)) | sent)
    assert [str(one) for one in party_at(event, "LV").people] == ["Bo Bērziņš"]
    unknown = anna.get("/events/march/delegation/LV/?like=last")
    assert "As last time" not in words_of(unknown)


def test_as_last_time_says_first_whose_rows_it_would_fill(event, anna):
    before = meeting(event.body, slug="march", title="March", first_date=dt.date(2026, 3, 12))
    services.send_delegation(
        before,
        "LV",
        version=1,
        people=[Person("Bo Bērziņš", "bo@example.eu", "Adviser", "head")],
        to_us="",
        by=speaks_for("LV"),
        at=AT,
    )
    typed = {"name_1": "Bo Bērziņš", "name_2": "Zoë Kalniņa", "rows": "3", "email_3": "x@y.eu"}
    anna.post(PAGE, boxes(**typed), **JSON)

    page = anna.get(f"{PAGE}?like=last")

    assert "take the place of what stands here now: Zoë Kalniņa, x@y.eu." in words_of(page)
    assert f'<a href="{PAGE}">Keep what stands here</a>' in page.text
    assert party_at(event, "LV").delegation.typed["name_2"] == "Zoë Kalniņa"
    assert "take the place of" not in words_of(anna.get(PAGE))


def test_nobody_comes_is_asked_about_said_and_taken_back(event, anna):
    asked = anna.get(f"{PAGE}nobody/")
    assert "That is an answer: nobody is reminded." in words_of(asked)
    assert Delegation.objects.count() == 0

    wrong = anna.post(f"{PAGE}nobody/", {"note": "x" * 2001})
    assert (wrong.status_code, Delegation.objects.count()) == (422, 0)

    page = anna.post(f"{PAGE}nobody/", {"note": "Elections that day."}, follow=True)
    assert "Who comes for Latvia Nobody comes" in words_of(page)
    assert "Elections that day." in words_of(page)
    assert "Anna Kalniņa, Monday 2 March 2026, 10:00 (Brussels)" in words_of(page)
    assert Delegation.objects.get().note == "Elections that day."
    assert 'name="send"' not in page.text
    again = anna.post(f"{PAGE}back/", follow=True)
    assert "Who comes for Latvia Not named yet" in words_of(again)
    assert 'name="send"' in again.text


def test_once_the_meeting_is_over_nobody_is_named(event, anna):
    past = {"first_date": dt.date(2026, 2, 2), "last_date": dt.date(2026, 2, 2)}
    for name, value in past.items():
        setattr(event, name, value)
    event.save()

    assert "Nobody can be named any more." in words_of(anna.get(PAGE))
    told = anna.post(PAGE, boxes(), **JSON)
    assert (told.status_code, "not saved" in told.json()["said"]) == (410, True)
    late = anna.post(f"{PAGE}nobody/", {"note": "Elections that day."})
    named = anna.post(PAGE, boxes(send="1"))
    for page in (late, named):
        assert page.status_code == 422
        assert "Nobody can be named any more, so what you typed was not saved." in words_of(page)
    assert "Elections that day." in words_of(late)
    assert f'value="{boxes()["name_1"]}"' in named.text
    back = anna.post(f"{PAGE}back/", follow=True)
    assert "Nobody can be named any more." in words_of(back)


def test_past_the_moment_to_answer_by_it_says_so_and_takes_the_answer(event, anna):
    with time_machine.travel(event.registration_closes_at, tick=False):
        client = signed_in(speaks_for("LV", at=event.registration_closes_at).user)
        assert "That is past. You may still send it" in words_of(client.get(PAGE))
        client.post(PAGE, boxes(send="1"))
    assert Registration.objects.count() == 1


def test_the_secretariat_names_on_behalf_and_others_see_nothing(event):
    office = signed_in(secretariat().user)

    assert "You act for this seat." in words_of(office.get(PAGE))
    office.post(PAGE, boxes(send="1"))
    said = words_of(office.get(PAGE))
    assert "Secretariat on behalf" in said
    for other in (speaks_for("FR"), observes(event.body.seats.get(votes=False).organisation)):
        client = signed_in(other.user)
        assert client.get(PAGE).status_code == client.post(PAGE, boxes()).status_code == 404
    assert office.get(f"{OWN}XX/").status_code == 404


def test_the_address_without_a_seat_leads_to_the_own_one(event, anna):
    assert anna.get(OWN).headers["Location"] == PAGE
    office = signed_in(secretariat().user)
    assert office.get(OWN).headers["Location"] == "/events/2026-05-27-board/delegations/"
    commission = event.body.seats.get(votes=False).organisation
    observer = signed_in(observes(commission).user)
    assert observer.get(OWN).headers["Location"] == f"{OWN}o{commission.pk}/"
    assert observer.get(f"{OWN}o{commission.pk}/").status_code == 200
    stranger = signed_in(speaks_for("ES").user)
    Event.objects.update(visibility="network")
    assert stranger.get(OWN).status_code == 404


def test_who_speaks_for_two_seats_is_asked_for_which(event):
    by = speaks_for("LV")
    SeatFactory(body=event.body, member_state=MemberStateFactory(code="EE", name="Estonia"))
    by.user.mandates.create(
        role=Role.NR, member_state_id="EE", starts=dt.date(2020, 1, 1), given_at=AT
    )

    said = words_of(signed_in(by.user).get(OWN))

    assert "For which seat?" in said
    assert "Estonia Not named yet" in said
    assert "Latvia Not named yet" in said


def test_where_nobody_is_reimbursed_and_all_come_in_person_that_is_not_asked(event, anna):
    Event.objects.update(mode="in_person")
    services.set_terms(event, version=0, places=1, reimbursed=0, by=secretariat(), at=AT)

    page = anna.get(PAGE)

    assert ('name="reimbursed_1"' in page.text, 'name="attending_1"' in page.text) == (False, False)
    assert "1 place." in words_of(page)
    anna.post(PAGE, boxes(send="1", rows="1"))
    assert Registration.objects.get().attending == "in_person"


def test_the_event_leads_members_to_their_delegation(event, anna):
    page = anna.get(f"/events/{event.slug}/")
    assert f'href="{OWN}"' in page.text
    Event.objects.update(visibility="public")
    for user in (speaks_for("ES").user, secretariat().user):
        assert f'href="{OWN}"' not in signed_in(user).get(f"/events/{event.slug}/").text
