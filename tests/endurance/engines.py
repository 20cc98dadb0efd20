"""The two engines: a template is prepared once, and each round gets a fresh copy of it."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "the-key-of-the-storms-which-is-long-enough-and-guards-nothing-at-all-0123456789"
PASSWORD = "a password of the storms"


@dataclass(frozen=True)
class Database:
    """One database: its address for the product, its rows for us, and the store of its files."""

    url: str
    store: Path

    @property
    def is_sqlite(self):
        return self.url.startswith("sqlite")

    @property
    def name(self):
        """What Django calls NAME."""
        path = urlsplit(self.url).path
        return path if self.is_sqlite else path.removeprefix("/")

    @property
    def environment(self):
        """What a process that works on it is told; nothing else of ours reaches it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name
            in {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH"}
        }
        return kept | {
            "DATABASE_URL": self.url,
            "STORAGE_URL": f"file://{self.store}",
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": SECRET,
            "DEMO_PASSWORD": PASSWORD,
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(ROOT),
        }

    def rows(self, statement):
        """Return the rows of a statement without parameters."""
        if self.is_sqlite:
            with contextlib.closing(sqlite3.connect(self.name, timeout=20)) as connection:
                return connection.execute(statement).fetchall()
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(statement).fetchall()

    def number(self, statement):
        """Return the one number that a statement yields."""
        return self.rows(statement)[0][0]

    def manage(self, *arguments):
        """Run ``manage.py``; return what it said."""
        return self.run(str(ROOT / "manage.py"), *arguments)

    def inside(self, *arguments):
        """Run one of the harness's own deeds with the product's code; return what it said."""
        return self.run("-m", "tests.endurance.inside", *map(str, arguments))

    def run(self, *arguments):
        """Run Python on this database; return its output, fail with its complaint."""
        finished = subprocess.run(
            [sys.executable, *arguments],
            check=False,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if finished.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{finished.stderr[-3000:]}")
        return finished.stdout

    def start(self, *arguments):
        """Start Python on this database and let it run."""
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.environment)


class Engine:
    """Databases made from templates: the plain one, and the demonstration's."""

    def __init__(self, folder, server=None):
        """Keep files in a folder; with a server, databases there."""
        self.folder = folder
        self.store = folder / "media"
        self.server = server
        self.templates = {}
        self.dressed = False

    @property
    def name(self):
        return "SQLite" if self.server is None else "PostgreSQL"

    def fresh(self, *, demo=False, kept=None):
        """Return a fresh copy of a template; the copy before it is gone."""
        template = kept or self._template("demo" if demo else "plain")
        if self.server is None:
            file = self.folder / "round.sqlite3"
            for ending in ("", "-wal", "-shm"):
                Path(f"{file}{ending}").unlink(missing_ok=True)
            shutil.copyfile(template, file)
            return Database(f"sqlite:///{file}", self.store)
        self._admin("DROP DATABASE IF EXISTS endurance_round WITH (FORCE)")
        self._admin(f"CREATE DATABASE endurance_round TEMPLATE {template}")
        # A copied sequence believes that its next numbers are in the log already, which holds
        # for the template only: after a crash it would give them out again.
        self._admin("CHECKPOINT")
        return self._database("endurance_round")

    def kept(self, database):
        """Keep a database as it is now, as a template for ``fresh``."""
        if self.server is None:
            _settle(database)
            return shutil.copyfile(database.name, self.folder / "kept.sqlite3")
        self._admin("DROP DATABASE IF EXISTS endurance_kept WITH (FORCE)")
        self._admin(f"CREATE DATABASE endurance_kept TEMPLATE {database.name}")
        return "endurance_kept"

    def _template(self, kind):
        if kind not in self.templates:
            self.templates[kind] = self._prepared(kind)
        return self.templates[kind]

    def _prepared(self, kind):
        name = f"endurance_{kind}"
        if self.server is None:
            database = Database(f"sqlite:///{self.folder / name}.sqlite3", self.store)
        else:
            self._admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            self._admin(f"CREATE DATABASE {name}")
            database = self._database(name)
        database.manage("migrate", "--verbosity", "0")
        database.manage("createcachetable")
        database.manage("load_reference_data")
        if not self.dressed:
            database.manage("collectstatic", "--noinput", "--verbosity", "0")
            self.dressed = True
        if kind == "demo":
            database.manage("demo")
        if self.server is not None:
            return name
        _settle(database)
        return database.name

    def _database(self, name):
        url = urlsplit(self.server.url)._replace(path=f"/{name}").geturl()
        return Database(url, self.store)

    def _admin(self, statement):
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            connection.execute(statement)

    def kill(self):
        """Kill the database's own server process."""
        self.server.kill()

    def revive(self):
        """Start it again; the killed one's helpers may hold its memory for a moment."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.server.start()
            except RuntimeError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @property
    def may_be_killed(self):
        """Whether there is a database server, and it is ours."""
        return hasattr(self.server, "kill")


def _settle(database):
    """Bring everything into the one file that is copied."""
    with contextlib.closing(sqlite3.connect(database.name)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass(frozen=True)
class GivenServer:
    """The PostgreSQL that DATABASE_URL names."""

    url: str


@contextlib.contextmanager
def engine(*, on_postgres) -> Iterator[Engine]:
    """Open an engine: SQLite in a folder of its own, or PostgreSQL as tests have it."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="endurance-")))
        server = None
        if on_postgres:
            given = os.environ.get("DATABASE_URL", "")
            if given.startswith("postgres"):
                server = GivenServer(given)
            else:
                server = stack.enter_context(postgres.server(*postgres.DURABLE))
        yield Engine(folder, server)
