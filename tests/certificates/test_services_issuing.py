"""The certificates of a batch are claimed, made and kept; whoever is killed leaves no two."""

import datetime as dt
import hashlib
import json
import uuid

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from certificates import files, links, making, sealing, services
from certificates.enums import Deed, ItemState, State
from certificates.models import Certificate
from certificates.services import issuing
from documents import storage
from events.enums import Presence, RegistrationState
from events.enums import State as EventState
from events.models import Attendance, Event
from jobs import rules, work
from journal.models import Entry, Series
from mail.models import Letter
from tests.certificates.issued import LATER, begin, issue, seen
from tests.certificates.training import AFTER, attend, participant, training
from tests.factories.accounts import MandateFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


def killed_after_claiming(batch, at=AFTER):
    """Claim the next few of a batch, as a worker does that is killed before it has made them."""
    claim = work.take_up(issuing.LABEL, at=at)
    with work.held(claim, at=at):
        issuing._claimed(batch, at=at)


def test_each_person_gets_one_certificate_with_its_file_a_letter_and_a_line(officer):
    event = training()
    people = [participant(event, name=f"Person {n}", email=f"p{n}@x.eu") for n in range(3)]

    batch = issue(event, people, by=officer)

    made = list(Certificate.objects.order_by("number"))
    assert seen(batch) == (("done", 3, 0), [(ItemState.DONE, "")] * 3)
    assert [(one.registration, str(one), one.version) for one in made] == [
        (person, f"EUCPN-2026-00000{n}", 1) for n, person in enumerate(people, start=1)
    ]
    for one in made:
        pdf = files.kept(one)
        assert (one.state, one.issued_by, one.language) == (State.VALID, officer.user, "en")
        assert (one.sha256, one.size) == (hashlib.sha256(pdf).hexdigest(), len(pdf))
        assert sealing.examine(pdf).is_intact
        assert one.facts["number"] == one.number
        assert one.facts["minutes"] == {"attended": 540, "held": 630}
        assert links.found(links.token_of(one)) == one
        assert one.facts["issued_at"] == one.issued_at.isoformat().replace("+00:00", "Z")
    assert sorted(Letter.objects.values_list("to", "batch")) == [
        (f"p{n}@x.eu", batch.key) for n in range(3)
    ]
    entries = Entry.objects.filter(deed=Deed.ISSUED).order_by("pk")
    assert [(entry.key, entry.actor, entry.acting_for) for entry in entries] == [
        (str(one.key), str(officer.user.key), "Secretariat") for one in made
    ]
    assert entries[0].facts == {"event": event.slug, "number": "EUCPN-2026-000001", "version": 1}


def test_what_is_printed_leads_to_the_page_that_checks_it(officer):
    event = training()
    issue(event, [participant(event)], by=officer)

    one = Certificate.objects.get()

    drawn = making.drawing.drawn(one.facts, url=links.address(one))
    assert files.kept(one).startswith(drawn)
    assert links.address(one).endswith(f"/verify/{links.token_of(one)}/")


def test_without_letters_nobody_is_written_to(officer):
    event = training()

    issue(event, [participant(event)], by=officer, mails=False)

    assert (Certificate.objects.made().count(), Letter.objects.count()) == (1, 0)


def test_who_has_one_already_gets_no_second(officer):
    event = training()
    person = participant(event)
    issue(event, [person], by=officer)

    again = issue(event, [person], by=officer, at=LATER)

    assert seen(again) == (("done", 1, 0), [(ItemState.SKIPPED, "")])
    assert again.items.get().certificate is None
    assert (Certificate.objects.count(), Letter.objects.count()) == (1, 1)
    assert Series.objects.get(name="EUCPN").last == 1


def test_numbers_run_by_the_year_in_brussels(officer):
    event = training()
    new_year = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)

    for at in (AFTER, new_year):
        issue(event, [participant(event)], by=officer, at=at)

    numbers = Certificate.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["EUCPN-2026-000001", "EUCPN-2027-000001"]


def test_the_attendance_is_asked_again_when_it_comes_to_it(officer):
    event = training()
    person = participant(event)
    batch = begin(event, [person], by=officer)
    Attendance.objects.filter(registration=person).update(presence=Presence.ABSENT)

    services.issue_due(at=AFTER)

    why = "0.0 of 10.5 h, 0 %, not eligible: 80 % is needed"
    assert seen(batch) == (("done", 0, 1), [(ItemState.FAILED, why)])
    assert (Certificate.objects.count(), Series.objects.count()) == (0, 0)


