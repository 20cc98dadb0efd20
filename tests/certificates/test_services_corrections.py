"""A holder asks for another spelling of the name; the Secretariat grants or refuses it."""

import uuid

import pytest
from django.utils import timezone

from accounts.access import standing
from accounts.enums import Role
from accounts.steps import NotNowError
from certificates import services
from certificates.enums import CorrectionState, Deed, State
from certificates.models import Certificate, Correction
from certificates.services import RefusedError
from journal.models import Entry
from mail.models import Letter
from tests.certificates.issued import LATER, issued
from tests.certificates.training import AFTER
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db
HOLDER = standing(None, AFTER)


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, timezone.now())


@pytest.fixture
def one(officer):
    return issued(by=officer, name="Zoe Nguyen", email="zoe@x.eu")


def ask(one, name="Zoë Nguyễn", note="With accents", once=None):
    once = once or uuid.uuid4()
    return services.ask_correction(one, name=name, note=note, once=once, by=HOLDER, at=AFTER)


def deeds():
    asked = Entry.objects.filter(deed__contains="correction").order_by("pk")
    return list(asked.values_list("deed", flat=True))


def test_a_wish_is_kept_as_it_would_be_printed(one):
    wish = ask(one, name=" Zoe\u0308  Nguyễn ")

    assert (wish.certificate, wish.name, wish.note, wish.state, wish.asked_at) == (
        one,
        "Zoë Nguyễn",
        "With accents",
        CorrectionState.OPEN,
        AFTER,
    )
    entry = Entry.objects.get(deed=Deed.CORRECTION_ASKED)
    assert (entry.key, entry.actor, "Zo" in str(entry.facts)) == (str(one.key), "", False)


def test_the_same_wish_again_is_that_one(one):
    once = uuid.uuid4()

    found = {ask(one, once=once), ask(one, once=once), ask(one)}

    assert (len(found), deeds()) == (1, [Deed.CORRECTION_ASKED])


def test_a_replay_is_that_wish_even_when_the_certificate_was_revoked_meanwhile(one, officer):
    once = uuid.uuid4()
    wish = ask(one, once=once)
    services.revoke(one, reason="By mistake", by=officer, at=LATER)

    again = ask(one, once=once)

    assert (again, again.state) == (wish, CorrectionState.TAKEN_BACK)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("other", [{"name": "Zoé Nguyen"}, {"note": "Please"}])
def test_another_wish_takes_its_place(one, other):
    first = ask(one)

    second = ask(one, **other)

    first.refresh_from_db()
    assert (first.state, second.state) == (CorrectionState.TAKEN_BACK, CorrectionState.OPEN)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Zoe  Nguyen", "This is the name as it is printed."),
        ("Zoe א", "These letters cannot be printed: א"),
    ],
)
def test_a_name_that_changes_nothing_or_cannot_be_printed_is_refused(one, name, message):
    with pytest.raises(RefusedError) as refused:
        ask(one, name=name)

    assert (refused.value.message, Correction.objects.count()) == (message, 0)


def test_of_what_was_revoked_nothing_is_asked(one, officer):
    services.revoke(one, reason="By mistake", by=officer, at=AFTER)

    with pytest.raises(NotNowError):
        ask(one)


def test_taken_back_it_is_no_longer_open_and_that_is_no_second_time(one):
    wish = ask(one)

    services.take_back_correction(wish, by=HOLDER, at=LATER)
    with pytest.raises(NotNowError):
        services.take_back_correction(wish, by=HOLDER, at=LATER)

    wish.refresh_from_db()
    assert (wish.state, wish.decided_at, wish.decided_by) == (
        CorrectionState.TAKEN_BACK,
        LATER,
        None,
    )
    assert deeds() == [Deed.CORRECTION_ASKED, Deed.CORRECTION_TAKEN_BACK]


@pytest.mark.parametrize(("name", "printed"), [(None, "Zoë Nguyễn"), ("Zoë Nguyen", "Zoë Nguyen")])
def test_granted_the_new_version_has_the_name_and_the_holder_hears(one, officer, name, printed):
    wish = ask(one)

    decided = services.decide_correction(wish, grant=True, name=name, by=officer, at=LATER)

    assert (decided.state, decided.decided_at, decided.decided_by) == (
        CorrectionState.GRANTED,
        LATER,
        officer.user,
    )
    live = Certificate.objects.live().get()
    assert (live.number, live.version, live.facts["name"]) == (one.number, 2, printed)
    assert Letter.objects.get().subject.startswith("A new version of your certificate")
    assert deeds() == [Deed.CORRECTION_ASKED, Deed.CORRECTION_GRANTED]
    assert Correction.objects.get().state == CorrectionState.GRANTED


@pytest.mark.parametrize(("too", "registered"), [(True, "Zoë Nguyễn"), (False, "Zoe Nguyen")])
def test_granted_the_registration_has_the_name_too_where_that_is_wanted(
    one, officer, too, registered
):
    services.decide_correction(ask(one), grant=True, registration=too, by=officer, at=LATER)

    one.registration.refresh_from_db()
    letter = Letter.objects.get()
    assert (one.registration.name, letter.name) == (registered, registered)
    assert letter.body["paragraphs"][0] == (
        "You asked for another spelling of your name: it now reads Zoë Nguyễn."
    )


def test_the_letter_about_what_nobody_asked_for_says_no_such_thing(one, officer):
    services.replace(one, name="Zoe Nguyên", by=officer, at=LATER)

    assert "You asked" not in str(Letter.objects.get().body)


def test_a_version_that_has_the_name_that_was_asked_for_says_so(one, officer):
    ask(one)
    services.replace(one, name="Zoë Nguyễn", by=officer, at=LATER)

    assert Letter.objects.get().body["paragraphs"][0].startswith("You asked for another spelling")


def test_refused_the_name_stays_and_the_holder_reads_why(one, officer):
    wish = ask(one)

    decided = services.decide_correction(
        wish, grant=False, reason=" As in your passport, please ", by=officer, at=LATER
    )

    assert (decided.state, decided.reason) == (
        CorrectionState.REFUSED,
        "As in your passport, please",
    )
    assert Certificate.objects.get().state == State.VALID
    letter = Letter.objects.get()
    assert letter.subject.startswith("The name on your certificate")
    assert "Reason: As in your passport, please" in letter.body["paragraphs"]
    assert deeds() == [Deed.CORRECTION_ASKED, Deed.CORRECTION_REFUSED]


def test_a_refusal_needs_a_reason(one, officer):
    wish = ask(one)

    with pytest.raises(RefusedError, match=r"^Please say why\.$"):
        services.decide_correction(wish, grant=False, by=officer, at=LATER)

    wish.refresh_from_db()
    assert wish.state == CorrectionState.OPEN


@pytest.mark.parametrize("grant", [True, False])
def test_what_was_taken_back_is_not_decided(one, officer, grant):
    wish = ask(one)
    services.take_back_correction(wish, by=HOLDER, at=AFTER)

    with pytest.raises(NotNowError):
        services.decide_correction(wish, grant=grant, reason="No", by=officer, at=LATER)

    assert list(Certificate.objects.values_list("state", flat=True)) == [State.VALID]


def test_a_wish_that_went_on_with_a_new_version_is_granted_for_that(one, officer):
    wish = ask(one)
    new = services.replace(one, name="Zoe Nguyên", by=officer, at=LATER)

    services.decide_correction(wish, grant=True, by=officer, at=LATER)

    live = Certificate.objects.live().get()
    new.refresh_from_db()
    assert (live.version, live.facts["name"], new.state) == (3, "Zoë Nguyễn", State.REPLACED)
