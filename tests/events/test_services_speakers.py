"""What is kept of speakers: through changes of the programme, by the organisers, by themselves."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts.access import standing
from accounts.enums import Role
from accounts.versions import StaleError
from documents.models import Document
from events import privacy, services
from events.enums import State
from events.models import Speaker
from events.rules import NotNowError
from journal.models import Entry
from mail.links import digest, token
from mail.models import Letter
from tests.documents.files import checked, png
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


@pytest.fixture
def session():
    return SessionFactory(event=EventFactory(first_date=dt.date(2026, 12, 10)))


def photo(side=2):
    return checked("me.png", png(side))


def saved(session, *rows, by, at=AT):
    names = ("title", "description", "modules", "date", "starts_time", "ends_time", "room")
    fields = {name: getattr(session, name) for name in names}
    services.save_session(
        session.event, session=session, speakers=list(rows), by=by, at=at, counts=True, **fields
    )
    return list(session.speakers.all())


def row(speaker=None, **words):
    known = (
        {"key": speaker.key, "name": speaker.name, "may_publish": speaker.may_publish}
        if speaker
        else {}
    )
    return {"role": "speaker", "name": "Eva Novak", "function": "", "organisation": "",
            "biography": "", "may_publish": False, **known, **words}  # fmt: skip


def photographed(session, office, **fields):
    speaker = SpeakerFactory(session=session, name="Eva Novak", **fields)
    return services.change_speaker(
        speaker, version=speaker.version, photo=photo(), by=office, at=AT
    )


def test_a_speaker_stays_the_same_when_the_session_is_saved(session, office):
    eva = photographed(session, office, email="eva@example.eu")
    ulla = SpeakerFactory(session=session, name="Ulla Berg", order=1)

    first, second = saved(
        session, row(ulla), row(eva, name="Dr Eva Novak", function="Head"), by=office
    )

    assert [(one.pk, one.order) for one in (first, second)] == [(ulla.pk, 0), (eva.pk, 1)]
    assert (second.key, second.photo_at, second.email, second.function, second.version) == (
        eva.key, AT, "eva@example.eu", "Head", eva.version + 1,
    )  # fmt: skip


def test_another_person_in_the_row_gets_neither_photograph_nor_key(session, office):
    eva = photographed(session, office)

    (found,) = saved(session, row(eva, name="Ulla Berg"), by=office)

    assert (found.name, found.photo_at, found.key == eva.key) == ("Ulla Berg", None, False)
    assert Document.objects.get().erased_at == AT


def test_a_key_named_twice_or_of_elsewhere_makes_a_speaker_of_its_own(session, office):
    eva, other = SpeakerFactory(session=session, name="Eva Novak"), SpeakerFactory()

    found = saved(session, row(eva), row(eva), row(other), by=office)

    assert [one.pk == eva.pk for one in found] == [True, False, False]
    assert Speaker.objects.get(pk=other.pk).session_id == other.session_id


def test_a_changed_tick_is_recorded_with_who_and_when(session, office):
    yes = SpeakerFactory(session=session, name="Eva Novak", may_publish=False)
    same = SpeakerFactory(session=session, name="Ulla Berg", may_publish=True)

    found = saved(
        session,
        row(yes, may_publish=True),
        row(same),
        row(name="Li Wu", may_publish=True),
        by=office,
    )

    assert [(one.consent_at, one.consent_by) for one in found] == [
        (AT, office.user), (None, None), (AT, office.user),
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["row", "session"])
def test_who_is_taken_off_leaves_no_photograph(session, office, way):
    photographed(session, office)

    if way == "row":
        saved(session, by=office, at=LATER)
    else:
        services.remove_session(session, by=office, at=LATER)

    assert (Speaker.objects.count(), Document.objects.get().erased_at) == (0, LATER)


def test_a_photograph_takes_the_place_of_the_one_before_and_can_be_taken_away(session, office):
    eva = photographed(session, office)
    eva = services.change_speaker(eva, version=eva.version, photo=photo(9), by=office, at=LATER)

    assert (eva.photo_at, Document.objects.standing().count(), Document.objects.count()) == (
        LATER,
        1,
        2,
    )

    eva = services.change_speaker(eva, version=eva.version, without_photo=True, by=office, at=LATER)

    assert (eva.photo_at, Document.objects.standing().count()) == (None, 0)


def test_a_stale_change_and_a_closed_event_are_refused(session, office):
    eva = SpeakerFactory(session=session)
    with pytest.raises(StaleError):
        services.change_speaker(eva, version=eva.version + 1, by=office, at=AT)
    session.event.state = State.CLOSED
    session.event.save()

    with pytest.raises(NotNowError):
        services.change_speaker(eva, version=eva.version, by=office, at=AT)


def test_asking_mails_a_link_and_asking_again_another(session, office):
    eva = SpeakerFactory(
        session=session, name="Eva Novak", email="eva@example.eu", may_publish=False
    )

    services.ask_for_consent(eva, by=office, at=AT)
    asked = services.ask_for_consent(eva, by=office, at=LATER)

    assert (asked.link_generation, asked.asked_at) == (2, LATER)
    assert asked.link_hash == digest(token("events:own_speaker", eva.key, 2))
    letter = Letter.objects.order_by("pk").last()
    assert (letter.to, letter.subject) == (
        "eva@example.eu", f"May we publish your name? {session.event.title}",
    )  # fmt: skip
    assert Entry.objects.filter(deed="events.speaker_asked").count() == 2


def test_nobody_without_an_address_is_asked(session, office):
    with pytest.raises(services.NoAddressError):
        services.ask_for_consent(SpeakerFactory(session=session), by=office, at=AT)


def test_another_address_ends_the_link(session, office):
    eva = SpeakerFactory(session=session, email="eva@example.eu")
    eva = services.ask_for_consent(eva, by=office, at=AT)

    eva = services.change_speaker(eva, version=eva.version, email="", by=office, at=LATER)

    assert (eva.link_hash, eva.asked_at, eva.link_generation) == (None, None, 1)


def test_another_address_gets_another_link_and_the_old_one_opens_nothing(session, office):
    eva = SpeakerFactory(session=session, email="old@example.eu")
    old = services.ask_for_consent(eva, by=office, at=AT).link_hash
    eva.refresh_from_db()
    eva = services.change_speaker(
        eva, version=eva.version, email="new@example.eu", by=office, at=LATER
    )

    asked = services.ask_for_consent(eva, by=office, at=LATER)

    assert asked.link_hash == digest(token("events:own_speaker", eva.key, 2)) != old
    assert not Speaker.objects.filter(link_hash=old).exists()


def test_the_link_of_an_erased_speaker_is_never_made_again(session, office):
    eva = SpeakerFactory(session=session, email="eva@example.eu")
    old = services.ask_for_consent(eva, by=office, at=AT).link_hash
    privacy.erase("eva@example.eu", by=office, at=AT)
    eva.refresh_from_db()
    erased = (eva.name, eva.link_hash, eva.asked_at)
    fields = {"name": "Jan", "email": "jan@example.eu"}
    jan = services.change_speaker(eva, version=eva.version, by=office, at=LATER, **fields)

    asked = services.ask_for_consent(jan, by=office, at=LATER)

    assert erased == ("", None, None)
    assert (asked.link_generation, asked.link_hash == old) == (2, False)


def test_a_speaker_agrees_and_takes_it_back_after_the_event_is_closed(session, office):
    nobody = standing(None, AT)
    eva = SpeakerFactory(session=session, may_publish=False, email="eva@example.eu")

    eva = services.answer_as_speaker(
        eva, version=1, agrees=True, photo=photo(), by=nobody, at=AT, biography="Wrote a book."
    )
    agreed = (eva.may_publish, eva.consent_at, eva.consent_by, eva.photo_at, eva.biography)
    session.event.state = State.CLOSED
    session.event.save()
    eva = services.answer_as_speaker(
        eva, version=2, agrees=False, photo=photo(9), by=nobody, at=LATER
    )

    assert agreed == (True, AT, None, AT, "Wrote a book.")
    assert (eva.may_publish, eva.consent_at, eva.photo_at) == (False, LATER, None)
    assert [(one.erased_at) for one in Document.objects.all()] == [LATER]


def test_a_speaker_who_agrees_again_without_a_photograph_keeps_the_one_there_is(session, office):
    nobody = standing(None, AT)
    eva = SpeakerFactory(session=session, may_publish=False, email="eva@example.eu")
    eva = services.answer_as_speaker(eva, version=1, agrees=True, photo=photo(), by=nobody, at=AT)

    eva = services.answer_as_speaker(
        eva, version=2, agrees=True, by=nobody, at=LATER, function="Head of unit"
    )

    assert (eva.photo_at, eva.consent_at, eva.function) == (AT, LATER, "Head of unit")
    assert [one.erased_at for one in Document.objects.all()] == [None]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"consent_at": None, "with_by": True}, "speaker_consent_recorded_at_a_moment"),
        ({"asked_at": AT}, "speaker_asked_has_a_link_and_an_address"),
    ],
)
def test_a_half_said_speaker_is_refused_by_the_database(fields, name):
    if fields.pop("with_by", False):
        fields["consent_by"] = MandateFactory().user

    with pytest.raises(IntegrityError, match=name):
        SpeakerFactory(**fields)
