"""What each environment variable may be."""

import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from config import environment
from tests.certificates import seals

GOOD_KEY = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz"


def test_a_long_random_key_is_taken():
    assert environment.secret_key(GOOD_KEY) == GOOD_KEY


@pytest.mark.parametrize(
    "value", ["", "changeme", "Secret", "django-insecure-" + GOOD_KEY, "short", "a" * 80]
)
def test_a_missing_known_or_weak_key_stops_the_start(value):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        environment.secret_key(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", ""), ("https://events.example.eu/", "https://events.example.eu")],
)
def test_the_address_people_use(value, expected):
    assert environment.site_url(value) == expected


@pytest.mark.parametrize(
    "value", ["events.example.eu", "ftp://events.example.eu", "https://", "https://a.eu/events"]
)
def test_an_address_without_scheme_or_with_a_path_stops_the_start(value):
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        environment.site_url(value)


@pytest.mark.parametrize(
    ("url", "demo", "expected"),
    [
        ("https://events.example.eu", False, ["events.example.eu"]),
        ("http://localhost:8000", True, ["127.0.0.1", "localhost"]),
        ("", False, []),
    ],
)
def test_hosts_follow_from_the_address(url, demo, expected):
    assert environment.hosts(url, demo=demo) == expected


@pytest.mark.parametrize(
    ("read", "good", "expected"),
    [
        (environment.colour, "#1c3f94", "#1c3f94"),
        (environment.colour, "", ""),
        (environment.zone, "Europe/Helsinki", "Europe/Helsinki"),
        (environment.proxies, "2", 2),
        (environment.log_level, "debug", "DEBUG"),
        (environment.tasks, "db", {"BACKEND": "django_tasks_db.DatabaseBackend"}),
    ],
)
def test_good_values_are_taken(read, good, expected):
    assert read(good) == expected


@pytest.mark.parametrize(
    ("read", "bad", "name"),
    [
        (environment.colour, "blue", "ORGANISATION_COLOUR"),
        (environment.zone, "Europe/Atlantis", "TIME_ZONE"),
        (environment.zone, "../etc/passwd", "TIME_ZONE"),
        (environment.proxies, "many", "TRUSTED_PROXIES"),
        (environment.log_level, "LOUD", "LOG_LEVEL"),
        (environment.tasks, "rabbits", "TASKS_ENGINE"),
    ],
)
def test_bad_values_stop_the_start_and_name_the_variable(read, bad, name):
    with pytest.raises(ImproperlyConfigured, match=name):
        read(bad)


def test_without_an_address_the_database_is_a_durable_file(tmp_path):
    config = environment.database("", default=tmp_path / "new" / "db.sqlite3")

    assert config["NAME"] == str(tmp_path / "new" / "db.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in config["OPTIONS"]["init_command"]
    assert (tmp_path / "new").is_dir()


def test_postgresql_by_its_address(tmp_path):
    config = environment.database("postgres://u:p@host/name", default=tmp_path)

    assert (config["ENGINE"], config["HOST"], config["CONN_HEALTH_CHECKS"]) == (
        "django.db.backends.postgresql",
        "host",
        True,
    )


@pytest.mark.parametrize("url", ["mysql://u:p@host/name", "nonsense://x"])
def test_another_database_stops_the_start(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(url, default=tmp_path)


def test_files_are_kept_in_a_folder():
    here = environment.storage("", default=Path("/srv/x"))
    named = environment.storage("file:///srv/media", default=Path("/srv/x"))

    assert (here["OPTIONS"]["location"], named["OPTIONS"]["location"]) == ("/srv/x", "/srv/media")
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        environment.storage("s3://bucket", default=Path("/srv/x"))


def test_no_openid_connect_provider_without_its_address(monkeypatch):
    monkeypatch.delenv("OIDC_SERVER_URL", raising=False)

    assert environment.openid_connect(Env()) == {}
    assert environment.form_targets(Env()) == []


def test_one_openid_connect_provider_by_settings(monkeypatch):
    monkeypatch.setenv("OIDC_SERVER_URL", "https://login.example.eu/realm")
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENT_ID"):
        environment.openid_connect(Env())

    monkeypatch.setenv("OIDC_CLIENT_ID", "events")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "word")
    (app,) = environment.openid_connect(Env())["openid_connect"]["APPS"]

    assert app["client_id"] == "events"
    assert app["settings"]["server_url"] == "https://login.example.eu/realm"
    assert environment.form_targets(Env()) == ["https://login.example.eu"]


def test_production_names_all_it_lacks_at_once():
    with pytest.raises(ImproperlyConfigured, match=r"SITE_URL, MAIL_FROM, MAIL_URL"):
        environment.refuse_incomplete_production(
            site_url="", allowed_hosts=["x"], mail_from="", mailers={}
        )

    environment.refuse_incomplete_production(
        site_url="https://x.eu", allowed_hosts=["x.eu"], mail_from="a@x.eu", mailers={"default": {}}
    )


@pytest.mark.parametrize(("value", "expected"), [("20", 20 << 20), ("1", 1 << 20)])
def test_how_large_a_file_may_be(value, expected):
    assert environment.megabytes(value) == expected


@pytest.mark.parametrize("value", ["0", "501", "20MB", "-1", "", "1.5"])
def test_a_nonsense_limit_of_files_stops_the_start(value):
    with pytest.raises(ImproperlyConfigured, match="UPLOAD_LIMIT_MB"):
        environment.megabytes(value)


@pytest.mark.parametrize(
    "url", ["", "tcp://localhost:3310", "tcp://clamd", "unix:///run/clamav/clamd.ctl"]
)
def test_the_address_of_a_scanner(url):
    assert environment.scanner(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "localhost:3310",
        "http://clamd",
        "tcp://",
        "tcp://h:99999",
        "tcp://h:0",
        "unix://run/x",
        "unix:///",
    ],
)
def test_a_scanner_that_cannot_be_reached_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="CLAMD_URL"):
        environment.scanner(url)


