"""What a search finds among written procedures."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from procedures.models import Procedure


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the procedures that the person may read and that hold each word, newest first."""
    if not folded(text):
        return []
    rows = Procedure.objects.visible_to(standing).matching(text).select_related("body")
    return [
        Found(
            kind=_("Written procedure"),
            title=found.title,
            note=f"{found.reference} · {found.body} · {found.state_at(standing.at).label}",
            url=found.get_absolute_url(),
            icon="pen",
        )
        for found in rows.order_by("-created_at", "-pk")[:limit]
    ]
