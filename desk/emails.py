"""The letters of the desk."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.enums import Role
from accounts.models import Mandate, PresidencyTerm, User
from accounts.services.days import TERM
from interface.moments import day
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write


def member_asked(
    term: PresidencyTerm,
    *,
    name: str,
    address: str,
    starts: date,
    ends: date | None,
    by: Standing,
    at: datetime,
) -> None:
    """Tell each officer of the Secretariat whom a state wants in the team of its Presidency."""
    asker = by.user.name if by.user else ""
    mandates = Mandate.objects.valid_at(at).filter(role=Role.SECRETARIAT)
    for person in User.objects.holding(mandates).order_by("pk"):
        with translation.override(person.language):
            told = Text(
                subject=_("Asked for the Presidency's team: %(state)s")
                % {"state": term.member_state},
                paragraphs=(
                    _("%(name)s asks you to give somebody a mandate “Presidency team”.")
                    % {"name": harmless(asker)},
                ),
                facts=(
                    (_("Name"), harmless(name)),
                    (_("E-mail address"), address),
                    (_("From"), day(starts)),
                    (_("Until"), day(ends) if ends else _("open")),
                ),
                button=Button(
                    _("Open people and mandates"), settings.SITE_URL + reverse("accounts:people")
                ),
            )
        write(
            told,
            to=person.email,
            name=person.name,
            language=person.language,
            label=TERM,
            key=str(term.pk),
            at=at,
        )
