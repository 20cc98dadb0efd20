"""Inviting with a preview, sending what was prepared, asking again."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation
from events.enums import InvitationState, Mode, State
from events.models import Invitation
from journal.models import Entry
from mail.models import Letter
from tests.events.organisers import secretariat
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory
from tests.journeys.reading import Page as Html

pytestmark = pytest.mark.django_db

SLUG = "2027-05-28-seminar"
LIST = f"/events/{SLUG}/invitations/"
NEW = f"{LIST}new/"


@pytest.fixture
def event():
    return EventFactory(
        slug=SLUG, title="Seminar", mode=Mode.HYBRID, host=MemberStateFactory(code="IE")
    )


def form_of(response):
    """What stands in the form of a page, as a browser would send it untouched."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value}


def kept_in(preview):
    """What the preview sends on with its next press, but for the pressed button."""
    fields = Html(preview.text).forms[-1].fields
    return {name: value for name, value in fields.items() if name not in {"send", "edit"}}


def sent():
    return list(Letter.objects.order_by("pk").values_list("to", "subject"))


# Inviting


@pytest.fixture
def board():
    board = BodyFactory(code="BOARD", name="Board")
    latvia = MemberStateFactory(code="LV", name="Latvia")
    SeatFactory(body=board, member_state=latvia)
    SeatFactory(body=board, member_state=MemberStateFactory(code="EE"))
    MandateFactory(member_state=latvia, user__name="Mārtiņš", copies="office@example.lv")
    MandateFactory(member_state=latvia, role=Role.SUBSTITUTE, user__name="Ilze")
    return board


