"""What the database refuses of a job."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError

from jobs.enums import State
from jobs.models import Job

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def job(**fields):
    return Job.objects.create(
        **{"label": "tests.work", "about": "1", "total": 5, "not_before": NOW, "created_at": NOW}
        | fields
    )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"done": 4, "failed": 2}, "job_does_no_more_than_all"),
        ({"claimed_by": uuid.UUID(int=1), "claimed_until": NOW}, "job_claimed_only_while_running"),
        (
            {"state": State.RUNNING, "started_at": NOW, "claimed_until": NOW},
            "job_claimed_only_while_running",
        ),
        ({"state": State.DONE}, "job_ended_exactly_when_over"),
        ({"ended_at": NOW}, "job_ended_exactly_when_over"),
        ({"state": State.RUNNING}, "job_running_has_begun"),
    ],
)
def test_a_half_truth_about_a_job_is_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        job(**fields)


def test_a_thing_has_one_job_of_a_kind():
    job()

    with pytest.raises(IntegrityError, match=r"job_one_for_a_thing|jobs_job\.label"):
        job()


def test_a_job_says_how_far_it_is_and_whether_it_is_open():
    waiting = job(done=2)
    over = job(about="2", state=State.DONE, ended_at=NOW)

    assert (str(waiting), waiting.is_open, over.is_open) == ("tests.work 2/5", True, False)
