"""The public check: by the code, by the file, and what it tells to nobody."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates import files, limits, links, sealing
from certificates.enums import State
from certificates.models import Certificate
from tests.certificates import seals
from tests.certificates.training import participant, training
from tests.documents.files import PDF, png
from tests.factories.accounts import MandateFactory
from tests.factories.certificates import certificate
from tests.queries import counted

pytestmark = pytest.mark.django_db
UNKNOWN = "A" * 32
SECRET = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@pytest.fixture(autouse=True)
def _unhurried():
    caches["limits"].clear()
    yield
    caches["limits"].clear()


@pytest.fixture
def issued():
    return certificate(participant(name="Zoë Vandenbroucke-Nguyễn"))


def address(one):
    return f"/verify/{links.token_of(one)}/"


def sent(client, where, content, name="certificate.pdf"):
    return client.post(where, {"file": SimpleUploadedFile(name, content)})


def words(response):
    """What stands on a page, without markup, one space between words."""
    html = re.sub(r"</?time[^>]*>", "", response.text)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def outcome(response):
    return response.context["outcome"].found if "outcome" in response.context else None


def test_every_printed_field_is_on_the_page(client, issued):
    said = words(client.get(address(issued)))

    for part in (
        "EUCPN-2026-000001",
        "This certificate is valid",
        "European Crime Prevention Network issued it on Friday 20 November 2026.",
        "Zoë Vandenbroucke-Nguyễn",
        "Took part in Evaluating crime prevention initiatives",
        "Kind Training",
        "When Tuesday 17 – Wednesday 18 November 2026",
        "Where Brussels, Residence Palace",
        "Held in English",
        "Attendance 9.0 of 10.5 hours; nothing was assessed",
        "Modules What crime prevention is Knowing the problem Ethics Telling the result",
        "Trainers Kristjan Õunapuu",
        "Funding Funded by the European Union.",
        "Version 1",
        "it proves nothing about anybody",
        issued.sha256,
    ):
        assert part in said


def test_what_was_not_printed_is_not_on_the_page(client):
    event = training(funding=None, languages="", city="", venue="")
    event.sessions.update(counts=False)
    bare = certificate(participant(event))
    bare.facts = {
        **bare.facts,
        "modules": [],
        "trainers": [],
        "minutes": {"attended": 0, "held": 0},
    }
    bare.save()

    labels = [label for label, _lines in client.get(address(bare)).context["printed"]]

    assert labels == [
        "Took part in", "Kind", "When", "Issued by", "Issued on", "Number", "Version",
        "Electronic seal",
    ]  # fmt: skip


def test_who_took_part_online_was_in_no_place(client):
    online = certificate(participant(attending="online"))

    assert ("Where", ["Online"]) in client.get(address(online)).context["printed"]


def test_a_certificate_in_another_language_shows_its_own_words_too(client):
    greek = certificate(participant(training(languages="el"), name="Ελένη Παπαδοπούλου"))

    page = client.get(address(greek))

    assert page.context["original"].language == "Greek"
    assert '<p lang="el">' in page.text
    assert "Βεβαιώνεται ότι ο/η Ελένη Παπαδοπούλου συμμετείχε στην κατάρτιση" in words(page)


def test_a_page_in_english_says_it_once(client, issued):
    assert client.get(address(issued)).context["original"] is None


@pytest.mark.parametrize(
    ("seal", "said"),
    [
        (None, "None: the file was issued without a seal. Number, address and hash prove it."),
        (
            {"signer": "Office", "qualified": False, "demonstration": False},
            "Electronic seal of Office, not qualified",
        ),
        (
            {"signer": "Office", "qualified": True, "demonstration": False},
            "Qualified electronic seal of Office",
        ),
    ],
    ids=["none", "plain", "qualified"],
)
def test_the_page_says_what_the_seal_is_worth(client, issued, seal, said):
    issued.facts = {**issued.facts, "seal": seal}
    issued.save()

    page = client.get(address(issued))

    assert ("Electronic seal", [said]) in page.context["printed"]
    assert "proves nothing about anybody" not in page.text


def test_an_old_version_says_replaced_and_does_not_lead_to_the_new_one(client, issued):
    corrected = certificate(issued.registration, at=dt.datetime(2026, 12, 1, 23, 30, tzinfo=dt.UTC))

    old, new = client.get(address(issued)), client.get(address(corrected))

    said = words(old)
    assert "This certificate was replaced on Wednesday 2 December 2026" in said
    assert "Ask the holder for that one." in said
    assert links.token_of(corrected) not in old.text
    assert corrected.sha256 not in old.text
    assert "EUCPN-2026-000001 v2" in words(new)
    assert "This certificate is valid" in words(new)


def test_a_revoked_one_says_when_and_not_why(client):
    revoked = certificate(participant(), state=State.REVOKED, reason="He was seen elsewhere.")

    said = words(client.get(address(revoked)))

    assert "This certificate was revoked on Friday 20 November 2026" in said
    assert "European Crime Prevention Network has withdrawn it" in said
    assert "elsewhere" not in said


def test_of_an_erased_person_the_page_says_that_the_name_is_gone(client, issued):
    Certificate.objects.update(
        facts={**issued.facts, "name": ""}, erased_at=dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)
    )

    said = words(client.get(address(issued)))

    assert "The name was erased That was on Monday 4 January 2027, 10:00 (Brussels)." in said
    assert "This certificate is valid" in said
    assert issued.sha256 in said


@pytest.mark.parametrize("path", [UNKNOWN, "x", "EUCPN-2026-000001", "%00", "%F0%9F", "a" * 5000])
def test_whatever_is_no_token_is_a_plain_404_and_kept_secret(client, issued, path):
    plain = client.get(f"/verify/{'B' * 32}/")

    answer = client.get(f"/verify/{path}/")

    assert answer.status_code == 404
    assert answer.text == plain.text
    assert {name: answer.headers[name] for name in SECRET} == SECRET


def test_a_printed_code_outlives_the_key_it_was_made_with(client, issued, settings):
    printed = address(issued)
    settings.SECRET_KEY = "another-key-of-this-house-which-is-long-enough-0123456789-0123456789"

    assert client.get(printed).context["certificate"] == issued


def test_one_that_is_only_claimed_is_nobodys_yet(client):
    claimed = certificate(participant(), made=False)

    assert client.get(address(claimed)).status_code == 404


def test_an_unknown_token_asks_as_much_of_the_database_as_a_known_one(client, issued):
    known = counted(lambda: client.get(address(issued)))
    unknown = counted(lambda: client.get(f"/verify/{UNKNOWN}/"))

    assert (known, unknown) == (1, 1)


def test_the_page_takes_six_statements_at_most_for_who_is_signed_in(client, issued):
    client.force_login(MandateFactory(role="secretariat").user)

    assert counted(lambda: client.get(address(issued))) <= 6


def test_no_page_of_the_check_is_told_or_kept_or_indexed(client, issued):
    answers = [
        client.get("/verify/"),
        client.get(address(issued)),
        client.post("/verify/", {"code": "x"}),
        sent(client, "/verify/", b"x"),
        sent(client, address(issued), files.kept(issued)),
    ]

    assert [{name: one.headers[name] for name in SECRET} for one in answers] == [SECRET] * 5


@pytest.mark.parametrize(
    "typed", ["{}", "http://testserver/verify/{}/", " {} ", "events.example.eu/verify/{}"]
)
def test_a_typed_address_or_code_leads_to_the_page(client, issued, typed):
    answer = client.post("/verify/", {"code": typed.format(links.token_of(issued))})

    assert (answer.status_code, answer["Location"]) == (302, address(issued))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Type the address that is printed on the certificate."),
        ("eucpn-2026-000001", "By its number alone no certificate can be looked at."),
        ("EUCPN-2026-999999", "By its number alone no certificate can be looked at."),
        (UNKNOWN, "No certificate has this code."),
        ("<script>alert(1)</script>", "No certificate has this code."),
        ("Zoë Vandenbroucke", "No certificate has this code."),
    ],
)
def test_nothing_but_a_code_finds_a_certificate(client, issued, typed, problem):
    answer = client.post("/verify/", {"code": typed})

    assert answer.status_code == 422
    assert problem in words(answer)
    assert "Zoë Vandenbroucke-Nguyễn" not in answer.text


def test_a_file_as_issued_is_known_by_its_bytes_whatever_it_is_called(client, issued):
    answer = sent(client, "/verify/", files.kept(issued), name="download(3).bin")

    assert (answer.status_code, outcome(answer)) == (200, "as_issued")
    assert answer.context["certificate"] == issued
    assert "Every byte is as it was issued." in words(answer)


def test_the_file_of_a_revoked_one_is_as_issued_and_says_revoked(client):
    revoked = certificate(participant(), state=State.REVOKED)

    said = words(sent(client, "/verify/", files.kept(revoked)))

    assert "This file is the certificate as it was issued" in said
    assert "This certificate was revoked on" in said


def test_on_the_page_of_one_the_file_of_another_is_no_proof(client, issued):
    other = certificate(participant())

    same, another = (sent(client, address(issued), files.kept(one)) for one in (issued, other))

    assert (outcome(same), outcome(another)) == ("as_issued", "another")
    assert "The file has the number EUCPN-2026-000002." in words(another)
    assert another.context["certificate"] == issued


@pytest.mark.parametrize("place", [100, 4000, -200, -20])
def test_one_changed_byte_is_found_out(client, issued, place):
    content = bytearray(files.kept(issued))
    content[place] ^= 1

    answer = sent(client, address(issued), bytes(content))

    assert outcome(answer) == "changed"


def test_what_is_added_behind_the_seal_is_found_out(client, issued):
    answer = sent(client, address(issued), files.kept(issued) + b"\n% more")

    assert outcome(answer) == "changed"
    assert "the file was changed after it was sealed" in words(answer)


def test_a_file_sealed_with_our_key_that_we_never_issued_is_not_on_record(client, issued):
    content = files.kept(issued)
    Certificate.objects.update(sha256="0" * 64)

    answer = sent(client, "/verify/", content)

    assert outcome(answer) == "not_on_record"
    assert "The seal in the file names" in words(answer)
    assert "Friday 20 November 2026, 10:00 (Brussels)" in words(answer)


def test_a_file_that_somebody_else_sealed_is_not_ours(client, issued, settings, tmp_path):
    content = files.kept(issued)
    Certificate.objects.update(sha256="0" * 64)
    seals.p12(tmp_path / "own.p12", name="Another Office")
    settings.SIGNING_KEY, settings.SIGNING_KEY_PASSPHRASE = str(tmp_path / "own.p12"), ""

    answer = sent(client, "/verify/", content)

    assert outcome(answer) == "foreign"
    assert sealing.examine(content).signer in words(answer)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PDF, "unknown"),
        (png(), "no_pdf"),
        (b"PK\x03\x04 a workbook", "no_pdf"),
        (b"%PDF-1.7 /ByteRange [0 5 9 3] <AB>", "changed"),
    ],
    ids=["another PDF", "a photograph", "an archive", "a torn seal"],
)
def test_a_wrong_file_gets_a_clear_answer(client, issued, content, found):
    answer = sent(client, "/verify/", content)

    assert (answer.status_code, outcome(answer)) == (200, found)


@pytest.mark.parametrize(
    ("posted", "problem"),
    [
        ({}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "This file is empty."),
        ({"file": "no file at all"}, "Choose a file."),
    ],
    ids=["nothing", "an empty file", "words"],
)
@pytest.mark.parametrize("on_its_page", [False, True])
def test_what_is_no_file_is_told_apart(client, issued, posted, problem, on_its_page):
    answer = client.post(address(issued) if on_its_page else "/verify/", posted)

    assert answer.status_code == 422
    assert problem in words(answer)


def test_fifty_megabytes_are_refused_in_words(client, issued):
    answer = sent(client, "/verify/", b"%PDF-" + bytes(50 << 20))

    assert answer.status_code == 422
    assert "This file is too large to be a certificate: up to 20 MB are looked at." in words(answer)


def test_what_is_sent_is_kept_nowhere(client, issued):
    store = Path(default_storage.location)
    before = sorted(store.rglob("*"))

    for content in (files.kept(issued), PDF, png()):
        sent(client, "/verify/", content)

    assert sorted(store.rglob("*")) == before


def test_a_check_writes_nothing_down(client, issued, django_assert_num_queries):
    content = files.kept(issued)

    with django_assert_num_queries(1):
        sent(client, "/verify/", content)


def test_a_network_may_look_often_and_another_is_not_shut_out(client, issued, monkeypatch):
    monkeypatch.setitem(limits.MOST, limits.LOOKS, 3)

    codes = [client.get(address(issued)).status_code for _ in range(5)]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").get(address(issued))

    assert codes == [200, 200, 200, 429, 429]
    assert elsewhere.status_code == 200
    assert client.get(address(issued))["Retry-After"] == "60"
    assert client.get(address(issued)).headers["Referrer-Policy"] == "no-referrer"


def test_files_have_a_limit_of_their_own_which_no_header_beats(client, issued, monkeypatch):
    monkeypatch.setitem(limits.MOST, limits.CHECKS, 2)

    codes = [
        client.post(
            "/verify/", {"code": "x"}, headers={"X-Forwarded-For": f"6.6.6.{n}"}
        ).status_code
        for n in range(4)
    ]

    assert codes == [422, 422, 429, 429]
    assert client.get("/verify/").status_code == 200


def test_a_household_with_ipv6_is_one_network(issued, monkeypatch):
    monkeypatch.setitem(limits.MOST, limits.LOOKS, 2)

    codes = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{n}").get(address(issued)).status_code
        for n in range(1, 4)
    ]

    assert codes == [200, 200, 429]
