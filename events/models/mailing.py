"""Letters to many: what is said, to whom, and what became of it."""

import uuid

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import Skipped
from events.models.event import Event
from events.models.invitation import Invitation
from events.models.registration import Registration
from events.models.reminder import Reminder
from jobs.models import Job
from mail.models import Letter


class MailingQuerySet(models.QuerySet["Mailing"]):
    """Reads on mailings."""

    def with_counts(self) -> "MailingQuerySet":
        """Mailings with ``chosen``: how many people get it, or got it."""
        chosen = Count("recipients", filter=Q(recipients__skipped=""))
        return self.select_related("job", "made_by").annotate(chosen=chosen)


class Mailing(models.Model):
    """One text to many people about one event.

    It is a draft until it has a ``job``. From then on its recipients are fixed; they become
    letters piece by piece once ``starts_at`` has come, and until then nothing has left.
    ``selection`` says who was meant, as ``events.selections`` reads it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="mailings")
    selection = models.JSONField(default=dict)
    subject = models.CharField(_("Subject"), max_length=200)
    text = models.TextField(_("Text"))
    with_button = models.BooleanField(_("With the button to the own page"), default=True)
    sender_name = models.CharField(_("Sender"), max_length=100, blank=True)
    reply_to = models.EmailField(_("Answers go to"), blank=True)
    reminder = models.ForeignKey(
        Reminder, models.SET_NULL, null=True, blank=True, related_name="mailings"
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    of_use_until = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)
    job = models.OneToOneField(Job, models.PROTECT, null=True, blank=True, related_name="mailing")
    version = models.PositiveIntegerField(default=1)

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(job=None, starts_at=None)
                | Q(job__isnull=False, starts_at__isnull=False),
                name="mailing_with_a_job_begins_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_by=None)
                | Q(stopped_at__isnull=False, job__isnull=False),
                name="mailing_stopped_was_sent",
            ),
        ]
        indexes = [models.Index(fields=["event", "-made_at"], name="mailing_by_event")]

    def __str__(self) -> str:
        """Return the subject."""
        return self.subject

    @property
    def is_draft(self) -> bool:
        """Return whether nobody has said that it shall be sent."""
        return self.job_id is None


class RecipientQuerySet(models.QuerySet["MailingRecipient"]):
    """Reads on recipients."""

    def unwritten(self) -> "RecipientQuerySet":
        """Return who has no letter yet and is to get one, in their order."""
        return self.filter(written_at=None, skipped="").order_by("position")


class MailingRecipient(models.Model):
    """One person who gets a mailing, or is left out of it and why."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="+"
    )
    invitation = models.ForeignKey(
        Invitation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")
    skipped = models.CharField(max_length=12, choices=Skipped, blank=True)
    letter = models.OneToOneField(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "address"],
                condition=Q(skipped="") & ~Q(address=""),
                name="recipient_one_letter_for_an_address",
            ),
            models.UniqueConstraint(
                fields=["mailing", "position"], name="recipient_has_a_position_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(skipped="") & ~Q(address="") | ~Q(skipped=""),
                name="recipient_has_an_address_or_is_left_out",
            ),
            models.CheckConstraint(
                condition=Q(skipped="") | Q(written_at=None, letter=None),
                name="recipient_left_out_gets_no_letter",
            ),
            models.CheckConstraint(
                condition=Q(letter=None) | Q(written_at__isnull=False),
                name="recipient_letter_was_written_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mailing", "position"],
                name="recipient_unwritten",
                condition=Q(written_at=None, skipped=""),
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
