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
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

READY_WITHIN_SECONDS = 60.0
STOPPED_WITHIN_SECONDS = 20.0
TICK_SECONDS = 0.2


def commands(port: int) -> list[list[str]]:
    """Return how the two are started: two processes of four threads, and one worker."""
    options = {
        "interface": "wsgi",
        "host": "127.0.0.1",
        "port": str(port),
        "log-level": "warning",
        "workers": "2",
        "workers-kill-timeout": "10",
        "blocking-threads": "4",
        "backlog": "2048",
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    return [
        [sys.executable, "-m", "granian", *given, "config.wsgi:application"],
        [sys.executable, "manage.py", "worker"],
    ]


@contextlib.contextmanager
def running(
    started: Sequence[Sequence[str]], *, stopped_within: float = STOPPED_WITHIN_SECONDS
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start commands in sessions of their own, so that Ctrl-C reaches them through us alone.

    At the end they are asked to stop, and killed where they do not.
    """
    processes = [
        subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own commands
        for command in started
    ]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(stopped_within)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_ready(port: int) -> bool:
    """Return whether everything behind the server is in order."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def keep(
    processes: Sequence[subprocess.Popen[bytes]],
    *,
    ready: Callable[[], bool],
    say: Callable[[], None],
    within: float = READY_WITHIN_SECONDS,
) -> None:
    """Return once a process has ended by itself, or where they are not ready in time."""
    began, said = time.monotonic(), False
    while all(process.poll() is None for process in processes):
        if not said and ready():
            say()
            said = True
        if not said and time.monotonic() - began > within:
            return
        time.sleep(TICK_SECONDS)


def stop(_number: int, _frame: FrameType | None) -> None:
    """Leave by the way that ends both."""
    sys.exit(0)


def main(port: int, words: str = "Ready.") -> int:
    """Serve until told to stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with running(commands(port)) as processes:
        keep(processes, ready=lambda: is_ready(port), say=lambda: print(words, flush=True))  # noqa: T201  # a command's own voice
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
