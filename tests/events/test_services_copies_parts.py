"""Parts of an event that come along where somebody said so, and what never does."""

import datetime as dt

import pytest

from accounts.access import Standing
from accounts.enums import Role
from events import services
from events.enums import (
    CopyPart,
    Group,
    InvitationKind,
    Kind,
    ParticipationState,
    QuotaScope,
    ReminderKind,
)
from events.models import (
    AttendanceTerms,
    CountryParticipation,
    Event,
    EventGroup,
    Reminder,
    Series,
    Speaker,
)
from events.services.copies import COUNTS, PARTS
from tests.events.copies import AT, DAY, DIET, NEXT, TOUR, copied, document, guest
from tests.factories.accounts import (
    BodyFactory,
    MandateFactory,
    MemberStateFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
)
from tests.factories.events import EventFactory, QuotaFactory, SessionFactory, SpeakerFactory
from tests.factories.programme import TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=AT)


@pytest.fixture
def source():
    return EventFactory(title="Seminar 2027", first_date=DAY, zone="Europe/Dublin")


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
