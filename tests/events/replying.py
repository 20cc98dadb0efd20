"""Somebody who answers an invitation, and what came of it."""

import datetime as dt
import uuid

from accounts.access import standing
from accounts.steps import By
from events.invitations import Reply
from events.models import Invitation
from events.services import answer_invitation
from mail.models import Letter

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
NOBODY = standing(None, AT)
TOLD = {
    "name": "Anna Kalniņa",
    "organisation": "Iekšlietu ministrija",
    "country": "LV",
    "category": "policymaker",
}


def reply(invitation, answer, *, by=NOBODY, as_=By.PERSON, at=AT, once=None, more=None, **told):
    """Answer an invitation, with the person's data where the answer is yes."""
    told = TOLD | {"email": invitation.email} | told if answer in {"in_person", "online"} else told
    return answer_invitation(
        invitation,
        reply=Reply(answer, **told),
        once=once or uuid.uuid4(),
        notice=None,
        by=by,
        as_=as_,
        at=at,
        **(more or {}),
    )


def instead(name="Berta Bērziņa", email="berta@example.eu"):
    """Name somebody else, as a reply takes it."""
    return {"stand_in": (name, email)}


def letters(to="anna@example.eu"):
    """Return the subjects of the letters to an address."""
    return [letter.subject for letter in Letter.objects.filter(to=to).order_by("pk")]


def stands(invitation):
    """Return the states of an invitation and of what it led to."""
    fresh = Invitation.objects.select_related("registration").get(pk=invitation.pk)
    return fresh.state, fresh.registration_state
