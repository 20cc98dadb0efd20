"""Erasing what people told us once its time has come, and nothing before."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from events import services
from events.enums import Kept, State
from events.models import (
    Answer,
    Attendance,
    ChangeRequest,
    Invitation,
    Mailing,
    MailingRecipient,
    Registration,
)
from events.services import erasure
from events.services.erasure import LABEL, forget, forget_invitations
from journal.models import Entry, Origin
from mail.models import Letter
from tests.events.asking import asks, somebody
from tests.factories.accounts import SeatFactory, UserFactory
from tests.factories.events import (
    EventFactory,
    ParticipationFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.invitations import InvitationFactory, SuggestionFactory
from tests.factories.mail import LetterFactory
from tests.test_dump import dump

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
END = dt.datetime(2026, 3, 2, 15, 30, tzinfo=dt.UTC)


@pytest.fixture
def event():
    event = EventFactory(first_date=dt.date(2026, 3, 2), state=State.HELD, slug="2026-03-02-a")
    asks(event)
    return event


def journalled():
    return [
        (entry.deed, entry.actor, entry.facts)
        for entry in Entry.objects.filter(deed__startswith="events.").order_by("id")
    ]


def test_sensitive_answers_go_thirty_days_after_the_event_and_ordinary_ones_stay(event):
    somebody(event)
    later = EventFactory(first_date=dt.date(2026, 3, 3), state=State.HELD)
    asks(later)
    somebody(later)

    early = services.erase_sensitive(at=END + 30 * DAY - dt.timedelta(seconds=1))
    number = services.erase_sensitive(at=END + 30 * DAY)
    again = services.erase_sensitive(at=END + 30 * DAY)

    assert (early, number, again) == (0, 3, 0)
    assert sorted(Answer.objects.of(event).values_list("key", flat=True)) == ["hotel", "tour"]
    assert Answer.objects.of(later).count() == 5
    assert journalled() == [
        ("events.erased", "", {"event": "2026-03-02-a", "what": "sensitive", "rows": 1}),
        ("events.erased", "", {"event": "2026-03-02-a", "what": "identity", "rows": 2}),
    ]


def test_what_a_wish_for_a_change_says_goes_with_them(event):
    registration = RegistrationFactory(event=event)
    wish = ChangeRequest.objects.create(
        registration=registration,
        state="refused",
        what={"answers": {"diet": "No nuts"}},
        note="I am allergic",
        asked_at=END,
        decided_at=END,
        reason="Too late for the nuts",
    )

    assert services.erase_sensitive(at=END + 31 * DAY) == 1
    assert services.erase_sensitive(at=END + 31 * DAY) == 0

    wish.refresh_from_db()
    assert (wish.what, wish.note, wish.reason, wish.state) == ({}, "", "", "refused")


def test_words_to_the_organisers_go_with_them(event):
    invitation = InvitationFactory(event=event, state="no", answer_note="I cannot see.")

    services.erase_sensitive(at=END + 30 * DAY - dt.timedelta(seconds=1))
    invitation.refresh_from_db()
    assert invitation.answer_note == "I cannot see."
    assert services.erase_sensitive(at=END + 30 * DAY) == 1

    invitation.refresh_from_db()
    assert (invitation.answer_note, invitation.state) == ("", "no")


def test_an_event_that_was_put_off_keeps_them(event):
    somebody(event)
    event.first_date = event.last_date = dt.date(2026, 4, 2)
    event.save()

    assert services.erase_sensitive(at=END + 31 * DAY) == 0


def test_a_cancelled_event_needs_them_no_longer(event):
    somebody(event)
    event.state, event.cancelled_at, event.cancel_reason = State.CANCELLED, END - 20 * DAY, "Flood"
    event.save()

    assert services.erase_sensitive(at=END + 10 * DAY) == 3


def test_who_did_not_take_part_goes_after_a_year_and_who_did_after_five(event):
    there = RegistrationFactory(event=event, name="There")
    gone = RegistrationFactory(event=event, name="Gone", state="withdrawn", reason="Ill")
    InvitationFactory(event=event, name="Silent")

    counts = [
        services.erase_registrations(at=END + days * DAY) for days in (364, 365, 365, 1825, 1826)
    ]

    assert counts == [0, 2, 0, 0, 1]
    for row in (there, gone):
        row.refresh_from_db()
        assert (row.name, row.email, row.organisation, row.reason, row.user) == (
            *[""] * 4,
            None,
        )
    assert (there.country, there.state, gone.state) == ("LV", "confirmed", "withdrawn")
    assert [facts["what"] for _deed, _actor, facts in journalled()] == ["absent", "participation"]


def test_nothing_of_a_forgotten_person_is_left_but_figures(event, monkeypatch):
    user = UserFactory(name="Known Elsewhere")
    registration = somebody(
        event, name="Canary Name", email="canary@example.eu", mark="canary", user=user,
        organisation="Canary Ministry",
    )  # fmt: skip
    LetterFactory(label="events.registration", key=str(registration.key), to="canary@example.eu")
    LetterFactory(label="events.event", key=str(event.uid), to="canary@example.eu")
    other = LetterFactory(label="events.event", key=str(event.uid), to="other@example.eu")
    invitation = InvitationFactory(
        event=event, name="Canary Guest", email="canary.guest@example.eu", note="canary",
        state="in_person", registration=registration,
    )  # fmt: skip
    mailing = Mailing.objects.create(event=event, subject="News", text="…", made_at=END)
    MailingRecipient.objects.create(
        mailing=mailing, registration=registration, position=1, name="Canary", address="canary@x.eu"
    )
    entry = Entry.objects.create(
        at=END, deed="events.registered", label="events.registration", key=str(registration.key)
    )
    Origin.objects.create(entry=entry, address="192.0.2.1")

    with transaction.atomic():
        number = forget(Registration.objects.filter(pk=registration.pk), by=None, at=END)

    assert number == 1
    assert [row for row in dump() if "canary" in row.casefold()] == []
    assert (Letter.objects.get(), Origin.objects.count()) == (other, 0)
    assert mailing.recipients.get().address.endswith("@erased.invalid")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.name) == ("in_person", "")


def letter(label, key, said, **words):
    return LetterFactory(
        label=label, key=str(key), to="other@example.eu", body={"paragraphs": [said]}, **words
    )


def told(*letters):
    return [Letter.objects.get(pk=one.pk).body["paragraphs"] for one in letters]


def test_letters_to_others_lose_the_name_of_a_forgotten_person(event):
    giver = RegistrationFactory(event=event, name="Anna Giver", state="withdrawn")
    taker = RegistrationFactory(event=event, name="Zoë. Taker", replaces=giver)
    stranger = RegistrationFactory(event=event, name="Zoë. Taker", email="z@example.eu")
    passed_on = letter(LABEL, giver.key, "Your place is now that of Zoë. Taker, at 9.")
    taken_over = letter(LABEL, taker.key, "Anna Giver cannot come.")
    of_another = letter(LABEL, stranger.key, "Dear Zoë. Taker")
    to_approve = letter("events.event", event.uid, "Newly asked: Anna Giver, Zoë. Taker.")
    many = letter("events.event", event.uid, "Dear Zoë. Taker", batch=uuid.uuid4())

    forget(Registration.objects.filter(pk=taker.pk), by=None, at=END)

    assert told(passed_on, of_another, to_approve, many) == [
        ["Your place is now that of –, at 9."],
        ["Dear Zoë. Taker"],
        ["Newly asked: Anna Giver, –."],
        ["Dear Zoë. Taker"],
    ]
    assert not Letter.objects.filter(pk=taken_over.pk).exists()
    again = letter(LABEL, taker.key, "Anna Giver cannot come.")
    forget(Registration.objects.filter(pk=giver.pk), by=None, at=END)
    assert told(again) == [["– cannot come."]]


def test_letters_to_who_named_a_forgotten_guest_lose_the_name(event):
    first = InvitationFactory(event=event, name="Anna First", state="substitute")
    named = InvitationFactory(event=event, name="", email="z@example.eu", stands_in_for=first)
    refused = letter("events.invitation", first.key, "z at example. eu does not come either.")

    forget_invitations(Invitation.objects.filter(pk=named.pk))

    assert told(refused) == [["– does not come either."]]
    asked = letter("events.invitation", named.key, "Anna First cannot come and names you.")
    forget_invitations(Invitation.objects.filter(pk=first.pk))
    assert told(asked) == [["– cannot come and names you."]]


def test_the_note_of_an_attendance_goes_and_the_presence_stays(event):
    registration = RegistrationFactory(event=event)
    seen = Attendance.objects.create(
        registration=registration, session=SessionFactory(event=event), presence="absent",
        note="Fell ill.", recorded_at=END,
    )  # fmt: skip

    forget(Registration.objects.filter(pk=registration.pk), by=None, at=END)

    seen.refresh_from_db()
    assert (seen.note, seen.presence) == ("", "absent")


def test_the_old_link_leads_nowhere(event, client):
    registration = RegistrationFactory(event=event)
    page = registration_page(registration)
    assert client.get(page).status_code == 200

    forget(Registration.objects.filter(pk=registration.pk), by=None, at=END)

    assert client.get(page).status_code == 404


def test_contacts_go_after_a_year_and_published_speakers_addresses_after_five(event):
    shown, unseen = (
        SpeakerFactory(
            session__event=event,
            name=name,
            email=f"{name}@example.eu",
            may_publish=may,
            asked_at=END,
            link_hash=name,
            link_generation=1,
        )
        for name, may in (("shown", True), ("unseen", False))
    )
    country = ParticipationFactory(event=event, contact_name="Anna", contact_email="a@example.eu")
    asked = SuggestionFactory(event=event)
    for to in ("unseen@example.eu", "other@example.eu"):
        LetterFactory(label="events.event", key=str(event.uid), to=to)

    counts = [
        services.erase_contacts(at=END + days * DAY) for days in (364, 365, 365, 1825, 1826, 1826)
    ]

    assert counts == [0, 3, 0, 0, 1, 0]
    for row in (shown, unseen, country, asked):
        row.refresh_from_db()
    for speaker in (shown, unseen):
        assert (speaker.email, speaker.asked_at, speaker.link_hash, speaker.version) == (
            "", None, None, 2
        )  # fmt: skip
    assert (shown.name, shown.may_publish) == ("shown", True)
    assert (country.contact_name, country.contact_email, country.version) == ("", "", 2)
    assert (asked.email, asked.why, asked.reason) == (f"{asked.key}@erased.invalid", "", "")
    assert [letter.to for letter in Letter.objects.all()] == ["other@example.eu"]
    assert [facts for _deed, _actor, facts in journalled()] == [
        {"what": "contact", "rows": 3, "event": event.slug},
        {"what": "speaker", "rows": 1, "event": event.slug},
    ]


def registration_page(registration):
    from events.views.registration import own_page

    return own_page(registration)


def test_two_forgotten_ones_of_one_event_are_no_double(event):
    RegistrationFactory.create_batch(2, event=event)

    assert forget(Registration.objects.filter(event=event), by=None, at=END) == 2


def test_what_changed_between_looking_and_locking_is_left_alone(event):
    somebody(event)
    early, late = END + DAY, END + 31 * DAY
    empty = EventFactory(first_date=dt.date(2026, 3, 2), state=State.HELD)

    told = [
        erasure._erase_answers(event.pk, Kept.SENSITIVE, at=early),
        erasure._erase_wishes(event.pk, at=early),
        erasure._erase_registrations(event.pk, Kept.PARTICIPATION, at=late),
        erasure._erase_answers(empty.pk, Kept.SENSITIVE, at=late),
        erasure._erase_registrations(empty.pk, Kept.PARTICIPATION, at=late + 1826 * DAY),
        erasure._erase_contacts(event.pk, Kept.CONTACT, at=late),
        erasure._erase_contacts(empty.pk, Kept.CONTACT, at=late + 365 * DAY),
    ]

    assert told == [0] * 7
    assert Answer.objects.of(event).count() == 5
    assert journalled() == []


def test_a_delegate_without_an_address_has_no_letters_to_forget(event):
    seat = SeatFactory()
    delegate = RegistrationFactory(event=event, email="", seat=seat)
    letter = LetterFactory(label="events.event", key=str(event.uid))

    forget(Registration.objects.filter(pk=delegate.pk), by=None, at=END)

    assert Letter.objects.get() == letter


def test_erased_with_a_name_is_refused_by_the_database(event):
    with pytest.raises(IntegrityError, match="registration_erased_names_nobody"):
        RegistrationFactory(event=event, erased_at=END)


def test_without_address_or_seat_only_when_erased(event):
    with pytest.raises(IntegrityError, match="registration_has_an_address_or_a_seat"):
        RegistrationFactory(event=event, email="")
