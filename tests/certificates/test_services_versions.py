"""A certificate is made anew, revoked and sent again; what it was stays for ever."""

import datetime as dt
import hashlib
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import NotNowError
from certificates import files, links, sealing, services
from certificates.enums import CorrectionState, Deed, State
from certificates.models import Certificate
from certificates.services import RefusedError, versions
from events.enums import Presence, RegistrationState
from events.enums import State as EventState
from events.models import Attendance, Event
from journal.models import Entry
from mail.enums import State as LetterState
from mail.models import Letter
from tests.certificates.issued import LATER, issue, issued
from tests.certificates.training import AFTER, participant, training
from tests.factories.accounts import MandateFactory, SeatFactory
from tests.factories.certificates import certificate
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db
ERASED = {"erased_at": LATER}
SECOND = dt.timedelta(seconds=1)
SETTLED = LATER + dt.timedelta(minutes=5)


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


@pytest.fixture
def one(officer):
    return issued(by=officer, name="Zoe Nguyen", email="zoe@x.eu")


def asked(one, name, officer=None):
    by = officer or standing(None, AFTER)
    return services.ask_correction(one, name=name, note="", once=uuid4(), by=by, at=AFTER)


def test_a_corrected_name_makes_a_new_version_with_the_same_number(one, officer):
    new = services.replace(one, name=" Zoë  Nguyễn ", reason="Misspelt", by=officer, at=LATER)

    former = Certificate.objects.get(pk=one.pk)
    assert (former.state, former.ended_at, former.ended_by, former.reason) == (
        State.REPLACED,
        LATER,
        officer.user,
        "Misspelt",
    )
    new.refresh_from_db()
    assert (new.number, new.version, new.state, str(new)) == (
        one.number,
        2,
        State.VALID,
        "EUCPN-2026-000001 v2",
    )
    pdf = files.kept(new)
    assert (new.sha256, new.size, new.made_at, new.issued_by) == (
        hashlib.sha256(pdf).hexdigest(),
        len(pdf),
        LATER,
        officer.user,
    )
    assert sealing.examine(pdf).is_intact
    changed = {key for key in new.facts if new.facts[key] != one.facts[key]}
    assert changed == {"name", "version", "issued_at"}
    assert new.facts["name"] == "Zoë Nguyễn"
    assert links.found(links.token_of(one)) == former
    assert links.found(links.token_of(new)) == new
    assert files.kept(former) is not None
    entry = Entry.objects.get(deed=Deed.REPLACED)
    assert (entry.key, entry.facts["version"]) == (str(new.key), 2)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (
        "zoe@x.eu",
        f"A new version of your certificate: {one.registration.event.title}",
    )


def test_made_anew_it_says_what_is_known_now_under_the_printed_name(one, officer):
    named = services.replace(one, name="Zoë Nguyễn", by=officer, at=LATER)
    Attendance.objects.filter(presence=Presence.PARTIAL).update(presence="present", minutes=None)

    new = services.replace(named, by=officer, at=LATER)

    assert (new.version, new.facts["name"], new.facts["version"]) == (3, "Zoë Nguyễn", 3)
    assert new.facts["minutes"] == {"attended": 630, "held": 630}
    assert list(Certificate.objects.order_by("version").values_list("state", flat=True)) == [
        State.REPLACED,
        State.REPLACED,
        State.VALID,
    ]


@pytest.mark.parametrize("name", [None, "Zoe  Nguyen"], ids=["anew", "the same name"])
def test_where_nothing_would_change_nothing_is_made(one, officer, name):
    with pytest.raises(RefusedError, match=r"^Nothing on the certificate would change\.$"):
        services.replace(one, name=name, by=officer, at=LATER)

    assert Certificate.objects.get().state == State.VALID


def test_who_no_longer_meets_the_rule_gets_no_new_one(one, officer):
    Attendance.objects.filter(registration=one.registration).update(presence=Presence.ABSENT)

    with pytest.raises(RefusedError) as refused:
        services.replace(one, by=officer, at=LATER)

    assert refused.value.message == (
        "The person is no longer entitled to a certificate:"
        " 0.0 of 10.5 h, 0 %, not eligible: 80 % is needed."
    )
    services.override(one.registration, earns=True, reason="Ill", by=officer, at=LATER)
    new = services.replace(one, by=officer, at=LATER)
    assert new.facts["minutes"] == {"attended": 0, "held": 630}


