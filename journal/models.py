"""The record of deeds, the numbers given out, and the door that tests may open."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads on entries."""

    def on(self, label: str, key: str) -> "EntryQuerySet":
        """Return what happened to one thing."""
        return self.filter(label=label, key=key)

    def by(self, actor: str) -> "EntryQuerySet":
        """Return what one person did; a blank key is nobody in particular."""
        return self.filter(actor=actor) if actor else self.none()


class Entry(models.Model):
    """One deed: who did what to which thing, when and for whom.

    People and things are named by opaque keys, never by foreign keys: the line outlives
    both, and a person's erasure elsewhere leaves no name here. Facts hold new values that
    matter to a reader, never old ones and never personal free text.
    """

    at = models.DateTimeField(_("When"))
    actor = models.CharField(_("Who"), max_length=40, blank=True)
    acting_for = models.CharField(_("On behalf of"), max_length=80, blank=True)
    deed = models.CharField(_("Deed"), max_length=80)
    label = models.CharField(_("Kind of thing"), max_length=80, blank=True)
    key = models.CharField(_("Which one"), max_length=80, blank=True)
    facts = models.JSONField(_("Facts"), default=dict, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["label", "key"], name="entry_by_thing"),
            models.Index(fields=["actor"], name="entry_by_actor", condition=~Q(actor="")),
            models.Index(fields=["at"], name="entry_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(deed=""), name="entry_names_its_deed"),
        ]


class OriginQuerySet(models.QuerySet["Origin"]):
    """Reads on addresses."""

    def by(self, actor: str) -> "OriginQuerySet":
        """Return the addresses one person acted from."""
        return self.filter(entry__in=Entry.objects.by(actor))

    def on(self, label: str, key: str) -> "OriginQuerySet":
        """Return the addresses from which one thing was acted on."""
        return self.filter(entry__in=Entry.objects.on(label, key))


class Origin(models.Model):
    """The network address a deed came from, apart from its entry so that it can be erased."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="origin")
    address = models.GenericIPAddressField(_("Address"), unpack_ipv4=True)

    objects = OriginQuerySet.as_manager()


class Series(models.Model):
    """The last number given in one series and year."""

    name = models.CharField(_("Series"), max_length=40)
    year = models.PositiveSmallIntegerField(_("Year"))
    last = models.PositiveIntegerField(_("Last number"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "year"], name="series_once_per_year"),
        ]


class Door(models.Model):
    """While a row of this transaction stands here, append-only tables let changes through.

    No row survives its transaction: on PostgreSQL the triggers compare the transaction's
    number; on SQLite, which has one writer and no such number, ``shut`` points at a row
    that does not exist, so that a door left open cannot commit.
    """

    transaction = models.BigIntegerField(default=0)
    shut = models.ForeignKey("self", models.DO_NOTHING, related_name="+")
