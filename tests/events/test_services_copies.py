"""An event made from another one: each part by itself, and what never comes along."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing
from accounts.enums import Role
from documents.models import Document
from events import services
from events.enums import (
    CopyPart,
    Group,
    InvitationKind,
    Kind,
    ParticipationState,
    QuestionType,
    QuotaScope,
    ReminderKind,
    State,
)
from events.models import (
    AttendanceTerms,
    CountryParticipation,
    Event,
    EventGroup,
    FundingSource,
    Reminder,
    Series,
    Speaker,
)
from events.questions import Option, Question
from events.services.copies import COUNTS, PARTS
from journal.models import Entry
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    PresidencyTermFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2027, 1, 11, 9, tzinfo=dt.UTC)
DAY = dt.date(2027, 5, 28)
NEXT = dt.date(2028, 5, 26)


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def source():
    return EventFactory(title="Seminar 2027", first_date=DAY, zone="Europe/Dublin")


def copied(source, officer, *parts, day=NEXT, once=None, title="Seminar 2028"):
    return services.copy_event(
        source,
        once=once or uuid.uuid4(),
        title=title,
        first_date=day,
        parts=parts,
        by=officer,
        at=AT,
    )


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


def document(label, key, title):
    made = Document.objects.create(
        label=label, owner_key=str(key), title=title, number=2, created_at=AT, renewed_at=AT
    )
    for number in (1, 2):
        made.versions.create(
            number=number,
            name=f"{title} {number}.pdf",
            content_type="application/pdf",
            size=number,
            sha256=str(number) * 64,
            added_at=AT,
        )
    return made


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


DIET = Question("diet", QuestionType.TEXT, "Diet")
TOUR = Question(
    "tour",
    QuestionType.CHOICE,
    "Tour",
    options=(Option("museum", "Museum", 10), Option("no", "No")),
)


def asks(event, officer, *questions):
    services.questions.set_questions(event, schema=questions, by=officer, at=AT)
    event.refresh_from_db()


def test_questions_come_as_they_are_asked_now(source, officer):
    source.details_until = DAY - dt.timedelta(days=7)
    source.save()
    asks(source, officer, DIET)
    asks(source, officer, TOUR)

    copy = copied(source, officer, CopyPart.QUESTIONS)

    copy = Event.objects.get(pk=copy.pk)
    assert (copy.schema, copy.asks, copy.question_sets.count()) == ((TOUR,), 1, 1)
    assert copy.details_until == NEXT - dt.timedelta(days=7)
    assert list(copy.quotas.values_list("scope", "question", "option", "places")) == [
        ("choice", "tour", "museum", 10)
    ]


def test_an_event_that_asks_nothing_brings_no_questions(source, officer):
    assert copied(source, officer, CopyPart.QUESTIONS).question_sets.count() == 0


def test_places_come_as_far_as_what_they_are_counted_over(source, officer):
    session = SessionFactory(event=source)
    source.needs_approval, source.offer_hours, source.shows_participants = True, 48, True
    source.registration_opens_at = dt.datetime(2027, 3, 1, 8, tzinfo=dt.UTC)
    source.registration_closes_at = dt.datetime(2027, 5, 20, 15, tzinfo=dt.UTC)
    source.participants_until = DAY + dt.timedelta(days=30)
    source.save()
    state = MemberStateFactory()
    QuotaFactory(event=source, places=50)
    QuotaFactory(event=source, scope=QuotaScope.STATE, member_state=state, places=3)
    QuotaFactory(event=source, scope=QuotaScope.SESSION, session=session, places=20)
    asks(source, officer, TOUR)
    EventGroup.objects.create(event=source, group=Group.SPEAKER, label="Speakers", priority=5)

    alone = copied(source, officer, CopyPart.PLACES)
    whole = copied(source, officer, CopyPart.PLACES, CopyPart.PROGRAMME, CopyPart.QUESTIONS)

    numbers = "scope", "member_state", "places"
    assert set(alone.quotas.values_list(*numbers)) == {
        ("total", None, 50),
        ("state", state.pk, 3),
    }
    assert set(whole.quotas.values_list(*numbers)) == {
        ("total", None, 50),
        ("state", state.pk, 3),
        ("session", None, 20),
        ("choice", None, 10),
    }
    assert whole.quotas.get(scope=QuotaScope.SESSION).session == whole.sessions.get()
    assert list(alone.groups.values_list("group", "label", "priority")) == [
        ("speaker", "Speakers", 5)
    ]
    assert (alone.needs_approval, alone.offer_hours, alone.shows_participants) == (True, 48, True)
    assert alone.registration_opens_at == dt.datetime(2028, 2, 28, 8, tzinfo=dt.UTC)
    assert alone.registration_closes_at == dt.datetime(2028, 5, 18, 15, tzinfo=dt.UTC)
    assert alone.participants_until == NEXT + dt.timedelta(days=30)


def test_texts_tasks_promoters_and_series(source, officer):
    promoter, task = OrganisationFactory(), TaskFactory()
    source.forward_text, source.co_promoters = "Do come", "The city"
    source.series = Series.objects.create(title="Seminars", created_at=AT)
    source.save()
    source.promoters.add(promoter)
    source.tasks.add(task)

    bare = copied(source, officer)
    full = copied(
        source,
        officer,
        CopyPart.FORWARD,
        CopyPart.PROMOTERS,
        CopyPart.TASKS,
        CopyPart.SERIES,
    )

    def brought(event):
        return (
            event.forward_text,
            event.co_promoters,
            list(event.promoters.all()),
            list(event.tasks.all()),
            event.series,
        )

    assert brought(bare) == ("", "", [], [], None)
    full.refresh_from_db()
    assert brought(full) == ("Do come", "The city", [promoter], [task], source.series)


def test_countries_are_asked_anew_and_reminders_have_not_been_sent(officer):
    source = EventFactory(first_date=DAY, kind=Kind.FOCUS_DAY)
    CountryParticipation.objects.create(
        event=source,
        country="CH",
        state=ParticipationState.CONFIRMED,
        contact_name="Beat",
        activity="A parade",
        asked_at=AT,
        answered_at=AT,
        answered_by=officer.user,
    )
    Reminder.objects.create(
        event=source,
        kind=ReminderKind.DAY_BEFORE,
        hours=24,
        subject="Tomorrow",
        text="Come",
        ran_for=AT,
        ran_at=AT,
        told=12,
    )

    copy = copied(source, officer, CopyPart.COUNTRIES, CopyPart.REMINDERS)

    assert list(copy.countries.values_list("country", "state", "contact_name", "activity")) == [
        ("CH", "asked", "Beat", "")
    ]
    assert list(copy.reminders.values_list("kind", "subject", "ran_for", "told")) == [
        ("day_before", "Tomorrow", None, 0)
    ]


# Who was invited


def guest(event, officer, email, **facts):
    found = services.invitations.invite(
        event,
        once=uuid.uuid4(),
        people=[services.invitations.Guest(email=email, **facts)],
        group=facts.pop("group", Group.PARTICIPANT),
        note_to_them="Dear friend",
        by=officer,
        at=AT,
    )
    return found[0]


def test_the_same_are_invited_but_nobody_hears_of_it_yet(source, officer):
    organisation = OrganisationFactory()
    guest(source, officer, "ngo@example.eu", name="", kind=InvitationKind.ORGANISATION,
          organisation=organisation.pk)  # fmt: skip
    asked = guest(source, officer, "anna@example.eu", name="Anna", language="fr")
    stand_in = guest(source, officer, "berta@example.eu")
    stand_in.stands_in_for = asked
    stand_in.save()

    copy = copied(source, officer, CopyPart.INVITATIONS)

    seen = "email", "name", "kind", "organisation", "language", "note", "state"
    assert list(copy.invitations.order_by("pk").values_list(*seen)) == [
        ("ngo@example.eu", "", "organisation", organisation.pk, "en", "", "prepared"),
        ("anna@example.eu", "Anna", "person", None, "fr", "", "prepared"),
    ]


def test_for_a_seat_those_are_invited_who_speak_for_it_today(source, officer):
    seat = SeatFactory(body=BodyFactory(), member_state=MemberStateFactory(code="LV"))
    SeatFactory(body=seat.body, member_state=MemberStateFactory(code="EE"))
    guest(source, officer, "gone@example.eu", name="Gone", kind=InvitationKind.SEAT, seat=seat.pk)
    speaks = MandateFactory(member_state=seat.member_state, role=Role.NR).user

    copy = copied(source, officer, CopyPart.INVITATIONS)

    assert list(copy.invitations.values_list("email", "kind", "seat")) == [
        (speaks.email, "seat", seat.pk)
    ]


def test_nobody_is_invited_to_what_is_past(source, officer):
    guest(source, officer, "anna@example.eu")

    copy = copied(source, officer, CopyPart.INVITATIONS, day=dt.date(2026, 5, 29))

    assert copy.invitations.count() == 0


# What is offered


def test_nothing_is_offered_that_does_nothing():
    bare = EventFactory(city="", venue="")

    assert services.offered(bare) == {}
    assert set(COUNTS) == set(CopyPart) == {*PARTS, CopyPart.CONSENT}


def test_each_part_is_offered_with_how_much_there_is(source, officer):
    session = SessionFactory(event=source)
    SpeakerFactory(session=session)
    document("events.session", session.uid, "Slides")
    QuotaFactory(event=source)
    asks(source, officer, DIET, TOUR)
    guest(source, officer, "anna@example.eu")
    source.join_link, source.forward_text = "https://video.example/1", "Do come"
    source.co_promoters = "The city"
    source.needs_approval = True
    source.series = Series.objects.create(title="Seminars", created_at=AT)
    source.save()
    source.tasks.add(TaskFactory())

    assert services.offered(source) == {
        CopyPart.VENUE: 2,
        CopyPart.JOIN_LINK: 1,
        CopyPart.PROGRAMME: 1,
        CopyPart.CONSENT: 1,
        CopyPart.QUESTIONS: 2,
        CopyPart.PLACES: 3,
        CopyPart.INVITATIONS: 1,
        CopyPart.DOCUMENTS: 1,
        CopyPart.PROMOTERS: 1,
        CopyPart.FORWARD: 1,
        CopyPart.TASKS: 1,
        CopyPart.SERIES: 1,
    }
    assert Speaker.objects.count() == 1


def test_what_earns_a_certificate_comes_along_where_somebody_said_so(source, officer):
    plain = copied(source, officer)
    AttendanceTerms.objects.create(event=source, share=90, self_check_in=True, version=4)

    copy = copied(source, officer)

    terms = AttendanceTerms.objects.get(event=copy)
    assert not AttendanceTerms.objects.filter(event=plain).exists()
    assert (terms.share, terms.self_check_in, terms.version) == (90, True, 1)
