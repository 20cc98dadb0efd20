"""The material of a course and its translations: who checks what is handed out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

import documents.services
from accounts import versions
from accounts.access import Standing
from accounts.enums import Visibility
from accounts.models import MemberState
from accounts.steps import By, NotNowError, step
from courses import emails, languages, rules
from courses.enums import Deed, TranslationDeed, TranslationState
from courses.models import Course, Material, Translation
from courses.models.material import SOURCE, TRANSLATED
from courses.services.courses import note
from documents.checking import Checked
from documents.models import Document


class NotYoursError(NotNowError):
    """The deed is somebody else's: only the Secretariat and the state that checks do it."""


class OwnWorkError(NotNowError):
    """Who handed a translation in is not the one who checks it, unless it is the Secretariat."""


@transaction.atomic
def add_material(
    course: Course,
    *,
    once: UUID,
    title: str,
    given: str,
    upload: Checked,
    by: Standing,
    at: datetime,
) -> Material:
    """Add an English material with its file; a replay of the form has one effect."""
    last = course.materials.order_by("-order").first()
    material, made = Material.objects.get_or_create(
        once=once,
        defaults={
            "course": course,
            "order": last.order + 1 if last else 1,
            "title": title,
            "given": given,
            "number": 1,
        },
    )
    if made:
        documents.services.add(
            label=SOURCE,
            key=str(material.key),
            title=title,
            upload=upload,
            visibility=Visibility.NETWORK,
            by=by,
            at=at,
            once=once,
        )
        note(Deed.MATERIAL_CHANGED, course, by=by, at=at, material=title)
    return material


@transaction.atomic
def change_material(
    material: Material, *, version: int, title: str, given: str, by: Standing, at: datetime
) -> Material:
    """Call it otherwise, or give it to others. Raises ``StaleError``."""
    material = versions.locked(Material.objects.all(), version=version, pk=material.pk)
    material.title, material.given = title, given
    material.save()
    note(Deed.MATERIAL_CHANGED, material.course, by=by, at=at, material=title)
    return material


@transaction.atomic
def renew_material(
    material: Material, *, upload: Checked, words: str, by: Standing, at: datetime
) -> Material:
    """Put a newer English file on top: what was translated from an older one is behind now."""
    material = Material.objects.select_for_update().get(pk=material.pk)
    paper = Document.objects.get(label=SOURCE, owner_key=str(material.key))
    newest = documents.services.add_version(paper, upload=upload, note=words, by=by, at=at)
    if newest.number != material.number:
        material.number = newest.number
        material.version += 1
        material.save()
        note(Deed.MATERIAL_CHANGED, material.course, by=by, at=at, material=material.title)
    return material


@transaction.atomic
def set_archived(material: Material, *, archived: bool, by: Standing, at: datetime) -> Material:
    """Hand a material out no longer, or again; twice is once."""
    material = Material.objects.select_for_update().get(pk=material.pk)
    if (material.archived_at is not None) != archived:
        material.archived_at = at if archived else None
        material.version += 1
        material.save()
        note(Deed.MATERIAL_CHANGED, material.course, by=by, at=at, material=material.title)
    return material


@transaction.atomic
def begin_translation(
    material: Material, *, language: str, checker: MemberState | None, by: Standing, at: datetime
) -> Translation:
    """Begin a translation of the newest English; one that stands in the language stays as it is.

    ``checker`` is the Member State whose National Representative checks it. Who speaks for a
    state begins translations into its own languages; raises ``NotYoursError`` for others.
    """
    if not by.is_secretariat and not (checker and language in languages.of_state(checker)):
        raise NotYoursError
    material = Material.objects.select_for_update().get(pk=material.pk)
    translation, _made = Translation.objects.get_or_create(
        material=material, language=language, defaults={"checker": checker}
    )
    if translation.state == TranslationState.NONE:
        translation.checker = checker
        _move(translation, TranslationDeed.BEGIN, by=by, at=at)
    return translation


