"""What the demonstration shows of courses, trainers and requests: everything once, and often more."""

import datetime as dt

import pytest
from django.db.models import Count

from accounts.access import standing
from accounts.models import User
from courses import languages
from courses.enums import TranslationState
from courses.models import Course, Material, Translation
from courses.rules import is_behind
from documents.models import Document
from events.models import Event
from tests.demo.conftest import AT
from trainers.enums import TrainerState
from trainers.models import InterestCall, Qualification, Trainer, TrainerInterest
from trainings import board, follow_ups, readiness, suggesting
from trainings.enums import AssignmentState, Fault, Flag, Happening, Party, RequestState
from trainings.models import Assignment, InternalNote, TimelineEntry, TrainingRequest
from trainings.models.request import LABEL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


def as_(local):
    return standing(User.objects.get(email=f"{local}@demo.example"), AT)


def of(country, **more):
    return TrainingRequest.objects.get(member_state=country, **more)


def test_there_is_a_request_in_every_state():
    found = dict(
        TrainingRequest.objects.values_list("state").annotate(Count("pk")).order_by("state")
    )

    assert set(found) == set(RequestState)
    assert sum(found.values()) >= 20
    assert TrainingRequest.objects.values("member_state").distinct().count() >= 20


def test_the_board_has_every_flag():
    rows = board.rows(as_("secretariat"), at=AT)

    assert {flag for row in rows for flag in row.flags} == set(Flag)


def test_the_request_of_portugal_went_all_the_way():
    one = of("PT", state=RequestState.CLOSED)
    event = one.held.event

    assert (one.reference, one.language, one.expected) == ("TR-2024-001", "pt", 24)
    assert {part.category: part.people for part in one.groups.all()} == {
        "police": 10,
        "local_authority": 8,
        "policymaker": 6,
    }
    assert event.slug.startswith("2024-10-15-")
    assert event.managed_at == one.get_absolute_url()
    assert [len(session.modules.splitlines()) for session in event.sessions.all()] == [3, 3, 2]
    assert dict(event.registrations.values_list("category").annotate(Count("pk")).order_by()) == {
        "police": 10,
        "local_authority": 8,
        "policymaker": 6,
    }
    told = set(one.timeline.values_list("happening", flat=True))
    assert told >= {
        Happening.SUBMITTED, Happening.ASKED, Happening.ANSWERED, Happening.ACCEPTED,
        Happening.DATES_PROPOSED, Happening.DATES_ANSWERED, Happening.TRAINER_CONFIRMED,
        Happening.CHECKLIST_CONFIRMED, Happening.SCHEDULED, Happening.DELIVERED,
        Happening.REPORTED, Happening.CLOSED,
    }  # fmt: skip
    assert {(task.owner, task.done_by.email) for task in one.tasks.select_related("done_by")} == {
        ("host", "nr.pt@demo.example"),
        ("secretariat", "secretariat@demo.example"),
    }
    assert set(one.assignments.values_list("state", flat=True)) == {AssignmentState.DELIVERED}
    assert Document.objects.of(LABEL, str(one.key)).count() == 1


def test_half_a_year_later_thirteen_told_what_they_used():
    later = of("PT", state=RequestState.CLOSED).held.follow_up

    assert follow_ups.phase_of(later, at=AT).value == "over"
    assert (later.asked.count(), later.answers.count()) == (24, 13)
    assert {answer.answers["used"] for answer in later.answers.all()} >= {0, 1}


def test_a_request_in_greek_waits_for_a_trainer_who_is_approved_to_teach_in_it():
    one = of("EL")
    option = one.options.order_by("first_date").first()

    assert (one.state, one.language) == (RequestState.ACCEPTED, "el")
    assert suggesting.for_request(one, at=AT) == []
    assert not Qualification.objects.filter(language="el").exists()
    assert {finding.fault for finding in readiness.to_schedule(one, option, at=AT)} == {
        Fault.NO_TRAINER,
        Fault.NOT_SPOKEN,
        Fault.NO_MATERIAL,
    }
    waiting = Trainer.objects.filter(languages__language="el", state=TrainerState.NOMINATED)
    assert [trainer.name for trainer in waiting] == ["Δήμητρα Λαΐου"]


def test_one_is_ready_to_be_scheduled():
    one = of("IE")
    option = one.options.order_by("first_date").first()

    assert readiness.to_schedule(one, option, at=AT) == []


