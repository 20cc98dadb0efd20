"""The privacy notice, version after version."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface import moments


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads on notices."""

    def in_force(self, at: datetime) -> "Notice | None":
        """Return the newest notice published by that moment."""
        return self.filter(published_at__lte=at).order_by("-published_at").first()


class Notice(models.Model):
    """What people were told about their data; a registration names the version it was made under.

    The text is Markdown. A published notice is never edited: a change is a new version.
    """

    version = models.CharField(_("Version"), max_length=20, unique=True)
    text = models.TextField(_("Text"))
    published_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at"]

    @property
    def said(self) -> str:
        """Return which version it is, in words: a day where the version is one."""
        try:
            day = date.fromisoformat(self.version)
        except ValueError:
            return gettext("version %(version)s") % {"version": self.version}
        return gettext("version of %(day)s") % {"day": moments.day(day)}

    def __str__(self) -> str:
        """Return the version."""
        return self.version
