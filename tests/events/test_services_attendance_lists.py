"""Attendance lists of other tools: what is taken in, settled, applied and thrown away."""

import datetime as dt
import uuid

import pytest

from accounts import versions
from accounts.access import Standing, standing
from accounts.enums import Role
from accounts.steps import NotNowError
from events import matching, privacy, services
from events.attendance_lists import Person
from events.enums import ListState, Presence, RegistrationState, Source, State
from events.models import Attendance, AttendanceList
from journal.models import Entry
from tests.events.at_once import all_at_once
from tests.factories.accounts import MandateFactory
from tests.factories.events import (
    AttendanceFactory,
    EventFactory,
    RegistrationFactory,
    SessionFactory,
)
from tests.factories.invitations import InvitationFactory

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 13, tzinfo=dt.UTC)
SPAN = (AT.replace(hour=10), AT.replace(hour=11))


@pytest.fixture
def event():
    return EventFactory(first_date=AT.date(), zone="UTC", state=State.HELD)


@pytest.fixture
def session(event):
    return SessionFactory(event=event, title="Opening")


@pytest.fixture
def anna(event, session):
    return RegistrationFactory(event=event, name="Anna", email="anna@example.eu")


def office(role=Role.SECRETARIAT, at=AT):
    return standing(MandateFactory(role=role).user, at)


def take(event, *names, once=None, by=None, **fields):
    people = [Person(name, f"{name.lower()}@example.eu", (SPAN,)) for name in names]
    words = {"session": None, "file_name": "list.csv", "by": by or office(), "at": AT}
    return services.take_in(event, people, once=once or uuid.uuid4(), **(words | fields))


def apply(found, *, keep=True, by=None, version=None):
    found.refresh_from_db()
    return services.apply_list(
        found, version=version or found.version, keep=keep, by=by or office(), at=AT
    )


def attendance():
    return list(
        Attendance.objects.values_list("registration__name", "presence", "minutes", "source")
    )


def test_a_list_taken_in_records_nothing_and_says_whom_it_means(event, anna):
    once = uuid.uuid4()

    made = take(event, "Anna", "Berta", once=once)
    again = take(event, "Cees", once=once)

    assert again == made
    assert (made.state, made.number, made.file_name) == (ListState.DRAFT, 2, "list.csv")
    assert made.people[0] == {
        "name": "Anna",
        "email": "anna@example.eu",
        "role": "",
        "spans": [["2026-03-02T10:00:00+00:00", "2026-03-02T11:00:00+00:00"]],
        "minutes": None,
        "registration": anna.pk,
        "how": "address",
        "ignored": False,
    }
    assert attendance() == []
    assert [one.facts["people"] for one in Entry.objects.filter(
        deed="events.attendance_list_taken_in"
    )] == [2]  # fmt: skip


@pytest.mark.parametrize("state", [State.CLOSED, State.CANCELLED, State.DRAFT])
def test_no_list_is_taken_in_where_no_attendance_is(state):
    fields = {"cancelled_at": AT, "cancel_reason": "Flood"} if state == State.CANCELLED else {}
    event = EventFactory(first_date=AT.date(), zone="UTC", state=state, **fields)

    with pytest.raises(NotNowError):
        take(event, "Anna")
    with pytest.raises(NotNowError):
        take(EventFactory(), "Anna", by=Standing(user=None, at=AT))


def test_entries_are_settled_by_hand(event, anna):
    made = take(event, "Zoé")

    services.say_who(made, 0, registration=anna, leave_out=False)
    made.refresh_from_db()
    is_anna = (made.people[0]["registration"], made.people[0]["how"], made.people[0]["ignored"])
    services.say_who(made, 0, registration=None, leave_out=True)
    made.refresh_from_db()
    is_out = (made.people[0]["registration"], made.people[0]["how"], made.people[0]["ignored"])

    assert (is_anna, is_out, made.version) == ((anna.pk, "hand", False), (None, "", True), 3)