@transaction.atomic
def hand_in(
    translation: Translation, *, upload: Checked, by: Standing, at: datetime
) -> Translation:
    """Hand in the file of a translation for the check; who checks it is written to."""
    translation = _locked(translation)
    paper = Document.objects.filter(label=TRANSLATED, owner_key=str(translation.key)).first()
    translation.handed_in_by, translation.handed_in_at = by.user, at
    _move(translation, TranslationDeed.HAND_IN, by=by, at=at)
    if paper:
        documents.services.add_version(paper, upload=upload, by=by, at=at)
    else:
        documents.services.add(
            label=TRANSLATED,
            key=str(translation.key),
            title=translation.material.title,
            upload=upload,
            visibility=Visibility.NETWORK,
            by=by,
            at=at,
        )
    emails.to_check(translation, at=at)
    return translation


@transaction.atomic
def send_back(
    translation: Translation, *, version: int, remark: str, by: Standing, at: datetime
) -> Translation:
    """Send a translation back to the translator, with what is to be mended.

    Raises ``StaleError`` where another file stands there than the one that was read.
    """
    translation = _read(translation, version)
    translation.remark = remark
    _move(translation, TranslationDeed.SEND_BACK, by=by, at=at)
    emails.sent_back(translation, by=by, at=at)
    return translation


@transaction.atomic
def publish(translation: Translation, *, version: int, by: Standing, at: datetime) -> Translation:
    """Publish a translation that was checked: from then on it is handed out.

    Raises ``StaleError`` where another file stands there than the one that was read, and
    ``OwnWorkError`` for who handed it in and speaks for a state.
    """
    translation = _read(translation, version)
    if is_own_work(translation, by):
        raise OwnWorkError
    translation.checked_at, translation.checked_by, translation.remark = at, by.user, ""
    _move(translation, TranslationDeed.PUBLISH, by=by, at=at)
    return translation


@transaction.atomic
def begin_anew(translation: Translation, *, by: Standing, at: datetime) -> Translation:
    """Begin a published translation anew from the newest English."""
    translation = _locked(translation)
    _move(translation, TranslationDeed.BEGIN_ANEW, by=by, at=at)
    return translation


def _locked(translation: Translation) -> Translation:
    rows = Translation.objects.select_for_update(of=("self",))
    return rows.select_related("material__course").get(pk=translation.pk)


def _read(translation: Translation, version: int) -> Translation:
    """Return a translation under lock, in the version that was read.

    Somebody who is no longer asked for the check is told that, not of a newer file.
    """
    found = _locked(translation)
    if found.version != version and found.state == TranslationState.TO_CHECK:
        raise versions.StaleError(found)
    return found


def is_own_work(translation: Translation, by: Standing) -> bool:
    """Return whether a person would check what that person handed in; the Secretariat may."""
    return not by.is_secretariat and translation.handed_in_by == by.user


BEGINS = frozenset({TranslationDeed.BEGIN, TranslationDeed.BEGIN_ANEW})


def _move(translation: Translation, deed: TranslationDeed, *, by: Standing, at: datetime) -> None:
    """Take a step of the table, as the Secretariat or as the state that checks, and note it."""
    known = rules.TRANSLATION[translation.state].get(deed)
    if known is None:
        raise NotNowError(f"{deed} from {translation.state}")
    acting = party(translation, by)
    if acting is None:
        raise NotYoursError
    translation.state = step(rules.TRANSLATION, state=translation.state, deed=deed, by=acting).to
    if deed in BEGINS:
        translation.translates = translation.material.number
    translation.version += 1
    translation.save()
    note(
        Deed.TRANSLATION_MOVED, translation.material.course, by=by, at=at,
        material=translation.material.title, language=translation.language, to=translation.state,
    )  # fmt: skip


def party(translation: Translation, by: Standing) -> By | None:
    """Return as whom a person acts on a translation; nothing where it is not theirs."""
    if by.is_secretariat:
        return By.SECRETARIAT
    return By.STATE if translation.checker_id in by.member_states else None
