"""Who is asked what an event was like, and who has not answered yet."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.access import Standing
from events import attendance, feedback
from events.enums import THERE, Anonymity, Presence, RegistrationState, SpeakerRole, Whom
from events.feedback import Items, Phase
from events.models import (
    Attendance,
    Event,
    FeedbackAsked,
    FeedbackForm,
    Registration,
    Speaker,
)
from events.models.registration import RegistrationQuerySet
from mail import links

PAGE = "events:feedback"


def form_of(event: Event) -> FeedbackForm | None:
    """Return the form of an event, if it has one."""
    return FeedbackForm.objects.filter(event=event).first()


def items_of(form: FeedbackForm) -> Items:
    """Return what a form asks."""
    return feedback.read(form.questions)


def phase_of(form: FeedbackForm, *, at: datetime) -> Phase:
    """Return where a form is."""
    return feedback.phase(
        opened_at=form.opened_at, closes_at=form.closes_at, closed_at=form.closed_at, at=at
    )


def may_be_named(form: FeedbackForm) -> bool:
    """Return whether who answers may give the own name."""
    return form.anonymity == Anonymity.CHOICE


def meant(form: FeedbackForm) -> RegistrationQuerySet:
    """Return who is to be asked: who was there, or who had a place, as the form says."""
    return meant_of(form.event, form.whom)


def meant_of(event: Event, whom: str) -> RegistrationQuerySet:
    """Return who of an event would be asked."""
    rows = attendance.people(event).filter(erased_at=None)
    if whom == Whom.CONFIRMED:
        return rows
    own = Attendance.objects.filter(registration=OuterRef("pk"), presence__in=THERE)
    return rows.filter(Exists(own))


def there(events: Collection[int]) -> RegistrationQuerySet:
    """Return who was at some events; all who had a place where nobody took attendance."""
    own = Attendance.objects.filter(registration=OuterRef("pk"), presence__in=THERE)
    rows = RegistrationQuerySet(Registration).filter(
        event__in=events, state=RegistrationState.CONFIRMED
    )
    return rows.filter(Exists(own) | ~Exists(known(OuterRef("event"))))


def known(event: Event | OuterRef) -> QuerySet[Attendance]:
    """Return what is known of who was there, also for one event of a query after the other."""
    rows = Attendance.objects.exclude(presence=Presence.UNKNOWN)
    return rows.filter(registration__event=event)


def has_trained(standing: Standing, event: Event) -> bool:
    """Return whether the person was a trainer of the event, known by the own address."""
    if standing.user is None:
        return False
    return Speaker.objects.filter(
        session__event=event, role=SpeakerRole.TRAINER, email=standing.user.email
    ).exists()


def is_attendance_taken(event: Event) -> bool:
    """Return whether anything is known of who was there."""
    return known(event).exists()


def asked_of(registration: Registration) -> FeedbackAsked | None:
    """Return whether a person was asked, with the form; nothing where nobody did."""
    rows = FeedbackAsked.objects.select_related("form")
    return rows.filter(registration=registration).first()


def token_of(registration: Registration) -> str:
    """Return the secret of the page on which a person answers."""
    return links.token(PAGE, registration.key, registration.link_generation)


def is_owed(registration: Registration, *, at: datetime) -> bool:
    """Return whether a person was asked, has not answered, and still can."""
    asked = asked_of(registration)
    return (
        asked is not None and not asked.has_answered and phase_of(asked.form, at=at) is Phase.OPEN
    )
