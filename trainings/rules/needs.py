"""What must be so before a request is scheduled, and before it is closed; pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from courses.languages import ENGLISH
from trainings.enums import Fault, Need
from trainings.rules.dates import AGREES, Option, disagreements, disagrees
from trainings.rules.finding import Finding


@dataclass(frozen=True)
class ToSchedule:
    """What is known when a training is to be scheduled.

    ``option`` is the date, with the answers of the confirmed trainers; ``booked`` are those of
    them who teach elsewhere then. ``teaches`` holds, for each confirmed trainer, the languages in
    which that one may teach the course on those days: who may not in that of the training does
    not count. Reason and waiver are texts; empty, there is none.
    """

    language: str
    language_name: str
    today: date
    option: Option | None = None
    booked: Collection[str] = ()
    teaches: tuple[Collection[str], ...] = ()
    alone_reason: str = ""
    has_material: bool = False
    material_waiver: str = ""
    checklist_confirmed: bool = False


def to_schedule(known: ToSchedule) -> list[Finding]:
    """Return what is still missing before a training can be scheduled; nothing, if it can be."""
    found = disagreements(known.option, today=known.today)
    found += [
        Finding(Need.DATE, Fault.TRAINER_BOOKED, {"name": name}) for name in sorted(known.booked)
    ]
    named = {"language": known.language_name}
    is_foreign, is_taught = known.language != ENGLISH, any(known.teaches)
    counted = sum(known.language in spoken for spoken in known.teaches)
    if not is_taught:
        found.append(Finding(Need.TRAINERS, Fault.NO_TRAINER))
    if counted == 1 and not known.alone_reason.strip():
        found.append(Finding(Need.TRAINERS, Fault.FEW_TRAINERS, named))
    if not counted and (is_foreign or is_taught):
        found.append(Finding(Need.LANGUAGE, Fault.NOT_SPOKEN, named))
    if is_foreign and not known.has_material and not known.material_waiver.strip():
        found.append(Finding(Need.MATERIAL, Fault.NO_MATERIAL, named))
    if not known.checklist_confirmed:
        found.append(Finding(Need.CHECKLIST, Fault.CHECKLIST_OPEN))
    return found


@dataclass(frozen=True)
class ToConfirm:
    """What is known when a trainer is to be confirmed.

    ``said`` is the answer to the date of the training, silence being ""; none, while it has no
    date.
    """

    name: str
    language_name: str
    is_approved: bool
    said: str | None = None


def to_confirm(known: ToConfirm) -> list[Finding]:
    """Return why somebody cannot be confirmed: no approval then, or no word on the date."""
    found = []
    if known.said is not None and known.said not in AGREES:
        found.append(disagrees(known.name, known.said))
    if not known.is_approved:
        named = {"name": known.name, "language": known.language_name}
        found.append(Finding(Need.TRAINERS, Fault.NOT_APPROVED, named))
    return found


@dataclass(frozen=True)
class ToClose:
    """What is known of a training that was held.

    ``unknown`` are people whose attendance nobody has said, ``due`` those who have earned a
    certificate that is not issued.
    """

    unknown: int
    due: int
    certificates_waiver: str = ""
    feedback_closed: bool = False
    report_sent: bool = False


def to_close(known: ToClose) -> list[Finding]:
    """Return what is still missing before a request can be closed."""
    found = []
    if known.unknown:
        found.append(Finding(Need.ATTENDANCE, Fault.ATTENDANCE_UNKNOWN, {"number": known.unknown}))
    if known.due and not known.certificates_waiver.strip():
        found.append(Finding(Need.CERTIFICATES, Fault.CERTIFICATES_DUE, {"number": known.due}))
    if not known.feedback_closed:
        found.append(Finding(Need.FEEDBACK, Fault.FEEDBACK_OPEN))
    if not known.report_sent:
        found.append(Finding(Need.REPORT, Fault.REPORT_DUE))
    return found


def text(need: Need, words: str) -> list[Finding]:
    """Return that a text is missing, where it is.

    >>> text(Need.REASON, "  ")[0].says
    'This is needed.'
    """
    return [] if words.strip() else [Finding(need, Fault.MISSING)]