def test_a_list_is_applied_once_everybody_is_settled(event, anna):
    made = take(event, "Anna", "Berta", "Cees")

    with pytest.raises(services.StillOpenError):
        apply(made)
    left_out = services.leave_rest_out(made)
    number = apply(made)

    made.refresh_from_db()
    assert (left_out, number) == (2, 1)
    assert attendance() == [("Anna", Presence.ONLINE, 60, Source.LIST)]
    assert (made.state, made.people, made.applied, made.number) == (ListState.APPLIED, [], 1, 3)
    assert made.file_name == ""
    assert (made.ended_by is not None, made.ended_at) == (True, AT)
    for deed in (
        lambda: apply(made),
        lambda: services.leave_rest_out(made),
        lambda: services.say_who(made, 0, registration=anna, leave_out=False),
        lambda: services.discard_list(made, by=office(), at=AT),
    ):
        with pytest.raises(NotNowError):
            deed()


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        (True, ("Anna", Presence.PRESENT, None, Source.SCAN)),
        (False, ("Anna", Presence.ONLINE, 60, Source.LIST)),
    ],
)
def test_what_is_known_stays_unless_somebody_wants_it_otherwise(
    event, session, anna, keep, expected
):
    AttendanceFactory(registration=anna, session=session, source=Source.SCAN)

    number = apply(take(event, "Anna"), keep=keep)

    assert (number, attendance()) == (0 if keep else 1, [expected])


def test_a_list_that_writes_over_leaves_the_notes(event, session, anna):
    AttendanceFactory(registration=anna, session=session, note="The train.")

    apply(take(event, "Anna"), keep=False)

    row = Attendance.objects.get()
    assert (row.presence, row.minutes, row.note) == (Presence.ONLINE, 60, "The train.")


def test_a_list_that_changed_meanwhile_is_looked_at_again(event, anna):
    made = take(event, "Anna", "Berta")
    services.leave_rest_out(made)

    with pytest.raises(versions.StaleError):
        apply(made, version=1)

    assert attendance() == []


def test_a_list_that_would_record_nothing_stays(event, anna):
    made = take(event)

    with pytest.raises(services.NothingSaidError):
        apply(made)

    made.refresh_from_db()
    assert made.state == ListState.DRAFT


def test_a_list_is_not_applied_to_an_event_that_was_closed(event, anna):
    made = take(event, "Anna")
    event.state = State.CLOSED
    event.save()

    with pytest.raises(NotNowError):
        apply(made)

    made.refresh_from_db()
    assert (made.state, attendance()) == (ListState.DRAFT, [])


def test_a_presidency_team_applies_and_throws_away_what_it_took_in(event, anna):
    team = office(role=Role.PRESIDENCY)
    first, second = take(event, "Anna", by=team), take(event, "Anna", by=team)

    apply(first, by=team)
    services.discard_list(second, by=team, at=AT)

    second.refresh_from_db()
    assert (second.state, second.people, second.ended_by) == (ListState.DISCARDED, [], team.user)


def test_lists_that_nobody_applied_in_thirty_days_are_thrown_away(event, anna):
    old, young, done = (
        take(event, "Anna", at=AT - dt.timedelta(days=days)) for days in (30, 29, 40)
    )
    services.discard_list(done, by=office(), at=AT)

    numbers = [services.discard_lists(at=AT) for _twice in range(2)]

    old.refresh_from_db()
    young.refresh_from_db()
    assert numbers == [1, 0]
    assert (old.state, old.people, old.ended_by, old.ended_at) == ("discarded", [], None, AT)
    assert young.state == ListState.DRAFT


