"""What a search finds among trainers."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from trainers.models import Trainer


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the trainers of whom the person may know and whose name holds each word."""
    if not (standing.is_secretariat or standing.member_states) or not folded(text):
        return []
    rows = Trainer.objects.visible_to(standing).filter(erased_at=None).matching(text)
    return [
        Found(
            kind=_("Trainer"),
            title=one.name,
            note=" · ".join(
                str(part)
                for part in (one.organisation, one.member_state, one.get_state_display())
                if part
            ),
            url=one.get_absolute_url(),
            icon="person",
        )
        for one in rows.select_related("member_state")[:limit]
    ]
