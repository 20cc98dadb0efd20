"""Letters about certificates lead to the holder's page and to the check, and carry no file."""

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.access import standing
from certificates import emails, links, services
from certificates.models import Certificate
from events.emails import OWN_PAGE
from mail import links as secrets
from mail.models import Letter
from mail.services import rendered
from tests.certificates.issued import LATER, begin
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certificate

pytestmark = pytest.mark.django_db


def test_a_letter_leads_to_the_own_page_and_to_the_check_and_has_no_file():
    user = UserFactory(email="zoe@x.eu")
    event = training(sender_name="Trainings", reply_to="trainings@x.eu")
    one = certificate(participant(event, name="Zoë [[link:x]]", email=user.email, user=user))

    emails.issued(one, at=AFTER)

    letter = Letter.objects.get()
    assert (letter.label, letter.key, letter.person, letter.batch) == (
        "certificates.certificate",
        str(one.key),
        str(user.key),
        None,
    )
    assert (letter.sender_name, letter.reply_to) == ("Trainings", "trainings@x.eu")
    message = rendered(letter)
    registration = one.registration
    token = secrets.token(OWN_PAGE, registration.key, registration.link_generation)
    assert settings.SITE_URL + reverse("certificates:own", args=[token]) in message.body
    assert links.address(one) in message.body
    assert str(one) in message.body
    assert message.attachments == []


def test_a_stored_letter_holds_no_token():
    one = certificate(participant())

    emails.issued(one, at=AFTER)

    letter = Letter.objects.get()
    assert links.token_of(one) not in str(letter.body)


def test_a_letter_of_a_batch_can_be_stopped_with_it():
    event = training()
    batch = begin(event, [participant(event)], by=standing(None, AFTER))
    services.issue_due(at=LATER)

    assert Letter.objects.get().batch == batch.key
    assert Certificate.objects.made().count() == 1
