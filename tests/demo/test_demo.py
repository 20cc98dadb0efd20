"""The demonstration, built once for all that is asked of it here."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Count

from accounts.access import standing
from accounts.enums import Role
from accounts.models import Body, Mandate, MemberState, User
from accounts.seats import places
from demo.services import Built, build
from events.enums import Deed, Kind, RegistrationState, State
from events.models import Event, Registration, Speaker
from events.services import places_of
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter
from programme.models import Task
from tests.events.organisers import signed_in

AT = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
PASSWORD = "a password of the tests"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Build it in a transaction that is undone after the last test of the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build(at=AT)
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def test_everything_is_there(built):
    assert (built.is_new, built.people, built.events) == (True, 27 * 2 + 4 + 6 + 40, 20)
    assert built.registrations == Registration.objects.count()
    assert built.letters == Letter.objects.count()


def test_twice_is_once(built):
    assert build(at=AT + dt.timedelta(days=1)) == Built(
        is_new=False,
        people=built.people,
        events=built.events,
        registrations=built.registrations,
        letters=built.letters,
    )


def test_the_accounts_of_the_contract_with_their_one_password():
    codes = [code.lower() for code in MemberState.objects.values_list("code", flat=True)]
    expected = {
        f"{local}@demo.example"
        for local in (
            "secretariat",
            "admin",
            "com",
            "presidency",
            *(f"nr.{code}" for code in codes),
            *(f"sub.{code}" for code in codes),
            *(f"trainer.{number}" for number in range(1, 7)),
            *(f"attendee.{number}" for number in range(1, 41)),
        )
    }

    assert set(User.objects.values_list("email", flat=True)) == expected
    assert len(set(User.objects.values_list("password", flat=True))) == 1
    assert User.objects.get(email="nr.el@demo.example").check_password(PASSWORD)


def test_who_is_what():
    def roles(local):
        user = User.objects.get(email=f"{local}@demo.example")
        mine = standing(user, AT)
        return (set(mine.roles), mine.acting_for)

    assert {
        local: roles(local)
        for local in (
            "secretariat",
            "admin",
            "nr.lv",
            "sub.lv",
            "com",
            "presidency",
            "trainer.1",
            "attendee.1",
        )
    } == {
        "secretariat": ({Role.SECRETARIAT}, "Secretariat"),
        "admin": ({Role.ADMINISTRATOR}, "Administrator"),
        "nr.lv": ({Role.NR}, "LV"),
        "sub.lv": ({Role.SUBSTITUTE}, "LV"),
        "com": ({Role.OBSERVER}, "European Commission, DG HOME"),
        "presidency": ({Role.PRESIDENCY}, "IE"),
        "trainer.1": (set(), ""),
        "attendee.1": (set(), ""),
    }
    assert Mandate.objects.valid_at(AT).for_seats().count() == 54


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (dt.date(2024, 5, 29), ["BE", "EE", "ES", "HU", "PT", "SE"]),
        (dt.date(2026, 11, 24), ["CY", "EE", "IE", "LT", "PT", "SE"]),
    ],
)
def test_the_excom_is_chair_neighbours_three_more_and_the_commission_without_vote(day, states):
    sitting = places(Body.objects.get(code="EXCOM"), on=day)

    assert sorted(place.code for place in sitting if place.votes) == states
    assert [place.holder for place in sitting if not place.votes] == [
        "European Commission, DG HOME"
    ]


def test_the_first_half_of_2024_as_it_was_planned():
    events = Event.objects.filter(first_date__year=2024)

    assert [
        (
            event.slug,
            f"{event.starts_time:%H:%M}–{event.ends_time:%H:%M}",
            event.state,
            event.host_id,
        )
        for event in events
    ] == [
        ("2024-03-12-executive-committee", "09:30–12:30", State.CLOSED, "BE"),
        ("2024-04-23-european-platform-football-security", "09:30–16:30", State.CLOSED, "BE"),
        ("2024-05-29-executive-committee", "08:30–09:15", State.CLOSED, "BE"),
        ("2024-05-29-board-meeting", "09:30–16:30", State.CLOSED, "BE"),
        ("2024-05-30-seminar", "09:30–16:30", State.CLOSED, "BE"),
    ]
    assert all(
        event.hours_are_illustrative and "illustrative" in event.source_note for event in events
    )
    assert Task.objects.count() == 77
    assert Task.objects.get(code="WP24-1.1-03").events.filter(slug="2024-05-30-seminar").exists()


def test_the_same_shapes_around_today():
    ahead = Event.objects.filter(ends_at__gt=AT)

    assert sorted({event.kind for event in ahead}) == sorted(
        {
            Kind.MEETING,
            Kind.SEMINAR,
            Kind.WEBINAR,
            Kind.TRAINING,
            Kind.CONFERENCE,
            Kind.FOCUS_DAY,
            Kind.NCPC,
            Kind.EXTERNAL,
            Kind.EXPERT_MEETING,
            Kind.INTRODUCTION,
        }
    )
    assert sorted({event.state for event in ahead}) == ["cancelled", "draft", "published"]
    board = Event.objects.get(slug="2026-12-09-board-meeting")
    assert {event.title for event in board.held_with.all()} == {
        "Executive Committee",
        "Seminar: keeping young people out of organised crime",
    }
    assert list(Event.objects.filter(state=State.DRAFT).values_list("title", flat=True)) == ["xx"]


def test_the_seminar_is_full_with_a_queue_and_promotions():
    seminar = Event.objects.get(kind=Kind.SEMINAR, starts_at__gt=AT, state=State.PUBLISHED)
    states = dict(seminar.registrations.values_list("state").annotate(Count("pk")))
    places_ = places_of(seminar)

    assert states == {
        RegistrationState.CONFIRMED: 50,
        RegistrationState.WAITING: 8,
        RegistrationState.WITHDRAWN: 4,
    }
    assert (places_.total, places_.each_state, dict(places_.by_state)) == (50, 3, {"IE": 6})
    assert Entry.objects.filter(deed=Deed.PROMOTED).count() == 4


def test_people_who_do_not_agree_are_speakers_too():
    assert set(Speaker.objects.values_list("may_publish", flat=True)) == {True, False}


def test_the_mail_has_left_and_some_came_back():
    assert dict(Letter.objects.values_list("state").annotate(Count("pk")).order_by()) == {
        LetterState.SENT: Letter.objects.count() - 2,
        LetterState.BOUNCED: 2,
    }
    assert not Letter.objects.filter(created_at__gt=AT).exists()
    assert all(
        letter.sent_at >= letter.created_at for letter in Letter.objects.exclude(sent_at=None)
    )


def test_nothing_has_happened_yet_that_is_to_come():
    assert not Entry.objects.filter(at__gt=AT).exists()


def test_every_role_finds_something_on_the_first_page():
    for local in ("secretariat", "nr.lv", "sub.hu", "presidency", "com", "attendee.1"):
        client = signed_in(User.objects.get(email=f"{local}@demo.example"))
        assert client.get("/").status_code == 200


def test_the_command_says_what_stands(capsys):
    call_command("demo")

    assert capsys.readouterr().out.startswith(
        "The demonstration stood already: 104 people, 20 events"
    )


def test_an_account_signs_in_with_the_password(rf):
    assert authenticate(rf.get("/"), email="nr.lv@demo.example", password=PASSWORD) is not None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("DEMO", False, "no demonstration"), ("DEMO_PASSWORD", "", "DEMO_PASSWORD")],
)
def test_it_refuses_outside_the_demonstration(settings, name, value, words):
    setattr(settings, name, value)

    with pytest.raises(CommandError, match=words) as refused:
        call_command("demo")

    assert refused.value.returncode == 2


def test_events_of_today_serve_no_task_of_another_presidency():
    ahead = Task.objects.filter(events__first_date__gte=AT.date()).distinct()

    assert [
        task.code
        for task in ahead
        if task.member_state_id or "Belg" in task.text or "xx" in task.text
    ] == []
    assert ahead.exists()
