"""An event made from another one: its days, its host, its programme, its papers."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing
from documents.models import Document
from events import services
from events.enums import CopyPart, State
from events.models import Event, FundingSource
from journal.models import Entry
from tests.events.copies import AT, DAY, NEXT, copied, document
from tests.factories.accounts import MemberStateFactory, PresidencyTermFactory, UserFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def source():
    return EventFactory(title="Seminar 2027", first_date=DAY, zone="Europe/Dublin")


def test_a_copy_is_a_draft_of_its_own_and_is_made_once(source, officer):
    source.summary, source.languages, source.output = "What works", "en, fr", "A toolbox"
    source.last_date = DAY + dt.timedelta(days=1)
    source.report, source.arrivals, source.join_link = "It went well", 7, "https://video.example/1"
    source.save()
    RegistrationFactory(event=source)
    once = uuid.uuid4()

    copy = copied(source, officer, once=once)
    again = copied(source, officer, once=once, title="Another")

    copy.refresh_from_db()
    assert again.pk == copy.pk
    assert (copy.state, copy.published_at, copy.copied_from, copy.created_by) == (
        State.DRAFT,
        None,
        source,
        officer.user,
    )
    assert (copy.title, copy.slug) == ("Seminar 2028", "2028-05-26-seminar-2028")
    assert (copy.first_date, copy.last_date) == (NEXT, NEXT + dt.timedelta(days=1))
    assert (copy.summary, copy.languages, copy.zone) == ("What works", "en, fr", "Europe/Dublin")
    assert copy.starts_at == dt.datetime(2028, 5, 26, 8, 30, tzinfo=dt.UTC)
    assert copy.days.count() == 2
    assert (copy.venue, copy.join_link, copy.output, copy.report) == ("", "", "", "")
    assert (copy.arrivals, copy.registrations.count(), copy.held_with.count()) == (0, 0, 0)
    entry = Entry.objects.get(deed="events.copied")
    assert entry.facts == {"event": copy.slug, "source": source.slug, "parts": []}


def test_after_a_presidency_the_next_one_hosts(source, officer):
    first, second = MemberStateFactory(code="LT"), MemberStateFactory(code="EL")
    PresidencyTermFactory(member_state=first, starts=dt.date(2027, 1, 1), ends=dt.date(2027, 6, 30))
    source.host = first
    source.save()

    beyond = copied(source, officer)
    PresidencyTermFactory(
        member_state=second, starts=dt.date(2028, 1, 1), ends=dt.date(2028, 6, 30)
    )
    followed = copied(source, officer)
    source.host = MemberStateFactory(code="MT")
    source.save()
    kept = copied(source, officer)

    assert [event.host_id for event in (beyond, followed, kept)] == [None, "EL", "MT"]


@pytest.mark.parametrize(
    ("ends", "pays"),
    [(dt.date(2028, 12, 31), True), (dt.date(2027, 12, 31), False)],
    ids=["lasts", "is spent"],
)
def test_money_comes_along_while_it_lasts(source, officer, ends, pays):
    source.funding = FundingSource.objects.create(
        name="ISF 2027",
        starts=dt.date(2027, 1, 1),
        ends=ends,
        statement="Funded by the European Union",
        keep_until=dt.date(2040, 1, 1),
    )
    source.save()

    assert bool(copied(source, officer).funding_id) is pays


@pytest.mark.parametrize(
    ("day", "hour"),
    [(dt.date(2028, 3, 26), dt.time(1, 30)), (dt.date(2028, 10, 29), dt.time(1, 30))],
    ids=["left out", "twice"],
)
def test_hours_that_the_clocks_do_not_show_once_are_refused(source, officer, day, hour):
    Event.objects.filter(pk=source.pk).update(starts_time=hour)
    source.refresh_from_db()

    with pytest.raises(services.HourMissingError, match="Seminar 2027"):
        copied(source, officer, day=day, title="Seminar 2027")
    assert Event.objects.count() == 1


def test_all_day_has_no_hours_to_miss(officer):
    source = EventFactory(first_date=DAY, all_day=True, starts_time=None, ends_time=None)

    assert copied(source, officer, day=dt.date(2028, 3, 26)).all_day


def test_a_sessions_hour_is_looked_at_too(source, officer):
    SessionFactory(event=source, title="Night", starts_time=dt.time(1, 15))

    with pytest.raises(services.HourMissingError, match="Night"):
        copied(source, officer, CopyPart.PROGRAMME, day=dt.date(2028, 3, 26))
    assert copied(source, officer, day=dt.date(2028, 3, 26)).sessions.count() == 0


def test_venue_and_link_are_parts_of_their_own(source, officer):
    source.address, source.access_notes = "Rue de la Loi 155", "Bring a card"
    source.join_link, source.join_link_in_calendars = "https://video.example/1", True
    source.save()

    there = copied(source, officer, CopyPart.VENUE)
    online = copied(source, officer, CopyPart.JOIN_LINK)

    assert (there.venue, there.address, there.city, there.access_notes, there.join_link) == (
        "Residence Palace",
        "Rue de la Loi 155",
        "Brussels",
        "Bring a card",
        "",
    )
    assert (online.venue, online.join_link) == ("", "https://video.example/1")
    assert (there.join_link_in_calendars, online.join_link_in_calendars) == (False, True)


def test_the_programme_moves_with_its_speakers_but_not_their_consent(source, officer):
    session = SessionFactory(event=source, title="Opening", room="A", counts=False)
    SpeakerFactory(session=session, name="Eva", biography="Of Praha", email="eva@example.eu")
    SpeakerFactory(session=session, name="Uwe", may_publish=False, order=1)

    plain = copied(source, officer, CopyPart.PROGRAMME)
    agreed = copied(source, officer, CopyPart.PROGRAMME, CopyPart.CONSENT)

    kept = plain.sessions.get()
    assert (kept.title, kept.room, kept.counts, kept.date) == ("Opening", "A", False, NEXT)
    assert kept.uid != session.uid
    assert kept.starts_at == dt.datetime(2028, 5, 26, 9, tzinfo=dt.UTC)
    seen = "name", "biography", "email", "may_publish", "consent_at", "consent_by"
    assert list(kept.speakers.values_list(*seen)) == [
        ("Eva", "Of Praha", "eva@example.eu", False, None, None),
        ("Uwe", "", "", False, None, None),
    ]
    assert list(agreed.sessions.get().speakers.values_list(*seen)) == [
        ("Eva", "Of Praha", "eva@example.eu", True, AT, officer.user.pk),
        ("Uwe", "", "", False, None, None),
    ]


def papers(label, key):
    rows = Document.objects.of(label, str(key))
    return [(one.title, one.versions.get().name, one.versions.get().sha256) for one in rows]


def test_a_photograph_comes_with_the_consent_to_show_it(source, officer):
    speaker = SpeakerFactory(session=SessionFactory(event=source), photo_at=AT)
    document("events.speaker", speaker.key, "Eva")

    without = copied(source, officer, CopyPart.PROGRAMME).sessions.get().speakers.get()
    shown = copied(source, officer, CopyPart.PROGRAMME, CopyPart.CONSENT)

    one = shown.sessions.get().speakers.get()
    assert (without.photo_at, papers("events.speaker", without.key)) == (None, [])
    assert one.photo_at == AT
    assert papers("events.speaker", one.key) == [("Eva", "Eva 2.pdf", "2" * 64)]


def test_documents_are_the_same_bytes_as_now_and_go_their_own_way(source, officer):
    session = SessionFactory(event=source)
    document("events.event", source.uid, "Paper")
    document("events.session", session.uid, "Slides")

    alone = copied(source, officer, CopyPart.DOCUMENTS)
    both = copied(source, officer, CopyPart.DOCUMENTS, CopyPart.PROGRAMME)

    assert papers("events.event", alone.uid) == [("Paper", "Paper 2.pdf", "2" * 64)]
    assert papers("events.session", both.sessions.get().uid) == [
        ("Slides", "Slides 2.pdf", "2" * 64)
    ]
    assert Document.objects.count() == 5
