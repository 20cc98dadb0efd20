"""What a search finds among requests."""

import pytest

from tests.factories.trainings import CourseFactory, draft, secretariat, speaks_for, submitted
from trainings.search import find

pytestmark = pytest.mark.django_db


def test_requests_are_found_by_who_may_read_them():
    host = speaks_for()
    made = submitted(host, course=CourseFactory(title="Evaluation"), city="Évora")
    draft(host)

    (found,) = find("evora evaluation", secretariat(), 10)

    assert (found.title, found.url) == ("Evaluation, Évora", made.get_absolute_url())
    assert found.note == f"{made.reference} · Portugal · Submitted"
    assert find("evora", speaks_for("LV"), 10) == []
    assert find(" ", secretariat(), 10) == []


def test_a_draft_is_found_by_its_reference_and_by_its_state_alone():
    host = speaks_for()
    made = draft(host)

    (found,) = find(made.reference, host, 10)

    assert found.title == made.reference
    assert find(made.reference, secretariat(), 10) == []
