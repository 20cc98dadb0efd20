"""What a search finds in the register of decisions."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.folding import folded
from accounts.search import Found
from decisions import sources
from decisions.models import Decision
from interface.moments import short_day


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the decisions that the person may know of and that hold each word, latest first.

    Each leads to where it came about, or, for who may not open that, to its line.
    """
    if not folded(text):
        return []
    rows = Decision.objects.visible_to(standing).matching(text).select_related("body")
    found = list(rows[:limit])
    urls = sources.open_to(standing, found)
    return [
        Found(
            kind=_("Decision"),
            title=row.title,
            note=f"{row.number} · {row.body} · {short_day(row.date)} · {row.get_outcome_display()}",
            url=urls.get(row.number)
            or f"{reverse('decisions:register')}?{urlencode({'text': row.number})}",
            icon="check",
        )
        for row in found
    ]
