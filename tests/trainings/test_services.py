"""The deeds of a request, from the draft to the closing."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from accounts.enums import Role
from accounts.models import MemberState
from accounts.steps import NotNowError
from accounts.versions import StaleError
from journal.models import Entry
from mail.models import Letter
from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    OTHER_DAY,
    CourseFactory,
    QualificationFactory,
    TrainerFactory,
    accepted,
    at_the,
    confirmed_trainer,
    draft,
    fresh,
    ready,
    scheduled,
    secretariat,
    speaks_for,
    submitted,
    wish,
)
from trainings import services, timeline
from trainings.enums import AssignmentState, Fault, Happening, Need, RequestState
from trainings.models import (
    AssignmentDay,
    InternalNote,
    TrainingRequest,
)
from trainings.rules import UnmetError, Window
from trainings.services import NotYoursError

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)


def missing(error):
    return [(one.of, one.fault) for one in error.value.findings]


def happenings(request):
    return [one.happening for one in request.timeline.order_by("pk")]


def told(request, subject):
    return sorted(
        Letter.objects.filter(key=request.reference, subject__startswith=subject).values_list(
            "to", flat=True
        )
    )


# ── The draft ──────────────────────────────────────────────────────────────


def test_a_representative_begins_a_request_with_its_number_and_a_replay_is_once():
    by, once = speaks_for(), uuid.uuid4()
    state = MemberState.objects.get(pk="PT")

    made = services.begin(once=once, member_state=state, by=by, at=NOW, typed={"city": "Lis"})
    again = services.begin(once=once, member_state=state, by=by, at=NOW)

    assert made == again
    assert (made.reference, made.state, made.typed) == ("TR-2026-001", "draft", {"city": "Lis"})
    assert draft(by).reference == "TR-2026-002"
    assert happenings(made) == [Happening.DRAFTED]


@pytest.mark.parametrize(
    "who",
    [
        secretariat,
        lambda: speaks_for("LV"),
        lambda: speaks_for(role=Role.CONTACT_POINT),
        lambda: speaks_for(role=Role.PRESIDENCY),
        lambda: at_the(TrainerFactory()),
    ],
    ids=["the Secretariat", "another state", "a contact point", "the Presidency team", "a trainer"],
)
def test_nobody_else_begins_or_touches_a_states_draft(who):
    made, by = draft(), who()

    with pytest.raises(NotYoursError):
        services.begin(once=uuid.uuid4(), member_state=made.member_state, by=by, at=NOW)
    with pytest.raises(NotYoursError):
        services.save_draft(made, version=made.version, typed={}, by=by, at=NOW)
    with pytest.raises(NotYoursError):
        services.submit(made, version=made.version, wish=wish(), by=by, at=NOW)


def test_both_share_one_draft_and_nothing_is_overwritten_in_silence():
    made, substitute = draft(), speaks_for(role=Role.SUBSTITUTE)
    first = services.save_draft(
        made, version=made.version, typed={"city": "Lisbon"}, by=substitute, at=LATER
    )

    with pytest.raises(StaleError) as stale:
        services.save_draft(
            made, version=made.version, typed={"city": "Porto"}, by=speaks_for(), at=LATER
        )

    assert stale.value.theirs.typed == {"city": "Lisbon"}
    assert fresh(made).typed == {"city": "Lisbon"}
    assert (first.changed_at, first.changed_by) == (LATER, substitute.user)


def test_the_same_text_saved_again_after_a_lost_answer_is_no_conflict():
    made, by = draft(), speaks_for()
    saved = services.save_draft(made, version=made.version, typed={"a": "b"}, by=by, at=NOW)

    again = services.save_draft(made, version=made.version, typed={"a": "b"}, by=by, at=LATER)

    assert (again.version, again.changed_at) == (saved.version, NOW)


def test_what_was_sent_is_no_draft_any_more():
    by = speaks_for()
    made = submitted(by)

    with pytest.raises(NotNowError):
        services.save_draft(made, version=made.version, typed={"a": "b"}, by=by, at=NOW)


def test_sending_turns_what_was_typed_into_a_request():
    by, officer = speaks_for(), secretariat()
    other = speaks_for(role=Role.SUBSTITUTE)
    made = draft(by, typed={"city": "Lis"})

    sent = services.submit(made, version=made.version, wish=wish(), by=by, at=LATER)

    assert (sent.state, sent.typed, sent.submitted_at, sent.city) == (
        RequestState.SUBMITTED, {}, LATER, "Lisbon",
    )  # fmt: skip
    assert {one.category: one.people for one in sent.groups.all()} == {
        "police": 10, "local_authority": 8, "policymaker": 6,
    }  # fmt: skip
    assert services.wish_of(sent) == wish(provides=("catering", "room"), days=1)
    assert told(sent, "New request") == [officer.user.email]
    assert told(sent, "Sent") == [other.user.email]
    lines = Entry.objects.on("trainings.request", sent.reference).order_by("id")
    assert [one.deed for one in lines] == [
        "trainings.drafted", "trainings.submitted",
    ]  # fmt: skip


def test_parts_that_do_not_add_up_are_refused_at_their_field_and_nothing_is_lost():
    by = speaks_for()
    made = draft(by, typed={"city": "Lisbon"})

    with pytest.raises(UnmetError) as error:
        services.submit(made, version=made.version, wish=wish(expected=25), by=by, at=NOW)

    assert missing(error) == [("groups", Fault.SUM)]
    assert (fresh(made).state, fresh(made).typed) == ("draft", {"city": "Lisbon"})


@pytest.mark.parametrize("which", ["not on request", "without parts", "archived", "none"])
def test_a_course_that_cannot_be_asked_for_is_refused(which):
    course = {
        "not on request": lambda: CourseFactory(is_on_request=False).pk,
        "without parts": lambda: CourseFactory(its_parts=0).pk,
        "archived": lambda: CourseFactory(archived_at=NOW).pk,
        "none": lambda: 999_999,
    }[which]()
    CourseFactory()
    made, by = draft(), speaks_for()

    with pytest.raises(UnmetError) as error:
        services.submit(
            made, version=made.version, wish=replace(wish(), course=course), by=by, at=NOW
        )

    assert missing(error) == [("course", Fault.UNKNOWN)]


def test_a_window_has_to_hold_the_days_of_the_course():
    made, by = draft(), speaks_for()
    short = Window(dt.date(2027, 3, 1), dt.date(2027, 3, 1))
    said = wish()

    with pytest.raises(UnmetError) as error:
        services.submit(
            made,
            version=made.version,
            wish=replace(said, windows=(said.windows[0], short)),
            by=by,
            at=NOW,
        )

    assert missing(error) == [("windows", Fault.TOO_SHORT)]


def test_sending_what_the_other_has_changed_meanwhile_is_told():
    by = speaks_for()
    made = draft(by)
    services.save_draft(made, version=made.version, typed={"city": "Porto"}, by=by, at=NOW)

    with pytest.raises(StaleError):
        services.submit(made, version=made.version, wish=wish(), by=by, at=NOW)


def test_a_request_is_withdrawn_before_it_is_accepted_and_the_secretariat_hears():
    by, officer = speaks_for(), secretariat()
    made = submitted(by)

    gone = services.withdraw(made, by=by, at=LATER)

    assert (gone.state, gone.ended_at) == (RequestState.WITHDRAWN, LATER)
    assert told(made, "Withdrawn") == [officer.user.email]
    with pytest.raises(NotNowError):
        services.withdraw(made, by=by, at=LATER)


def test_nobody_hears_of_a_draft_that_is_thrown_away():
    by = speaks_for()
    secretariat()
    made = draft(by, typed={"city": "Lisbon"})

    services.withdraw(made, by=by, at=LATER)

    assert (Letter.objects.count(), fresh(made).typed) == (0, {})
    assert TrainingRequest.objects.visible_to(secretariat()).count() == 0


def test_after_acceptance_it_is_no_longer_withdrawn():
    host = speaks_for()
    made = accepted(host=host)

    with pytest.raises(NotNowError):
        services.withdraw(made, by=host, at=LATER)


# ── Question and answer, acceptance ────────────────────────────────────────


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


# ── Dates ──────────────────────────────────────────────────────────────────


def test_dates_are_proposed_answered_and_changed():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)

    first, other = services.propose_dates(
        made, first_dates=[OTHER_DAY, FIRST_DAY], close_on=dt.date(2026, 10, 1),
        by=officer, at=LATER,
    )  # fmt: skip
    services.answer_dates(
        made, answers={first.key: "if_need_be", other.key: "no"}, by=host, at=LATER
    )
    before = fresh(made).version
    services.answer_dates(made, answers={first.key: "if_need_be"}, by=host, at=LATER)

    assert (first.first_date, first.last_date) == (FIRST_DAY, FIRST_DAY + dt.timedelta(days=1))
    assert [(one.party, one.answer) for one in first.answers.all()] == [
        ("secretariat", "yes"), ("host", "if_need_be"),
    ]  # fmt: skip
    assert fresh(made).version == before
    assert told(made, "Which date") == [host.user.email]
    assert told(made, "Dates answered") == [officer.user.email]
    services.answer_dates(made, answers={first.key: "no"}, by=officer, at=LATER)
    assert first.answers.get(party="secretariat").answer == "no"


def test_invited_trainers_are_asked_for_the_dates_and_answer_their_own():
    officer = secretariat()
    made = accepted(by=officer)
    invited = QualificationFactory(course=made.course).trainer
    proposal = services.propose_trainer(made, trainer=invited, by=officer, at=LATER)
    services.invite_trainer(proposal, message="Please.", by=officer, at=LATER)
    noted = QualificationFactory(course=made.course).trainer
    services.propose_trainer(made, trainer=noted, by=officer, at=LATER)

    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=LATER
    )
    said = {option.key: "yes"}
    services.answer_as_trainer(made, trainer=invited, answers=said, by=at_the(invited), at=LATER)

    assert told(made, "Which date suits") == sorted([invited.email, *_hosts(made)])
    assert option.answers.get(trainer=invited).answer == "yes"
    with pytest.raises(NotYoursError):
        services.answer_as_trainer(made, trainer=noted, answers=said, by=at_the(noted), at=LATER)
    with pytest.raises(NotYoursError):
        services.answer_as_trainer(made, trainer=invited, answers=said, by=officer, at=LATER)


def _hosts(request):
    return [one.user.email for one in request.member_state.mandates.all()]


@pytest.mark.parametrize(
    ("first_dates", "close_on", "field", "fault"),
    [
        ([], None, "first_dates", Fault.MISSING),
        ([dt.date(2026, 9, 2)], None, "first_dates", Fault.DATE_PASSED),
        ([FIRST_DAY], dt.date(2026, 9, 1), "close_on", Fault.DATE_PASSED),
    ],
)
def test_dates_that_cannot_be_are_refused(first_dates, close_on, field, fault):
    officer = secretariat()
    made = accepted(by=officer)

    with pytest.raises(UnmetError) as error:
        services.propose_dates(
            made, first_dates=first_dates, close_on=close_on, by=officer, at=LATER
        )

    assert missing(error) == [(field, fault)]


def test_an_answer_that_there_is_not_is_refused():
    made, _by, host, option = ready()

    with pytest.raises(UnmetError):
        services.answer_dates(made, answers={option.key: "perhaps"}, by=host, at=NOW)


def test_after_the_closing_day_the_host_no_longer_answers():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=dt.date(2026, 9, 3), by=officer, at=LATER
    )
    said = {option.key: "yes"}

    with pytest.raises(NotNowError):
        services.answer_dates(made, answers=said, by=host, at=NOW + dt.timedelta(days=3))
    services.answer_dates(made, answers=said, by=host, at=NOW + dt.timedelta(days=2))


def test_a_date_is_taken_back_and_can_stand_again_with_its_answers():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=LATER
    )
    services.answer_dates(made, answers={option.key: "yes"}, by=host, at=LATER)

    services.drop_date(option, by=officer, at=LATER)
    services.drop_date(option, by=officer, at=LATER)
    assert happenings(made).count(Happening.DATE_DROPPED) == 1
    with pytest.raises(NotNowError):
        services.schedule(made, option=option, by=officer, at=LATER)
    (again,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=LATER
    )

    assert (again, again.dropped_at) == (option, None)
    assert again.answers.get(party="host").answer == "yes"


def test_no_dates_are_sought_before_acceptance_and_the_chosen_one_stays():
    _made, by, _host, option = scheduled()

    with pytest.raises(NotNowError):
        services.drop_date(option, by=by, at=NOW)
    with pytest.raises(NotNowError):
        services.propose_dates(
            submitted(speaks_for("LV")), first_dates=[FIRST_DAY], close_on=None, by=by, at=NOW
        )


# ── Trainers ───────────────────────────────────────────────────────────────


def test_only_who_is_approved_for_course_and_language_is_proposed():
    officer = secretariat()
    made = accepted(by=officer)
    wrong = [
        TrainerFactory(),
        QualificationFactory(course=made.course, language="pt").trainer,
        QualificationFactory().trainer,
        QualificationFactory(course=made.course, ends=dt.date(2026, 8, 31)).trainer,
        QualificationFactory(course=made.course, trainer__state="left").trainer,
    ]

    for trainer in wrong:
        with pytest.raises(UnmetError):
            services.propose_trainer(made, trainer=trainer, by=officer, at=NOW)
    right = QualificationFactory(course=made.course, ends=dt.date(2026, 9, 1)).trainer
    made_once = services.propose_trainer(made, trainer=right, by=officer, at=NOW)
    assert services.propose_trainer(made, trainer=right, by=officer, at=NOW) == made_once


def invited(request, officer, **more):
    trainer = QualificationFactory(course=request.course, **more).trainer
    proposal = services.propose_trainer(request, trainer=trainer, by=officer, at=NOW)
    return services.invite_trainer(proposal, message="Please.", by=officer, at=NOW)


def test_a_trainer_answers_on_the_own_page_and_the_secretariat_hears():
    officer = secretariat()
    made = accepted(by=officer)
    (option,) = services.propose_dates(
        made, first_dates=[FIRST_DAY], close_on=None, by=officer, at=NOW
    )
    one, two = invited(made, officer), invited(made, officer)

    yes = services.accept_assignment(
        one, answers={option.key: "yes"}, by=at_the(one.trainer), at=LATER
    )
    no = services.decline_assignment(two, reason="Abroad.", by=at_the(two.trainer), at=LATER)

    assert (yes.state, yes.answered_at) == (AssignmentState.ACCEPTED, LATER)
    assert (no.state, no.reason, no.ended_at) == (AssignmentState.DECLINED, "Abroad.", LATER)
    assert option.answers.get(trainer=one.trainer).answer == "yes"
    assert told(made, "Will you teach") == sorted([one.trainer.email, two.trainer.email])
    assert told(made, "A trainer has answered") == [officer.user.email] * 2


def test_the_secretariat_enters_an_answer_that_came_otherwise_and_writes_to_nobody():
    officer = secretariat()
    made = accepted(by=officer)
    one, two = invited(made, officer), invited(made, officer)

    services.accept_assignment(one, answers={}, by=officer, at=LATER)
    services.decline_assignment(two, reason="", by=officer, at=LATER)

    assert told(made, "A trainer has answered") == []


def test_nobody_answers_for_another_and_nothing_happens_out_of_turn():
    officer, host = secretariat(), speaks_for()
    made = accepted(by=officer, host=host)
    one = invited(made, officer)

    for by in (host, at_the(TrainerFactory())):
        with pytest.raises(NotYoursError):
            services.accept_assignment(one, answers={}, by=by, at=LATER)
    with pytest.raises(NotNowError):
        services.confirm_trainer(one, by=officer, at=LATER)
    with pytest.raises(NotYoursError):
        services.drop_trainer(one, reason="No.", by=at_the(one.trainer), at=LATER)


def test_a_trainer_is_released_for_a_reason_and_can_be_proposed_again():
    officer = secretariat()
    made = accepted(by=officer)
    one = invited(made, officer)

    with pytest.raises(UnmetError):
        services.drop_trainer(one, reason=" ", by=officer, at=LATER)
    services.drop_trainer(one, reason="Enough.", by=officer, at=LATER)

    assert told(made, "Released") == [one.trainer.email]
    again = services.propose_trainer(made, trainer=one.trainer, by=officer, at=LATER)
    assert again != one
    services.drop_trainer(again, reason="Only noted.", by=officer, at=LATER)
    assert told(made, "Released") == [one.trainer.email]


def test_no_trainer_teaches_twice_on_one_day():
    made, by, _host, _option = scheduled()
    busy = made.assignments.first().trainer
    other, _by, _other_host, option = ready(by=by, host=speaks_for("LV"), trainers=1)
    confirmed_trainer(other, by=by, trainer=busy)

    with pytest.raises(UnmetError) as error:
        services.schedule(other, option=option, by=by, at=NOW)

    assert missing(error) == [(Need.DATE, Fault.TRAINER_BOOKED)]
    assert AssignmentDay.objects.filter(trainer=busy).count() == 2


def test_a_trainer_confirmed_after_scheduling_takes_the_days_and_stands_on_the_programme():
    made, by, _host, option = scheduled()
    kept = [one.trainer.name for one in made.assignments.all()]
    session = made.delivery.event.sessions.first()
    keys = {one.name: one.key for one in session.speakers.all()}
    session.speakers.create(name="A guest", role="speaker", order=9)

    late = confirmed_trainer(fresh(made), by=by)

    assert [day.date for day in late.days.all()] == list(option.days)
    assert {one.name for one in session.speakers.all()} == {*kept, "A guest", late.trainer.name}
    assert keys.items() <= {one.name: one.key for one in session.speakers.all()}.items()
    (letter,) = Letter.objects.filter(to=late.trainer.email, subject__startswith="Confirmed")
    assert letter.calendar_method == "REQUEST"


def test_the_database_refuses_a_day_taken_meanwhile():
    made, by, _host, _option = scheduled()
    busy = made.assignments.first().trainer
    other, _by, _other_host, _option = scheduled(by=by, host=speaks_for("LV"), day=OTHER_DAY)
    AssignmentDay.objects.filter(trainer=busy).last().delete()
    AssignmentDay.objects.filter(trainer=busy).update(date=OTHER_DAY)

    with pytest.raises(UnmetError) as error:
        confirmed_trainer(fresh(other), by=by, trainer=busy)

    assert missing(error) == [(Need.DATE, Fault.TRAINER_BOOKED)]


def test_a_released_trainer_is_free_and_off_the_programme():
    made, by, _host, _option = scheduled()
    gone = made.assignments.first()

    services.drop_trainer(gone, reason="Ill.", by=by, at=LATER)

    assert gone.days.count() == 0
    names = {one.name for one in made.delivery.event.sessions.first().speakers.all()}
    assert gone.trainer.name not in names
    (letter,) = Letter.objects.filter(to=gone.trainer.email, subject__startswith="Released")
    assert letter.calendar_method == "CANCEL"


def test_a_confirmed_trainer_is_released_before_there_is_a_date():
    made, by, _host, _option = ready()
    one = made.assignments.first()

    services.drop_trainer(one, reason="Ill.", by=by, at=LATER)

    assert happenings(made)[-1] == Happening.TRAINER_DROPPED
    (letter,) = Letter.objects.filter(to=one.trainer.email, subject__startswith="Released")
    assert letter.calendar_method == ""
