"""What a search finds among requests for trainings."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from trainings.models import TrainingRequest


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the requests that the person may read and that hold each word, newest first."""
    if not folded(text):
        return []
    rows = TrainingRequest.objects.visible_to(standing).matching(text)
    return [
        Found(
            kind=_("Training request"),
            title=f"{one.course.title}, {one.host_city()}" if one.course else one.reference,
            note=f"{one.reference} · {one.member_state} · {one.get_state_display()}",
            url=one.get_absolute_url(),
            icon="training",
        )
        for one in rows.select_related("member_state", "course")[:limit]
    ]
