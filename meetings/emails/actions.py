"""The letters about action points."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.access import standing
from accounts.addressees import secretariat, who_speak_for
from interface.moments import day
from mail.letters import Button, Text
from mail.names import harmless
from mail.services import write
from meetings.models import ActionPoint
from meetings.models.action import LABEL


def due(action: ActionPoint, *, at: datetime) -> int:
    """Remind the owner on the day; return how many letters it was.

    What came from a restricted item goes to who may know of it, and is not said: others read
    letters.
    """
    holder = (action.member_state_id, action.organisation_id)
    readers = who_speak_for([holder], at=at) if any(holder) else secretariat(at=at)
    known = [
        reader
        for reader in readers
        if ActionPoint.objects.visible_to(standing(reader.user, at)).filter(pk=action.pk).exists()
    ]
    text = Text(
        subject=_("Due today: an action point of %(meeting)s") % {"meeting": action.event},
        paragraphs=(
            _("%(meeting)s left something to do until today, %(day)s.")
            % {"meeting": harmless(str(action.event)), "day": day(action.due_date)},
            *(() if action.is_restricted else (harmless(action.text),)),
            _("If it is done, say so on its page; then nobody reminds you again."),
        ),
        button=Button(_("Open the action point"), settings.SITE_URL + action.get_absolute_url()),
    )
    for reader in known:
        write(
            text,
            to=reader.user.email,
            name=reader.user.name,
            language=reader.user.language,
            label=LABEL,
            key=str(action.key),
            person=str(reader.user.key),
            copies=() if action.is_restricted else reader.copies,
            at=at,
        )
    return len(known)