def test_the_members_of_the_events_body_are_ticked_and_invited_after_a_look(event, board):
    event.body = board
    event.save()
    client = secretariat()
    page = client.get(NEW)
    assert page.text.count("checked") >= 2
    assert "Nobody speaks for this seat at the moment." in page.text
    typed = form_of(page) | {"note": "Welcome.", "preview": "1"}
    people = [str(one.pk) for bench in page.context["form"].benches for one in bench.people]

    preview = client.post(NEW, typed | {"people": people})
    assert ([guest.name for guest in preview.context["people"]], sent()) == (
        ["Mārtiņš", "Ilze"],
        [],
    )
    assert "(personal link, shown to its reader only)" in preview.text
    assert "Welcome." in preview.text
    hidden = {"people": people, "once": typed["once"], "group": "member", "note": "Welcome."}
    answer = client.post(preview.context["address"], hidden | {"send": "1"}, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "2 letters go out." in answer.text
    assert Invitation.objects.filter(kind="seat", group="member", note="Welcome.").count() == 2
    client.post(NEW, hidden | {"send": "1"})
    assert Invitation.objects.count() == 2


def test_what_the_preview_keeps_is_what_is_sent(event, board):
    event.body = board
    event.save()
    client = secretariat()
    page = client.get(NEW)
    one = next(
        iter(page.context["form"].benches[0].people or page.context["form"].benches[1].people)
    )
    typed = form_of(page) | {"people": [str(one.pk)], "preview": "1"}
    preview = client.post(NEW, typed)

    kept = kept_in(preview)
    changed = client.post(NEW, kept | {"edit": "1"})

    assert kept["people"] == str(one.pk)
    assert changed.status_code == 200
    assert [
        ticked for _bench, people in changed.context["form"].rows() for _m, ticked in people
    ] == [
        mandate.pk == one.pk for bench in page.context["form"].benches for mandate in bench.people
    ]


def test_a_link_ticks_some_of_a_body_only(event, board):
    mandate = board.seats.get(member_state="LV").member_state.mandates.get(role=Role.SUBSTITUTE)

    page = secretariat().get(f"{NEW}?to=seats&body=BOARD&person={mandate.pk}")

    rows = [row for _bench, people in page.context["form"].rows() for row in people]
    assert [one for one, ticked in rows if ticked] == [mandate]


def test_who_is_invited_or_registered_is_left_out_with_the_reason(event):
    InvitationFactory(event=event, email="a@example.eu")
    RegistrationFactory(event=event, email="b@example.eu")
    client = secretariat()
    typed = form_of(client.get(f"{NEW}?to=addresses")) | {
        "people": "a@example.eu\nb@example.eu\nCecil <c@example.eu>",
        "preview": "1",
    }

    preview = client.post(f"{NEW}?to=addresses", typed)

    assert [guest.email for guest in preview.context["people"]] == ["c@example.eu"]
    assert [why for _guest, why in preview.context["left_out"]] == [
        "invited already",
        "registered already",
    ]
    typed["people"] = "a@example.eu"
    none = client.post(f"{NEW}?to=addresses", typed)
    assert "There is nobody left to invite." in none.text
    told = client.post(f"{NEW}?to=addresses", typed | {"send": "1"}, follow=True)
    assert "There was nobody to write to." in told.text


def test_wrong_lines_are_told_beside_the_field_and_kept(event):
    client = secretariat()
    typed = form_of(client.get(f"{NEW}?to=addresses")) | {"people": "nonsense", "preview": "1"}

    answer = client.post(f"{NEW}?to=addresses", typed)

    assert answer.status_code == 422
    assert "Line 1 holds no address: nonsense." in answer.text
    assert ">\nnonsense</textarea>" in answer.text


def test_institutions_are_invited_and_their_addresses_remembered(event):
    efus, known = OrganisationFactory(name="Efus"), OrganisationFactory(email="k@example.org")
    client = secretariat()
    page = client.get(f"{NEW}?to=institutions")
    typed = form_of(page) | {f"ask_{efus.pk}": "on", f"email_{efus.pk}": "Office@efus.eu"}

    preview = client.post(f"{NEW}?to=institutions", typed | {"preview": "1"})
    client.post(preview.context["address"], kept_in(preview) | {"send": "1"})

    efus.refresh_from_db()
    known.refresh_from_db()
    assert (efus.email, known.email) == ("office@efus.eu", "k@example.org")
    assert Invitation.objects.get().organisation == efus
    assert sent() == [("office@efus.eu", "You are invited: Seminar")]
    assert Entry.objects.filter(deed="accounts.organisation_changed").count() == 1


def test_many_institutions_are_looked_for_by_name(event):
    Organisation.objects.bulk_create(
        Organisation(name=f"Institute {number:03}", kind="other") for number in range(61)
    )
    client = secretariat()

    many = client.get(f"{NEW}?to=institutions")
    one = client.get(f"{NEW}?to=institutions&text=institute+060")
    none = client.get(f"{NEW}?to=institutions&text=nothing")

    assert (len(many.context["form"].organisations), many.context["more_institutions"]) == (
        60,
        True,
    )
    assert [row.name for row in one.context["form"].organisations] == ["Institute 060"]
    assert "No institution is like that" in none.text


def test_to_a_draft_they_are_prepared_and_sent_after_publishing(event):
    event.state = State.DRAFT
    event.published_at = None
    event.save()
    client = secretariat()
    typed = form_of(client.get(NEW)) | {"people": "a@example.eu\nb@example.eu"}

    answer = client.post(NEW, typed | {"send": "1"}, follow=True)
    early = client.post(f"{LIST}send/", follow=True)
    assert "2 invitations are prepared" in answer.text
    assert "That cannot be done now" in early.text
    assert "They can be sent once the event is published." in client.get(LIST).text
    published = client.post(f"/events/{SLUG}/publish/", follow=True)
    assert published.redirect_chain[-1][0] == f"{LIST}send/"

    look = client.get(f"{LIST}send/")
    told = client.post(f"{LIST}send/", follow=True)

    assert [str(one) for one in look.context["people"]] == ["a@example.eu", "b@example.eu"]
    assert look.context["text"].subject == "You are invited: Seminar"
    assert "2 letters go out." in told.text
    assert len(sent()) == 2
    assert client.get(f"{LIST}send/").context["text"] is None


def test_a_body_without_seats_and_no_body_at_all(event):
    assert secretariat().get(f"{NEW}?to=seats").status_code == 200
    assert secretariat().post(f"{NEW}?to=seats", {"preview": "1"}).status_code == 422


def test_a_long_preview_names_the_first_two_hundred(event):
    InvitationFactory.create_batch(201, event=event, state=InvitationState.PREPARED)

    look = secretariat().get(f"{LIST}send/")

    assert (len(look.context["people"]), look.context["not_named"]) == (200, 1)


def test_nobody_is_invited_to_what_has_begun(event):
    event.first_date = event.last_date = timezone.now().date() - dt.timedelta(days=1)
    event.save()
    client = secretariat()

    typed = {"once": uuid.uuid4(), "group": "speaker", "people": "a@example.eu", "send": "1"}
    for address, words in ((NEW, typed), (f"{LIST}again/", {})):
        answer = client.post(address, words, follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        assert "That cannot be done now" in answer.text
    assert client.get(NEW).status_code == 302


def test_those_who_have_not_answered_are_asked_again(event):
    InvitationFactory(event=event, name="Anna", email="anna@example.eu")
    InvitationFactory(event=event, sent_at=timezone.now())
    client = secretariat()

    look = client.get(f"{LIST}again/")
    told = client.post(f"{LIST}again/", follow=True)

    assert ([str(one) for one in look.context["people"]], look.context["silent"]) == (["Anna"], 2)
    assert "Who has heard within the last twenty hours" in look.text
    assert "1 letter goes out." in told.text
    assert sent() == [("anna@example.eu", "Do you come? Seminar")]
