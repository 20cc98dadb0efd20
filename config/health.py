"""Whether the process lives and whether everything behind it is in order."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import jobs.services
from accounts import overlaps
from journal import triggers

WORKER_SILENT_SECONDS = 60


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
    executor = MigrationExecutor(connection)
    beat = jobs.services.last_beat()
    facts = {
        "database": True,
        "migrations": not executor.migration_plan(executor.loader.graph.leaf_nodes()),
        "triggers": not triggers.missing(connection) and not overlaps.missing(connection),
        "worker": beat is not None
        and (timezone.now() - beat).total_seconds() < WORKER_SILENT_SECONDS,
    }
    in_order = all(facts.values())
    return JsonResponse({"ready": in_order, **facts}, status=200 if in_order else 503)