def withdrawn(person):
    person.state = RegistrationState.WITHDRAWN
    person.save()


def erased(person):
    person.name = person.email = person.organisation = ""
    person.user, person.erased_at = None, AFTER
    person.save()


def cancelled(person):
    Event.objects.filter(pk=person.event_id).update(
        state=EventState.CANCELLED, cancelled_at=AFTER, cancel_reason="No trainer"
    )


@pytest.mark.parametrize("lost", [withdrawn, erased, cancelled])
def test_who_lost_the_place_meanwhile_gets_none(officer, lost):
    event = training()
    person = participant(event)
    batch = begin(event, [person], by=officer)
    lost(person)

    services.issue_due(at=AFTER)

    why = "The person has no place any more."
    assert seen(batch) == (("done", 0, 1), [(ItemState.FAILED, why)])
    assert Certificate.objects.count() == 0


def test_a_name_that_cannot_be_printed_is_named_and_takes_no_number(officer):
    event = training()
    people = [participant(event, name="אב ג"), participant(event, name="Zoë")]

    batch = issue(event, people, by=officer)

    why = "These letters cannot be printed: א ב ג"
    assert seen(batch)[0] == ("done", 1, 1)
    assert sorted(batch.items.values_list("registration__name", "state", "why")) == [
        ("Zoë", ItemState.DONE, ""),
        ("אב ג", ItemState.FAILED, why),
    ]
    assert list(Certificate.objects.values_list("number", flat=True)) == ["EUCPN-2026-000001"]


def test_a_decision_against_the_rule_is_followed(officer):
    event = training()
    late = participant(event, presences=("absent", "absent", "present"))
    services.override(late, earns=True, reason="She taught herself", by=officer, at=AFTER)

    issue(event, [late], by=officer)

    assert Certificate.objects.get().facts["minutes"] == {"attended": 210, "held": 630}


def test_a_row_that_was_claimed_is_finished_and_not_doubled(officer):
    event = training()
    batch = begin(event, [participant(event) for _ in range(2)], by=officer)
    killed_after_claiming(batch)
    claimed = list(Certificate.objects.order_by("pk").values_list("pk", "number", "made_at"))
    assert [made_at for _pk, _number, made_at in claimed] == [None, None]
    assert Letter.objects.count() == 0

    services.issue_due(at=AFTER + rules.LEASE)

    found = list(Certificate.objects.made().order_by("pk").values_list("pk", "number"))
    assert found == [(pk, number) for pk, number, _made_at in claimed]
    assert seen(batch) == (("done", 2, 0), [(ItemState.DONE, "")] * 2)
    assert Letter.objects.count() == 2


def test_another_batch_finishes_what_a_stopped_one_has_claimed(officer):
    event = training()
    person = participant(event)
    first = begin(event, [person], by=officer)
    killed_after_claiming(first)
    services.stop_batch(first, by=officer, at=AFTER)

    second = issue(event, [person], by=officer, at=LATER)
    services.resume_batch(first, by=officer, at=LATER)
    services.issue_due(at=LATER)

    one = Certificate.objects.get()
    assert second.items.get().certificate == one
    assert (seen(second)[1], seen(first)[1]) == (
        [(ItemState.DONE, "")],
        [(ItemState.SKIPPED, "")],
    )
    assert (one.made_at - LATER < dt.timedelta(minutes=1), Letter.objects.count()) == (True, 1)


def test_what_is_finished_late_says_what_is_known_then(officer):
    event = training()
    person = participant(event)
    batch = begin(event, [person], by=officer)
    killed_after_claiming(batch)
    Attendance.objects.filter(registration=person, presence=Presence.PARTIAL).update(minutes=180)

    services.issue_due(at=LATER)

    one = Certificate.objects.get()
    assert one.facts["minutes"] == {"attended": 600, "held": 630}
    assert one.facts["number"] == one.number
    assert json.dumps(one.facts["issued_at"]) == '"2026-11-20T10:00:00Z"'


