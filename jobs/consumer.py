"""The consumer of background tasks, in a thread of the worker."""

import threading

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker

INTERVAL_SECONDS = 1.0
RETRY_SECONDS = 2.0
STOP_SECONDS = 25.0
log = structlog.get_logger(__name__)


class Consumer:
    """Takes tasks from the database one after the other, until told to stop.

    Where another engine carries the tasks there is nothing to take, and it only waits.
    """

    def __init__(self, holder: str) -> None:
        """Take the name under which tasks are claimed."""
        self.holder = holder
        self.stopped = threading.Event()
        self.worker = self._worker(batch=False)
        self.thread = threading.Thread(target=self._run, name="tasks", daemon=True)

    def start(self) -> None:
        """Begin in a thread of its own."""
        self.thread.start()

    def is_alive(self) -> bool:
        """Say whether the thread still runs."""
        return self.thread.is_alive()

    def stop(self) -> None:
        """Finish the task at hand, if it does not take too long, and end."""
        self.stopped.set()
        self.worker.running = False
        if self.thread.is_alive():
            self.thread.join(STOP_SECONDS)

    def run_once(self) -> None:
        """Do all tasks that wait now, in this thread."""
        if _is_ours():
            self._worker(batch=True).run()

    def _worker(self, *, batch: bool) -> Worker:
        return Worker(
            queue_names=["*"],
            interval=INTERVAL_SECONDS,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=self.holder[:64],
            excluded_queue_names=[],
        )

    def _run(self) -> None:
        if not _is_ours():
            self.stopped.wait()
        while not self.stopped.is_set():
            try:
                self.worker.run()
            except (OperationalError, InterfaceError) as error:
                log.warning("database away", error=str(error))
                close_old_connections()
                self.stopped.wait(RETRY_SECONDS)
        connections.close_all()


def _is_ours() -> bool:
    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)