def test_a_person_has_a_copy_of_what_lists_say_and_is_erased_from_them(event, anna):
    unregistered = take(event, "Berta", "Cees")
    known = take(event, "Zoé")
    services.say_who(known, 0, registration=anna, leave_out=False)
    applied = take(event, "Anna")
    apply(applied)

    of_anna = privacy.export("anna@example.eu")["attendance_lists"]
    of_berta = privacy.export("berta@example.eu")["attendance_lists"]
    privacy.erase("anna@example.eu", by=office(), at=AT)
    privacy.erase("berta@example.eu", by=office(), at=AT)

    assert [one["name"] for one in of_anna] == ["Zoé"]
    assert of_berta == [
        {
            "event": event.title,
            "file": "list.csv",
            "name": "Berta",
            "email": "berta@example.eu",
            "role": "",
            "hours": [["2026-03-02T10:00:00+00:00", "2026-03-02T11:00:00+00:00"]],
            "minutes": None,
        }
    ]
    left = {one.pk: one.people for one in AttendanceList.objects.all()}
    assert [entry["name"] for entry in left[unregistered.pk]] == ["", "Cees"]
    assert left[unregistered.pk][0] == matching.NOBODY
    assert (left[known.pk], left[applied.pk]) == ([matching.NOBODY], [])
    assert [line.number for line in matching.checked(unregistered).lines] == [0, 1]
    unregistered.refresh_from_db()
    assert [line.number for line in matching.checked(unregistered).lines] == [1]
    for number in (0, 2):
        with pytest.raises(NotNowError):
            services.say_who(unregistered, number, registration=None, leave_out=True)


def test_who_is_erased_is_taken_out_by_the_name_alone_where_nobody_else_is_meant(event, session):
    gone = RegistrationFactory(
        event=event, name="Anna Bērziņa", email="anna@example.eu",
        state=RegistrationState.WITHDRAWN,
    )  # fmt: skip
    InvitationFactory(event=event, name="Uldis", email=gone.email)
    other = RegistrationFactory(event=event, name="Zoé")
    here = take(event, "BERZINA Anna", "Uldis", "Anna Ozola", "Anna Berzina")
    services.say_who(here, 3, registration=other, leave_out=False)
    elsewhere = take(EventFactory(first_date=AT.date(), state=State.HELD), "Anna Berzina")

    privacy.erase(gone.email, by=office(), at=AT)

    left = {one.pk: [entry["name"] for entry in one.people] for one in AttendanceList.objects.all()}
    assert left == {
        here.pk: ["", "", "Anna Ozola", "Anna Berzina"],
        elsewhere.pk: ["Anna Berzina"],
    }


@pytest.mark.django_db(transaction=True)
def test_a_list_sent_applied_and_settled_by_many_at_once_has_one_effect(event, anna):
    once, by = uuid.uuid4(), office()

    def applied():
        try:
            return apply(taken, by=by, version=2)
        except NotNowError:
            return None

    taken, *others = all_at_once([lambda: take(event, "Anna", "Zoé", once=once, by=by)] * 4)
    all_at_once([lambda: services.leave_rest_out(taken)])
    numbers = all_at_once([applied] * 4)

    assert {one.pk for one in others} == {taken.pk}
    assert sorted(numbers, key=str) == [1, None, None, None]
    assert attendance() == [("Anna", Presence.ONLINE, 60, Source.LIST)]


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_entries_at_once_both_have_their_way(event, anna):
    made = take(event, *(f"Guest{number}" for number in range(4)))

    all_at_once(
        [
            lambda number=number: services.say_who(made, number, registration=None, leave_out=True)
            for number in range(4)
        ]
    )

    made.refresh_from_db()
    assert [entry["ignored"] for entry in made.people] == [True] * 4
    assert made.version == 5


@pytest.mark.django_db(transaction=True)
def test_who_is_erased_while_a_list_is_settled_stays_erased(event, anna):
    made = take(event, "Berta", "Guest")
    by = office()

    all_at_once(
        [
            lambda: privacy.erase("berta@example.eu", by=by, at=AT),
            lambda: services.say_who(made, 1, registration=None, leave_out=True),
        ]
    )

    made.refresh_from_db()
    assert [entry["name"] for entry in made.people] == ["", "Guest"]
    assert made.people[1]["ignored"]
