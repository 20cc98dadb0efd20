"""What the demonstration shows of the time after an event: attendance, certificates, feedback."""

import pytest

from certificates import files
from certificates.candidates import of_event
from certificates.enums import State, Verdict
from certificates.models import Certificate, Correction
from events import respondents
from events.enums import ListState, Presence
from events.feedback import Phase
from events.models import Attendance, AttendanceList, Event, FeedbackForm
from tests.demo.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def training():
    return Event.objects.get(slug__startswith="2024-10-15-")


def test_22_of_24_saw_enough_of_the_training():
    found = [
        (one.earned.verdict, one.earned.attended, one.earned.total)
        for one in of_event(training(), at=AT)
    ]

    assert sorted(found) == [
        *[(Verdict.ELIGIBLE, 630, 630)] * 22,
        *[(Verdict.TOO_LITTLE, 420, 630)] * 2,
    ]


def test_one_certificate_was_made_anew_and_one_revoked():
    issued = Certificate.objects.filter(registration__event=training())

    assert issued.made().count() == issued.count() == 23
    assert issued.live().count() == 21
    old = issued.get(state=State.REPLACED)
    new = issued.get(number=old.number, version=2)
    assert (old.facts["name"], new.facts["name"]) == ("Joao Goncalves", "João Gonçalves")
    assert new.registration.name == "João Gonçalves"
    assert issued.get(state=State.REVOKED).reason
    assert Correction.objects.get().state == "granted"


def test_the_seminar_of_30_may_2024_has_its_certificates_each_with_its_file():
    issued = Certificate.objects.live().filter(registration__event__slug="2024-05-30-seminar")

    assert issued.exists()
    assert [one.number for one in issued.order_by("pk")] == [
        f"EUCPN-2024-{number:06}" for number in range(1, issued.count() + 1)
    ]
    assert all(files.kept(one) for one in issued)


def test_the_lists_of_talks_are_applied_but_for_the_latest_which_somebody_has_to_check():
    lists = AttendanceList.objects.order_by("taken_in_at")

    assert [one.state for one in lists] == [
        *[ListState.APPLIED] * (len(lists) - 1),
        ListState.DRAFT,
    ]
    waiting = lists.last()
    assert not Attendance.objects.filter(registration__event=waiting.event).exists()
    assert any(not entry["registration"] for entry in waiting.people)


def test_two_feedbacks_are_open_and_those_of_older_trainings_are_over():
    forms = FeedbackForm.objects.exclude(opened_at=None).order_by("opened_at")
    phases = [(form.answers.count(), respondents.phase_of(form, at=AT)) for form in forms]

    assert phases[0] == (17, Phase.OVER)
    assert [number for number, phase in phases if phase is Phase.OPEN] == [5, 7]
    assert len(phases) == 8
    assert not any(form.answers.exclude(registration=None).exists() for form in forms)


def test_the_training_in_portuguese_is_asked_in_portuguese_and_each_question_has_its_own_figures():
    form = training().feedback
    answers = list(form.answers.values_list("answers", flat=True))

    assert [item["text"] for item in form.questions][:2] == ["O conteúdo", "Os formadores"]
    figures = [
        sorted(said[item["key"]] for said in answers) for item in form.questions if item["required"]
    ]
    assert len({tuple(one) for one in figures}) == len(figures) == 4


def test_the_door_of_todays_workshop_let_nine_in():
    event = Event.objects.get(first_date=AT.date(), title__startswith="Workshop")
    came = Attendance.objects.filter(registration__event=event, presence=Presence.PRESENT)

    assert came.values("registration").distinct().count() == 9
