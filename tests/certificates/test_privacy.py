"""What certificates hold of a person: counted, taken away, erased; and what may stay."""

import datetime as dt
import io
import json

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError

from accounts import access
from accounts.enums import Role
from certificates import emails, files, links, privacy, sealing, services
from certificates.enums import ItemState, State
from certificates.models import Batch, BatchItem, Certificate, Correction, Override
from certificates.services import issuing
from desk import privacy as whole
from documents import storage
from events.models import Registration
from events.services import erase_registrations
from events.services.erasure import forget
from jobs import work
from journal.models import Entry, Origin
from mail.models import Letter
from tests.certificates.issued import begin
from tests.certificates.public import words
from tests.certificates.training import AFTER, participant
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory, UserFactory
from tests.factories.certificates import certificate
from tests.test_dump import dump

pytestmark = pytest.mark.django_db
ADDRESS = "kanarek@example.eu"
LATER = AFTER + dt.timedelta(days=3)
YEARS = dt.timedelta(days=5 * 365 + 30)


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "documents.storage.DurableStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }


@pytest.fixture
def officer():
    return access.standing(MandateFactory(role=Role.SECRETARIAT).user, LATER)


@pytest.fixture
def person(officer):
    """Somebody with a replaced and a valid certificate, a wish, a decision and a failed try."""
    registration = participant(name="Kanarek Bird", email=ADDRESS)
    certificate(registration)
    newest = certificate(registration)
    services.ask_correction(
        newest, name="Kanarek Byrd", note="As in kanarek's passport", once=newest.key,
        by=access.standing(None, LATER), at=LATER,
    )  # fmt: skip
    emails.issued(newest, at=LATER)
    Override.objects.create(
        registration=registration, earns=True, reason="Kanarek was ill", decided_at=LATER,
        decided_by=officer.user,
    )  # fmt: skip
    batch = Batch.objects.create(event=registration.event, begun_at=LATER)
    BatchItem.objects.create(
        batch=batch, registration=registration, state=ItemState.FAILED, why="kanarek",
        certificate=newest,
    )  # fmt: skip
    entry = Entry.objects.filter(deed="certificates.correction_asked").get()
    Origin.objects.update_or_create(entry=entry, defaults={"address": "192.0.2.7"})
    return registration


def traces(word="kanarek"):
    """Every row and every stored certificate that holds a word."""
    kept = [
        name
        for name in storage.all_names(files.FOLDER)
        if word in _inside(storage.opened(storage.hash_of(name), files.FOLDER).read()).casefold()
    ]
    return [row for row in dump() if word in row.casefold()], kept


