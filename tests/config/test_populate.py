"""Rows in bulk."""

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F

from accounts.models import User
from config.management.commands import populate
from events import rules
from events.enums import RegistrationState, State
from events.models import Event, EventDay, Registration, Session, Speaker
from events.services import held, places_of, position
from mail.links import digest, token
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def rows():
    return {
        model.__name__: model.objects.count()
        for model in (Event, User, Registration, Session, Speaker)
    }


def test_as_many_as_asked(capsys):
    call_command("populate", events=20, people=5, registrations=300)

    assert rows() == {
        "Event": 20,
        "User": 5,
        "Registration": 300,
        "Session": 40,
        "Speaker": 40,
    }
    assert capsys.readouterr().out == "5 people, 20 events, 300 registrations.\n"


def test_what_is_made_obeys_the_rules(monkeypatch):
    monkeypatch.setattr(populate, "BATCH", 7)

    call_command("populate", events=10, people=3, registrations=200)

    for event in Event.objects.all():
        again = Event.objects.get(pk=event.pk)
        again.derive()
        places = places_of(event)
        taken = held(event, places=places)
        assert (event.starts_at, event.ends_at, event.search_text) == (
            again.starts_at,
            again.ends_at,
            again.search_text,
        )
        assert rules.places_left(places=places, taken=taken) == 0
        assert event.arrivals == event.registrations.count()
        assert [position(one) for one in event.registrations.queue()] == [1, 2, 3, 4]
    assert set(Event.objects.values_list("state", flat=True)) == {State.PUBLISHED, State.HELD}
    assert (
        EventDay.objects.count() == 2 * Event.objects.filter(last_date__gt=F("first_date")).count()
    )
    one = Registration.objects.filter(user__isnull=False).first()
    assert one.email == one.user.email
    assert one.link_hash == digest(token("events:own_registration", one.key, 1))


def test_the_same_seed_makes_the_same_rows():
    made = []
    for _ in range(2):
        call_command("populate", events=3, people=2, registrations=5)
        made.append(list(Registration.objects.order_by("pk").values_list("name", "country")))
        Registration.objects.all().delete()
        Event.objects.all().delete()
        User.objects.all().delete()

    assert made[0] == made[1]


def test_a_second_run_adds_to_the_first():
    asked = ["--events", "3", "--people", "2", "--registrations", "5"]
    call_command("populate", *asked)
    call_command("populate", *asked)

    assert (Event.objects.count(), User.objects.count(), Registration.objects.count()) == (6, 4, 10)


def test_registrations_alone_go_to_the_next_open_event():
    event = EventFactory()

    call_command("populate", registrations=12)

    assert list(
        Registration.objects.values_list("event", "state").annotate(Count("pk")).order_by("state")
    ) == [
        (event.pk, RegistrationState.CONFIRMED, 10),
        (event.pk, RegistrationState.WAITING, 2),
    ]


def test_registrations_alone_go_nowhere_where_nothing_is_open():
    call_command("populate", registrations=12)

    assert Registration.objects.count() == 0


def test_production_is_not_populated(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="production") as refused:
        call_command("populate", events=1)

    assert (refused.value.returncode, Event.objects.count()) == (2, 0)


def test_there_are_no_procedures_yet():
    with pytest.raises(CommandError, match="no procedures") as refused:
        call_command("populate", procedures=1)

    assert refused.value.returncode == 2


def test_nonsense_is_no_number():
    with pytest.raises(CommandError, match="is no number from 0 up"):
        call_command("populate", "--events", "-1")
