"""A key in a token, and what is said of keys that are missing, torn or nearly over."""

import datetime as dt
import os
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management import call_command
from pkcs11 import Attribute, CertificateType, ObjectClass

from certificates import checks, keys, sealing
from certificates.drawing import drawn
from certificates.keys import SealError
from tests.certificates.facts import URL, facts, failures
from tests.certificates.seals import QUALIFIED, p12, pair

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
MODULES = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm.so"]
MODULE = next((path for path in MODULES if Path(path).exists()), None)
PIN = "123456"


@pytest.fixture(scope="module")
def token(tmp_path_factory):
    """A token in software, which holds a key and its certificate."""
    if MODULE is None:
        assert not os.environ.get("REQUIRE_SOFTHSM"), "SoftHSM is not installed."
        pytest.skip("SoftHSM is not installed")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    key, certificate = pair()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(secret)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))
        for arguments in (
            ["--init-token", "--free", "--label", "EUCPN", "--so-pin", PIN, "--pin", PIN],
            ["--import", str(folder / "key.pem"), "--token", "EUCPN", "--label", "seal",
             "--id", "01", "--pin", PIN],
        ):  # fmt: skip
            subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)
        with pkcs11.lib(MODULE).get_token(token_label="EUCPN").open(rw=True, user_pin=PIN) as open_:
            open_.create_object(
                {
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                    Attribute.TOKEN: True,
                    Attribute.LABEL: "seal",
                    Attribute.ID: b"\x01",
                    Attribute.SUBJECT: certificate.subject.public_bytes(),
                    Attribute.VALUE: certificate.public_bytes(Encoding.DER),
                }
            )
        yield {
            "module": MODULE, "token": "EUCPN", "key": "seal", "certificate": "seal", "pin": PIN,
        }  # fmt: skip


def test_a_key_in_a_token_seals_without_leaving_it(token, settings):
    settings.PKCS11 = token

    content = sealing.seal(drawn(facts(), url=URL), at=AT)

    assert failures(content) == set()
    found = sealing.examine(content)
    assert (found.is_intact, found.is_ours, found.signer) == (
        True, True, "Secretariat of the Network",
    )  # fmt: skip


def test_a_token_that_was_away_is_opened_anew(token, settings):
    settings.PKCS11 = token
    drawn_one = drawn(facts(), url=URL)
    sealing.seal(drawn_one, at=AT)
    keys.key().signer.pkcs11_session.close()

    with pytest.raises(SealError, match="could not be made"):
        sealing.seal(drawn_one, at=AT)

    assert sealing.examine(sealing.seal(drawn_one, at=AT)).is_intact


@pytest.mark.parametrize(
    "change", [{"pin": "000000"}, {"token": "Another"}, {"key": "none"}, {"certificate": "none"}]
)
def test_a_token_that_does_not_open_is_named(token, settings, change):
    settings.PKCS11 = {**token, **change}

    with pytest.raises(SealError, match="token of the seal"):
        sealing.seal(drawn(facts(), url=URL), at=AT)


def test_a_module_that_is_not_there_is_named(settings):
    settings.PKCS11 = {
        "module": "/usr/lib/none.so", "token": "EUCPN", "key": "seal", "certificate": "seal", "pin": "",
    }  # fmt: skip

    with pytest.raises(SealError, match="token of the seal"):
        sealing.announced()


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (b"", False),
        (bytes.fromhex("300a3008060604008e460101"), False),
        (bytes.fromhex("300b300906070400" + "8e46010602"), False),
        (QUALIFIED, True),
    ],
    ids=["no statement", "of a person perhaps", "for seals, not qualified", "both"],
)
def test_qualified_is_who_says_both_that_it_is_and_that_it_is_for_seals(statements, expected):
    assert keys.is_qualified(pair(qualified=statements)[1]) is expected


def ids():
    return [found.id for found in checks.key_of_the_seal()]


def test_the_demonstration_needs_no_key(settings):
    assert settings.DEMO
    assert ids() == []


@pytest.mark.django_db
def test_production_without_a_key_is_told_of_and_not_stopped(settings, capsys):
    settings.DEMO = False

    [found] = checks.key_of_the_seal()

    assert (found.id, found.level) == ("certificates.I001", 20)
    call_command("check", fail_level="WARNING")
    assert "Certificates carry no electronic seal" in capsys.readouterr().err


@pytest.mark.parametrize("demo", [True, False])
def test_a_key_that_is_torn_is_an_error(settings, tmp_path, demo):
    settings.DEMO = demo
    settings.SIGNING_KEY = str(tmp_path / "none.p12")

    assert ids() == ["certificates.E001"]


@pytest.mark.parametrize(("days", "expected"), [(-1, True), (29, True), (31, False)])
def test_a_certificate_that_ends_soon_is_warned_of(settings, tmp_path, days, expected):
    ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, hours=1)
    p12(tmp_path / "seal.p12", ends=ends)
    settings.SIGNING_KEY = str(tmp_path / "seal.p12")

    assert ids() == (["certificates.W001"] if expected else [])
