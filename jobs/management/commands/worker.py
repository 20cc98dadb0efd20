"""``manage.py worker``: everything that happens without a request."""

import os
import signal
import socket
import threading
from argparse import ArgumentParser
from datetime import datetime
from typing import Any
from uuid import uuid4

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string

from jobs import loop, services
from jobs.consumer import Consumer

TICK_SECONDS = 1.0
BEAT_SECONDS = 10
RETRY_SECONDS = 2.0
SCHEDULE = "config.schedule.DUE"
log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Run the schedule and the background tasks until told to stop."""

    help = "Send letters, run background tasks and do whatever falls due. Any number may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")

    def handle(self, *, once: bool, **_options: Any) -> None:
        """Work until a signal comes; then finish what is begun and leave."""
        holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"
        functions = import_string(SCHEDULE)
        if once:
            at = timezone.now()
            services.beat(holder, at=at)
            failed = loop.run_due(functions, at=at, holder=holder)
            Consumer(holder).run_once()
            services.release(holder)
            if failed:
                raise CommandError(f"Failed: {', '.join(failed)}.")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        log.info("worker started", holder=holder)
        consumer = Consumer(holder)
        consumer.start()
        try:
            self.keep_schedule(functions, holder=holder, stop=stop, consumer=consumer)
        finally:
            consumer.stop()
            self.leave(holder)
        if not stop.is_set():
            raise CommandError("The consumer of background tasks died.")

    def keep_schedule(
        self, functions: Any, *, holder: str, stop: threading.Event, consumer: Consumer
    ) -> None:
        """Run what is due, every second, and outlive a database that goes away."""
        ran: dict[str, datetime] = {}
        beaten: datetime | None = None
        while not stop.is_set() and consumer.is_alive():
            at, pause = timezone.now(), TICK_SECONDS
            close_old_connections()
            try:
                if beaten is None or (at - beaten).total_seconds() >= BEAT_SECONDS:
                    services.beat(holder, at=at)
                    beaten = at
                due = loop.wanted(functions, ran=ran, at=at)
                loop.run_due(due, at=at, holder=holder)
                ran |= {one.name: at for one in due}
            except (OperationalError, InterfaceError) as error:
                log.warning("database away", error=str(error))
                pause = RETRY_SECONDS
            stop.wait(pause)

    def leave(self, holder: str) -> None:
        """Give back the leases, if the database is there to take them."""
        try:
            services.release(holder)
        except (OperationalError, InterfaceError) as error:
            log.warning("leases run out by themselves", error=str(error))
        connections.close_all()
        log.info("worker stopped", holder=holder)
