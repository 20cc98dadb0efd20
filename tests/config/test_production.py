"""Production, as it really starts: a server process of its own, without DEMO."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "production-key-of-a-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://events.example.eu",
    "MAIL_FROM": "events@example.eu",
    "MAIL_URL": "smtp://localhost:25",
    "TRUSTED_PROXIES": "1",
}


def environ(tmp_path, **changes):
    """Return the environment of a production process on a database of its own."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key in {"PATH", "HOME", "LANG"} or key.startswith("COVERAGE_")
    }
    kept |= {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"} | PRODUCTION | changes
    return {key: value for key, value in kept.items() if value is not None}


def manage(tmp_path, *arguments, **changes):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environ(tmp_path, **changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def server(tmp_path):
    """A served production system; yields how to ask it."""
    assert manage(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    assert manage(tmp_path, "createcachetable").returncode == 0
    static = manage(tmp_path, "collectstatic", "--no-input", "--verbosity", "0")
    assert static.returncode == 0, static.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "granian"),
        "--interface",
        "wsgi",
        "config.wsgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--blocking-threads",
        "2",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environ(tmp_path))

    def ask(path, *, host="events.example.eu", secure=True):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        headers = {"Host": host} | ({"X-Forwarded-Proto": "https"} if secure else {})
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    for _ in range(100):
        try:
            ask("/healthz")
            break
        except OSError:
            time.sleep(0.1)
    yield ask
    process.terminate()
    process.wait(20)


def test_production_serves_safely(server):
    first = server("/")
    assert first.status == 200
    assert first.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]
    assert "unsafe" not in first.headers["Content-Security-Policy"]
    assert first.headers["X-Content-Type-Options"] == "nosniff"

    plain = server("/events/", secure=False)
    assert (plain.status, plain.headers["Location"]) == (301, "https://events.example.eu/events/")
    assert server("/healthz", secure=False).status == 200

    assert server("/", host="evil.example").status == 400
    for hidden in ["/demo/mailbox/", "/styleguide/"]:
        answer = server(hidden)
        assert (answer.status, "/accounts/login/" in answer.headers["Location"]) == (302, True)
    ready = server("/readyz")
    assert (ready.status, b'"worker": false' in ready.body) == (503, True)


def test_check_deploy_is_clean(tmp_path):
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"SECRET_KEY": None}, "SECRET_KEY", id="no key"),
        pytest.param({"SECRET_KEY": "changeme"}, "SECRET_KEY", id="default key"),
        pytest.param({"SITE_URL": None}, "SITE_URL", id="no address"),
        pytest.param({"MAIL_FROM": None, "MAIL_URL": None}, "MAIL_FROM", id="no mail"),
        pytest.param({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE", id="bad value"),
    ],
)
def test_production_refuses_to_start_on_less(tmp_path, changes, says):
    refused = manage(tmp_path, "check", **changes)

    assert refused.returncode != 0
    assert says in refused.stderr


@pytest.mark.parametrize("command", ["demo"])
def test_the_demonstrations_commands_are_absent(tmp_path, command):
    assert manage(tmp_path, command).returncode != 0
