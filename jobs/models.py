"""Who works on what just now, and who is alive."""

from django.db import models


class Lease(models.Model):
    """The right of one worker to do one thing until a moment; it runs out by itself."""

    name = models.CharField(max_length=80, unique=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()


class Heartbeat(models.Model):
    """The last moment a worker was seen at work."""

    holder = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField(db_index=True)
