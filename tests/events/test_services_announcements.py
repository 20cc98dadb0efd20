"""News of a change wait five minutes, can be stopped, and are overtaken by what comes after."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import By
from events import services
from events.enums import Deed, RegistrationState
from events.models import Announcement, Event, Registration
from events.services.announcements import announcing
from jobs.rules import NoSuchStepError
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter
from mail.services import send_due
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory, QuotaFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
FIVE = dt.timedelta(minutes=5)


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


def move(event, officer, at, **fields):
    event.refresh_from_db()
    return services.change_event(event, version=event.version, by=officer, at=at, **fields)


def letters(**fields):
    return list(
        Letter.objects.filter(**fields).order_by("pk").values_list("to", "subject", "state")
    )


def test_a_change_stands_at_once_and_its_letters_wait(officer):
    event, at = EventFactory(), timezone.now()
    QuotaFactory(event=event, places=1)
    RegistrationFactory(event=event, email="a@example.eu")
    RegistrationFactory(event=event, email="b@example.eu", state=RegistrationState.WAITING)

    move(event, officer, at, city="Ghent")

    event.refresh_from_db()
    news = Announcement.objects.get()
    assert (event.city, event.sequence) == ("Ghent", 1)
    assert (news.event, news.deed, news.told, news.made_by) == (
        event,
        Deed.CHANGED,
        2,
        officer.user,
    )
    assert (news.made_at, news.starts_at) == (at, at + FIVE)
    assert set(Letter.objects.values_list("batch", "due_at")) == {(news.key, at + FIVE)}
    assert list(Letter.objects.due(at + FIVE - dt.timedelta(seconds=1))) == []
    assert Letter.objects.due(at + FIVE).count() == 2


def test_stopped_in_time_nobody_is_written_to_and_the_change_stands(officer):
    event, at = EventFactory(), timezone.now()
    RegistrationFactory.create_batch(2, event=event)
    move(event, officer, at, city="Ghent")

    stopped = services.stop_announcement(Announcement.objects.get(), by=officer, at=at)

    news = Announcement.objects.get()
    assert (stopped, news.stopped_at, news.stopped_by) == (2, at, officer.user)
    assert send_due(at=at + dt.timedelta(hours=1)) == 0
    assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.STOPPED}
    assert Event.objects.get().city == "Ghent"
    entry = Entry.objects.get(deed=Deed.NEWS_STOPPED)
    assert (entry.actor, entry.key, entry.facts) == (
        officer.actor,
        str(event.uid),
        {"event": event.slug, "letters": 2},
    )


def test_what_was_stopped_or_has_left_is_not_stopped_again(officer):
    event, at = EventFactory(), timezone.now()
    RegistrationFactory(event=event)
    move(event, officer, at, city="Ghent")
    move(event, officer, at, city="Bruges")
    second, first = Announcement.objects.all()
    services.stop_announcement(first, by=officer, at=at)
    Letter.objects.filter(batch=second.key).update(state=LetterState.SENT, sent_at=at)

    for news in (first, second):
        with pytest.raises(NoSuchStepError):
            services.stop_announcement(news, by=officer, at=at)


def test_within_an_hour_of_the_beginning_everybody_hears_at_once(officer):
    event = EventFactory()
    RegistrationFactory(event=event)
    at = event.starts_at - dt.timedelta(minutes=30)

    services.cancel_event(event, reason="The hall burnt down.", by=officer, at=at)

    assert Letter.objects.due(at).count() == 1
    assert list(Announcement.objects.stoppable(at)) == []


def test_where_nobody_is_told_nothing_is_kept(officer):
    event, at = EventFactory(), timezone.now()

    move(event, officer, at, city="Ghent")
    with announcing(event, Deed.CHANGED, by=None, at=at) as news:
        assert news.made_by is None

    assert not Announcement.objects.exists()


def test_cancelling_and_reviving_can_be_stopped_too(officer):
    event, at = EventFactory(), timezone.now()
    RegistrationFactory(event=event)

    services.cancel_event(event, reason="Nobody could come.", by=officer, at=at)
    event.refresh_from_db()
    services.revive_event(event, reason="They can after all.", by=officer, at=at)

    deeds = Announcement.objects.order_by("pk").values_list("deed", "told")
    assert list(deeds) == [(Deed.CANCELLED, 1), (Deed.REVIVED, 1)]


def test_who_is_told_something_later_is_not_told_the_older_news_after_it(officer):
    event, at = EventFactory(title="Seminar"), timezone.now()
    leaves = RegistrationFactory(event=event, email="leaves@example.eu")
    RegistrationFactory(event=event, email="stays@example.eu")
    move(event, officer, at, city="Ghent")

    services.withdraw(Registration.objects.get(pk=leaves.pk), by=officer, as_=By.PERSON, at=at)

    assert letters() == [
        ("leaves@example.eu", "Changed: Seminar", LetterState.STOPPED),
        ("stays@example.eu", "Changed: Seminar", LetterState.QUEUED),
        ("leaves@example.eu", "You have withdrawn: Seminar", LetterState.QUEUED),
    ]


def test_letters_that_take_an_old_entry_back_are_not_overtaken(officer):
    event, at = EventFactory(title="Seminar"), timezone.now()
    leaves = RegistrationFactory(event=event, email="leaves@example.eu")
    move(event, officer, at, last_date=event.first_date + dt.timedelta(days=1))

    services.withdraw(Registration.objects.get(pk=leaves.pk), by=officer, as_=By.PERSON, at=at)

    assert letters(subject="Old calendar entry: Seminar") == [
        ("leaves@example.eu", "Old calendar entry: Seminar", LetterState.QUEUED)
    ]


def test_who_is_promoted_by_the_change_hears_of_the_place_and_not_that_nothing_changed(officer):
    event, at = EventFactory(title="Seminar"), timezone.now()
    RegistrationFactory(event=event, email="w@example.eu", state=RegistrationState.WAITING)

    move(event, officer, at, city="Ghent")

    assert letters() == [
        ("w@example.eu", "Changed: Seminar", LetterState.STOPPED),
        ("w@example.eu", "A place came free, and it is yours: Seminar", LetterState.QUEUED),
    ]
