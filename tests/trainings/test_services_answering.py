"""What both sides say to each other, and what the Secretariat decides."""

import datetime as dt
import uuid

import pytest

from accounts.models import Holiday
from accounts.steps import NotNowError
from tests.factories.trainings import (
    NOW,
    CourseFactory,
    accepted,
    draft,
    fresh,
    secretariat,
    speaks_for,
    submitted,
    wish,
)
from tests.trainings.seen import happenings, missing, told
from trainings import services, timeline
from trainings.enums import Fault, Happening, Need, RequestState
from trainings.models import (
    InternalNote,
)
from trainings.rules import UnmetError
from trainings.services import NotYoursError

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)


def test_the_answer_brings_a_request_back_with_what_was_changed():
    officer, host = secretariat(), speaks_for()
    made = submitted(host)

    asked = services.ask(made, question="Which venue?", by=officer, at=LATER)
    assert asked.state == RequestState.NEEDS_INFO
    assert told(made, "A question") == [host.user.email]
    back = services.answer(
        asked,
        text="The town hall of Porto.",
        wish=wish(city="Porto"),
        version=asked.version,
        by=host,
        at=LATER,
    )

    assert (back.state, back.city) == (RequestState.SUBMITTED, "Porto")
    assert told(made, "Answered") == [officer.user.email]
    assert [(one.what, one.text) for one in timeline.of(made, standing=host)][:2] == [
        ("answered", "The town hall of Porto."), ("asked a question", "Which venue?"),
    ]  # fmt: skip


def test_an_answer_in_words_alone_changes_nothing_else():
    officer, host = secretariat(), speaks_for()
    asked = services.ask(submitted(host), question="Sure?", by=officer, at=LATER)

    assert services.answer(asked, text="Yes.", by=host, at=LATER).city == "Lisbon"


def test_a_question_and_an_answer_have_words():
    officer, host = secretariat(), speaks_for()
    made = submitted(host)

    with pytest.raises(UnmetError) as error:
        services.ask(made, question=" ", by=officer, at=LATER)
    assert missing(error) == [(Need.QUESTION, Fault.MISSING)]
    services.ask(made, question="Sure?", by=officer, at=LATER)
    with pytest.raises(UnmetError) as error:
        services.answer(made, text="", by=host, at=LATER)
    assert missing(error) == [(Need.ANSWER, Fault.MISSING)]


def test_acceptance_names_who_looks_after_it_and_lays_the_checklist_out():
    officer, host = secretariat(), speaks_for()
    made = submitted(host)

    found = services.accept(made, assignee=officer.user, by=officer, at=LATER)

    assert (found.state, found.assignee, found.accepted_at) == (
        RequestState.ACCEPTED, officer.user, LATER,
    )  # fmt: skip
    assert [(one.title, one.owner, one.due_date) for one in found.tasks.all()] == [
        ("Book a room", "host", dt.date(2026, 12, 7))
    ]
    assert told(made, "Accepted") == [host.user.email]


@pytest.mark.parametrize(
    ("holidays", "due"),
    [
        ([], dt.date(2026, 12, 11)),
        ([dt.date(2026, 12, 11)], dt.date(2026, 12, 10)),
    ],
    ids=["a Saturday", "a Friday that is a holiday"],
)
def test_a_task_is_due_on_the_last_working_day_before(holidays, due):
    for day in holidays:
        Holiday.objects.create(calendar="BE", date=day, name="Day of rest")
    officer, made = secretariat(), submitted(speaks_for())
    first = made.spans[0].starts
    made.sought.task_templates.update(days_before=(first - dt.date(2026, 12, 12)).days)

    found = services.accept(made, assignee=officer.user, by=officer, at=LATER)

    assert [one.due_date for one in found.tasks.all()] == [due]


def test_a_task_of_the_template_is_asked_of_hosts_that_provide_it():
    course = CourseFactory()
    course.task_templates.create(
        order=2, title="Order lunch", owner="host", days_before=7, provision="catering"
    )
    course.task_templates.create(
        order=3, title="Book booths", owner="host", days_before=7, provision="interpretation"
    )

    made = accepted(course=course)

    assert [one.title for one in made.tasks.order_by("order")] == ["Book a room", "Order lunch"]


