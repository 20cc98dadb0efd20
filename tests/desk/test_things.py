"""What keys stand for."""

import pytest

from accounts.enums import Visibility
from courses.models import Material, Translation
from desk.things import KINDS, Thing, of_entries
from documents.services import erase
from jobs.models import Job
from journal.models import Entry
from meetings.models import Convening, Delegation
from tests.factories.accounts import (
    BodyFactory,
    MemberStateFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.factories.certificates import certificate
from tests.factories.decisions import decision
from tests.factories.documents import document
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.held import meeting
from tests.factories.invitations import InvitationFactory
from tests.factories.mail import LetterFactory
from tests.factories.procedures import draft
from tests.factories.programme import WorkProgrammeFactory
from tests.factories.trainings import NOW, CourseFactory, TrainerFactory, speaks_for, submitted
from tests.factories.trainings import draft as training_draft
from trainers.models import TrainerInterest

pytestmark = pytest.mark.django_db


def entry(label, key):
    return Entry(label=label, key=str(key))


def test_each_thing_by_its_name_and_page():
    event = EventFactory(title="Seminar", slug="2026-01-01-seminar")
    registration = RegistrationFactory(event=event, name="Мария Иванова")
    invitation = InvitationFactory(event=event, name="Anna")
    given = certificate(RegistrationFactory(event=event, name="Berta"))
    user = UserFactory(name="Λευτέρης Παπαδόπουλος")
    body = BodyFactory(code="BOARD", name="Board")
    organisation = OrganisationFactory(name="Europol")
    letter = LetterFactory(subject="Welcome", to="a@example.org")
    programme = WorkProgrammeFactory(title="Work Programme 2024", slug="wp-2024")
    paper = document(title="Draft agenda")
    procedure = draft(title="Guidelines", body=body)
    decided = decision()
    host = speaks_for("PT")
    asked, begun = submitted(host), training_draft(host)
    trainer = TrainerFactory(name="Ada Novak")
    keys = {
        "events.event": event.uid,
        "events.registration": registration.key,
        "documents.document": paper.key,
        "procedures.procedure": procedure.reference,
        "procedures.rule": procedure.rule.key,
        "decisions.decision": decided.number,
        "events.invitation": invitation.key,
        "certificates.certificate": given.key,
        "accounts.user": user.key,
        "accounts.body": body.code,
        "accounts.organisation": organisation.pk,
        "mail.letter": letter.uid,
        "programme.workprogramme": programme.slug,
        "trainings.request": asked.reference,
        "trainers.trainer": trainer.key,
    }

    found = of_entries(entry(label, key) for label, key in keys.items())

    assert {label: thing for (label, _key), thing in found.items()} == {
        "events.event": Thing("Seminar", "/events/2026-01-01-seminar/"),
        "events.registration": Thing(
            "Мария Иванова · Seminar",
            f"/events/2026-01-01-seminar/registrations/{registration.key}/",
        ),
        "documents.document": Thing("Draft agenda"),
        "procedures.procedure": Thing(
            f"{procedure.reference} Guidelines", f"/procedures/{procedure.reference}/"
        ),
        "procedures.rule": Thing(procedure.rule.name, f"/procedures/rules/{procedure.rule.key}/"),
        "decisions.decision": Thing(
            f"{decided.number} Guidelines", f"/procedures/register/?text={decided.number}"
        ),
        "events.invitation": Thing(
            "Anna · Seminar", f"/events/2026-01-01-seminar/invitations/{invitation.key}/"
        ),
        "certificates.certificate": Thing(
            "EUCPN-2026-000001 · Berta",
            f"/events/2026-01-01-seminar/certificates/{given.key}/",
        ),
        "accounts.user": Thing("Λευτέρης Παπαδόπουλος", f"/people/{user.key}/"),
        "accounts.body": Thing("Board", "/bodies/BOARD/"),
        "accounts.organisation": Thing("Europol"),
        "mail.letter": Thing("Welcome · a@example.org", f"/letters/{letter.uid}/"),
        "programme.workprogramme": Thing("Work Programme 2024", "/programme/wp-2024/"),
        "trainings.request": Thing(
            f"{asked.reference} · Portugal", f"/trainings/requests/{asked.reference}/"
        ),
        "trainers.trainer": Thing("Ada Novak", f"/trainers/{trainer.key}/"),
    }
    (unsent,) = of_entries([entry("trainings.request", begun.reference)]).values()
    assert unsent == Thing(f"{begun.reference} · Portugal")
    assert set(keys) <= set(KINDS)


def test_a_convening_leads_to_how_its_meeting_was_convened():
    event = meeting(title="Board", slug="board")
    job = Job.objects.create(label="x", about="1", total=1, not_before=NOW, created_at=NOW)
    made = Convening.objects.create(
        event=event,
        job=job,
        edition=1,
        notice_days=10,
        dispatch_by=NOW.date(),
        made_at=NOW,
        starts_at=NOW,
    )

    (thing,) = of_entries([entry("meetings.convening", made.key)]).values()

    assert thing == Thing("Board", "/events/board/convening/")


def test_courses_translations_and_interest_lead_to_their_pages():
    course = CourseFactory(title="Key concepts")
    gone = CourseFactory(title="Of old", archived_at=NOW)
    material = Material.objects.create(course=course, title="Handbook", number=1)
    translation = Translation.objects.create(material=material, language="pt")
    interest = TrainerInterest.objects.create(
        member_state=MemberStateFactory(code="PT", name="Portugal"), course=course,
        language="pt", people=2, told_at=NOW,
    )  # fmt: skip
    keys = (
        ("courses.course", course.key),
        ("courses.course", gone.key),
        ("courses.translation", translation.key),
        ("trainers.interest", interest.key),
    )

    found = of_entries(entry(label, key) for label, key in keys)

    assert [found[label, str(key)] for label, key in keys] == [
        Thing("Key concepts", f"/trainings/{course.slug}/"),
        Thing("Of old"),
        Thing("Handbook, Portuguese", f"/trainings/translations/{translation.key}/"),
        Thing("Portugal · Key concepts", f"/trainers/training/{interest.key}/"),
    ]


def test_what_is_gone_and_what_nobody_knows_is_not_named():
    entries = [
        entry("accounts.user", "no-uuid"),
        entry("accounts.organisation", "x"),
        entry("accounts.holiday", "7"),
        entry("accounts.user", ""),
        entry("accounts.user", "0b6e0c6e-7f0b-4b0e-9d3a-000000000001"),
    ]

    assert of_entries(entries) == {}


def test_a_restricted_document_is_not_named_and_one_erased_has_no_name():
    restricted = document(title="The secret paper", visibility=Visibility.RESTRICTED)
    erased = document()
    erase(erased, by=None, at=restricted.created_at)

    found = of_entries(entry("documents.document", row.key) for row in (restricted, erased))

    assert found == {("documents.document", str(restricted.key)): Thing("Restricted document")}


def test_a_reminder_leads_to_the_delegation_it_asks_for():
    event = meeting(title="Board", slug="board")
    made = Delegation.objects.create(event=event, member_state_id="LV", changed_at=NOW)

    (thing,) = of_entries([entry("meetings.delegation", made.key)]).values()

    assert thing == Thing("Latvia · Board", "/events/board/delegation/LV/")