def _inside(pdf):
    """What a certificate says of itself, in the data attached to it."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return file.attachments["certificate.json"].get_file().read_bytes().decode()


def test_a_person_is_counted_by_address_and_by_account(person):
    user = UserFactory(email="other@example.eu")
    Registration.objects.filter(pk=person.pk).update(user=user)

    assert privacy.held(ADDRESS) == 2
    assert privacy.held("other@example.eu") == 0
    assert privacy.held("other@example.eu", user=user) == 2
    assert whole.held(ADDRESS, at=LATER).certificates == 2


def test_the_copy_holds_all_versions_wishes_and_decisions(person):
    found = json.loads(json.dumps(whole.export(ADDRESS)))["certificates"]

    assert [
        (one["number"], one["version"], one["state"], one["says"]["name"])
        for one in found["certificates"]
    ] == [
        ("EUCPN-2026-000001", 1, "replaced", "Kanarek Bird"),
        ("EUCPN-2026-000001", 2, "valid", "Kanarek Bird"),
    ]
    assert found["certificates"][0]["ended"] == "2026-11-20T09:00:00+00:00"
    [wish] = found["certificates"][1]["wishes_for_another_name"]
    assert (wish["name"], wish["note"], wish["state"]) == (
        "Kanarek Byrd", "As in kanarek's passport", "open"
    )  # fmt: skip
    assert found["decided_against_the_rule"] == [
        {
            "event": "Evaluating crime prevention initiatives",
            "gets_one": True,
            "reason": "Kanarek was ill",
            "decided": LATER.isoformat(),
        }
    ]


def test_no_canary_is_left_in_the_database_or_the_store(
    person, officer, client, django_capture_on_commit_callbacks
):
    before = {one.pk: (one.number, one.sha256, one.state) for one in Certificate.objects.all()}
    rows, stored = traces()
    assert {row.partition(":")[0] for row in rows} >= {
        "certificates_certificate", "certificates_correction", "certificates_override",
        "certificates_batchitem", "mail_letter",
    }  # fmt: skip
    assert len(stored) == 2

    with django_capture_on_commit_callbacks(execute=True):
        whole.erase(ADDRESS, by=officer, at=LATER)

    assert traces() == ([], [])
    assert {
        one.pk: (one.number, one.sha256, one.state) for one in Certificate.objects.all()
    } == before
    for one in Certificate.objects.all():
        said = words(client.get(f"/verify/{links.token_of(one)}/"))
        assert "The name was erased" in said
        assert one.sha256 in said
    assert not Origin.objects.filter(entry__deed="certificates.correction_asked").exists()
    assert Entry.objects.filter(deed="certificates.erased").count() == 2
    assert not whole.held(ADDRESS, at=LATER).is_anything


def test_an_erased_file_is_still_known_by_its_hash(
    person, officer, client, django_capture_on_commit_callbacks
):
    newest = person.certificates.get(state=State.VALID)
    content = files.kept(newest)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(ADDRESS, by=officer, at=LATER)

    page = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", content)})

    assert sealing.examine(content).is_intact
    assert page.context["outcome"].found == "as_issued"
    assert "The name was erased" in words(page)


def test_erasing_twice_is_erasing_once(person, officer):
    assert privacy.erase(ADDRESS, by=officer, at=LATER) == 2
    at = list(Certificate.objects.values_list("erased_at", flat=True))

    assert privacy.erase(ADDRESS, by=officer, at=LATER + dt.timedelta(days=1)) == 0

    assert list(Certificate.objects.values_list("erased_at", flat=True)) == at
    assert privacy.held(ADDRESS) == 0


def test_others_keep_theirs(person, officer):
    other = certificate(participant(name="Somebody Else"))

    privacy.erase(ADDRESS, by=officer, at=LATER)

    other.refresh_from_db()
    assert (other.facts["name"], other.erased_at) == ("Somebody Else", None)
    assert files.kept(other)


def test_what_is_claimed_and_not_made_is_never_made(officer):
    claimed = certificate(participant(name="Kanarek", email=ADDRESS), made=False)

    privacy.erase(ADDRESS, by=officer, at=LATER)

    claimed.refresh_from_db()
    assert (claimed.state, claimed.ended_at, claimed.ended_by) == (
        State.REVOKED, LATER, officer.user
    )  # fmt: skip
    assert claimed.made_at is None


def test_who_is_erased_while_the_file_is_made_gets_none_and_is_not_named(officer):
    registration = participant(name="Kanarek", email=ADDRESS)
    batch = begin(registration.event, [registration], by=officer)
    claim = work.take_up(issuing.LABEL, at=LATER)
    keep = issuing._made_ahead(claim, LATER)
    whole.erase(ADDRESS, by=officer, at=LATER)

    with work.held(claim, at=LATER) as job:
        found = keep(job, LATER)

    one = Certificate.objects.get()
    assert (found, one.made_at, one.facts["name"]) == (work.Piece(failed=1), None, "")
    assert batch.items.get().state == ItemState.FAILED
    assert traces()[0] == []


def test_a_revoked_one_loses_its_reason(officer):
    revoked = certificate(
        participant(email=ADDRESS), state=State.REVOKED, reason="Kanarek was elsewhere"
    )

    privacy.erase(ADDRESS, by=officer, at=LATER)

    revoked.refresh_from_db()
    assert (revoked.reason, revoked.state) == ("", State.REVOKED)


def test_deleting_is_impossible(person):
    """A registration with a certificate stays, whoever deletes."""
    with pytest.raises(ProtectedError):
        person.delete()


def test_years_later_the_letters_and_wishes_go_and_the_certificate_stays(person, officer):
    at = AFTER + YEARS
    assert erase_registrations(at=at) == 1

    number = services.erase_traces(at=at)
    again = services.erase_traces(at=at)

    rows, stored = traces()
    assert (number > 0, again) == (True, 0)
    assert {row.partition(":")[0] for row in rows} == {"certificates_certificate"}
    assert len(stored) == 2
    assert Override.objects.get().reason == "–"
    assert not Correction.objects.exists()
    assert not Origin.objects.filter(entry__label="certificates.certificate").exists()


def test_what_belongs_to_registrations_that_stand_is_left_alone(person):
    assert services.erase_traces(at=LATER) == 0

    assert Correction.objects.count() == 1
    assert Letter.objects.filter(label=emails.LABEL).count() == 1


def test_where_no_address_leads_any_more_the_number_does(person, officer):
    forget(Registration.objects.filter(pk=person.pk), by=None, at=LATER)
    assert privacy.held(ADDRESS) == 0

    done = services.forget_holder(person.certificates.first(), by=officer, at=LATER)

    assert done == 2
    assert [row for row in traces()[0] if row.startswith("certificates_certificate")] == []


def test_where_no_address_leads_any_more_the_name_does(person, officer):
    known = privacy.named("Kanarek")
    other = participant(name="Somebody Else")
    certificate(other)
    forget(Registration.objects.all(), by=None, at=LATER)
    services.erase_traces(at=LATER)
    newest = person.certificates.get(state=State.VALID)
    office = signed_in(officer.user)

    asked = office.post("/privacy/person/", {"address": ADDRESS, "name": "BIRD kánarek"})

    assert (known, privacy.named("Kanarek"), privacy.named("")) == ([], [newest], [])
    assert asked.context["named"] == [newest]
    assert "Nothing is held under this address." in words(asked)
    assert f"/events/{person.event.slug}/certificates/{newest.key}/erase/" in asked.text
    services.forget_holder(newest, by=officer, at=LATER)
    assert privacy.named("Kanarek") == []


def test_the_secretariat_erases_by_the_number_where_no_address_leads(
    person, officer, django_capture_on_commit_callbacks
):
    newest = person.certificates.get(state=State.VALID)
    page = f"/events/{person.event.slug}/certificates/{newest.key}/"
    office = signed_in(officer.user)
    known = office.get(page).text, office.get(f"{page}erase/").status_code
    forget(Registration.objects.filter(pk=person.pk), by=None, at=LATER)

    offered, asked = office.get(page), office.get(f"{page}erase/")
    with django_capture_on_commit_callbacks(execute=True):
        done = office.post(f"{page}erase/")

    assert ("Erase the name" in known[0], known[1]) == (False, 404)
    assert f"{page}erase/" in offered.text
    assert "Erase Kanarek Bird from EUCPN-2026-000001 v2" in words(asked)
    assert (done.status_code, done["Location"]) == (302, page)
    assert traces()[1] == []
    assert office.get(f"{page}erase/").status_code == 404
    assert signed_in(UserFactory()).post(f"{page}erase/").status_code == 404