@pytest.mark.parametrize("who", ["nobody", "the host"])
def test_only_somebody_of_the_secretariat_looks_after_a_request(who):
    officer, host = secretariat(), speaks_for()
    made = submitted(host)

    with pytest.raises(UnmetError) as error:
        services.accept(made, assignee=None if who == "nobody" else host.user, by=officer, at=LATER)

    assert [need for need, _fault in missing(error)] == [Need.ASSIGNEE]


def test_two_officers_at_once_one_wins_and_the_other_is_told():
    one, two = secretariat(), secretariat()
    made = submitted()
    services.accept(made, assignee=one.user, by=one, at=LATER)

    with pytest.raises(NotNowError):
        services.decline(made, reason="No trainers.", by=two, at=LATER)
    with pytest.raises(NotNowError):
        services.accept(made, assignee=two.user, by=two, at=LATER)

    assert fresh(made).assignee == one.user


def test_another_officer_takes_over():
    one, two = secretariat(), secretariat()
    made = accepted(by=one)

    found = services.reassign(made, assignee=two.user, by=two, at=LATER)
    again = services.reassign(made, assignee=two.user, by=two, at=LATER)

    assert (found.assignee, again.version) == (two.user, found.version)
    assert happenings(made).count(Happening.REASSIGNED) == 1
    with pytest.raises(NotNowError):
        services.reassign(submitted(speaks_for("LV")), assignee=one.user, by=one, at=LATER)
    services.cancel(made, reason="No money.", by=one, at=LATER)
    with pytest.raises(NotNowError):
        services.reassign(made, assignee=one.user, by=one, at=LATER)


def test_a_request_is_declined_for_a_reason_that_the_host_reads():
    officer, host = secretariat(), speaks_for()
    made = submitted(host)

    with pytest.raises(UnmetError):
        services.decline(made, reason="", by=officer, at=LATER)
    found = services.decline(made, reason="No trainer is free.", by=officer, at=LATER)

    assert (found.state, found.reason, found.ended_at) == (
        RequestState.DECLINED, "No trainer is free.", LATER,
    )  # fmt: skip
    assert told(made, "Declined") == [host.user.email]


def test_either_side_writes_and_the_other_is_told_once():
    officer, host, once = secretariat(), speaks_for(), uuid.uuid4()
    made = accepted(by=officer, host=host)

    first = services.write_message(made, text="Hello.", once=once, by=host, at=LATER)
    again = services.write_message(made, text="Hello.", once=once, by=host, at=LATER)
    services.write_message(made, text="Good day.", once=uuid.uuid4(), by=officer, at=LATER)

    assert first == again
    assert told(made, "A message") == sorted([officer.user.email, host.user.email])


@pytest.mark.parametrize("state", ["draft", "ended"])
def test_there_is_no_writing_on_drafts_and_ended_requests(state):
    host = speaks_for()
    made = draft(host) if state == "draft" else services.withdraw(submitted(host), by=host, at=NOW)

    with pytest.raises(NotNowError):
        services.write_message(made, text="Hello.", once=uuid.uuid4(), by=host, at=LATER)


def test_internal_notes_are_the_secretariats_alone():
    officer, host, once = secretariat(), speaks_for(), uuid.uuid4()
    made = accepted(by=officer, host=host)

    note = services.add_note(made, text="Ask Tallinn.", once=once, by=officer, at=LATER)
    assert services.add_note(made, text="Ask Tallinn.", once=once, by=officer, at=LATER) == note
    with pytest.raises(NotYoursError):
        services.add_note(made, text="Mine.", once=uuid.uuid4(), by=host, at=LATER)

    assert timeline.of(made, standing=officer)[0].is_internal
    assert not any(one.is_internal for one in timeline.of(made, standing=host))
    assert InternalNote.objects.count() == 1
