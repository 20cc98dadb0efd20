"""Once registration has closed, what matters is changed by asking."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.access import Standing
from accounts.steps import By, NotNowError
from accounts.versions import StaleError
from events import services, wanted
from events.enums import Approver, Attending, Group, QuotaScope, RequestState, Retention
from events.models import ChangeRequest, Event, Registration
from events.questions import Condition, Question
from events.services import answers
from events.services.questions import set_questions
from journal.models import Entry
from mail.models import Letter
from tests.events.registrants import AT, come, nobody, subjects
from tests.factories.accounts import MemberStateFactory, UserFactory
from tests.factories.events import (
    EventFactory,
    QuotaFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
LATER = AT + HOUR
WORDS = {
    "name": "Anna",
    "organisation": "",
    "country": "LV",
    "category": "policymaker",
    "attending": Attending.IN_PERSON,
}


@pytest.fixture
def event():
    """A hybrid seminar in three weeks; registration closes in an hour."""
    return EventFactory(
        first_date=AT.date() + dt.timedelta(days=21),
        mode="hybrid",
        registration_closes_at=AT + HOUR,
    )


@pytest.fixture
def anna(event):
    return come(event, "Anna")


def ask(registration, *, at=LATER, version=None, **words):
    """Change something, or ask for it."""
    now = Registration.objects.get(pk=registration.pk)
    facts = {"version": now.version if version is None else version, "by": nobody(at), "at": at}
    return services.change_or_ask(now, **facts | WORDS | words)


def office():
    return Standing(user=UserFactory(name="Eilís Ní Bhriain"), at=LATER)


def test_until_registration_closes_all_of_it_is_changed_at_once(event, anna):
    asked = ask(anna, at=LATER - HOUR / 60, attending=Attending.ONLINE, country="FR")

    anna.refresh_from_db()
    assert (asked, anna.attending, anna.country) == (None, Attending.ONLINE, "FR")


@pytest.mark.parametrize(
    ("approver", "state", "asks"),
    [
        (Approver.STATE, "confirmed", True),
        (Approver.STATE, "waiting", True),
        (Approver.STATE, "pending", False),
        (Approver.SECRETARIAT, "confirmed", False),
    ],
)
def test_whom_a_state_has_approved_asks_before_coming_from_another(event, approver, state, asks):
    event.needs_approval, event.approver = True, approver
    event.save()
    anna = RegistrationFactory(event=event, name="Anna", country="LV", state=state)

    for _time in range(2):
        asked = ask(
            anna, at=AT, name="Anna K.", attending=Attending.ONLINE, country="FR", note="Moved."
        )

    anna.refresh_from_db()
    assert (anna.name, anna.attending) == ("Anna K.", Attending.ONLINE)
    assert anna.country == ("LV" if asks else "FR")
    if not asks:
        assert asked is None
        return
    assert (asked.what, asked.note) == ({"country": "FR"}, "Moved.")
    assert ask(anna, at=AT) is None
    assert ChangeRequest.objects.get() == asked
    assert services.grant_change(asked, by=office(), at=AT).country == "FR"


@pytest.mark.parametrize("approver", [Approver.STATE, Approver.SECRETARIAT])
@pytest.mark.parametrize("at", [AT, LATER], ids=["open", "closed"])
def test_who_was_approved_by_name_asks_before_somebody_else_stands_there(event, approver, at):
    event.needs_approval, event.approver = True, approver
    event.save()
    anna = RegistrationFactory(event=event, name="Anna Kalniņa", state="confirmed")

    corrected = ask(anna, at=at, name="Anna Bērziņa")
    asked = ask(anna, at=at, name="Jānis Ozols", organisation="Valsts policija")

    anna.refresh_from_db()
    assert corrected is None
    assert (asked.what, anna.name, anna.organisation) == (
        {"name": "Jānis Ozols"},
        "Anna Bērziņa",
        "Valsts policija",
    )
    assert wanted.asks(asked, sessions={}) == [("Name", "Jānis Ozols")]
    assert services.grant_change(asked, by=office(), at=at).name == "Jānis Ozols"


@pytest.mark.parametrize(
    ("needs_approval", "state"), [(True, "pending"), (False, "confirmed")], ids=["pending", "none"]
)
def test_who_was_not_approved_is_called_otherwise_at_once(event, needs_approval, state):
    event.needs_approval = needs_approval
    event.save()
    anna = RegistrationFactory(event=event, name="Anna Kalniņa", state=state)

    assert ask(anna, at=AT, name="Jānis Ozols") is None

    anna.refresh_from_db()
    assert anna.name == "Jānis Ozols"


def test_another_name_and_another_country_are_one_wish(event):
    event.needs_approval, event.approver = True, Approver.STATE
    event.save()
    anna = RegistrationFactory(event=event, name="Anna Kalniņa", country="LV")

    asked = ask(anna, at=AT, name="Jean Noël", country="FR")

    assert asked.what == {"name": "Jean Noël", "country": "FR"}


def test_after_that_what_matters_becomes_a_wish_and_the_rest_is_changed_at_once(event, anna):
    workshop = SessionFactory(event=event)

    asked = ask(
        anna,
        name="Anna Kalniņa",
        attending=Attending.ONLINE,
        country="FR",
        group=Group.SPEAKER,
        sessions=[workshop],
        list_consent=True,
        note="My child is ill.",
    )

    anna.refresh_from_db()
    assert (anna.name, anna.list_consent) == ("Anna Kalniņa", True)
    assert (anna.attending, anna.country, anna.group) == (
        Attending.IN_PERSON,
        "LV",
        Group.PARTICIPANT,
    )
    assert anna.sessions.count() == 0
    assert (asked.state, asked.note) == (RequestState.OPEN, "My child is ill.")
    assert asked.what == {
        "attending": "online",
        "country": "FR",
        "group": "speaker",
        "sessions": [str(workshop.uid)],
    }
    assert Entry.objects.filter(deed="events.change_asked", key=str(anna.key)).count() == 1


def test_without_a_closing_time_it_is_the_beginning_that_counts(anna):
    Event.objects.update(registration_closes_at=None)

    assert ask(anna, attending=Attending.ONLINE) is None
    assert ask(anna, at=anna.event.starts_at, attending=Attending.IN_PERSON) is not None


def test_who_changes_nothing_that_matters_asks_for_nothing(event, anna):
    workshop = SessionFactory(event=event)
    anna.sessions.set([workshop])

    assert ask(anna, organisation="Rīgas dome", sessions=[workshop]) is None
    assert ChangeRequest.objects.count() == 0


def asks_about_a_meal(event):
    """Have the event ask for a meal, and with consent for what somebody cannot eat."""
    consent = Question("agrees", "consent", "May we keep what you cannot eat?")
    diet = Question(
        "diet",
        "text",
        "Cannot eat",
        retention=Retention.SENSITIVE,
        shown_if=Condition("agrees", "yes"),
    )
    set_questions(
        event, schema=(Question("meal", "text", "Meal"), consent, diet), by=nobody(), at=AT
    )


def test_what_is_needed_on_the_day_is_kept_at_once_and_never_lies_in_a_wish(event):
    asks_about_a_meal(event)
    anna = come(event, "Anna", answers={"meal": "fish", "agrees": True, "diet": "nuts"})

    asked = ask(
        anna,
        attending=Attending.ONLINE,
        answers={"meal": "none", "agrees": True, "diet": "nuts and milk"},
    )

    assert asked.what == {"attending": "online", "answers": {"meal": "none"}}
    assert answers.given(anna) == {"meal": "fish", "agrees": True, "diet": "nuts and milk"}


def test_what_another_way_of_taking_part_no_longer_asks_is_erased_only_once_it_is_granted(event):
    asks_about_a_meal(event)
    anna = come(event, "Anna", answers={"meal": "fish", "agrees": True, "diet": "nuts"})

    asked = ask(
        anna, attending=Attending.ONLINE, answers={"meal": "fish", "agrees": True, "diet": None}
    )

    assert asked.what == {"attending": "online"}
    assert answers.given(anna)["diet"] == "nuts"
    assert ask(anna, answers={"agrees": True, "diet": None}) is None
    assert "diet" not in answers.given(anna)


def test_a_wish_that_is_granted_is_made_and_told(event, anna):
    workshop = SessionFactory(event=event)
    asked = ask(anna, attending=Attending.ONLINE, sessions=[workshop])
    by = office()

    services.grant_change(asked, by=by, at=LATER)

    anna.refresh_from_db()
    asked.refresh_from_db()
    assert (anna.attending, list(anna.sessions.all())) == (Attending.ONLINE, [workshop])
    assert (asked.state, asked.decided_by, asked.decided_at) == ("granted", by.user, LATER)
    assert subjects("anna@example.eu")[-1] == f"Your change is made: {event.title}"
    with pytest.raises(NotNowError):
        services.grant_change(asked, by=by, at=LATER)


def test_a_wish_for_a_place_that_is_not_free_is_not_granted_and_stays_open(event, anna):
    for code in ["LV", "FR"]:
        MemberStateFactory(code=code)
    QuotaFactory(event=event, scope=QuotaScope.EACH_STATE, places=1)
    come(event, "Berta", country="FR")
    asked = ask(anna, country="FR")

    with pytest.raises(services.NoPlaceError) as refused:
        services.grant_change(asked, by=office(), at=LATER)

    asked.refresh_from_db()
    assert (refused.value.obstacle.country, asked.state) == ("FR", RequestState.OPEN)
    assert Letter.objects.filter(subject__startswith="Your change").count() == 0


def test_a_wish_that_is_refused_leaves_all_as_it_was_and_the_reason_is_told(event, anna):
    asked = ask(anna, attending=Attending.ONLINE)

    services.refuse_change(asked, reason="The link is full.", by=office(), at=LATER)

    anna.refresh_from_db()
    asked.refresh_from_db()
    assert (anna.attending, asked.state, asked.reason) == (
        Attending.IN_PERSON,
        "refused",
        "The link is full.",
    )
    letter = Letter.objects.filter(to="anna@example.eu").latest("pk")
    assert letter.subject == f"Your registration stays as it was: {event.title}"
    assert letter.body["paragraphs"][1] == "Reason: The link is full."


def test_the_same_wish_again_is_one_and_another_takes_its_place(anna):
    first = ask(anna, attending=Attending.ONLINE)

    assert ask(anna, attending=Attending.ONLINE) == first
    other = ask(anna, country="FR")
    first.refresh_from_db()
    assert (first.state, other.state) == (RequestState.TAKEN_BACK, RequestState.OPEN)


def test_a_wish_is_taken_back(anna):
    asked = ask(anna, attending=Attending.ONLINE)

    for _time in range(2):
        services.take_back_request(anna, by=nobody(), at=LATER)

    asked.refresh_from_db()
    assert asked.state == RequestState.TAKEN_BACK
    assert Entry.objects.filter(deed="events.change_taken_back").count() == 1
    with pytest.raises(NotNowError):
        services.refuse_change(asked, reason="No.", by=office(), at=LATER)


@pytest.mark.parametrize(
    "ends",
    [
        lambda who: services.withdraw(who, by=nobody(), as_=By.PERSON, at=LATER),
        lambda who: services.decline(who, reason="No.", by=nobody(), at=LATER),
        lambda who: services.cancel_registration(who, reason="No.", by=nobody(), at=LATER),
    ],
    ids=["withdrawn", "declined", "cancelled"],
)
def test_with_the_registration_its_wish_ends(anna, ends):
    asked = ask(anna, attending=Attending.ONLINE)

    ends(Registration.objects.get(pk=anna.pk))

    asked.refresh_from_db()
    assert asked.state == RequestState.TAKEN_BACK


def test_a_stale_form_is_refused(anna):
    ask(anna, name="Anna Kalniņa")

    with pytest.raises(StaleError):
        ask(anna, version=1, attending=Attending.ONLINE)


def test_one_wish_is_open_for_a_registration_and_the_database_sees_to_it(anna):
    ChangeRequest.objects.create(registration=anna, what={}, asked_at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.create(registration=anna, what={}, asked_at=AT)
    with pytest.raises(IntegrityError, match="change_request_open_or_decided_at_a_moment"):
        ChangeRequest.objects.create(
            registration=anna, what={}, asked_at=AT, state=RequestState.GRANTED
        )
