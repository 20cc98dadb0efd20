"""To-dos that only some kinds of events bring."""

import datetime as dt

import pytest

from accounts.access import standing
from accounts.enums import Role
from events import errands, todos
from events.enums import State
from events.models import Event
from tests.factories.accounts import MandateFactory, MemberStateFactory, UserFactory
from tests.factories.events import EventFactory, ParticipationFactory, RegistrationFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 10)


def latvian():
    return standing(MandateFactory(member_state=MemberStateFactory(code="LV")).user, AT)


def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def said(person):
    """Return what the person is asked, as the overview gathers it."""
    if person.is_secretariat:
        held = Event.objects.filter(state=State.HELD)
        found = errands.for_office(person, held=held)
    else:
        found = todos.for_user(person)
    return [(todo.what, todo.url) for todo in found]


def focus_day(**fields):
    return EventFactory(**{"kind": "focus_day", "title": "Burglary", "first_date": DAY} | fields)


def test_a_state_that_has_not_answered_is_asked():
    event, nr = focus_day(), latvian()
    row = ParticipationFactory(event=event, country="LV")

    asked = todos.for_user(nr)
    row.state, row.answered_at, row.answered_by = "declined", AT, nr.user
    row.save()

    (todo,) = asked
    assert (todo.what, todo.url, todo.by, todo.seat) == (
        "Say whether Latvia takes part: Burglary",
        f"/events/{event.slug}/countries/LV/",
        event.starts_at,
        "LV",
    )
    assert todos.for_user(nr) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT, "published_at": None},
        {"first_date": dt.date(2026, 11, 1)},
        {"visibility": "restricted"},
    ],
    ids=["draft", "over", "not to be seen"],
)
def test_nobody_is_asked_about_a_day_that_cannot_be_answered_for(fields):
    ParticipationFactory(event=focus_day(**fields), country="LV")

    assert said(latvian()) == []


def test_a_missing_report_is_asked_of_who_was_there_and_of_the_office():
    event = EventFactory(
        kind="external", state=State.HELD, title="Europol", first_date=dt.date(2026, 11, 3)
    )
    envoy = latvian()
    event.representatives.add(envoy.user)
    expected = [("Write the short report: Europol", f"/events/{event.slug}/report/")]

    assert (said(envoy), said(office())) == (expected, expected)
    assert said(standing(MandateFactory().user, AT)) == []
    event.report = "They met."
    event.save()
    assert (said(envoy), said(office())) == ([], [])


def test_new_people_ask_for_a_meeting_and_then_for_an_invitation():
    new = MandateFactory(starts=dt.date(2026, 9, 1), user=UserFactory(name="Anna Kalniņa"))
    person = office()

    first = said(person)
    meeting = EventFactory(kind="introduction", first_date=DAY)
    second = said(person)
    RegistrationFactory(event=meeting, email=new.user.email)

    words = "1 person is new in the Network and was at no introduction meeting"
    assert first == [(words, "/events/new/?kind=introduction")]
    assert second == [(words, f"/events/{meeting.slug}/newcomers/")]
    assert said(person) == []


def test_many_new_people_are_named_in_part():
    MandateFactory.create_batch(4, starts=dt.date(2026, 9, 1))

    (todo,) = errands.for_office(office(), held=[])

    assert todo.what.startswith("4 people are new")
    assert (todo.note.count("("), todo.note[-1]) == (3, "…")


def test_who_has_nothing_to_do_costs_little():
    stranger, nr, secretary = standing(UserFactory(), AT), latvian(), office()
    assert (nr.is_network, secretary.is_secretariat) == (True, True)

    costs = [
        counted(lambda: todos.for_user(stranger)),  # invitations and feedback
        counted(lambda: todos.for_user(nr)),  # and bodies, and events
        counted(lambda: errands.for_office(secretary, held=[])),
    ]

    assert costs == [2, 4, 1]
