"""The site as it runs in production: Granian with two processes of four threads."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.endurance.engines import ROOT
from tests.postgres import free_port

PROCESSES = 2
GUARDED = "config.wsgi:application"
UNGUARDED = "tests.endurance.unguarded:application"
START_SECONDS = 30


class Site:
    """One running site; it can be killed outright and started again."""

    def __init__(self, database, *, target=GUARDED, extra=None):
        """Choose a port; nothing runs yet."""
        self.database = database
        self.target = target
        self.port = free_port()
        self.environment = (
            database.environment | {"SITE_URL": f"http://localhost:{self.port}"} | (extra or {})
        )
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_exception):
        self.kill()

    def start(self):
        """Start, and return after how many seconds the first page was answered."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", self.target,
                "--host", "127.0.0.1", "--port", str(self.port), "--workers", str(PROCESSES),
                "--blocking-threads", "4", "--backlog", "2048", "--log-level", "warning",
                "--no-access-log",
            ],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("ENDURE_LOUD") else subprocess.DEVNULL,
        )  # fmt: skip
        while self.status("/healthz") != 200:
            if self.process.poll() is not None or time.monotonic() - began > START_SECONDS:
                self.kill()
                raise RuntimeError("The site did not start; ENDURE_LOUD=1 shows why.")
            time.sleep(0.02)
        return time.monotonic() - began

    def kill(self):
        """Kill every process of the site with the signal that nothing can catch."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def status(self, path):
        """Return the status of one page, or nothing where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _members(self):
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = stat.read_text().rpartition(") ")[2].split()
                if int(fields[3]) == self.process.pid:  # the session
                    yield stat.parent, fields

    def cpu_seconds(self):
        """Return the processor time that all processes of the site have used."""
        ticks = sum(int(fields[11]) + int(fields[12]) for _, fields in self._members())
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mib(self):
        """Return the memory of all processes, shared pages counted once (PSS)."""
        total = 0
        for folder, _ in self._members():
            with contextlib.suppress(OSError):
                for line in (folder / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1])
        return total / 1024
