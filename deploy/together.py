"""Web server and worker together, as one foreground process: what ``./dev demo`` ends in.

    python -m deploy.together PORT [WORDS]

It prints the words when ``/readyz`` answers 200, ends both on Ctrl-C or SIGTERM, and fails when
one of them ends by itself. Production runs them as two services.
"""

import contextlib
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from types import FrameType

READY_WITHIN_SECONDS = 60
STOPPED_WITHIN_SECONDS = 20


def commands(port: int) -> list[list[str]]:
    """Return how the two are started: two processes of four threads, and one worker."""
    serve = f"--interface wsgi --host 127.0.0.1 --port {port} --log-level warning".split()
    size = [
        "--workers",
        "2",
        "--workers-kill-timeout",
        "10",
        "--blocking-threads",
        "4",
        "--backlog",
        "2048",
    ]
    return [
        [sys.executable, "-m", "granian", *serve, *size, "config.wsgi:application"],
        [sys.executable, "manage.py", "worker"],
    ]


@contextlib.contextmanager
def running(port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start the two in sessions of their own, so that Ctrl-C reaches them through us alone."""
    processes = [
        subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own commands
        for command in commands(port)
    ]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(STOPPED_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def is_ready(port: int) -> bool:
    """Return whether everything behind the server is in order."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def stop(_number: int, _frame: FrameType | None) -> None:
    """Leave by the way that ends both."""
    sys.exit(0)


def main(port: int, words: str = "Ready.") -> int:
    """Serve until told to stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    began, said = time.monotonic(), False
    with running(port) as processes:
        while all(process.poll() is None for process in processes):
            if not said and (said := is_ready(port)):
                print(words, flush=True)  # noqa: T201  # a command's own voice
            if not said and time.monotonic() - began > READY_WITHIN_SECONDS:
                break
            time.sleep(0.2)
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
