"""Who was there, by what rule that counts, and the lists from which it is learned."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import Excused, ListState, Presence, Source
from events.models.event import Event
from events.models.registration import Registration
from events.models.session import Session

SHARE, OPENS_MINUTES = 80, 60


class AttendanceTerms(models.Model):
    """What an event asks of who wants a certificate, and how its doors work.

    ``share`` is in per cent of the scheduled minutes of the sessions that count. Check-in
    opens ``opens_minutes`` before the first session of a half-day. Without a row the defaults
    hold, so that none is written before somebody changes them. Helpers at the door have one
    link for all of them, found again by ``door_hash`` as long as nobody ends it.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="attendance_terms")
    share = models.PositiveSmallIntegerField(_("Share of the hours, in per cent"), default=SHARE)
    excused = models.CharField(
        _("A session one was excused from"), max_length=10, choices=Excused, default=Excused.ABSENT
    )
    opens_minutes = models.PositiveSmallIntegerField(
        _("Check-in opens, minutes before"), default=OPENS_MINUTES
    )
    self_check_in = models.BooleanField(
        _("People may check themselves in with the code of the session"), default=False
    )
    gives_certificates = models.BooleanField(_("Certificates are given"), default=True)
    feedback_first = models.BooleanField(
        _("Feedback is asked before the certificate can be downloaded"), default=False
    )
    door_generation = models.PositiveIntegerField(default=0, editable=False)
    door_hash = models.CharField(
        max_length=64, unique=True, null=True, blank=True, default=None, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(door_hash=None) | Q(door_generation__gte=1),
                name="attendance_door_has_a_generation",
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="attendance_share_is_a_per_cent"
            ),
            models.CheckConstraint(
                condition=Q(opens_minutes__lte=720), name="attendance_opens_on_the_same_day"
            ),
        ]


class Attendance(models.Model):
    """One registration at one session: whether, for how long, and who says so.

    ``scanned_at`` is when the person first checked in, and stays when the row is corrected.
    A person who checks in alone has no ``recorded_by``.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.UNKNOWN)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, blank=True)
    scanned_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], name="attendance_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(presence=Presence.UNKNOWN, recorded_at=None)
                | ~Q(presence=Presence.UNKNOWN) & Q(recorded_at__isnull=False),
                name="attendance_unknown_or_recorded_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(presence=Presence.PARTIAL) | Q(minutes__isnull=False),
                name="attendance_partial_has_its_minutes",
            ),
        ]


class AttendanceList(models.Model):
    """An attendance list of another tool, taken in and checked before it counts.

    ``people`` holds one entry a person: ``name``, ``email``, ``role``, ``spans`` (pairs of
    instants in ISO 8601, UTC) and, where the file says it, for how many ``minutes`` in all;
    ``registration`` is the primary key it was matched with, ``null`` as long as nobody is,
    ``how`` by what, and ``ignored`` leaves the entry out. ``session`` stands where the whole
    list is about one. Once the list is applied or discarded ``people`` is empty: names that
    matter stand in the attendance.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="attendance_lists")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=ListState, default=ListState.DRAFT)
    file_name = models.CharField(max_length=200)
    people = models.JSONField(default=list)
    number = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    taken_in_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_in_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-taken_in_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ListState.DRAFT, ended_at=None)
                | ~Q(state=ListState.DRAFT) & Q(ended_at__isnull=False),
                name="attendance_list_draft_or_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.DRAFT) | Q(people=[]),
                name="attendance_list_ended_names_nobody",
            ),
        ]
