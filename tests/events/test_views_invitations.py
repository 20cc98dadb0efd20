"""The invitations of an event: the list, inviting with a preview, asking again, one of them."""

import datetime as dt
import io
import re
import uuid

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.models import Organisation
from events.enums import InvitationState, Mode, State
from events.models import Invitation, Registration
from journal.models import Entry
from mail.models import Letter
from tests.events.asking import asks, somebody
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory, SuggestionFactory
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


# The list


def test_the_figures_and_what_waits(event):
    registration = RegistrationFactory(event=event)
    InvitationFactory(event=event, state=InvitationState.IN_PERSON, registration=registration)
    InvitationFactory(
        event=event, state=InvitationState.ONLINE,
        registration=RegistrationFactory(event=event, state="withdrawn"),
    )  # fmt: skip
    InvitationFactory(
        event=event, state=InvitationState.ONLINE,
        registration=RegistrationFactory(event=event, state="waiting"),
    )  # fmt: skip
    InvitationFactory(event=event)
    InvitationFactory(event=event, state=InvitationState.PREPARED)
    InvitationFactory(event=event, state=InvitationState.REVOKED)
    SuggestionFactory(event=event)

    response = secretariat().get(LIST)

    assert response.context["figures"].said == (
        "4 people were invited: 1 in person, 1 wait for a place, 1 come no longer,"
        " 1 have not answered"
    )
    for words in (
        "1 invitation is prepared and not sent",
        "Ask those again who have not answered",
        "Suggested institutions: 1 to decide",
        "4 people invited",
        "Waits for a place",
        "have not answered 1",
    ):
        assert words in " ".join(response.text.split())


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Anna", "Berta", "Cecil"]),
        ("?sort=-name", ["Cecil", "Berta", "Anna"]),
        ("?state=silent", ["Anna"]),
        ("?state=no", ["Berta"]),
        ("?state=gone", ["Cecil"]),
        ("?kind=seat", ["Berta"]),
        ("?text=lettland", ["Berta"]),
        ("?text=nobody", []),
        ("?state=nonsense&kind=nonsense", ["Anna", "Berta", "Cecil"]),
    ],
)
def test_invitations_filtered_and_sorted(event, query, names):
    InvitationFactory(event=event, name="Anna")
    InvitationFactory(
        event=event, name="Berta", kind="seat", state=InvitationState.NO,
        seat=SeatFactory(member_state=MemberStateFactory(code="LV", name="Lettland")),
    )  # fmt: skip
    InvitationFactory(
        event=event, name="Cecil", state=InvitationState.IN_PERSON,
        registration=RegistrationFactory(event=event, state="declined"),
    )  # fmt: skip

    response = secretariat().get(LIST + query)

    assert [str(line.row) for line in response.context["rows"]] == names


def test_an_empty_list_says_what_will_stand_there(event):
    texts = [secretariat().get(LIST + query).text for query in ("", "?state=no")]

    assert "Nobody is invited yet" in texts[0]
    assert "No invitation is like that" in texts[1]


def test_the_host_sees_the_list_and_decides_nothing(event):
    invitation = InvitationFactory(event=event)
    host = presidency("IE")
    page = host.get(LIST).text

    assert invitation.name in page
    assert NEW not in page
    assert host.get(f"{LIST}{invitation.key}/").status_code == 200
    for deed in ("new/", "send/", "again/", f"{invitation.key}/revoke/"):
        assert host.get(LIST + deed).status_code == 404
    assert representative().get(LIST).status_code == 404


def test_as_many_queries_for_many_invitations_as_for_one(event):
    client = secretariat()

    def grow(number):
        for _row in range(number):
            InvitationFactory(event=event, kind="seat", seat=SeatFactory())
            InvitationFactory(
                event=event, kind="organisation", organisation=OrganisationFactory(),
                state=InvitationState.ONLINE, registration=RegistrationFactory(event=event),
                answered_as="state", answered_by=MandateFactory().user,
            )  # fmt: skip

    grow(1)
    one = queries(lambda: client.get(LIST))
    grow(3)

    assert queries(lambda: client.get(LIST)) == one <= 12


def test_the_lists_are_taken_out_and_written_down(event):
    colleague = MandateFactory().user
    first = InvitationFactory(event=event, name="=Anna", state=InvitationState.SUBSTITUTE)
    InvitationFactory(
        event=event, name="Berta", stands_in_for=first, state=InvitationState.NO,
        answer_note="On leave.", answered_as="state", answered_by=colleague,
    )  # fmt: skip
    client = secretariat()

    book = load_workbook(io.BytesIO(client.get(f"/events/{SLUG}/invitations.xlsx").content))
    lines = client.get(f"/events/{SLUG}/invitations.csv?state=substitute").content.decode()

    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[0] for row in cells] == ["Name", "=Anna", "Berta"]
    assert (cells[2][4], cells[2][6:8]) == (
        "Does not come",
        [f"recorded by {colleague.name}", "=Anna"],
    )
    assert "On leave." not in str(cells)
    assert ("Anna" in lines, "Berta" in lines) == (True, False)
    whole = client.get(f"/events/{SLUG}/invitations.csv").content.decode()
    assert ("Berta" in whole, "On leave." in whole) == (True, False)
    taken = Entry.objects.filter(deed="events.list_taken").order_by("pk")
    assert [(one.facts["form"], one.facts["rows"]) for one in taken] == [
        ("invitations xlsx", 2),
        ("invitations csv", 1),
        ("invitations csv", 2),
    ]
    before = Entry.objects.count()
    client.head(f"/events/{SLUG}/invitations.csv")
    assert Entry.objects.count() == before


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


