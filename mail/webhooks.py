"""Where mail providers report what became of letters; rows are stored and nothing is done."""

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

import structlog
from anymail.signals import AnymailTrackingEvent
from anymail.utils import get_request_basic_auth
from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mail.configuration import SIGNING_KEYS
from mail.models import Report
from mail.names import one_line
from mail.reports import MEANINGS

RECEIVERS = {
    "brevo": "brevo.BrevoTrackingWebhookView",
    "mailersend": "mailersend.MailerSendTrackingWebhookView",
    "mailgun": "mailgun.MailgunTrackingWebhookView",
    "mailjet": "mailjet.MailjetTrackingWebhookView",
    "mailtrap": "mailtrap.MailtrapTrackingWebhookView",
    "mandrill": "mandrill.MandrillCombinedWebhookView",
    "postal": "postal.PostalTrackingWebhookView",
    "postmark": "postmark.PostmarkTrackingWebhookView",
    "sparkpost": "sparkpost.SparkPostTrackingWebhookView",
    "unisender_go": "unisender_go.UnisenderGoTrackingWebhookView",
}
FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
log = structlog.get_logger(__name__)


@csrf_exempt  # a machine calls, which has no session; the secret stands for it
@login_not_required
@never_cache
@require_http_methods(["HEAD", "POST"])
def report(request: HttpRequest, provider: str) -> HttpResponse:
    """Store what a provider reports; without the secret, and where none is set, refuse."""
    return taken(request, provider, receivers=RECEIVERS, keep=_keep)


def taken(
    request: HttpRequest,
    provider: str,
    *,
    receivers: Mapping[str, str],
    keep: Callable[[list[Any], str, datetime], None],
    read: Callable[[HttpRequest, str], list[Any]] | None = None,
) -> HttpResponse:
    """Check that a provider calls, and keep what it sends.

    What a provider itself says is refused where it cannot be understood. What anybody may have
    written and it only hands on is ``read`` otherwise; too large, it is passed over: a provider
    calls again where it is refused, and after a while no more.
    """
    if not is_open(provider, receivers):
        raise Http404
    if request.method == "HEAD":  # some providers ask once whether anybody is there
        return HttpResponse()
    if not is_trusted(request):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="reports"'})
    receiver = _receiver(receivers[provider])
    receiver.setup(request)
    try:
        receiver.run_validators(request)
        events = read(request, provider) if read else receiver.parse_events(request)
    except (SuspiciousOperation, *FAULTS) as error:
        log.warning("report not understood", provider=provider, error=repr(error))
        passed_over = read is not None and isinstance(error, TOO_MUCH)
        return HttpResponse(status=200 if passed_over else 400)
    keep(events, provider, timezone.now())
    return HttpResponse()


def _keep(events: list[AnymailTrackingEvent], provider: str, at: datetime) -> None:
    Report.objects.bulk_create(
        [row for event in events if (row := _row(event, provider=provider, at=at))],
        ignore_conflicts=True,
    )


def is_open(provider: str, receivers: Mapping[str, str]) -> bool:
    """Say whether anything of that provider is taken: all that it is checked by is set."""
    key = SIGNING_KEYS.get(provider, "WEBHOOK_SECRET")
    return provider in receivers and bool(settings.WEBHOOK_SECRET) and key in settings.ANYMAIL


def is_trusted(request: HttpRequest) -> bool:
    """Say whether the call carries the secret; how long the answer takes tells nothing."""
    given = get_request_basic_auth(request) or ""
    return hmac.compare_digest(given.encode(), settings.WEBHOOK_SECRET.encode())


def _receiver(path: str) -> AnymailBaseWebhookView:
    module, _dot, name = path.rpartition(".")
    view = getattr(import_module(f"anymail.webhooks.{module}"), name)
    return view(webhook_secret=settings.WEBHOOK_SECRET)


def _row(event: AnymailTrackingEvent, *, provider: str, at: datetime) -> Report | None:
    """Return the row of one event; who opened what and who clicked where is not kept."""
    if event.event_type not in MEANINGS:
        return None
    return Report(
        provider=provider,
        event_id=one_line(event.event_id or "")[:200],
        event=event.event_type,
        reason=one_line(event.reject_reason or "")[:20],
        recipient=one_line(event.recipient or "")[:320],
        provider_id=one_line(event.message_id or "")[:200],
        detail=one_line(event.mta_response or event.description or "")[:500],
        happened_at=event.timestamp,
        received_at=at,
    )
