"""Certificates and what leads to them: batches, decisions against the rule, corrected names."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.folding import folded
from accounts.models import User
from certificates.enums import CorrectionState, ItemState, State
from events.models import Event, Registration


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Reads on certificates."""

    def made(self) -> "CertificateQuerySet":
        """Certificates whose file exists or existed; what is only claimed is nobody's yet."""
        return self.filter(made_at__isnull=False)

    def live(self) -> "CertificateQuerySet":
        """Certificates that stand: neither replaced nor revoked."""
        return self.filter(state=State.VALID)

    def of(self, user: User) -> "CertificateQuerySet":
        """Certificates of the registrations under a person's address."""
        return self.filter(registration__email=user.email)

    def from_state(self, code: str) -> "CertificateQuerySet":
        """Certificates of people from a state: the newest version of each, erased ones left out."""
        return (
            self.made()
            .filter(registration__country=code, erased_at=None)
            .exclude(state=State.REPLACED)
        )

    def naming(self, text: str) -> "CertificateQuerySet":
        """Certificates whose printed name holds each word, whatever became of the registration."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Certificate(models.Model):
    """One version of one person's certificate of attendance.

    The row is claimed before its file is made: ``made_at`` and ``sha256`` come with the file,
    and nobody but the Secretariat sees a row without. ``facts`` is what is printed, frozen;
    see ``certificates.facts``. A corrected name makes a new row with the same ``number``, the
    next ``version`` and another token, and leaves this one "replaced"; the token of each
    resolves for ever. Erasing the person empties the name in ``facts`` and deletes the file;
    number, hash and state stay. ``search_text`` is the name as it is searched for: it outlives
    the one in the registration.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="certificates")
    state = models.CharField(max_length=10, choices=State, default=State.VALID)
    language = models.CharField(max_length=10)
    facts = models.JSONField()
    search_text = models.TextField(editable=False)
    link_generation = models.PositiveIntegerField(default=1, editable=False)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("Reason"), blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state=State.VALID),
                name="certificate_one_live_per_registration",
            ),
            models.UniqueConstraint(
                fields=["number", "version"], name="certificate_number_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(made_at=None, sha256="") | Q(made_at__isnull=False) & ~Q(sha256=""),
                name="certificate_made_with_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VALID, ended_at=None)
                | ~Q(state=State.VALID) & Q(ended_at__isnull=False),
                name="certificate_valid_or_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REVOKED) | ~Q(reason="") | Q(erased_at__isnull=False),
                name="certificate_revoked_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="certificate_by_hash")]

    def __str__(self) -> str:
        """Return the number, with the version from the second on."""
        return self.number if self.version == 1 else f"{self.number} v{self.version}"

    @property
    def stands(self) -> bool:
        """Return whether it is valid, has its file, and names somebody still."""
        return self.state == State.VALID and self.made_at is not None and self.erased_at is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the column that is searched derived from the name."""
        self.search_text = folded(self.facts["name"])
        super().save(*args, **kwargs)


class Batch(models.Model):
    """One press of "issue": for whom, by whom, and whether each is written to."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="certificate_batches")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    mails = models.BooleanField(_("Write to each person"), default=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]


class BatchItem(models.Model):
    """One person of a batch, and what came of it; ``why`` says what failed."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    why = models.CharField(max_length=500, blank=True)
    certificate = models.ForeignKey(
        Certificate, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "registration"], name="batch_item_once_a_person"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.FAILED) | ~Q(why=""), name="batch_item_failed_says_why"
            ),
        ]


class Override(models.Model):
    """A decision of the Secretariat against the rule, for one person, with its reason."""

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="certificate_override"
    )
    earns = models.BooleanField(_("Gets a certificate"))
    reason = models.TextField(_("Reason"))
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_its_reason"),
        ]


class Correction(models.Model):
    """A holder's wish for another spelling of the own name."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="corrections")
    name = models.CharField(_("Name as it should read"), max_length=200)
    note = models.TextField(_("Note"), blank=True)
    state = models.CharField(max_length=12, choices=CorrectionState, default=CorrectionState.OPEN)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("Reason"), blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=CorrectionState.OPEN),
                name="correction_one_open_for_a_certificate",
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.OPEN, decided_at=None)
                | ~Q(state=CorrectionState.OPEN) & Q(decided_at__isnull=False),
                name="correction_open_or_decided_at_a_moment",
            ),
        ]
