"""The certificates of the small house."""

from django.utils import timezone

import jobs.work
from certificates import links
from certificates.enums import ItemState
from certificates.enums import State as CertificateState
from certificates.models import Batch, Correction, Override
from certificates.services.batches import LABEL as LABEL_OF_BATCHES
from events.models import Registration
from tests.factories.certificates import certificate
from tests.journeys.world.people import World


def add_certificates(world: World) -> None:
    """Give somebody a certificate in its second version, a wish about it, and work under way."""
    at = timezone.now()
    person = Registration.objects.get(key=world.words["registration confirmed"])
    replaced = certificate(person, at=at)
    stands = certificate(person, at=at)
    revoked = certificate(
        Registration.objects.get(key=world.words["registration withdrawn"]),
        state=CertificateState.REVOKED,
        at=at,
        reason=f"The place was given up.{world.mark}",
    )
    wish = Correction.objects.create(
        certificate=stands, name=f"Berta{world.mark}", note=world.mark, asked_at=at
    )
    batch = Batch.objects.create(
        event=person.event, begun_at=at, begun_by=world.people["secretariat"]
    )
    batch.items.create(registration=person, state=ItemState.DONE, certificate=stands)
    jobs.work.create(LABEL_OF_BATCHES, about=str(batch.key), total=1, not_before=at, at=at)
    Override.objects.create(
        registration=person,
        earns=True,
        reason=f"Taught.{world.mark}",
        decided_at=at,
        decided_by=world.people["secretariat"],
    )
    world.words |= {
        "code": links.token_of(stands),
        "code replaced": links.token_of(replaced),
        "code revoked": links.token_of(revoked),
        "year of certificate": str(person.event.first_date.year),
        "certificate": str(stands.key),
        "certificate replaced": str(replaced.key),
        "certificate revoked": str(revoked.key),
        "correction": str(wish.key),
        "batch": str(batch.key),
    }
