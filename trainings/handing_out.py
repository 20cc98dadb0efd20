"""What of a course's material somebody is given, in the training's language if that is there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.access import Standing
from accounts.days import network_day
from courses import languages
from courses.enums import Given, TranslationState
from courses.models import Material, Translation
from courses.models.material import SOURCE, TRANSLATED
from documents import names
from documents.models import Version
from events.enums import RegistrationState, State
from events.models import Registration
from trainers.models import Qualification, Trainer
from trainings.models import Delivery


@dataclass(frozen=True)
class Paper:
    """One material as it is given: its newest file, in which language, whether that is behind.

    ``key`` names it in addresses.
    """

    key: UUID
    material: Material
    version: Version
    language: str
    is_behind: bool

    @property
    def kind(self) -> str:
        """Return what kind of file it is."""
        return names.extension(self.version.name).upper()


def to_participant(registration: Registration, *, at: datetime) -> list[Paper]:
    """Return what a person is given who has a place; some of it after the training only."""
    event = registration.event
    if registration.state != RegistrationState.CONFIRMED or event.state == State.CANCELLED:
        return []
    delivery = Delivery.objects.filter(event=event).first()
    if delivery is None:
        return []
    later = [Given.AFTER] if event.ends_at <= at else []
    return _papers(delivery, [Given.REGISTERED, *later])


def to_trainer(delivery: Delivery) -> list[Paper]:
    """Return what those are given who teach: all there is."""
    return _papers(delivery, Given)


def to_approved(standing: Standing) -> list[Paper]:
    """Return what a trainer is given at all times: all material of the courses approved for.

    It is there in English, and in each language of an approval that it is published in.
    """
    approvals = Qualification.objects.in_force(network_day(standing.at)).filter(
        trainer__in=Trainer.objects.who_are(standing)
    )
    approved = set(approvals.order_by().values_list("course", "language"))
    rows = Material.objects.filter(
        course__in={course for course, _language in approved}, archived_at=None, number__gte=1
    )
    materials = list(rows.select_related("course").order_by("course__order", "course", "order"))
    published = Translation.objects.filter(
        material__in=materials, state=TranslationState.PUBLISHED
    ).select_related("material__course")
    translations = [one for one in published if (one.material.course_id, one.language) in approved]
    files = _files(materials, translations)
    found = []
    for material in materials:
        sources = [(material.key, SOURCE, languages.ENGLISH, False)]
        sources += [
            (one.key, TRANSLATED, one.language, one.is_behind)
            for one in translations
            if one.material_id == material.pk
        ]
        for key, label, code, behind in sources:
            if version := files.get((label, str(key))):
                name = languages.name(code)
                found.append(Paper(key, material, version, name, is_behind=behind))
    return found


def _papers(delivery: Delivery, given: Collection[str]) -> list[Paper]:
    rows = Material.objects.filter(
        course=delivery.course_id, archived_at=None, given__in=list(given), number__gte=1
    )
    materials = list(rows)
    published = {
        one.material_id: one
        for one in Translation.objects.filter(
            material__in=materials, language=delivery.language, state=TranslationState.PUBLISHED
        ).select_related("material")
    }
    files = _files([*materials], [*published.values()])
    found = []
    for material in materials:
        translation = published.get(material.pk)
        own = (TRANSLATED, translation.key) if translation else (SOURCE, material.key)
        version = files.get((own[0], str(own[1])))
        if version:
            code = translation.language if translation else languages.ENGLISH
            behind = translation is not None and translation.is_behind
            found.append(
                Paper(material.key, material, version, languages.name(code), is_behind=behind)
            )
    return found


def _files(
    materials: list[Material], translations: list[Translation]
) -> dict[tuple[str, str], Version]:
    keys = [*(one.key for one in materials), *(one.key for one in translations)]
    rows = Version.objects.newest().filter(
        document__label__in=[SOURCE, TRANSLATED],
        document__owner_key__in=[str(key) for key in keys],
    )
    return {(one.document.label, one.document.owner_key): one for one in rows}
