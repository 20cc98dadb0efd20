"""The whole way: attendance, one press, a letter, the file, its check, another name, the end."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.enums import Role
from certificates import services
from mail.models import Letter
from mail.services import rendered, send_due
from tests.certificates.issued import LATER
from tests.certificates.training import participant, training
from tests.factories.accounts import MandateFactory
from tests.journeys.test_from_a_page_to_a_confirmed_place import fields_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r"http://localhost:8000(/registrations/[\w-]+/)")
CODE = re.compile(rb"http://localhost:8000(/verify/[\w-]+/)")


@pytest.fixture(autouse=True)
def after_the_training():
    with time_machine.travel(LATER, tick=False):
        yield


def press(browser, address, **typed):
    """Send the form of a page with what a browser keeps in it, and look where it leads."""
    page = browser.get(address)
    return browser.post(address, fields_of(page) | typed, follow=True)


def checked(browser, content):
    """Let a file be checked; return what the page says."""
    file = SimpleUploadedFile("certificate.pdf", content, content_type="application/pdf")
    return browser.post("/verify/", {"file": file}).text


def test_from_attendance_to_a_certificate_that_anybody_checks():
    event = training()
    for name in ("Ana Kalnina", "Bo Berg"):
        participant(event, name=name, email=f"{name.split()[0].casefold()}@example.eu")
    participant(event, name="Cy Late", email="cy@example.eu", presences=("absent",) * 3)
    officer, holder, employer = Client(), Client(), Client()
    officer.force_login(MandateFactory(role=Role.SECRETARIAT, member_state=None).user)
    pages = f"/events/{event.slug}/certificates/"

    begun = press(officer, f"{pages}issue/", mails="on")
    services.issue_due(at=LATER)
    send_due(at=LATER)

    assert "0 of 2" in begun.text
    assert "2 of 2" in officer.get(begun.redirect_chain[-1][0]).text
    letter = Letter.objects.get(to="ana@example.eu")
    page = LINK.search(rendered(letter).body)[1]
    assert "Ana Kalnina" in holder.get(f"{page}certificate/").text
    first = b"".join(holder.get(f"{page}certificate.pdf"))
    code = CODE.search(first)[1].decode()
    assert "This certificate is valid" in employer.get(code).text

    press(holder, f"{page}certificate/name/", name="Ana Kalniņa", note="As in my passport.")
    assert "1 person asks for another" in " ".join(officer.get(pages).text.split())
    wish = event.registrations.get(name="Ana Kalnina").certificates.get().corrections.get()
    press(officer, f"{pages}corrections/{wish.key}/", name="Ana Kalniņa", grant="yes")

    second = b"".join(holder.get(f"{page}certificate.pdf"))
    newer = CODE.search(second)[1].decode()
    assert "This certificate was replaced on" in employer.get(code).text
    assert "Ana Kalniņa" in employer.get(newer).text
    assert "as it was issued" in checked(employer, second)
    assert "as it was issued" not in checked(employer, second[:999] + b"\0" + second[1000:])

    live = event.registrations.get(name="Ana Kalnina").certificates.get(version=2)
    press(officer, f"{pages}{live.key}/revoke/", reason="Another person sat there.")
    assert "This certificate was revoked on" in employer.get(newer).text
    assert [certificate.state for certificate in live.registration.certificates.order_by("version")] == [
        "replaced", "revoked",
    ]  # fmt: skip