def test_letters_that_cannot_be_printed_are_named_and_the_former_stays(one, officer):
    with pytest.raises(RefusedError, match=r"^These letters cannot be printed: א ב$"):
        services.replace(one, name="אב", by=officer, at=LATER)

    assert Certificate.objects.get().state == State.VALID


def test_a_page_that_cannot_be_drawn_is_refused_with_its_fault(one, officer):
    Certificate.objects.update(facts=one.facts | {"modules": None})

    with pytest.raises(RefusedError, match=r"cannot be drawn.*: TypeError: "):
        services.replace(one, name="Zoë Nguyễn", by=officer, at=LATER)

    assert Certificate.objects.get().state == State.VALID


@pytest.mark.parametrize(
    ("name", "key"),
    [("TSA_URL", "http://127.0.0.1:9/"), ("SIGNING_KEY", "/nowhere.p12")],
    ids=["no time stamp", "no key"],
)
def test_without_the_seal_the_former_stays(one, officer, settings, name, key):
    setattr(settings, name, key)

    with pytest.raises(RefusedError, match="seal cannot be made now"):
        services.replace(one, name="Zoë Nguyễn", by=officer, at=LATER)

    assert Certificate.objects.get().state == State.VALID


def test_what_does_not_stand_is_not_replaced_revoked_or_sent(officer):
    event = training()
    deeds = (
        lambda one: services.replace(one, name="Other", by=officer, at=LATER),
        lambda one: services.revoke(one, reason="Why", by=officer, at=LATER),
        lambda one: services.mail_again(one, by=officer, at=LATER),
    )
    for fields in ({"state": State.REVOKED}, {"state": State.REPLACED}, {"made": False}, ERASED):
        row = certificate(participant(event), **fields)
        for deed in deeds:
            with pytest.raises(NotNowError):
                deed(row)

    assert Certificate.objects.count() == 4
    assert (Entry.objects.count(), Letter.objects.count()) == (0, 0)


def test_of_two_new_versions_at_once_the_second_is_refused(one, officer):
    from certificates.services import versions

    made = [versions.made_anew(one, name=name, by=officer, at=LATER) for name in ("Zoë", "Zöe")]

    versions.put_in_place(one, made[0], reason="", by=officer, at=LATER)
    with pytest.raises(NotNowError), versions.storing(made[1]):
        versions.put_in_place(one, made[1], reason="", by=officer, at=LATER)

    assert [files.kept(row) is not None for row in made] == [True, False]

    assert list(Certificate.objects.live().values_list("facts__name", flat=True)) == ["Zoë"]


def test_open_wishes_go_on_with_the_new_version_or_are_granted_by_it(officer):
    event = training()
    rows = [issued(by=officer, event=event, name=name) for name in ("Ana", "Bea")]
    wishes = [asked(row, "Zoë") for row in rows]

    new = [
        services.replace(row, name=name, by=officer, at=LATER)
        for row, name in zip(rows, ("Zoe", "Zoë"), strict=True)
    ]

    for wish in wishes:
        wish.refresh_from_db()
    assert [(wish.certificate, wish.state, wish.decided_by) for wish in wishes] == [
        (new[0], CorrectionState.OPEN, None),
        (rows[1], CorrectionState.GRANTED, officer.user),
    ]


def test_revoked_it_stays_with_date_and_reason_and_the_holder_hears(one, officer):
    wish = asked(one, "Zoë Nguyễn")

    services.revoke(one, reason=" Signed by another ", by=officer, at=LATER)

    one.refresh_from_db()
    wish.refresh_from_db()
    assert (one.state, one.ended_at, one.ended_by, one.reason) == (
        State.REVOKED,
        LATER,
        officer.user,
        "Signed by another",
    )
    assert (files.kept(one) is not None, links.found(links.token_of(one))) == (True, one)
    assert (wish.state, wish.decided_at) == (CorrectionState.TAKEN_BACK, LATER)
    letter = Letter.objects.get()
    assert letter.subject.startswith("Your certificate was revoked: ")
    assert "Reason: Signed by another" in letter.body["paragraphs"]
    entry = Entry.objects.get(deed=Deed.REVOKED)
    assert (entry.actor, "Signed" in str(entry.facts)) == (str(officer.user.key), False)


