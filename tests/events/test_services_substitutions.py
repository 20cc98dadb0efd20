"""A place is passed on by name."""

import datetime as dt
import uuid

import pytest

from accounts.access import Standing
from accounts.steps import By, NotNowError
from events import services
from events.enums import Attending, Group, QuotaScope, Stage
from events.models import Event, Registration
from events.questions import Question
from journal.models import Entry
from mail.models import Letter
from tests.events.registrants import AT, come, nobody, seminar, states
from tests.factories.accounts import UserFactory
from tests.factories.events import QuotaFactory, SessionFactory
from tests.factories.invitations import InvitationFactory
from tests.factories.questions import asks

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """A seminar with one place."""
    return seminar(places=1)


def pass_on(registration, *, name="Zoë", email="zoe@example.eu", **words):
    """Let somebody take a place over."""
    facts = {"once": uuid.uuid4(), "as_": By.PERSON, "by": nobody(), "at": AT} | words
    return services.pass_on(registration, name=name, email=email, organisation="Police", **facts)


def test_a_place_passed_on_is_exactly_that_place_and_both_hear(event):
    workshop = SessionFactory(event=event)
    anna = come(
        event,
        "Anna",
        sessions=[workshop],
        group=Group.MEMBER,
        list_consent=True,
        photo_consent=True,
        attending=Attending.ONLINE,
    )
    come(event, "Berta")

    zoe = pass_on(anna)

    assert states(event) == {"Anna": "withdrawn", "Berta": "waiting", "Zoë": "confirmed"}
    assert (zoe.replaces, zoe.country, zoe.group, zoe.attending, zoe.organisation) == (
        anna,
        "LV",
        Group.MEMBER,
        Attending.ONLINE,
        "Police",
    )
    assert list(zoe.sessions.all()) == [workshop]
    assert (zoe.list_consent, zoe.photo_consent) == (False, False)
    farewell, welcome = (
        Letter.objects.filter(to=to).latest("pk") for to in ("anna@example.eu", "zoe@example.eu")
    )
    assert (farewell.subject, farewell.calendar_method) == (
        f"You have passed your place on: {event.title}",
        "CANCEL",
    )
    assert (welcome.subject, welcome.calendar_method) == (
        f"You take over a place: {event.title}",
        "REQUEST",
    )
    assert "Zoë" in farewell.body["paragraphs"][0]
    assert welcome.body["paragraphs"] == [
        "Anna cannot come and named you to come instead: the place is yours.",
        "Please open your page and look through what we know of you.",
        "If you cannot come after all, please withdraw, so that the next person can.",
    ]


@pytest.mark.parametrize("awaits", [False, True], ids=["at once", "awaiting approval"])
def test_what_is_asked_is_still_to_be_answered_by_who_takes_over(awaits):
    event = seminar(places=1, needs_approval=awaits)
    asks(
        event,
        Question("role", "text", "Your role", required=True),
        Question("train", "text", "Your train", required=True, stage=Stage.CONFIRMED),
        Question("remark", "text", "Anything else?"),
    )
    event = Event.objects.get(pk=event.pk)
    anna = come(event, "Anna", answers={"role": "Speaker"})
    if awaits:
        anna = services.approve(anna, by=nobody(), at=AT)

    zoe = Registration.objects.get(pk=pass_on(anna).pk)

    assert (zoe.unanswered, zoe.unanswered_later) == (1, 1)
    assert zoe in event.registrations.missing_answers()
    letter = Letter.objects.filter(to="zoe@example.eu").latest("pk")
    assert "named you to come instead" in letter.body["paragraphs"][0]
    asked = "A few questions for you are on your page; please answer them soon."
    assert asked in letter.body["paragraphs"]


def test_it_is_kept_who_passed_on_to_whom(event):
    anna = come(event, "Anna")

    zoe = pass_on(anna)

    (passed,) = Entry.objects.filter(deed="events.passed_on")
    (taken,) = Entry.objects.filter(deed="events.confirmed")
    assert (passed.key, passed.facts["to"]) == (str(anna.key), str(zoe.key))
    assert (taken.key, taken.facts["from"]) == (str(zoe.key), str(anna.key))


def test_a_replayed_form_has_one_effect(event):
    anna, once = come(event, "Anna"), uuid.uuid4()

    first, again = pass_on(anna, once=once), pass_on(anna, once=once)

    assert first.pk == again.pk
    assert Registration.objects.count() == 2
    with pytest.raises(services.FormUsedError):
        pass_on(anna, once=once, email="other@example.eu")


@pytest.mark.parametrize("email", ["anna@example.eu", "berta@example.eu"], ids=["own", "waiting"])
def test_who_has_a_registration_already_cannot_take_a_place_over(event, email):
    anna = come(event, "Anna")
    come(event, "Berta")

    with pytest.raises(services.AlreadyRegisteredError):
        pass_on(anna, email=email)
    assert states(event)["Anna"] == "confirmed"


def test_only_a_confirmed_place_is_passed_on_and_only_until_the_event_begins(event):
    anna, berta = come(event, "Anna"), come(event, "Berta")

    with pytest.raises(NotNowError):
        pass_on(berta)
    with pytest.raises(NotNowError):
        pass_on(anna, at=event.starts_at)
    pass_on(anna)
    with pytest.raises(NotNowError):
        pass_on(anna, email="other@example.eu")


