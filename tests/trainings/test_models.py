"""What the database refuses, each once."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.factories.trainings import (
    FIRST_DAY,
    NOW,
    accepted,
    draft,
    ready,
    scheduled,
    submitted,
)
from trainings.enums import AssignmentState, RequestState
from trainings.models import (
    Assignment,
    AssignmentDay,
    DateAnswer,
    DateOption,
    DateWindow,
    FollowUp,
    GroupPart,
    HostTask,
    InternalNote,
    TimelineEntry,
    TrainingRequest,
)

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def refused(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def changed(request, **fields):
    return lambda: TrainingRequest.objects.filter(pk=request.pk).update(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("request_sent_is_complete", {"course": None}),
        ("request_sent_is_complete", {"expected": None}),
        ("request_sent_is_complete", {"least": None}),
        ("request_sent_is_complete", {"most": None}),
        ("request_sent_is_complete", {"expected": 31}),
        ("request_sent_is_complete", {"least": 25}),
        ("request_sent_is_complete", {"place": ""}),
        ("request_sent_is_complete", {"motivation": ""}),
        ("request_sent_is_complete", {"submitted_at": None}),
        ("request_in_a_member_state_names_the_city", {"city": ""}),
        ("request_typed_in_drafts_only", {"typed": {"city": "Lisbon"}}),
        ("request_accepted_is_looked_after", {"state": RequestState.ACCEPTED}),
        ("request_scheduled_has_its_date_and_delivery", {"state": RequestState.SCHEDULED,
                                                         "accepted_at": NOW}),
        ("request_ended_by_the_secretariat_for_a_reason", {"state": RequestState.DECLINED,
                                                           "ended_at": NOW}),
        ("request_ended_at_a_moment", {"state": RequestState.DECLINED, "reason": "No."}),
        ("request_ended_at_a_moment", {"ended_at": NOW}),
        ("request_asked_to_cancel_for_a_reason", {"cancel_asked_at": NOW}),
        ("request_asked_to_cancel_for_a_reason", {"cancel_asked_reason": "No."}),
    ],
)  # fmt: skip
def test_a_request_is_refused(name, fields):
    made = submitted()
    if name == "request_scheduled_has_its_date_and_delivery":
        fields = {**fields, "assignee": made.created_by}

    refused(name, changed(made, **fields))


def test_what_was_delivered_has_its_moment():
    made, _by, _host, _option = scheduled()

    refused("request_delivered_at_a_moment", changed(made, state=RequestState.DELIVERED))


def test_a_checklist_is_confirmed_at_a_moment():
    made = accepted()

    refused(
        "request_checklist_confirmed_at_a_moment",
        changed(made, checklist_confirmed_by=made.assignee),
    )


def test_parts_of_a_request_are_refused():
    made = submitted()
    days = {"starts": FIRST_DAY, "ends": FIRST_DAY}

    for name, write in {
        "group_has_people": lambda: GroupPart.objects.create(
            request=made, category="other", people=0
        ),
        "group.*category|group_once_in_a_request": lambda: GroupPart.objects.create(
            request=made, category="police", people=1
        ),
        "window_ends_after_it_starts": lambda: DateWindow.objects.create(
            request=made, starts=FIRST_DAY, ends=FIRST_DAY - DAY
        ),
        "window.*starts|window_begins_once_in_a_request": lambda: DateWindow.objects.bulk_create(
            [DateWindow(request=made, **days), DateWindow(request=made, **days)]
        ),
        "timeline_message_says_something": lambda: TimelineEntry.objects.create(
            request=made, at=NOW, happening="message"
        ),
        "internal_note_says_something": lambda: InternalNote.objects.create(
            request=made, at=NOW, text=""
        ),
        "host_task_done_at_a_moment": lambda: HostTask.objects.create(
            request=made, title="Bus", owner="host", done_by=made.created_by
        ),
    }.items():
        refused(name, write)


def test_dates_and_answers_are_refused():
    made, _by, _host, option = ready()
    answer = {"option": option, "answer": "yes", "answered_at": NOW}
    trainer = made.assignments.first().trainer

    for name, write in {
        "date_option_ends_after_it_starts": lambda: DateOption.objects.create(
            request=made, first_date=FIRST_DAY + DAY, last_date=FIRST_DAY, proposed_at=NOW
        ),
        "dateoption.*first_date|date_option_once": lambda: DateOption.objects.create(
            request=made, first_date=FIRST_DAY, last_date=FIRST_DAY, proposed_at=NOW
        ),
        "dateanswer.*party|date_answer_one_of_each_side": lambda: DateAnswer.objects.create(
            party="host", **answer
        ),
        "dateanswer.*trainer|date_answer_one_of_each_trainer": lambda: DateAnswer.objects.create(
            party="trainer", trainer=trainer, **answer
        ),
        "date_answer_of_a_side_or_a_trainer": lambda: DateAnswer.objects.create(
            party="trainer", **answer
        ),
    }.items():
        refused(name, write)


def test_assignments_are_refused():
    made, _by, _host, _option = scheduled()
    one, other = made.assignments.all()
    own = Assignment.objects.filter(pk=one.pk)

    for name, write in {
        "assignment.*trainer|assignment_one_standing": lambda: Assignment.objects.create(
            request=made, trainer=one.trainer, proposed_at=NOW
        ),
        "assignment_confirmed_at_a_moment": lambda: own.update(confirmed_at=None),
        "assignment_answered_after_its_invitation": lambda: own.update(invited_at=None),
        "assignment_released_for_a_reason": lambda: own.update(state=AssignmentState.DROPPED),
        "assignment_published_with_consent": lambda: own.update(may_publish=True),
        "assignmentday.*date|assignment_day_one_per": lambda: AssignmentDay.objects.create(
            assignment=other, trainer=one.trainer, date=FIRST_DAY
        ),
    }.items():
        refused(name, write)


def test_a_follow_up_is_due_or_open_until_a_moment():
    scheduled()

    refused("follow_up_due_or_open_until_a_moment", lambda: FollowUp.objects.update(opened_at=NOW))


def test_words_of_a_draft_are_found_and_its_name_is_its_reference():
    made = draft()
    made.venue = "Câmara Municipal"
    made.save(update_fields=["venue"])

    assert list(TrainingRequest.objects.matching("camara portugal")) == [made]
    assert str(made) == made.reference
    assert str(HostTask(title="Bus")) == "Bus"