# One invitation


@pytest.fixture
def invitation(event):
    return InvitationFactory(event=event, name="Anna", email="anna@example.eu")


def test_one_invitation_with_its_history(event, invitation):
    made = InvitationFactory(
        event=event, name="Berta", stands_in_for=invitation, state=InvitationState.ONLINE,
        registration=RegistrationFactory(event=event), reminded_at=timezone.now(),
        answer_note="Gladly.",
    )  # fmt: skip
    client = secretariat()
    client.post(f"{LIST}again/")

    first = client.get(f"{LIST}{invitation.key}/")
    second = client.get(f"{LIST}{made.key}/")

    assert "Asked again for an answer" in first.text
    assert [str(one) for one in first.context["stand_ins"]] == ["Berta"]
    assert (first.context["may_answer"], first.context["may_renew"]) == (True, True)
    assert "Gladly." in second.text
    assert str(second.context["registration_pill"].label) == "Confirmed"
    other = EventFactory(slug="other", host=event.host)
    assert client.get(f"/events/{other.slug}/invitations/{made.key}/").status_code == 404


def test_an_answer_by_telephone_is_recorded_with_who_did_it(event, invitation):
    client = secretariat(name="Petya")
    address = f"{LIST}{invitation.key}/answer/"
    typed = form_of(client.get(address)) | {
        "answer": "yes",
        "mode": "online",
        "country": "LV",
        "category": "police",
    }

    told = client.post(address, typed, follow=True)

    registration = Registration.objects.get()
    invitation.refresh_from_db()
    assert "recorded by Petya" in told.text
    assert (registration.name, registration.attending, registration.registered_by.name) == (
        "Anna",
        "online",
        "Petya",
    )
    assert (invitation.state, invitation.answered_as) == ("online", "secretariat")
    assert client.post(address, {}).status_code == 422
    client.post(f"{LIST}{invitation.key}/revoke/", {"reason": "A mistake."})
    assert client.get(address).status_code == 302


def test_an_answer_by_telephone_neither_shows_nor_asks_what_is_sensitive(event):
    asks(event)
    guest = somebody(event, email="anna@example.eu")
    known = InvitationFactory(event=event, state="in_person", registration=guest)
    unknown = InvitationFactory(event=event)
    client = secretariat()

    pages = [client.get(f"{LIST}{one.key}/answer/") for one in (known, unknown)]

    for page in pages:
        asked = [name for name in page.context["form"].fields if name.startswith("q_")]
        assert asked == ["q_tour", "q_hotel"]
        assert not any(said in page.text for said in ("No nuts", "P12345", "passport.pdf"))


def test_a_new_link_goes_to_a_corrected_address(event, invitation):
    client = secretariat()
    address = f"{LIST}{invitation.key}/link/"
    typed = form_of(client.get(address))

    told = client.post(address, typed | {"email": "right@example.eu"}, follow=True)
    stale = client.post(address, typed | {"email": "other@example.eu"})
    InvitationFactory(event=event, email="taken@example.eu")
    taken = client.post(address, form_of(client.get(address)) | {"email": "taken@example.eu"})

    assert "The new link is on its way" in told.text
    assert sent() == [("right@example.eu", "Your invitation: Seminar")]
    assert (stale.status_code, taken.status_code) == (409, 422)
    assert "right@example.eu" in stale.text
    assert "This address is invited to the event already." in taken.text


def test_an_address_that_has_answered_stays(event):
    invitation = InvitationFactory(event=event, state=InvitationState.NO, email="a@example.eu")
    client = secretariat()
    address = f"{LIST}{invitation.key}/link/"
    typed = form_of(client.get(address)) | {"email": "other@example.eu"}

    client.post(address, typed)

    invitation.refresh_from_db()
    assert (invitation.email, invitation.link_generation) == ("a@example.eu", 2)


def test_it_is_taken_back_with_a_reason(event, invitation):
    client = secretariat()
    address = f"{LIST}{invitation.key}/revoke/"
    assert "The person hears by mail." in client.get(address).text

    empty = client.post(address, {"reason": ""})
    done = client.post(address, {"reason": "The wrong Anna."}, follow=True)
    again = client.post(address, {"reason": "Again."}, follow=True)

    assert empty.status_code == 422
    assert "The wrong Anna." in done.text
    assert "That cannot be done now. State: Taken back." in again.text
    assert (
        "That cannot be done now"
        in client.post(
            f"{LIST}{invitation.key}/link/",
            form_of(client.get(f"{LIST}{invitation.key}/link/")),
            follow=True,
        ).text
    )
    assert re.search(r"Taken back", client.get(LIST).text)
