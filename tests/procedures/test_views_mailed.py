"""The page on which the Secretariat enters a reply that came by mail."""

import datetime as dt
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Body, Mandate
from documents.models import Document
from procedures import services
from procedures.services.replies import EVIDENCE
from tests.factories.accounts import MandateFactory, OrganisationFactory, SeatFactory
from tests.factories.procedures import LAST_SECOND, LONG_AGO, ballot, holder, running, secretariat
from tests.procedures.conftest import CLOSING, LATER, proved
from tests.procedures.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board")]


@pytest.fixture
def office(clock):
    return proved(secretariat(LATER).user)


def address(made, name="enter_reply", *parts):
    return reverse(f"procedures:{name}", args=[made.reference, *parts])


def mail(**words):
    return {
        "seat": "LV", "choice": "for", "reason": "Mail of 23 April", "statement": "",
        "mail": SimpleUploadedFile("mail.txt", b"We are for."), **words,
    }  # fmt: skip


def test_a_reply_by_mail_is_entered_with_the_mail(made):
    reader = secretariat(LATER).user
    reader.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
    office, who = proved(reader), holder("LV", LATER)
    mandate = Mandate.objects.get(user=who.user)

    office.post(address(made), mail(voter=mandate.pk))
    page = office.get(address(made, "control"))

    stored = ballot(made, "LV")
    assert (stored.choice, stored.cast_by) == ("for", who.user)
    kept = Document.objects.get(label=EVIDENCE)
    assert str(kept.key) in text(page)
    answer = office.get(address(made, "evidence", kept.key))
    assert b"".join(answer.streaming_content) == b"We are for."
    assert office.head(address(made, "evidence", kept.key)).status_code == 200
    assert office.get(address(made, "evidence", uuid.uuid4())).status_code == 404


def test_a_reply_by_mail_that_makes_no_sense_is_refused(office, made):
    other = Mandate.objects.get(user=holder("MT", LATER).user)

    answers = [
        office.post(address(made), mail(**words_))
        for words_ in ({"voter": other.pk}, {"mail": ""}, {"reason": ""}, {"seat": "XX"})
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert "speaks for another seat" in text(answers[0])
    assert ballot(made, "LV").choice == ""


def test_after_the_end_a_reply_by_mail_is_late(made, clock):
    clock.move_to(CLOSING)
    office = proved(secretariat(CLOSING).user)
    services.close_due(at=CLOSING)

    page = text(office.get(address(made)))
    office.post(address(made), mail())

    assert "recorded as late" in page
    assert made.ledger.last().kind == "late"


def test_between_the_last_second_and_the_closing_nothing_is_entered(made, clock):
    clock.move_to(LAST_SECOND + dt.timedelta(seconds=3))
    office = proved(secretariat(CLOSING).user)

    answer = office.post(address(made), mail(), follow=True)

    assert "This can no longer be done" in text(answer)


def test_the_page_says_what_is_done_to_which_procedure(office, made):
    page = text(office.get(address(made)))

    assert "<title> Enter a mailed reply – EUCPN" in page
    assert (
        f'<h1>Enter a mailed reply</h1> <p class="lead">{made.reference} · {made.title}</p>'
    ) in page


def test_who_signed_in_long_ago_proves_it_again_before_entering_a_reply(office, made, clock):
    clock.shift(dt.timedelta(minutes=31))

    asked = office.get(address(made))
    sent = office.post(address(made), mail())

    assert (
        asked["Location"] == f"{reverse('accounts:again')}?next={address(made).replace('/', '%2F')}"
    )
    assert sent.status_code == 422
    assert "You signed in more than half an hour ago." in text(sent)
    assert (ballot(made, "LV").choice, made.ledger.count()) == ("", 1)
    assert not Document.objects.filter(label=EVIDENCE).exists()


def test_who_spoke_for_an_organisation_is_named(office):
    house = OrganisationFactory(name="European Commission")
    SeatFactory(
        body=Body.objects.get(pk="BOARD"), member_state=None, organisation=house, votes=True,
        starts=LONG_AGO,
    )  # fmt: skip
    mandate = MandateFactory(
        role=Role.OBSERVER, member_state=None, organisation=house, starts=LONG_AGO
    )
    latvia = Mandate.objects.get(user=holder("LV", LATER).user)
    made = running()
    seat = f"ORG-{house.pk}"

    page = text(office.get(address(made)))
    refused = office.post(address(made), mail(seat=seat, voter=latvia.pk))
    office.post(address(made), mail(seat=seat, voter=mandate.pk))

    assert f"{mandate.user.name}, Observer, European Commission" in page
    assert "This person speaks for another seat." in text(refused)
    stored = made.ballots.get(organisation=house)
    assert (stored.choice, stored.cast_by) == ("for", mandate.user)
