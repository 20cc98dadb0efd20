"""The invitations of an event: the list, inviting with a preview, asking again, one of them."""

import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from events.enums import InvitationState, Mode
from events.models import Registration
from journal.models import Entry
from mail.models import Letter
from tests.events.asking import asks, somebody
from tests.events.organisers import presidency, queries, representative, secretariat
from tests.factories.accounts import (
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.invitations import InvitationFactory, SuggestionFactory

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
    assert sent() == [
        ("anna@example.eu", "Not for this address: Seminar"),
        ("right@example.eu", "Your invitation: Seminar"),
    ]
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
