"""The words of long work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waits to begin")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")


class Deed(TextChoices):
    """What moves a job from one state to another."""

    BEGIN = "begin", _("Begin")
    FINISH = "finish", _("Finish")
    FAIL = "fail", _("Give up")
    STOP = "stop", _("Stop")
    RESTART = "restart", _("Begin again where it was")
