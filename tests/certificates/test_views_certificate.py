"""One certificate as the Secretariat sees it, and all that is done to it."""

import hashlib
import io
import zipfile

import pytest
import time_machine
from pypdf import PdfReader

from accounts.access import standing
from accounts.enums import Role
from certificates import files, services
from certificates.enums import State
from certificates.models import Certificate
from events.enums import Presence
from events.models import Registration
from journal.models import Entry
from mail.models import Letter
from tests.certificates.issued import LATER, issue, issued
from tests.certificates.public import words
from tests.certificates.training import AFTER, participant, training
from tests.events.organisers import presidency, queries, secretariat, states
from tests.factories.accounts import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_training():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def officer():
    return standing(MandateFactory(role=Role.SECRETARIAT).user, AFTER)


@pytest.fixture
def event():
    _france, ireland, _latvia = states()
    return training(host=ireland)


@pytest.fixture
def one(event, officer):
    """A certificate that stands."""
    return issued(by=officer, event=event, name="Zoë Nguyễn", email="zoe@x.eu")


def page_of(one, rest=""):
    return f"/events/{one.registration.event.slug}/certificates/{one.key}/{rest}"


def body(response):
    return b"".join(response.streaming_content)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_it_shows_all_that_is_printed_and_the_hash(one):
    text = secretariat().get(page_of(one)).text

    for said in ("Zoë Nguyễn", "EUCPN-2026-000001", "9.0 of 10.5 h", one.sha256, "Valid"):
        assert said in text
    assert "It no longer says what is so" not in text


def test_the_host_reads_it_and_has_no_buttons(one, officer):
    services.ask_correction(one, name="Zoé", note="", once=one.key, by=officer, at=AFTER)

    text = presidency("IE").get(page_of(one)).text

    assert "Zoë Nguyễn" in text
    assert "Zoé" in text
    for way in ("revoke/", "replace/", "mail/", "corrections/", "certificate.pdf"):
        assert way not in text


def test_why_it_was_revoked_is_not_the_hosts(one, officer):
    services.revoke(one, reason="Was elsewhere.", by=officer, at=AFTER)

    assert [
        "Was elsewhere." in client.get(page_of(one)).text
        for client in (presidency("IE"), secretariat())
    ] == [False, True]


def test_who_revoked_it_when_and_why_stand_each_on_a_line(one, officer):
    services.revoke(one, reason="Was elsewhere.", by=officer, at=AFTER)

    text = words(secretariat().get(page_of(one)))

    assert f"(Brussels) {officer.user.name} Reason: Was elsewhere." in text


def test_one_that_is_only_claimed_is_the_secretariats_alone(one):
    Certificate.objects.update(made_at=None, sha256="", size=0)
    client = secretariat()

    text = client.get(page_of(one)).text

    assert "Being made" in text
    assert "certificate.pdf" not in text
    assert "revoke/" not in text
    assert client.get(page_of(one, "certificate.pdf")).status_code == 404
    assert presidency("IE").get(page_of(one)).status_code == 404


def test_what_would_read_otherwise_today_is_told_and_the_next_version_offered(one):
    one.registration.attendances.filter(presence=Presence.PARTIAL).update(
        presence=Presence.PRESENT, minutes=None
    )
    one.registration.event.sessions.update(modules="")

    response = secretariat().get(page_of(one))

    assert [(label, was, now) for label, was, now in response.context["changed"]] == [
        (
            "Attendance",
            ["9.0 of 10.5 h; nothing was assessed"],
            ["10.5 of 10.5 h; nothing was assessed"],
        ),
        (
            "Modules",
            ["What crime prevention is", "Knowing the problem", "Ethics", "Telling the result"],
            [],
        ),
    ]
    assert "Issue the next version" in response.text


def test_who_is_no_longer_entitled_is_told(one):
    one.registration.attendances.update(presence=Presence.ABSENT, minutes=None)

    assert "The person is no longer entitled to it" in secretariat().get(page_of(one)).text


def test_its_file_is_given_as_it_was_issued(one):
    client = secretariat()
    response = client.get(page_of(one, "certificate.pdf"))
    client.head(page_of(one, "certificate.pdf"))

    assert hashlib.sha256(body(response)).hexdigest() == one.sha256
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in response.headers["Cache-Control"]
    [entry] = Entry.objects.filter(deed="certificates.file_taken")
    assert (entry.key, entry.facts["number"]) == (str(one.key), "EUCPN-2026-000001")


def test_revoking_asks_why_and_shows_when(one):
    client = secretariat()

    asked = client.get(page_of(one, "revoke/"))
    without = client.post(page_of(one, "revoke/"), {"reason": " "})
    answer = client.post(
        page_of(one, "revoke/"), {"reason": "Another took the place."}, follow=True
    )

    one.refresh_from_db()
    assert "This cannot be taken back" in asked.text
    assert without.status_code == 422
    assert (one.state, one.reason) == (State.REVOKED, "Another took the place.")
    assert "Another took the place." in answer.text
    assert Letter.objects.filter(to="zoe@x.eu").count() == 1


@pytest.mark.parametrize("rest", ["revoke/", "replace/"])
def test_what_no_longer_stands_is_neither_revoked_nor_replaced(one, officer, rest):
    client = secretariat()
    services.revoke(one, reason="Not so.", by=officer, at=AFTER)

    asked = client.get(page_of(one, rest), follow=True)
    answer = client.post(page_of(one, rest), {"reason": "Again.", "name": "Zoé"}, follow=True)

    assert [messages_of(asked), messages_of(answer)] == [["EUCPN-2026-000001 does not stand."]] * 2


