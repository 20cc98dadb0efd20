"""A certificate on a phone: checked by who scans it, corrected by whose it is."""

import pytest

from certificates import files
from certificates.models import Certificate, Correction

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_engine,
    pytest.mark.django_db(transaction=True),
]

PHONE = {"width": 390, "height": 844}


def send(page, content):
    page.locator("#id_file").set_input_files(
        {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Check the file").click()
    return page.locator("#outcome").inner_text()


def test_who_scans_the_code_compares_the_file_and_finds_a_changed_one(house, page, live_server):
    issued = Certificate.objects.get(key=house.words["certificate"])
    content = files.kept(issued)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/verify/{house.words['code']}/")

    assert page.locator("#worth").inner_text() == "This certificate is valid"
    assert send(page, content) == "This file is the certificate as it was issued"
    assert send(page, content[:2000] + b"!" + content[2001:]) == "This file was changed"
    page.get_by_role("link", name="Check another certificate").click()
    assert send(page, content) == "This file is the certificate as it was issued"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_who_types_the_address_comes_to_the_page_and_a_wrong_one_is_told(house, page, live_server):
    page.set_viewport_size(PHONE)
    page.goto(live_server.url)
    page.get_by_role("link", name="Check a certificate").click()
    page.get_by_label("Address or code").fill("EUCPN-2026-000001")
    page.get_by_role("button", name="Look it up").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Address or code").fill(f"https://x.eu/verify/{house.words['code revoked']}")
    page.get_by_role("button", name="Look it up").click()
    page.wait_for_url("**/verify/*/")

    assert page.locator("#worth").inner_text().startswith("This certificate was revoked on")


def test_the_holder_asks_for_another_spelling_by_the_link_alone(house, page, live_server):
    Correction.objects.all().delete()
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/registrations/{house.words['link confirmed']}/certificate/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download").click()
    page.get_by_role("link", name="Correct the name").click()
    page.get_by_label("Name as it should read").fill("Bērta Bērziņa")
    page.get_by_role("button", name="Ask the Secretariat").click()
    page.wait_for_url("**/certificate/")

    assert taken.value.suggested_filename.endswith(".pdf")
    assert page.locator("#wish").inner_text() == "Your wish for another name awaits a decision"
    assert Correction.objects.get().name == "Bērta Bērziņa"
    page.get_by_role("button", name="I no longer want it").click()
    page.get_by_role("link", name="Correct the name").wait_for()
