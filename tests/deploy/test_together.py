"""Web server and worker together: ready, stopped, and what happens when one of them ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.together import is_ready, keep, running

ROOT = Path(__file__).resolve().parent.parent.parent
LASTS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", ""]
STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_when_one_ends_the_other_is_ended_too():
    said = []

    with running([LASTS, ENDS]) as processes:
        processes[1].wait()
        keep(processes, ready=lambda: True, say=lambda: said.append("ready"))

    assert [process.poll() for process in processes] == [-signal.SIGTERM, 0]
    assert said == []


def test_it_is_said_once_when_both_are_ready():
    answers, said = iter([False, True]), []
    briefly = [sys.executable, "-c", "import time; time.sleep(1.5)"]

    with running([LASTS, briefly]) as processes:
        keep(processes, ready=lambda: next(answers), say=lambda: said.append("ready"))

    assert said == ["ready"]


def test_what_is_not_ready_in_time_is_ended():
    with running([LASTS]) as processes:
        keep(processes, ready=lambda: False, say=lambda: None, within=0.1)

    assert processes[0].returncode == -signal.SIGTERM


def test_what_does_not_stop_is_killed(tmp_path):
    deaf = tmp_path / "deaf"

    with running([[sys.executable, "-c", STUBBORN, str(deaf)]], stopped_within=0.2) as processes:
        while not deaf.exists():
            time.sleep(0.05)

    assert processes[0].returncode == -signal.SIGKILL


def test_nobody_there_is_not_ready():
    assert is_ready(free_port()) is False


@pytest.fixture
def site(tmp_path):
    """The address and environment of a demonstration with an empty database."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment = kept | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
        "DEMO": "1",
        "SITE_URL": f"http://localhost:{port}",
    }
    for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )
    return port, environment


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_real_two_come_up_and_go_down_together(number, site):
    port, environment = site

    started = subprocess.Popen(
        [sys.executable, "-m", "deploy.together", str(port), "Here it is."],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = started.stdout.readline()
    ready = is_ready(port)
    started.send_signal(number)
    started.communicate(timeout=60)

    assert (said, ready, started.returncode) == ("Here it is.\n", True, 0)
    assert is_ready(port) is False


def test_a_port_that_is_taken_ends_it_with_a_failure(site):
    port, environment = site
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()

        ended = subprocess.run(
            [sys.executable, "-m", "deploy.together", str(port)],
            cwd=ROOT,
            env=environment,
            check=False,
            timeout=60,
            capture_output=True,
        )

    assert ended.returncode == 1