def test_two_workers_that_made_the_same_certificate_keep_one(officer):
    event = training()
    person = participant(event)
    batches = [begin(event, [person], by=officer) for _ in range(2)]
    claims = [work.take_up(issuing.LABEL, at=AFTER) for _ in batches]
    stored = [issuing._made_ahead(claim, AFTER) for claim in claims]

    came_of_it = []
    for claim, keep in zip(claims, stored, strict=True):
        with work.held(claim, at=AFTER) as job:
            came_of_it.append(keep(job, AFTER))

    assert came_of_it == [work.Piece(done=1), work.Piece(done=1)]
    assert [seen(batch)[1] for batch in batches] == [
        [(ItemState.DONE, "")],
        [(ItemState.SKIPPED, "")],
    ]
    one = Certificate.objects.get()
    assert (one.sha256 == hashlib.sha256(files.kept(one)).hexdigest(), one.size > 0) == (True, True)
    assert (Letter.objects.count(), Entry.objects.filter(deed=Deed.ISSUED).count()) == (1, 1)


def kept_files():
    """The hashes of all files of certificates that are on the disk."""
    return {storage.hash_of(name) for name in storage.all_names(files.FOLDER)}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("demo", "files_made"), [(True, 2), (False, 1)], ids=["sealed", "bare"])
def test_of_what_two_workers_made_the_file_that_nobody_names_goes(
    officer, settings, demo, files_made
):
    settings.DEMO = demo  # without a key the bytes of both are the same
    event = training()
    person = participant(event)
    before = kept_files()
    for _ in range(2):
        begin(event, [person], by=officer)
    claims = [work.take_up(issuing.LABEL, at=AFTER) for _ in range(2)]
    stored = [issuing._made_ahead(claim, AFTER) for claim in claims]
    made = kept_files() - before

    for claim, keep in zip(claims, stored, strict=True):
        with work.held(claim, at=AFTER) as job:
            keep(job, AFTER)

    assert len(made) == files_made
    assert kept_files() - before == {Certificate.objects.get().sha256}


def test_what_was_revoked_while_it_was_made_is_given_to_nobody(officer):
    event = training()
    person = participant(event)
    batch = begin(event, [person], by=officer)
    claim = work.take_up(issuing.LABEL, at=AFTER)
    keep = issuing._made_ahead(claim, AFTER)
    cancelled(person)
    services.settle_cancelled(at=AFTER + dt.timedelta(minutes=5))

    with work.held(claim, at=AFTER) as job:
        found = keep(job, AFTER)

    one = Certificate.objects.get()
    assert (found, one.state, one.made_at) == (work.Piece(failed=1), State.REVOKED, None)
    assert batch.items.get().why == "It was revoked before it was made."
    assert Letter.objects.count() == 0


def test_a_piece_that_takes_long_is_kept_in_parts(officer, monkeypatch):
    event = training()
    batch = begin(event, [participant(event) for _ in range(3)], by=officer)
    monkeypatch.setattr(issuing, "LONG", dt.timedelta(0))

    assert services.issue_due(at=AFTER) == 3
    assert seen(batch)[0] == ("done", 3, 0)


def test_a_batch_larger_than_a_piece_is_made_to_its_end(officer, monkeypatch):
    event = training()
    monkeypatch.setattr(issuing, "A_PIECE", 2)

    batch = issue(event, [participant(event) for _ in range(3)], by=officer)

    assert seen(batch)[0] == ("done", 3, 0)


def test_a_stop_is_heard_between_making_and_keeping(officer):
    event = training()
    batch = begin(event, [participant(event)], by=officer)
    claim = work.take_up(issuing.LABEL, at=AFTER)
    keep = issuing._made_ahead(claim, AFTER)
    services.stop_batch(batch, by=officer, at=AFTER)

    with pytest.raises(work.ClaimLostError), work.held(claim, at=AFTER) as job:
        keep(job, AFTER)

    assert Certificate.objects.made().count() == 0
    services.resume_batch(batch, by=officer, at=LATER)
    services.issue_due(at=LATER)
    assert seen(batch)[0] == ("done", 1, 0)


def test_one_certificate_costs_a_bounded_number_of_statements(officer):
    def cost(number):
        event = training()
        people = [participant(event) for _ in range(number)]
        begin(event, people, by=officer, once=uuid.uuid4())
        return counted(lambda: services.issue_due(at=AFTER))

    one, four = cost(1), cost(4)

    assert (four - one) / 3 <= 8


def test_attendance_of_others_is_not_asked_for(officer):
    event = training()
    person = participant(event)
    attend(participant(event, presences=()), Presence.UNKNOWN)

    assert seen(issue(event, [person], by=officer))[0] == ("done", 1, 0)
