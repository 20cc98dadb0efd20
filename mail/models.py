"""The outbox: letters, what came of them, and addresses that take no mail."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mail.enums import DOUBTFUL, Method, Outcome, State, Verdict


class LetterQuerySet(models.QuerySet["Letter"]):
    """Reads on letters."""

    def due(self, at: datetime) -> "LetterQuerySet":
        """Return what may be taken now: waiting and due, or claimed by a sender that is gone.

        Sign-in codes come first, somebody is waiting for them; then the oldest.
        """
        return self.filter(
            Q(state=State.QUEUED, due_at__lte=at) | Q(state=State.SENDING, claimed_until__lte=at)
        ).order_by("-blank_after", "due_at", "id")

    def bounced(self) -> "LetterQuerySet":
        """Return the letters that did not arrive and that nobody has dealt with yet.

        Both those that came back and those that could not be sent at all.
        """
        return self.filter(state__in=[State.BOUNCED, State.FAILED], handled_at=None)

    def to_address(self, email: str) -> "LetterQuerySet":
        """Return the letters to one address, in the form in which it was given."""
        return self.filter(to=email)

    def to_person(self, person: str) -> "LetterQuerySet":
        """Return the letters to one known person; a blank key is nobody."""
        return self.filter(person=person) if person else self.none()

    def about(self, label: str, key: str) -> "LetterQuerySet":
        """Return the letters about one thing, named as in the journal."""
        return self.filter(label=label, key=key)

    def unsent(self) -> "LetterQuerySet":
        """Return the letters that nobody has tried to send yet."""
        return self.filter(state=State.QUEUED, attempts=0)

    def held_back(self, at: datetime) -> "LetterQuerySet":
        """Return what one deed writes to many, and what can be stopped until it leaves."""
        return self.unsent().filter(batch__isnull=False, due_at__gt=at)


class Letter(models.Model):
    """One letter to one person, queued with the deed that causes it.

    Its Message-ID is fixed when it is queued: whoever gets it twice, because a sender was
    killed between sending and noting it, has a mail program that shows it once. Secret
    links stand in it as placeholders and are filled in at sending. ``batch`` joins the
    letters that one deed writes to many, which can be stopped until they leave.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    message_id = models.CharField(max_length=320, unique=True, editable=False)
    to = models.CharField(_("To"), max_length=320)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    copies = models.TextField(_("Copies to"), blank=True)
    sender_name = models.CharField(_("Sender"), max_length=100, blank=True)
    reply_to = models.CharField(_("Answers go to"), max_length=320, blank=True)
    subject = models.CharField(_("Subject"), max_length=300, blank=True)
    body = models.JSONField(_("Text"), default=dict)
    language = models.CharField(_("Language"), max_length=12, default="en")
    label = models.CharField(_("About"), max_length=80, blank=True)
    key = models.CharField(_("Which one"), max_length=80, blank=True)
    person = models.CharField(_("Person"), max_length=40, blank=True)
    batch = models.UUIDField(null=True, blank=True, editable=False)
    calendar_method = models.CharField(max_length=10, choices=Method, blank=True)
    calendar_text = models.TextField(blank=True)
    state = models.CharField(_("State"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("Attempts"), default=0)
    created_at = models.DateTimeField(_("Written"))
    due_at = models.DateTimeField(_("Next attempt"))
    of_use_until = models.DateTimeField(_("Of use until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Sent"), null=True, blank=True)
    claimed_by = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    blank_after = models.BooleanField(_("Holds a code"), default=False)
    blanked_at = models.DateTimeField(_("Text erased"), null=True, blank=True)
    handled_at = models.DateTimeField(_("Dealt with"), null=True, blank=True)
    resent_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="resent_as"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["-blank_after", "due_at", "id"],
                name="letter_due",
                condition=Q(state__in=[State.QUEUED, State.SENDING]),
            ),
            models.Index(
                fields=["id"],
                name="letter_not_arrived",
                condition=Q(state__in=[State.BOUNCED, State.FAILED], handled_at=None),
            ),
            models.Index(fields=["to"], name="letter_by_address"),
            models.Index(fields=["person"], name="letter_by_person", condition=~Q(person="")),
            models.Index(fields=["label", "key"], name="letter_by_thing"),
            models.Index(
                fields=["batch"], name="letter_by_batch", condition=Q(batch__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=State.SENDING, claimed_by__isnull=False, claimed_until__isnull=False
                )
                | ~Q(state=State.SENDING) & Q(claimed_by=None, claimed_until=None),
                name="letter_claimed_exactly_while_sending",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                name="letter_sent_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(calendar_method="", calendar_text="")
                | ~Q(calendar_method="") & (~Q(calendar_text="") | Q(blanked_at__isnull=False)),
                name="letter_calendar_method_and_text_together",
            ),
            models.CheckConstraint(condition=~Q(to=""), name="letter_is_to_somebody"),
        ]

    def __str__(self) -> str:
        """Return what the letter is called in lists."""
        return self.subject

    @property
    def copy_addresses(self) -> list[str]:
        """Return the addresses that get the same letter."""
        return self.copies.split("\n") if self.copies else []


