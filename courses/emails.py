"""The letters about translations: to who checks them, and back to the Secretariat."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.enums import Role
from accounts.models import Mandate, User
from courses import languages
from courses.models import Translation
from courses.models.material import TRANSLATED
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write


def to_check(translation: Translation, *, at: datetime) -> None:
    """Ask the representatives of the state that checks to read a translation."""
    said = [
        _("A translation is ready for your check: is it right, and is it what your people say?"),
        _("Publish it, or send it back with what is to be mended."),
    ]
    mandates = Mandate.objects.valid_at(at).for_seats()
    for mandate in mandates.filter(member_state=translation.checker_id).select_related("user"):
        _send(translation, _("To check: %(title)s"), said, to=mandate.user, at=at)


def sent_back(translation: Translation, *, by: Standing, at: datetime) -> None:
    """Tell the Secretariat what is to be mended in a translation."""
    who = by.user.name if by.user else ""
    said = [
        _("%(name)s sends a translation back:") % {"name": harmless(who)},
        harmless(translation.remark),
    ]
    people = User.objects.holding(Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT))
    for person in people:
        _send(translation, _("Sent back: %(title)s"), said, to=person, at=at)


def _send(
    translation: Translation, subject: str, said: list[str], *, to: User, at: datetime
) -> None:
    material = translation.material
    title = f"{material.title}, {languages.name(translation.language)}"
    write(
        Text(
            subject=subject % {"title": harmless(title)},
            paragraphs=tuple(said),
            facts=(
                (_("Course"), material.course.title),
                (_("Language"), languages.name(translation.language)),
            ),
            button=Button(
                _("Open the translation"), settings.SITE_URL + translation.get_absolute_url()
            ),
        ),
        to=to.email,
        name=to.name,
        language=to.language,
        label=TRANSLATED,
        key=str(translation.key),
        person=str(to.key),
        at=at,
    )
