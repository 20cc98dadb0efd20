"""The mails from which replies were entered: who reads them, and that they can be erased."""

import datetime as dt
import json

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

import desk.privacy
from accounts.access import standing
from accounts.enums import Role
from accounts.models import Mandate, User
from accounts.services import end_mandate
from documents import storage
from documents.enums import Deed
from documents.models import Content, Document
from documents.services import sweep
from journal.models import Entry
from procedures import privacy, records, services
from procedures.models import Procedure
from procedures.models.procedure import EVIDENCE
from tests.documents.files import checked
from tests.events.organisers import signed_in
from tests.factories.accounts import MandateFactory
from tests.factories.procedures import LONG_AGO, ballot, holder, running, secretariat
from tests.procedures.conftest import CLOSING, LATER
from tests.test_dump import dump

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_board", "_store")]

CANARIES = ("kanarek", "canarino")
SAID = "Erased with the data of who wrote it; its hash stays in the ledger."
AFTERWARDS = CLOSING + dt.timedelta(days=1)


@pytest.fixture
def _store(tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "documents.storage.DurableStorage",
            "OPTIONS": {"location": str(tmp_path / "media")},
        },
    }


def mailed(made, code="LV", *, voter=None, content=b"We are for. canarino", at=LATER):
    """The mail by which a seat replied, entered and kept."""
    event = services.enter_mailed_reply(
        ballot(made, code), upload=checked("From kanarek.txt", content), choice="for",
        statement="Yes, kanarek.", is_reservation=False, reason="It came by mail.",
        voter=voter, by=secretariat(at), at=at,
    )  # fmt: skip
    return Document.objects.get(label=EVIDENCE, once=event.evidence_once)


def reader(at=LATER):
    """Somebody of the Secretariat who may read restricted papers."""
    user = secretariat(at).user
    user.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))
    return user


def address(made, mail):
    return reverse("procedures:evidence", args=[made.reference, mail.key])


def control(made, user):
    page = signed_in(user).get(reverse("procedures:control", args=[made.reference]))
    return " ".join(page.content.decode().split())


def traces():
    """Every row and every stored file that holds a canary."""
    rows = [row for row in dump() if any(word in row.casefold() for word in CANARIES)]
    files = [
        name
        for name in storage.all_names()
        if any(word.encode() in storage.opened(storage.hash_of(name)).read() for word in CANARIES)
    ]
    return rows + files


def entered(made):
    """What the ledger says of the reply that was entered."""
    return json.loads(made.ledger.mailed().get().text)["data"]


@pytest.fixture
def _later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.mark.usefixtures("_later")
def test_a_mail_is_read_by_who_may_read_restricted_papers():
    made = running()
    mail = mailed(made)
    with_right, without = reader(), secretariat(LATER).user

    answer = signed_in(with_right).get(address(made, mail))

    assert b"".join(answer.streaming_content) == b"We are for. canarino"
    assert signed_in(without).get(address(made, mail)).status_code == 404
    assert address(made, mail) in control(made, with_right)
    page = control(made, without)
    assert address(made, mail) not in page
    assert "Read by who has the right to restricted papers." in page
    assert SAID not in page


@pytest.mark.usefixtures("_later")
def test_the_right_alone_opens_no_mail_to_who_steers_nothing():
    made = running()
    mail = mailed(made)
    member = holder("LV", LATER).user
    member.user_permissions.add(Permission.objects.get(codename="read_restricted_papers"))

    assert signed_in(member).get(address(made, mail)).status_code == 404


@pytest.mark.usefixtures("_later")
def test_each_reading_of_a_mail_is_noted_and_a_look_at_its_head_is_not():
    made = running()
    mail = mailed(made)
    user = reader()
    client, before = signed_in(user), Entry.objects.filter(deed=Deed.READ).count()

    client.head(address(made, mail))
    client.get(address(made, mail))
    signed_in(secretariat(LATER).user).get(address(made, mail))

    [entry] = Entry.objects.filter(deed=Deed.READ)[before:]
    assert (entry.actor, entry.key) == (str(user.key), str(mail.key))


@pytest.mark.usefixtures("_later")
def test_a_procedure_gives_no_mail_of_another():
    mine, other = running(), running()
    mail = mailed(mine)

    assert signed_in(reader()).get(address(other, mail)).status_code == 404


@pytest.mark.parametrize("at", [LATER, CLOSING], ids=["in time", "late"])
def test_a_mail_is_erased_with_who_wrote_it_and_its_hash_stays(at):
    made = running()
    voter = MandateFactory(role=Role.NR, member_state_id="LV", starts=LONG_AGO).user
    mail = mailed(made, voter=voter, at=at)
    services.close_due(at=CLOSING)
    hashed = mail.versions.get().sha256
    assert len(traces()) == 3  # the words, the file's name, and the file
    office = standing(reader(AFTERWARDS), AFTERWARDS)
    end_mandate(Mandate.objects.get(user=voter), by=office, at=AFTERWARDS, told=False)
    later = AFTERWARDS + dt.timedelta(days=1)

    with time_machine.travel(later, tick=False):
        asked = signed_in(office.user).post(reverse("desk:erase_person"), {"address": voter.email})
    assert "with the hashes of the words and mails that are erased" in asked.content.decode()

    desk.privacy.erase(voter.email, by=standing(office.user, later), at=later)
    sweep(at=later)

    assert traces() == []
    assert not Content.objects.filter(sha256=hashed).exists()
    assert not User.objects.filter(email=voter.email).exists()
    found = Procedure.objects.get()
    assert entered(found)["evidence"] == hashed
    assert records.check_stored(found).in_order
    [entry] = Entry.objects.filter(deed=Deed.ERASED, key=str(mail.key))
    assert entry.actor == office.actor
    with time_machine.travel(later, tick=False):
        assert SAID in control(made, office.user)
        assert address(made, mail) not in control(made, office.user)
        assert signed_in(office.user).get(address(made, mail)).status_code == 404


def test_what_others_mailed_is_kept():
    made = running()
    voter, other = holder("LV", LATER), holder("MT", LATER)
    erased = mailed(made, voter=voter.user)
    kept = [
        mailed(made, "MT", voter=other.user, content=b"From Malta."),
        mailed(made, "SE", content=b"From somebody of Sweden."),
    ]

    privacy.erase(voter.actor, at=CLOSING)
    privacy.erase(voter.actor, at=CLOSING)
    sweep(at=CLOSING)

    assert [Document.objects.get(pk=one.pk).erased_at for one in [erased, *kept]] == [
        CLOSING,
        None,
        None,
    ]
    assert Entry.objects.filter(deed=Deed.ERASED).count() == 1
    held = set(Content.objects.values_list("sha256", flat=True))
    assert held == {one.versions.get().sha256 for one in kept}