def test_dates_are_being_answered_by_host_and_trainers():
    one = of("BE")
    answered = set(one.options.values_list("answers__party", flat=True))

    assert one.options.count() == 3
    assert answered == {Party.SECRETARIAT, Party.TRAINER}
    assert set(one.assignments.values_list("state", flat=True)) == {
        AssignmentState.PROPOSED,
        AssignmentState.INVITED,
        AssignmentState.ACCEPTED,
        AssignmentState.DECLINED,
    }


def test_two_states_share_one_training():
    riga, vilnius = of("LV"), of("LT")

    assert riga.delivery == vilnius.delivery
    assert set(riga.held.event.registrations.values_list("country", flat=True)) == {"LV", "LT"}


def test_one_training_was_moved_and_one_cancelled_with_its_event():
    moved, cancelled = of("SE"), of("DK")

    assert moved.timeline.filter(happening=Happening.RESCHEDULED).count() == 1
    assert moved.chosen == moved.options.order_by("first_date").last()
    assert cancelled.held.event.state == "cancelled"
    assert not Assignment.objects.teaching().filter(request=cancelled).exists()


def test_one_host_would_have_its_training_cancelled():
    assert of("DE").cancel_asked_reason


def test_two_drafts_hold_what_was_typed_so_far():
    drafts = TrainingRequest.objects.filter(state=RequestState.DRAFT)

    assert {one.member_state_id: one.typed["city"] for one in drafts} == {
        "SI": "Ljubljana",
        "MT": "Valletta",
    }
    assert drafts.get(member_state="SI").changed_by.email == "sub.si@demo.example"


def test_both_sides_write_and_the_secretariat_notes_for_itself():
    messages = TimelineEntry.objects.filter(happening=Happening.MESSAGE)

    assert set(messages.values_list("side", flat=True)) == {Party.HOST, Party.SECRETARIAT}
    assert InternalNote.objects.exists()


def test_trainers_are_put_forward_accepted_declined_and_gone():
    found = Trainer.objects.values_list("state").annotate(Count("pk")).order_by()
    accounts = Trainer.objects.filter(email__startswith="trainer.")

    assert dict(found) == {
        TrainerState.NOMINATED: 2,
        TrainerState.ACCEPTED: 8,
        TrainerState.DECLINED: 1,
        TrainerState.LEFT: 1,
    }
    assert accounts.count() == 6
    assert {trainer.name for trainer in accounts} == {
        trainer.name for trainer in User.objects.filter(email__startswith="trainer.")
    }
    assert Trainer.objects.filter(nominated_for=None).exists()
    soon = AT.date() + dt.timedelta(days=60)
    assert set(
        Qualification.objects.filter(ends__lt=soon).values_list("trainer__member_state", flat=True)
    ) == {"HU"}


def test_material_has_versions_and_translations_in_each_state():
    behind = [
        one.language
        for one in Translation.objects.filter(state=TranslationState.PUBLISHED)
        if is_behind(translates=one.translates, source=one.material.number)
    ]

    assert set(Material.objects.values_list("number", flat=True)) == {1, 2}
    assert set(Translation.objects.values_list("state", flat=True)) == set(TranslationState) - {
        TranslationState.NONE
    }
    assert behind == ["hu"]
    assert Translation.objects.get(state=TranslationState.TO_CHECK).checker_id == "LV"
    assert Translation.objects.exclude(remark="").get().language == "el"


def test_states_tell_of_interest_and_one_candidate_became_a_nomination():
    live = TrainerInterest.objects.live()

    assert live.count() >= 8
    assert {languages.name(one.language) for one in live} >= {"French", "German", "Greek"}
    named = live.get(candidates__trainer__isnull=False)
    assert named.member_state_id == "EL"
    assert TrainerInterest.objects.exclude(ended_at=None).count() == 1
    call = InterestCall.objects.get()
    assert set(call.nobody.values_list("member_state", flat=True)) == {"DK", "LU"}
    assert call.closes_on > AT.date()


def test_the_open_training_and_the_webinar_ahead_deliver_courses():
    found = Event.objects.filter(ends_at__gt=AT, delivery__requests=None, delivery__isnull=False)

    assert set(found.values_list("delivery__course__slug", flat=True)) == {
        "key-concepts",
        "qualiprev-webinar",
    }
    assert Course.objects.count() == 4


@pytest.mark.parametrize(
    ("local", "words"),
    [
        ("secretariat", "Decide: "),
        ("nr.be", "Which date suits?"),
        ("nr.it", "The Secretariat asks: "),
        ("nr.si", "Finish your request for a training"),
        ("trainer.1", "Will you teach?"),
    ],
)
def test_the_first_page_says_what_waits(client, local, words):
    client.force_login(User.objects.get(email=f"{local}@demo.example"))

    assert words in client.get("/").content.decode()
