"""What the Secretariat decides of trainers: requirements, acceptance, approvals."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.access import Standing
from accounts.days import network_day
from accounts.steps import By, NotNowError
from courses.models import Course
from trainers import emails
from trainers.enums import Deed, TrainerDeed, TrainerState
from trainers.models import Qualification, Requirement, RequirementCheck, Trainer
from trainers.rules import Checked, lacking
from trainers.services.nominating import advance, locked, note, require


class LackingError(Exception):
    """Requirements that are not met, or not decided yet; ``texts`` says which."""

    def __init__(self, texts: list[str]) -> None:
        """Keep which."""
        super().__init__("; ".join(texts))
        self.texts = texts


def checks_of(trainer: Trainer) -> list[Checked]:
    """Return each requirement in force with what was decided of it; two queries."""
    decided = dict(trainer.checks.values_list("requirement", "is_met"))
    return [
        Checked(one.text, is_required=one.is_required, is_met=decided.get(one.pk))
        for one in Requirement.objects.filter(archived_at=None)
    ]


@transaction.atomic
def check_requirement(
    trainer: Trainer,
    *,
    requirement: Requirement,
    is_met: bool,
    by: Standing,
    at: datetime,
    note_: str = "",
) -> RequirementCheck:
    """Decide whether a trainer meets a requirement; a newer decision replaces the older."""
    trainer = locked(trainer)
    require(by, trainer, By.SECRETARIAT)
    check, _made = RequirementCheck.objects.update_or_create(
        trainer=trainer,
        requirement=requirement,
        defaults={"is_met": is_met, "note": note_, "decided_at": at, "decided_by": by.user},
    )
    note(Deed.CHECKED, trainer, by=by, at=at, requirement=requirement.text, met=is_met)
    return check


@transaction.atomic
def check_requirements(
    trainer: Trainer,
    *,
    decided: Mapping[Requirement, tuple[bool, str]],
    by: Standing,
    at: datetime,
) -> list[RequirementCheck]:
    """Decide on several requirements, each met or not and with a note; return what is new.

    What stands so already keeps who decided it and when.
    """
    there = {one.requirement_id: (one.is_met, one.note) for one in trainer.checks.all()}
    return [
        check_requirement(trainer, requirement=one, is_met=is_met, note_=said, by=by, at=at)
        for one, (is_met, said) in decided.items()
        if there.get(one.pk) != (is_met, said)
    ]


@transaction.atomic
def accept_trainer(trainer: Trainer, *, by: Standing, at: datetime) -> Trainer:
    """Accept who was put forward. Raises ``LackingError`` while a requirement is not met."""
    trainer = locked(trainer)
    advance(trainer, TrainerDeed.ACCEPT, by=by, at=at)
    if texts := lacking(checks_of(trainer)):
        raise LackingError(texts)
    trainer.save()
    note(Deed.ACCEPTED, trainer, by=by, at=at)
    emails.accepted(trainer, at=at)
    return trainer


@transaction.atomic
def decline_trainer(trainer: Trainer, *, reason: str, by: Standing, at: datetime) -> Trainer:
    """Decline who was put forward, for a reason."""
    trainer = locked(trainer)
    advance(trainer, TrainerDeed.DECLINE, by=by, at=at)
    trainer.reason = reason
    trainer.save()
    note(Deed.DECLINED, trainer, by=by, at=at)
    emails.declined(trainer, at=at)
    return trainer


@transaction.atomic
def set_leaving(
    trainer: Trainer, *, leaves: bool, by: Standing, at: datetime, reason: str = ""
) -> Trainer:
    """Take a trainer off the list, or on again; what was taught stays."""
    trainer = locked(trainer)
    deed = TrainerDeed.LEAVE if leaves else TrainerDeed.RETURN
    advance(trainer, deed, by=by, at=at)
    trainer.reason = reason
    trainer.save()
    note(Deed.LEFT if leaves else Deed.RETURNED, trainer, by=by, at=at)
    tell = emails.left if leaves else emails.accepted
    tell(trainer, at=at)
    return trainer


@transaction.atomic
def approve(  # each is a part of the approval
    trainer: Trainer,
    *,
    course: Course,
    language: str,
    starts: date,
    ends: date | None,
    by: Standing,
    at: datetime,
) -> Qualification:
    """Approve an accepted trainer for a course in a language; from the same day, once.

    Raises ``NotNowError`` for who is not accepted.
    """
    trainer = locked(trainer)
    require(by, trainer, By.SECRETARIAT)
    if trainer.state != TrainerState.ACCEPTED:
        raise NotNowError("only who is accepted is approved")
    rows = trainer.qualifications.filter(course=course, language=language, starts=starts)
    if there := rows.filter(ends=ends, ended_at=None).first():
        return there
    made, _new = Qualification.objects.update_or_create(
        trainer=trainer,
        course=course,
        language=language,
        starts=starts,
        defaults={
            "ends": ends, "approved_at": at, "approved_by": by.user,
            "ended_at": None, "reason": "",
        },
    )  # fmt: skip
    note(Deed.APPROVED, trainer, by=by, at=at, course=course.slug, language=language)
    emails.approved(made, at=at)
    return made


@transaction.atomic
def end_approval(
    approval: Qualification, *, reason: str, by: Standing, at: datetime
) -> Qualification:
    """End an approval today, for a reason; twice is once."""
    trainer = locked(approval.trainer)
    require(by, trainer, By.SECRETARIAT)
    approval = Qualification.objects.select_for_update().get(pk=approval.pk)
    if approval.ended_at is None:
        approval.ends = network_day(at) - timedelta(days=1)
        approval.ended_at, approval.reason = at, reason
        approval.save()
        note(Deed.APPROVAL_ENDED, trainer, by=by, at=at, language=approval.language)
        emails.approval_ended(approval, at=at)
    return approval
