"""Batches as tests begin and finish them."""

import datetime as dt
import uuid

from certificates import services
from certificates.models import Certificate
from tests.certificates.training import AFTER, participant, training

LATER = AFTER + dt.timedelta(hours=1)


def begin(event, people, *, by, mails=True, once=None, at=AFTER):
    """Press "issue" for these people."""
    return services.begin_batch(event, people, mails=mails, once=once or uuid.uuid4(), by=by, at=at)


def issue(event, people, *, by, mails=True, at=AFTER):
    """Issue certificates to these people; return the batch."""
    batch = begin(event, people, by=by, mails=mails, at=at)
    services.issue_due(at=at)
    return batch


def issued(*, by, event=None, **fields):
    """Issue one certificate to somebody who was there; return it."""
    person = participant(event or training(), **fields)
    issue(person.event, [person], by=by, mails=False)
    return Certificate.objects.get(registration=person)


def seen(batch):
    """What came of each person of a batch, and of the batch."""
    job = services.job_of(batch)
    items = list(batch.items.values_list("state", "why"))
    return (str(job.state), job.done, job.failed), items
