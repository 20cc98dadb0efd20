"""Whether the process lives and whether everything behind it is in order."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import jobs.services
from accounts import overlaps
from journal import triggers

WORKER_SILENT_SECONDS = 60


class Migrations:
    """Whether the database is where this release wants it.

    Reading all migrations from disk is dear. A process knows those of its own release only, so
    what was enough for it once is enough as long as all of it is still applied.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._enough: frozenset[tuple[str, str]] = frozenset()

    def are_complete(self) -> bool:
        """Ask the database what is applied, and the disk what is wanted until it once was."""
        if self._enough and self._enough <= self._applied():
            return True
        executor = MigrationExecutor(connection)
        complete = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        self._enough = self._applied() if complete else frozenset()
        return complete

    def _applied(self) -> frozenset[tuple[str, str]]:
        return frozenset(MigrationRecorder(connection).applied_migrations())


migrations = Migrations()


@require_safe
@never_cache
@login_not_required
def alive(_request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process can answer at all."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
@login_not_required
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when migrations, append-only triggers and the worker are in order, else 503.

    A database that is away is answered by the middleware, with 503 and Retry-After.
    """
    beat = jobs.services.last_beat()
    facts = {
        "database": True,
        "migrations": migrations.are_complete(),
        "triggers": not triggers.missing(connection) and not overlaps.missing(connection),
        "worker": beat is not None
        and (timezone.now() - beat).total_seconds() < WORKER_SILENT_SECONDS,
    }
    in_order = all(facts.values())
    return JsonResponse({"ready": in_order, **facts}, status=200 if in_order else 503)