@pytest.mark.parametrize("with_rsa", [False, True])
def test_the_file_of_the_seals_key_is_opened_at_the_start(tmp_path, with_rsa):
    seals.p12(tmp_path / "seal.p12", passphrase="word", with_rsa=with_rsa)
    path = str(tmp_path / "seal.p12")

    assert environment.signing_key(path, "word") == path
    assert environment.signing_key("", "word") == ""
    with pytest.raises(ImproperlyConfigured, match="SIGNING_KEY cannot be opened"):
        environment.signing_key(path, "another")
    with pytest.raises(ImproperlyConfigured, match="SIGNING_KEY cannot be opened"):
        environment.signing_key(f"{path}.none", "word")


def test_a_key_that_cannot_seal_stops_the_start(tmp_path):
    key, certificate = seals.pair()
    other = ed25519.Ed25519PrivateKey.generate()
    for name, private, public in (("bare", key, None), ("other", other, None)):
        (tmp_path / name).write_bytes(
            pkcs12.serialize_key_and_certificates(b"x", private, public, None, NoEncryption())
        )
    (tmp_path / "public").write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", None, certificate, None, NoEncryption())
    )

    for name in ("bare", "other", "public"):
        with pytest.raises(ImproperlyConfigured, match="SIGNING_KEY holds no key"):
            environment.signing_key(str(tmp_path / name), "")


TOKEN = {"PKCS11_MODULE": "/usr/lib/x.so", "PKCS11_TOKEN": "EUCPN", "PKCS11_KEY": "seal"}


def test_a_token_by_its_module_and_labels(monkeypatch):
    assert environment.pkcs11(Env()) == {}
    for name, value in TOKEN.items():
        monkeypatch.setenv(name, value)

    assert environment.pkcs11(Env()) == {
        "module": "/usr/lib/x.so", "token": "EUCPN", "key": "seal", "certificate": "seal", "pin": "",
    }  # fmt: skip
    monkeypatch.setenv("PKCS11_CERTIFICATE", "chain")
    monkeypatch.setenv("PKCS11_PIN", "1234")
    assert environment.pkcs11(Env()) | {
        "pin": "1234",
        "certificate": "chain",
    } == environment.pkcs11(Env())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"PKCS11_TOKEN": ""}, "PKCS11_TOKEN and PKCS11_KEY"),
        ({"PKCS11_KEY": ""}, "PKCS11_TOKEN and PKCS11_KEY"),
        ({"SIGNING_KEY": "/srv/seal.p12"}, "not both"),
    ],
)
def test_a_token_half_described_or_beside_a_file_stops_the_start(monkeypatch, change, said):
    for name, value in {**TOKEN, **change}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=said):
        environment.pkcs11(Env())


def test_a_token_without_the_library_for_it_stops_the_start(monkeypatch):
    for name, value in TOKEN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "pkcs11", None)

    with pytest.raises(ImproperlyConfigured, match="extra pkcs11"):
        environment.pkcs11(Env())


@pytest.mark.parametrize("url", ["", "http://tsa.example.eu/tsr", "https://tsa.example.eu"])
def test_the_address_of_a_time_stamp_authority(url):
    assert environment.authority(url) == url


@pytest.mark.parametrize("url", ["tsa.example.eu", "ftp://tsa.example.eu", "https://"])
def test_an_authority_without_an_address_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="TSA_URL"):
        environment.authority(url)
