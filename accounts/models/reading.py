"""What a person has looked at."""

from django.db import models

from accounts.models.user import User


class ReadMark(models.Model):
    """When a person last looked at something; renewed at most hourly, never by HEAD.

    ``before_at`` is the visit before: what came since then is new.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="read_marks")
    label = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    read_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "label", "key"], name="read_mark_once_a_thing"),
        ]