@pytest.mark.parametrize(
    ("contact", "said"),
    [("trainings@x.eu", "Write to trainings@x.eu."), ("", "Write to the organisers.")],
)
def test_who_had_one_revoked_reads_whom_to_write_to(one, officer, contact, said):
    type(one.registration.event).objects.update(contact=contact)

    services.revoke(one, reason="By mistake", by=officer, at=LATER)

    assert f"Do you think that this is wrong? {said}" in Letter.objects.get().body["paragraphs"]


def test_without_a_reason_nothing_is_revoked(one, officer):
    with pytest.raises(RefusedError, match=r"^Please say why\.$"):
        services.revoke(one, reason=" ", by=officer, at=LATER)

    assert Certificate.objects.get().state == State.VALID


def test_after_a_revocation_another_can_be_issued_under_another_number(one, officer):
    services.revoke(one, reason="By mistake", by=officer, at=LATER)

    issue(one.registration.event, [one.registration], by=officer, at=LATER)

    assert list(Certificate.objects.order_by("pk").values_list("number", "version", "state")) == [
        ("EUCPN-2026-000001", 1, State.REVOKED),
        ("EUCPN-2026-000002", 1, State.VALID),
    ]


@pytest.mark.parametrize("deed", ["revoke", "replace"])
def test_what_a_batch_still_has_to_say_is_overtaken(officer, deed):
    event = training()
    person = participant(event)
    issue(event, [person], by=officer)
    one = Certificate.objects.get()

    if deed == "revoke":
        services.revoke(one, reason="By mistake", by=officer, at=LATER)
    else:
        services.replace(one, name="Other", by=officer, at=LATER)

    states = Letter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [LetterState.STOPPED, LetterState.QUEUED]


def cancelled(one):
    Event.objects.filter(pk=one.registration.event_id).update(
        state=EventState.CANCELLED, cancelled_at=LATER, cancel_reason="No trainer"
    )


def withdrawn(one):
    one.registration.state, one.registration.changed_at = RegistrationState.WITHDRAWN, LATER
    one.registration.save()


@pytest.mark.parametrize(
    ("lost", "why"),
    [(cancelled, "The event was cancelled."), (withdrawn, "The registration no longer stands.")],
)
def test_what_lost_its_ground_is_revoked_by_the_schedule(one, lost, why):
    assert services.settle_cancelled(at=SETTLED) == 0
    lost(one)

    found = [services.settle_cancelled(at=at) for at in (SETTLED - SECOND, SETTLED, SETTLED)]

    one.refresh_from_db()
    assert found == [0, 1, 0]
    assert (one.state, one.ended_at, one.ended_by, one.reason) == (
        State.REVOKED,
        SETTLED,
        None,
        why,
    )
    assert Letter.objects.get().to == "zoe@x.eu"
    assert Entry.objects.get(deed=Deed.REVOKED).actor == ""


def test_a_row_without_a_file_is_settled_without_a_letter():
    one = certificate(participant(), made=False)
    cancelled(one)

    assert services.settle_cancelled(at=SETTLED) == 1
    assert (Certificate.objects.get().state, Letter.objects.count()) == (State.REVOKED, 0)


def test_of_an_erased_person_nothing_is_settled():
    one = certificate(participant(), **ERASED)
    cancelled(one)

    assert services.settle_cancelled(at=SETTLED) == 0


def test_an_event_that_was_revived_meanwhile_keeps_its_certificates(one):
    assert versions._settle(one.pk, at=SETTLED) is False
    assert Certificate.objects.get().state == State.VALID


def test_it_is_sent_again_to_who_has_an_address(one, officer):
    services.mail_again(one, by=officer, at=LATER)

    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (
        "zoe@x.eu",
        f"Your certificate: {one.registration.event.title}",
    )
    assert Entry.objects.get(deed=Deed.MAILED).key == str(one.key)


def test_to_who_has_no_address_nothing_can_be_sent(officer):
    event = training()
    delegate = RegistrationFactory(event=event, email="", seat=SeatFactory())
    one = certificate(delegate)

    with pytest.raises(RefusedError, match=r"^There is no address to write to\.$"):
        services.mail_again(one, by=officer, at=LATER)
    services.revoke(one, reason="By mistake", by=officer, at=LATER)

    assert Letter.objects.count() == 0
