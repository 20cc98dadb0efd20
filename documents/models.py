"""Documents, their versions, and what stands in the store."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Visibility
from accounts.folding import folded
from accounts.models import User
from documents import names

UNDO = timedelta(days=7)


class DocumentQuerySet(models.QuerySet["Document"]):
    """Reads on documents."""

    def of(self, label: str, key: str) -> "DocumentQuerySet":
        """Return what stands with one thing, in its order."""
        return self.standing().filter(label=label, owner_key=key)

    def of_any(self, *owners: tuple[str, Collection[str]]) -> "DocumentQuerySet":
        """Return what stands with several things: labels, each with its keys."""
        wanted = Q(pk__in=[])
        for label, keys in owners:
            wanted |= Q(label=label, owner_key__in=keys)
        return self.standing().filter(wanted)

    def standing(self) -> "DocumentQuerySet":
        """Return those that were not removed."""
        return self.filter(removed_at=None)

    def matching(self, text: str) -> "DocumentQuerySet":
        """Return those whose title or file name holds each word, however it is typed."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Document(models.Model):
    """A file under a title, in as many versions as it went through.

    It belongs to a thing of another app, named by ``label`` and ``owner_key``; who may see it is
    that app's answer, for which ``visibility`` is kept here. ``number`` is that of the newest
    version. One that was removed can be brought back for a week; then its bytes go, and that it
    was there, with the hashes, stays.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=60)
    owner_key = models.CharField(max_length=80)
    title = models.CharField(_("Title"), max_length=200)
    visibility = models.CharField(
        _("Who may see it"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )
    order = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    renewed_at = models.DateTimeField(editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["label", "owner_key"], name="document_by_owner")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label="") & ~Q(owner_key=""), name="document_belongs_to_something"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(title="")
                | Q(erased_at__isnull=False, removed_at__isnull=False, title=""),
                name="document_has_a_title_until_it_is_erased",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the words that search finds."""
        self.search_text = folded(self.title)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "search_text"}
        super().save(*args, **kwargs)

    def can_be_restored(self, at: datetime) -> bool:
        """Return whether a removed document still has its bytes for certain."""
        return bool(self.removed_at and not self.erased_at and at < self.removed_at + UNDO)


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads on versions."""

    def newest(self) -> "VersionQuerySet":
        """Return the newest version of each document that stands, in the documents' order."""
        return (
            self.filter(document__removed_at=None, number=F("document__number"))
            .select_related("document")
            .order_by("document__order", "document__pk")
        )

    def held(self, at: datetime) -> "VersionQuerySet":
        """Return those whose bytes are kept: of what stands, or can still be brought back."""
        return self.filter(
            Q(document__removed_at=None)
            | Q(document__removed_at__gt=at - UNDO, document__erased_at=None)
        )


class Version(models.Model):
    """One state of a document: what the file was called, its size and hash. Never changed.

    Only erasing takes the words of a version away; that there was one, and its hash, stay.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=names.LONGEST, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    note = models.CharField(_("What is new"), max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="version_number_once_in_a_document"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0, number__gt=0), name="version_has_bytes_and_a_number"
            ),
        ]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name


class Content(models.Model):
    """Bytes that stand in the store; its lock joins keeping them and sweeping them away."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()
