"""Who at an event has earned a certificate, who has one, and what is still to be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from certificates import earning, rules
from certificates.enums import CorrectionState, ItemState, Stage, State, Verdict
from certificates.facts import composed
from certificates.models import BatchItem, Certificate, Correction, Override
from certificates.rules import Earned
from events.enums import RegistrationState
from events.models import Event, Registration
from events.models.registration import RegistrationQuerySet


@dataclass(frozen=True)
class Candidate:
    """One person: what attendance gives, what was decided against it, and the certificate.

    ``certificate`` is the newest, whatever its state. ``failed`` says why the last attempt
    failed that did.
    """

    registration: Registration
    earned: Earned
    override: Override | None = None
    certificate: Certificate | None = None
    correction: Correction | None = None
    failed: str = ""

    @property
    def is_entitled(self) -> bool:
        """Return whether the person gets a certificate, by the rule or a decision against it.

        Nobody does who has no place, or was erased and has no name to be printed.
        """
        person = self.registration
        if person.state != RegistrationState.CONFIRMED or person.erased_at:
            return False
        decided = self.override.earns if self.override else None
        return rules.is_entitled(self.earned.verdict, decided=decided)

    @property
    def has_one(self) -> bool:
        """Return whether a certificate of the person stands, with its file."""
        return self.certificate is not None and self.certificate.stands

    @property
    def may_be_issued(self) -> bool:
        """Return whether one can be issued now.

        One that was revoked does not hinder it, and one that was claimed and never made is
        taken up.
        """
        return self.is_entitled and not self.has_one

    @property
    def other_name(self) -> str:
        """Return the name on the certificate where it is another than the registration's."""
        name = str(self.certificate.facts["name"]) if self.certificate else ""
        return name if name != composed(self.registration.name) else ""

    @property
    def problem(self) -> str:
        """Return why the last attempt failed, as long as there is none that stands."""
        return "" if self.has_one else self.failed

    @property
    def stage(self) -> Stage:
        """Return how far the person is; one whose file could not be made is to be issued still."""
        found = self.certificate
        if found is not None and found.state == State.VALID:
            if found.made_at is None:
                return Stage.READY if self.failed and self.is_entitled else Stage.UNDER_WAY
            return Stage.CHANGED if self._no_longer_fits(found) else Stage.ISSUED
        if found is not None and found.state == State.REVOKED:
            return Stage.REVOKED
        if self.is_entitled:
            return Stage.READY
        verdict = self.earned.verdict
        is_open = verdict == Verdict.NOT_OVER or (not self.override and verdict == Verdict.UNKNOWN)
        return Stage.UNDECIDED if is_open else Stage.NONE

    def _no_longer_fits(self, found: Certificate) -> bool:
        """Return whether attendance, or what was decided, is other than when it was issued.

        Of somebody who was erased nothing is asked any more.
        """
        if self.registration.erased_at:
            return False
        now = {"attended": self.earned.attended, "held": self.earned.total}
        return not self.is_entitled or found.facts["minutes"] != now


def people(event: Event) -> RegistrationQuerySet:
    """Return who has a place at an event, and who had one and was given a certificate."""
    given = Certificate.objects.filter(registration__event=event).values("registration")
    rows = RegistrationQuerySet(Registration).filter(event=event)
    return rows.filter(Q(state=RegistrationState.CONFIRMED) | Q(pk__in=given)).order_by(
        "sort_name", "pk"
    )


def of_event(
    event: Event, *, at: datetime, registrations: Iterable[Registration] | None = None
) -> list[Candidate]:
    """Return everybody at an event, or some; as many queries for 1 as for 200."""
    rows = list(people(event) if registrations is None else registrations)
    for row in rows:
        row.event = event
    keys = [row.pk for row in rows]
    newest = _newest(Certificate.objects.filter(registration__in=keys).order_by("pk"))
    decided = {
        one.registration_id: one
        for one in Override.objects.filter(registration__in=keys).select_related("decided_by")
    }
    wishes = {
        one.certificate_id: one
        for one in Correction.objects.filter(
            certificate__registration__in=keys, state=CorrectionState.OPEN
        )
    }
    failed = dict(
        BatchItem.objects.filter(registration__in=keys, state=ItemState.FAILED)
        .order_by("pk")
        .values_list("registration", "why")
    )
    found = []
    for line, earned in earning.of_event(event, at=at, registrations=rows):
        key = line.registration.pk
        certificate = newest.get(key)
        found.append(
            Candidate(
                line.registration,
                earned,
                decided.get(key),
                certificate,
                wishes.get(certificate.pk) if certificate else None,
                failed.get(key, ""),
            )
        )
    return found


def of_person(registration: Registration, *, at: datetime) -> Candidate:
    """Return one person."""
    return of_event(registration.event, at=at, registrations=[registration])[0]


def to_issue(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those to whom a certificate is to be given that they never had."""
    return [one for one in candidates if one.stage == Stage.READY]


def live(candidates: Sequence[Candidate]) -> list[Certificate]:
    """Return the certificates among them that stand and have their file."""
    return [one.certificate for one in candidates if one.certificate and one.has_one]


def _newest(rows: Iterable[Certificate]) -> dict[int, Certificate]:
    return {one.registration_id: one for one in rows}
