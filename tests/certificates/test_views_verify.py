"""The public check: by the code, by the file, and what it tells to nobody."""

import datetime as dt

import pytest

from certificates import files, links
from certificates.enums import State
from certificates.models import Certificate
from tests.certificates.public import SECRET, UNKNOWN, address, outcome, sent, words
from tests.certificates.training import participant, training
from tests.factories.accounts import MandateFactory
from tests.factories.certificates import certificate
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued():
    return certificate(participant(name="Zoë Vandenbroucke-Nguyễn"))


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
        "Attendance 9.0 of 10.5 h; nothing was assessed",
        "Modules What crime prevention is Knowing the problem Ethics Telling the result",
        "Trainers Kristjan Õunapuu",
        "Funding Funded by the European Union.",
        "Version 1",
        "it proves nothing about anybody",
        issued.sha256,
    ):
        assert part in said


def test_the_name_heads_the_page_and_the_verdict_comes_next(client, issued):
    page = client.get(address(issued))

    assert "<h1>Zoë Vandenbroucke-Nguyễn</h1>" in page.text
    said = words(page)
    assert said.index("This certificate is valid") < said.index("What was issued")


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

    assert "The name was erased on Monday 4 January 2027, 10:00 (Brussels)." in said
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


def test_another_spelling_of_a_code_leads_to_its_one_address(client, issued):
    one = address(issued)

    answers = [client.get(typed) for typed in (one.lower(), one.replace("-", ""))]
    file = sent(client, one.lower(), files.kept(issued))

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, one)] * 2
    assert {name: answers[0].headers[name] for name in SECRET} == SECRET
    assert outcome(file) == "as_issued"


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


@pytest.mark.parametrize("spelt", [str, str.lower, lambda code: code.replace("-", " ")])
@pytest.mark.parametrize(
    "typed", ["{}", "http://testserver/verify/{}/", " {} ", "events.example.eu/Verify/{}"]
)
def test_a_typed_address_or_code_leads_to_the_page(client, issued, typed, spelt):
    answer = client.post("/verify/", {"code": typed.format(spelt(links.token_of(issued)))})

    assert (answer.status_code, answer["Location"]) == (302, address(issued))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Type the address that is printed on the certificate."),
        ("eucpn-2026-000001", "That is its number"),
        ("EUCPN-2026-999999", "Type the code below the QR code: 28 letters and digits"),
        ("eucpn 2026 000001", "That is its number"),
        ("Eucpn2026000001 v2", "That is its number"),
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