def test_another_spelling_makes_the_next_version(one):
    client = secretariat()
    asked = client.get(page_of(one, "replace/"))

    answer = client.post(
        page_of(one, "replace/"), {"name": "Zoé  Nguyen", "reason": ""}, follow=True
    )

    new = Certificate.objects.live().get()
    assert 'value="Zoë Nguyễn"' in asked.text
    assert (new.facts["name"], str(new)) == ("Zoé Nguyen", "EUCPN-2026-000001 v2")
    assert answer.redirect_chain == [(page_of(new), 302)]
    assert [str(pill.label) for _one, pill in answer.context["versions"]] == ["Replaced"]
    assert "Replaced" in client.get(page_of(one)).text


def test_the_same_name_brings_the_rest_up_to_date(one):
    one.registration.attendances.update(presence=Presence.PRESENT, minutes=None)
    client = secretariat()
    asked = client.get(page_of(one, "replace/"))

    client.post(page_of(one, "replace/"), {"name": "Zoë Nguyễn", "reason": "Counted anew."})

    assert "This would read otherwise" in asked.text
    assert Certificate.objects.live().get().facts["minutes"] == {"attended": 630, "held": 630}


def test_where_nothing_would_change_it_says_so(one):
    answer = secretariat().post(page_of(one, "replace/"), {"name": "Zoë Nguyễn"})

    assert answer.status_code == 422
    assert "Nothing on the certificate would change." in answer.text


def test_a_name_that_cannot_be_printed_is_said_at_its_field(one):
    answer = secretariat().post(page_of(one, "replace/"), {"name": "李"})

    assert answer.context["form"].errors == {"name": ["These letters cannot be printed: 李"]}
    assert answer.status_code == 422


def test_the_name_of_the_registration_is_told_where_it_is_another(one):
    Registration.objects.update(name="Zoe Nguyen")

    assert "The registration says: Zoe Nguyen" in secretariat().get(page_of(one, "replace/")).text


def test_the_holder_is_written_to_again(one):
    answer = secretariat().post(page_of(one, "mail/"), follow=True)

    assert messages_of(answer) == ["The letter is on its way."]
    assert Letter.objects.filter(to="zoe@x.eu").count() == 1


def test_about_a_revoked_one_nobody_is_written_to(one, officer):
    services.revoke(one, reason="Not so.", by=officer, at=AFTER)
    before = Letter.objects.count()

    answer = secretariat().post(page_of(one, "mail/"), follow=True)

    assert messages_of(answer) == ["There is nobody to write to about this certificate."]
    assert Letter.objects.count() == before


def test_of_an_erased_person_number_hash_and_state_are_left(one):
    Registration.objects.update(name="", email="", organisation="", user=None, erased_at=AFTER)
    Certificate.objects.update(facts={**one.facts, "name": ""}, erased_at=AFTER)
    client = secretariat()

    text = client.get(page_of(one)).text

    assert "The person was erased" in text
    assert one.sha256 in text
    assert "certificate.pdf" not in text
    assert client.get(page_of(one, "certificate.pdf")).status_code == 404


def test_one_of_another_event_is_not_found(one, officer):
    other = issued(by=officer, event=training())

    address = f"/events/{one.registration.event.slug}/certificates/{other.key}/"

    assert secretariat().get(address).status_code == 404


def test_versions_take_no_queries_of_their_own(one, officer):
    client = secretariat()
    client.get(page_of(one))
    first = queries(lambda: client.get(page_of(one)))
    new = services.replace(one, name="Zoé", by=officer, at=LATER)
    newer = services.replace(new, name="Zoè", by=officer, at=LATER)

    assert queries(lambda: client.get(page_of(newer))) == first


@pytest.mark.parametrize("form", ["zip", "pdf"])
def test_all_that_the_filters_leave_are_one_file(event, officer, form):
    people = [
        participant(event, name=name, country=country, email=f"{name}@x.eu")
        for name, country in (("Ana", "LV"), ("Bo", "FR"), ("Cy", "LV"))
    ]
    issue(event, people, by=officer, mails=False)
    client = secretariat()
    address = f"/events/{event.slug}/certificates.{form}?country=LV"

    content = body(client.get(address))
    client.head(address)

    [entry] = Entry.objects.filter(deed="certificates.taken_out")
    assert entry.facts["file"] == form
    assert entry.facts["certificates"] == ["EUCPN-2026-000001", "EUCPN-2026-000003"]
    if form == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert sorted(archive.namelist()) == sorted(
                files.name_of(one) for one in Certificate.objects.exclude(registration=people[1])
            )
    else:
        assert len(PdfReader(io.BytesIO(content)).pages) == 2


def test_without_certificates_there_is_no_file(event):
    answer = secretariat().get(f"/events/{event.slug}/certificates.zip", follow=True)

    assert messages_of(answer) == ["There is no certificate yet to take out."]


def test_the_host_takes_no_files_out(one, event):
    host = presidency("IE")
    assert host.get(page_of(one, "certificate.pdf")).status_code == 404
    for form in ("zip", "pdf"):
        assert host.get(f"/events/{event.slug}/certificates.{form}").status_code == 404
