"""What the journal says of trainings on request."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Deed(TextChoices):
    """What is done to requests, as the journal words it."""

    DRAFTED = "trainings.drafted", _("began a request for a training")
    SUBMITTED = "trainings.submitted", _("sent a request for a training")
    ASKED = "trainings.asked", _("asked back about a request")
    ANSWERED = "trainings.answered", _("answered about a request")
    ACCEPTED = "trainings.accepted", _("accepted a request")
    REASSIGNED = "trainings.reassigned", _("changed who looks after a request")
    DECLINED = "trainings.declined", _("declined a request")
    WITHDRAWN = "trainings.withdrawn", _("withdrew a request")
    NOTED = "trainings.noted", _("wrote an internal note on a request")
    WROTE = "trainings.wrote", _("wrote on the timeline of a request")
    DATES_PROPOSED = "trainings.dates_proposed", _("proposed dates for a training")
    DATE_DROPPED = "trainings.date_dropped", _("took a date for a training back")
    DATES_ANSWERED = "trainings.dates_answered", _("answered the dates for a training")
    TRAINER_PROPOSED = "trainings.trainer_proposed", _("proposed a trainer for a training")
    TRAINER_INVITED = "trainings.trainer_invited", _("invited a trainer to a training")
    TRAINER_ACCEPTED = "trainings.trainer_accepted", _("accepted to teach a training")
    TRAINER_DECLINED = "trainings.trainer_declined", _("declined to teach a training")
    TRAINER_CONFIRMED = "trainings.trainer_confirmed", _("confirmed a trainer for a training")
    TRAINER_NAMED = (
        "trainings.trainer_named", _("said as a trainer whether the name may be published"),
    )  # fmt: skip
    TRAINER_DROPPED = "trainings.trainer_dropped", _("released a trainer from a training")
    CHECKLIST_CONFIRMED = "trainings.checklist_confirmed", _("confirmed a host's checklist")
    TASK_CHANGED = "trainings.task_changed", _("changed a host's checklist")
    SCHEDULED = "trainings.scheduled", _("scheduled a training")
    RESCHEDULED = "trainings.rescheduled", _("moved a training to another date")
    CANCEL_ASKED = "trainings.cancel_asked", _("asked to cancel a training")
    GOES_ON = "trainings.goes_on", _("answered that a training goes on")
    CANCELLED = "trainings.cancelled", _("cancelled a training")
    DELIVERED = "trainings.delivered", _("marked a training as delivered")
    REPORTED = "trainings.reported", _("sent the report on a training")
    REPORT_WRITTEN = (
        "trainings.report_written", _("wrote to the host in the report on a training"),
    )  # fmt: skip
    CLOSED = "trainings.closed", _("closed a request")
    FOLLOWED_UP = "trainings.followed_up", _("began to ask what was used of a training")
    TRAINER_REPORTED = "trainings.trainer_reported", _("said as a trainer how a training went")
    COURSE_SAID = "trainings.course_said", _("said which course an event delivers")
