"""What is still open of a training that was held: at a glance, and before it is closed."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.marks import Pill
from trainings import readiness, rules
from trainings.enums import Fault, Need, RequestDeed, RequestState
from trainings.models import TrainingRequest
from trainings.rules import Finding


@dataclass(frozen=True)
class Open:
    """One thing that closing needs: whether it is done, what is said of it, where it is done."""

    need: Need
    is_met: bool | None
    text: str
    url: str

    @property
    def pill(self) -> Pill | None:
        """Return whether it is done, as icon, word and colour; nothing where nobody has looked."""
        if self.is_met is None:
            return None
        return Pill(_("Done"), "ok", "check") if self.is_met else Pill(_("Open"), "warn", "clock")


def open_of(shown: TrainingRequest, *, at: datetime) -> list[Open]:
    """Return how far a training that was held is, at a glance; one query.

    To whom a certificate is due takes more reading: here stands how many have one. It is done
    once everybody has, and open while nobody has.
    """
    so_far, urls = readiness.progress(shown, at=at), _urls(shown)
    told = {
        Need.ATTENDANCE: Finding(
            Need.ATTENDANCE, Fault.ATTENDANCE_UNKNOWN, {"number": so_far.unknown}
        ).says
        if so_far.unknown
        else "",
        Need.CERTIFICATES: ngettext(
            "%(given)d of %(number)d person has one.",
            "%(given)d of %(number)d people have one.",
            so_far.people,
        )
        % {"given": so_far.certified, "number": so_far.people},
        Need.FEEDBACK: ""
        if so_far.feedback_closed
        else Finding(Need.FEEDBACK, Fault.FEEDBACK_OPEN).says,
        Need.REPORT: "" if so_far.report_sent else Finding(Need.REPORT, Fault.REPORT_DUE).says,
    }
    done: dict[Need, bool | None] = {need: not text for need, text in told.items()}
    if so_far.certified or not so_far.people:
        done[Need.CERTIFICATES] = so_far.certified == so_far.people or None
    return [Open(need, done[need], told[need], urls[need]) for need in _needs()]


def lacking(shown: TrainingRequest, *, at: datetime) -> list[Open]:
    """Return all that closing needs, each with what keeps the training from being closed."""
    missing, urls = readiness.to_close(shown, at=at), _urls(shown)
    said = {need: " ".join(one.says for one in missing if one.of == need) for need in _needs()}
    return [Open(need, not text, text, urls[need]) for need, text in said.items()]


def _needs() -> list[Need]:
    return [Need(one) for one in rules.REQUEST[RequestState.DELIVERED][RequestDeed.CLOSE].needs]


def _urls(shown: TrainingRequest) -> dict[Need, str]:
    """Return where each need is met."""
    slug = [shown.held.event.slug]
    return {
        Need.ATTENDANCE: reverse("events:attendance", args=slug),
        Need.CERTIFICATES: reverse("certificates:of_event", args=slug),
        Need.FEEDBACK: reverse("events:event_feedback", args=slug),
        Need.REPORT: reverse("trainings:report", args=[shown.reference]),
    }
