"""The form of an event's feedback: what it asks, and from when to when it is open."""

import datetime as dt

import pytest
from django.db import IntegrityError

from accounts.access import standing
from accounts.days import end_of_day
from accounts.enums import Role
from accounts.steps import NotNowError
from accounts.versions import StaleError
from events import feedback, respondents
from events.enums import Anonymity, State
from events.feedback import Item
from events.models import FeedbackForm
from events.services import feedback as deeds
from journal.models import Entry
from tests.factories.accounts import MandateFactory
from tests.factories.events import EventFactory
from tests.factories.feedback import (
    CLOSES,
    ITEMS,
    OPENED,
    FeedbackAnswerFactory,
    FeedbackAskedFactory,
    FeedbackFormFactory,
)

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
AT = OPENED + DAY


def ends(after, days):
    """The end of the day in Brussels, so many days after a moment."""
    return end_of_day(after.date() + days * DAY)


MORE = Item("", "text", "Which speaker next?")


@pytest.fixture
def office():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AT)


def keys(form):
    return [item.key for item in respondents.items_of(FeedbackForm.objects.get(pk=form.pk))]


def deeds_done():
    return [entry.deed for entry in Entry.objects.order_by("id")]


def test_a_form_is_begun_once_and_written_down(office):
    event = EventFactory()

    made = deeds.begin_feedback(event, items=ITEMS, by=office, at=AT)
    again = deeds.begin_feedback(event, items=feedback.usual(), by=office, at=AT)

    assert (again.pk, respondents.items_of(again)) == (made.pk, ITEMS)
    assert deeds_done() == ["events.feedback_changed"]


def test_questions_are_added_changed_moved_and_taken_off(office):
    form = FeedbackFormFactory()

    form = deeds.add_item(form, item=MORE, version=1, by=office, at=AT)
    form = deeds.move_item(form, key="words", places=-3, version=2, by=office, at=AT)
    form = deeds.remove_item(form, key="liked", version=3, by=office, at=AT)
    changed = Item("way", "choice", "On line?", options=("Yes", "No"))
    form = deeds.change_item(form, item=changed, version=4, by=office, at=AT)

    assert keys(form) == ["words", "content", "way", "which_speaker_next"]
    assert feedback.found(respondents.items_of(form), "way") == changed
    assert form.version == 5


def test_questions_are_taken_over_from_another_form(office):
    form = FeedbackFormFactory()

    deeds.take_over_items(form, items=feedback.usual(), version=1, by=office, at=AT)

    assert keys(form) == ["content", "speakers", "organisation", "use", "words"]


def test_who_saw_another_version_changes_nothing(office):
    form = FeedbackFormFactory(version=3)

    with pytest.raises(StaleError):
        deeds.add_item(form, item=MORE, version=2, by=office, at=AT)

    assert keys(form) == [item.key for item in ITEMS]


def test_once_answered_a_form_only_grows(office):
    form = FeedbackFormFactory(is_open=True)
    FeedbackAnswerFactory(form=form)

    with pytest.raises(deeds.FrozenItemsError):
        deeds.move_item(form, key="words", places=-1, version=1, by=office, at=AT)
    deeds.add_item(form, item=MORE, version=1, by=office, at=AT)

    assert keys(form)[-2:] == ["words", "which_speaker_next"]


def test_a_form_asks_thirty_questions_at_most(office):
    rows = feedback.written(Item(f"q{n}", "text", f"Q{n}") for n in range(30))
    form = FeedbackFormFactory(questions=rows)

    with pytest.raises(deeds.TooManyItemsError):
        deeds.add_item(form, item=MORE, version=1, by=office, at=AT)

    assert len(keys(form)) == 30


def test_a_closed_form_stays_as_it_is(office):
    form = FeedbackFormFactory(is_closed=True)
    late = CLOSES + DAY

    with pytest.raises(NotNowError):
        deeds.add_item(form, item=MORE, version=1, by=office, at=late)
    with pytest.raises(NotNowError):
        deeds.set_feedback_words(form, intro="", anonymity="always", version=1, by=office, at=late)


def test_what_is_promised_on_names_changes_until_people_are_asked(office):
    form = FeedbackFormFactory(is_open=True)
    said = {"intro": "Hello.", "anonymity": Anonymity.CHOICE}

    form = deeds.set_feedback_words(form, **said, version=1, by=office, at=AT)
    FeedbackAskedFactory(form=form)
    with pytest.raises(deeds.PromisedError):
        deeds.set_feedback_words(
            form, intro="Bye.", anonymity=Anonymity.ALWAYS, version=2, by=office, at=AT
        )
    form = deeds.set_feedback_words(
        form, intro="Bye.", anonymity=Anonymity.CHOICE, version=2, by=office, at=AT
    )

    assert (form.intro, form.anonymity) == ("Bye.", "choice")


