"""Under which name an event writes."""

import pytest
from django.utils import timezone

from accounts.access import standing
from events import emails, services
from events.enums import Deed
from journal.models import Entry
from mail.models import Letter
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_every_letter_of_the_event_carries_it():
    event, at = EventFactory(), timezone.now()
    nobody = standing(None, at)

    event = services.set_sender(
        event, sender_name="Seminar team", reply_to="team@x.eu", by=nobody, at=at
    )
    emails.confirmed(RegistrationFactory(event=event), at=at)

    letter = Letter.objects.get()
    assert (letter.sender_name, letter.reply_to) == ("Seminar team", "team@x.eu")
    assert Entry.objects.get().deed == Deed.SENDER_CHANGED
