"""Beginning a request, keeping its draft, sending and withdrawing it."""

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
    NOW,
    CourseFactory,
    TrainerFactory,
    accepted,
    at_the,
    draft,
    fresh,
    secretariat,
    speaks_for,
    submitted,
    wish,
)
from tests.trainings.seen import happenings, missing, told
from trainings import services
from trainings.enums import Fault, Happening, RequestState
from trainings.models import (
    TrainingRequest,
)
from trainings.rules import UnmetError, Window
from trainings.services import NotYoursError

pytestmark = pytest.mark.django_db

LATER = NOW + dt.timedelta(days=1)


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