class Delivery(models.Model):
    """What came of one attempt to send a letter, or what a provider reported afterwards."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="deliveries")
    attempt = models.PositiveSmallIntegerField(_("Attempt"))
    at = models.DateTimeField(_("When"))
    outcome = models.CharField(_("Outcome"), max_length=12, choices=Outcome)
    detail = models.CharField(_("Detail"), max_length=500, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["provider_id"], name="delivery_by_provider", condition=~Q(provider_id="")
            ),
        ]


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads on reports."""

    def unsettled(self) -> "ReportQuerySet":
        """Return what providers said and nobody has acted on, in order of arrival."""
        return self.filter(settled_at=None).order_by("id")


class Report(models.Model):
    """What a provider says about a letter, as it came in; settled later, from the schedule."""

    provider = models.CharField(max_length=40)
    event_id = models.CharField(max_length=200, blank=True)
    event = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)
    recipient = models.CharField(max_length=320, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=500, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], name="report_unsettled", condition=Q(settled_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id", "event", "recipient"],
                condition=~Q(event_id=""),
                name="report_kept_once",
            ),
        ]


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Reads on the answers of calendars."""

    def unsettled(self) -> "ReplyQuerySet":
        """Return what came in and nobody has looked at yet, in order of arrival."""
        return self.filter(settled_at=None).order_by("id")

    def doubtful(self) -> "ReplyQuerySet":
        """Return what no rule could settle and nobody has dealt with yet, the oldest first."""
        return self.filter(verdict__in=DOUBTFUL, handled_at=None).order_by("id")

    def of(self, address: str) -> "ReplyQuerySet":
        """Return what came from an address, or speaks for it."""
        return self.filter(Q(sender__iexact=address) | Q(attendee__iexact=address))


class Reply(models.Model):
    """What a calendar program answered to an invitation, as it came in by mail.

    Settled later, from the schedule. Who sent it is not believed: it never does more than
    ask the person, who confirms by a link of the own. ``attendee`` is for whom it speaks.
    ``fingerprint`` tells a mail that comes twice from one that only has the number of another.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    provider = models.CharField(max_length=40)
    message_id = models.CharField(max_length=320, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    attendee = models.CharField(max_length=320, blank=True)
    answer = models.CharField(max_length=20, blank=True)
    calendar = models.TextField()
    label = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=80, blank=True)
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="reply_unsettled", condition=Q(settled_at=None)),
            models.Index(
                fields=["id"],
                name="reply_doubtful",
                condition=Q(verdict__in=DOUBTFUL, handled_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "message_id", "fingerprint"],
                condition=~Q(message_id=""),
                name="reply_kept_once",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, verdict="")
                | Q(settled_at__isnull=False) & ~Q(verdict=""),
                name="reply_settled_with_a_verdict",
            ),
        ]


class Suppression(models.Model):
    """An address that takes no mail; letters to it are not tried, only listed."""

    address = models.CharField(_("Address"), max_length=320, unique=True)
    since = models.DateTimeField(_("Since"))
    reason = models.CharField(_("Reason"), max_length=500, blank=True)

    def __str__(self) -> str:
        """Return the address."""
        return self.address


def message_id(uid: UUID, *, sender: str) -> str:
    """Return the Message-ID of a letter, in the domain it is sent from."""
    domain = sender.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{uid}@{domain}>"