def opened(form, office, *, version=1, days=7, at_end=False, at=AT):
    return deeds.open_feedback(
        form, days=days, whom="there", at_end=at_end, version=version, by=office, at=at
    )


def test_a_form_is_opened_for_so_many_days(office):
    form = opened(FeedbackFormFactory(), office)

    assert (form.opened_at, form.closes_at, form.opens_at_end) == (AT, ends(AT, 7), False)
    assert deeds_done() == ["events.feedback_opened"]
    with pytest.raises(NotNowError):
        opened(form, office, version=2)


def test_a_form_waits_for_the_end_of_the_event(office):
    event = EventFactory(first_date=dt.date(2026, 3, 20))

    form = opened(FeedbackFormFactory(event=event), office, at_end=True)

    assert (form.opened_at, form.opens_at_end, form.days) == (None, True, 7)
    assert deeds_done() == ["events.feedback_planned"]


def test_a_form_of_an_event_that_is_over_does_not_wait(office):
    event = EventFactory(first_date=dt.date(2026, 3, 2), state=State.HELD)

    form = opened(FeedbackFormFactory(event=event), office, at_end=True)

    assert form.opened_at == AT


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.CANCELLED])
def test_no_form_is_opened_of_an_event_that_does_not_stand(office, state):
    reason = {"cancelled_at": AT, "cancel_reason": "Snow."} if state == State.CANCELLED else {}
    form = FeedbackFormFactory(event=EventFactory(state=state, **reason))

    with pytest.raises(NotNowError):
        opened(form, office)


def test_an_empty_form_is_not_opened(office):
    with pytest.raises(deeds.NothingAskedError):
        opened(FeedbackFormFactory(questions=[]), office)


def test_a_form_is_taken_back_while_nobody_was_asked(office):
    form = opened(FeedbackFormFactory(), office)

    form = deeds.take_feedback_back(form, version=2, by=office, at=AT)

    assert (form.opened_at, form.closes_at) == (None, None)
    assert deeds_done()[-1] == "events.feedback_taken_back"
    with pytest.raises(NotNowError):
        deeds.take_feedback_back(form, version=3, by=office, at=AT)


def test_a_form_that_waits_is_taken_back(office):
    form = FeedbackFormFactory(opens_at_end=True)

    form = deeds.take_feedback_back(form, version=1, by=office, at=AT)

    assert form.opens_at_end is False


@pytest.mark.parametrize("asked", [True, False], ids=["asked", "closed"])
def test_a_form_is_not_taken_back_once_somebody_was_asked_or_it_closed(office, asked):
    form = FeedbackFormFactory(is_open=asked, is_closed=not asked)
    if asked:
        FeedbackAskedFactory(form=form)

    with pytest.raises(NotNowError):
        deeds.take_feedback_back(form, version=1, by=office, at=AT + 8 * DAY)


def test_an_open_form_is_left_open_for_longer_and_asks_others_too(office):
    form = FeedbackFormFactory(is_open=True)

    form = deeds.extend_feedback(form, days=3, whom="confirmed", version=1, by=office, at=AT)

    assert (form.closes_at, form.whom) == (ends(CLOSES, 3), "confirmed")
    with pytest.raises(NotNowError):
        deeds.extend_feedback(
            form, days=3, whom="confirmed", version=2, by=office, at=CLOSES + 4 * DAY
        )


def test_a_form_is_closed_once(office):
    form = deeds.close_feedback(FeedbackFormFactory(is_open=True), version=1, by=office, at=AT)

    assert form.closed_at == AT
    assert deeds_done() == ["events.feedback_closed"]
    with pytest.raises(NotNowError):
        deeds.close_feedback(form, version=2, by=office, at=AT)


def test_a_closed_form_opens_anew_only_while_nothing_anonymous_could_be_seen(office):
    form = FeedbackFormFactory(is_closed=True)
    FeedbackAnswerFactory.create_batch(4, form=form)
    assert deeds.may_reopen(form, at=CLOSES)

    form = deeds.reopen_feedback(form, days=3, version=1, by=office, at=CLOSES)

    assert (form.closed_at, form.closes_at) == (None, ends(CLOSES, 3))
    assert not deeds.may_reopen(form, at=CLOSES)
    FeedbackAnswerFactory(form=form)
    form = deeds.close_feedback(form, version=2, by=office, at=CLOSES)
    with pytest.raises(NotNowError):
        deeds.reopen_feedback(form, days=3, version=3, by=office, at=CLOSES)


def test_the_database_refuses_a_form_open_for_no_day():
    with pytest.raises(IntegrityError, match="feedback_open_for_some_days"):
        FeedbackFormFactory(days=0)


@pytest.mark.parametrize("closes_at", [AT, None])
def test_the_database_refuses_a_form_that_closes_before_it_opens_or_never(closes_at):
    with pytest.raises(IntegrityError, match="feedback_draft_or_open_until_a_moment"):
        FeedbackFormFactory(opened_at=AT, closes_at=closes_at)