def test_one_address_is_not_named_without_end(event):
    """Otherwise two people could send a third one letters for ever."""
    for number in range(20):
        came = seminar(first_date=AT.date() + dt.timedelta(days=30 + number))
        come(came, "Zoë", email="zoe@example.eu")
    anna = come(event, "Anna")

    with pytest.raises(services.TooManyError):
        pass_on(anna)
    assert pass_on(anna, as_=By.SECRETARIAT).state == "confirmed"


def test_the_secretariat_passes_on_for_somebody_and_it_is_kept_who_did(event):
    event.needs_approval = True
    event.save()
    officer = UserFactory()
    anna = services.approve(come(event, "Anna"), by=nobody(), at=AT)

    zoe = pass_on(anna, as_=By.SECRETARIAT, by=Standing(user=officer, at=AT))

    assert (zoe.state, zoe.registered_by) == ("confirmed", officer)


def test_who_registered_anew_can_pass_the_new_place_on():
    event = seminar(places=2)
    anna = come(event, "Anna")
    zoe = pass_on(anna)
    anna = services.restore(anna, by=nobody(), as_=By.PERSON, at=AT)

    yves = pass_on(anna, name="Yves", email="yves@example.eu")

    assert states(event) == {"Anna": "withdrawn", "Zoë": "confirmed", "Yves": "confirmed"}
    assert (yves.replaces, Registration.objects.get(pk=zoe.pk).replaces) == (anna, None)


# Taken back


def take_back(registration, *, reason="She can come.", at=AT, by=None):
    return services.take_back(registration, reason=reason, by=by or nobody(), at=at)


def test_a_place_that_was_passed_on_is_given_back_and_both_hear(event):
    workshop = SessionFactory(event=event)
    anna = come(event, "Anna", sessions=[workshop], group=Group.MEMBER)
    come(event, "Berta")
    zoe = pass_on(anna)

    again = take_back(anna)

    assert states(event) == {"Anna": "confirmed", "Berta": "waiting", "Zoë": "cancelled"}
    assert (again.group, list(again.sessions.all())) == (Group.MEMBER, [workshop])
    lost, back = (
        Letter.objects.filter(to=to).latest("pk") for to in ("zoe@example.eu", "anna@example.eu")
    )
    assert (lost.subject, lost.calendar_method) == (
        f"The place is not yours any more: {event.title}",
        "CANCEL",
    )
    assert lost.body["paragraphs"] == [
        "Anna, whose place you took over, comes after all and has it back.",
        "Reason: She can come.",
    ]
    assert (back.subject, back.calendar_method) == (
        f"The place is yours again: {event.title}",
        "REQUEST",
    )
    assert back.body["paragraphs"] == [
        "Passing your place on to Zoë is taken back: your place is confirmed.",
        "If you cannot come after all, please withdraw, so that the next person can.",
    ]
    (entry,) = Entry.objects.filter(deed="events.handed_back")
    assert (entry.key, entry.facts["from"]) == (str(anna.key), str(zoe.key))
    assert pass_on(again, name="Yves", email="yves@example.eu").state == "confirmed"


def test_only_a_place_that_the_other_still_holds_is_given_back_before_it_begins(event):
    anna = come(event, "Anna")
    with pytest.raises(NotNowError):
        take_back(anna)
    zoe = pass_on(anna)
    with pytest.raises(NotNowError):
        take_back(anna, at=event.starts_at)
    with pytest.raises(NotNowError):
        take_back(zoe)
    services.withdraw(zoe, by=nobody(), as_=By.PERSON, at=AT)

    with pytest.raises(NotNowError):
        take_back(anna)

    assert states(event) == {"Anna": "withdrawn", "Zoë": "withdrawn"}


def test_who_registered_anew_meanwhile_has_no_second_place():
    event = seminar(places=2)
    anna = come(event, "Anna")
    pass_on(anna)
    come(event, "Anna")

    with pytest.raises(services.AlreadyRegisteredError):
        take_back(anna)


def test_no_more_is_given_back_than_the_other_holds_or_is_free():
    event = seminar(places=9, mode="hybrid")
    QuotaFactory(event=event, scope=QuotaScope.ATTENDING, attending=Attending.IN_PERSON, places=1)
    anna = come(event, "Anna")
    zoe = pass_on(anna)
    change(zoe, attending=Attending.ONLINE)
    berta = come(event, "Berta")

    with pytest.raises(services.NoPlaceError) as refused:
        take_back(anna)

    assert refused.value.obstacle.places == 1
    assert states(event) == {"Anna": "withdrawn", "Zoë": "confirmed", "Berta": "confirmed"}
    services.withdraw(berta, by=nobody(), as_=By.PERSON, at=AT)
    assert take_back(anna).state == "confirmed"


@pytest.mark.parametrize(
    ("attending", "answer"), [(Attending.IN_PERSON, "in_person"), (Attending.ONLINE, "online")]
)
def test_who_was_invited_and_sent_somebody_has_answered_by_coming(attending, answer):
    event = seminar(places=1, mode="hybrid")
    anna = come(event, "Anna", attending=attending)
    invitation = InvitationFactory(event=event, state="substitute", registration=anna)
    pass_on(anna)
    officer = UserFactory()

    take_back(anna, by=Standing(user=officer, at=AT))

    invitation.refresh_from_db()
    assert (invitation.state, invitation.answered_by, invitation.answered_as) == (
        answer,
        officer,
        "secretariat",
    )


def change(registration, **words):
    """Change what was told, in the registration as it is now."""
    now = Registration.objects.get(pk=registration.pk)
    told = {name: getattr(now, name) for name in ("name", "organisation", "country", "category")}
    facts = {"attending": now.attending} | told | words
    return services.change_registration(now, version=now.version, by=nobody(), at=AT, **facts)
