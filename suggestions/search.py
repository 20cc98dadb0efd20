"""What a search finds among calls and suggestions."""

from django.utils.translation import gettext as _

from accounts.access import Standing
from accounts.days import network_day
from accounts.folding import folded
from accounts.search import Found
from suggestions import access, words
from suggestions.models import Call, Suggestion


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return the calls and the suggestions that the person may read and that hold each word."""
    if not access.sees_calls(standing) or not folded(text):
        return []
    return [*_calls(text, standing, limit), *_suggestions(text, standing, limit)]


def _calls(text: str, standing: Standing, limit: int) -> list[Found]:
    rows = Call.objects.visible_to(standing).matching(text).select_related("body", "presidency")
    return [
        Found(
            kind=_("Call for suggestions"),
            title=one.title,
            note=f"{one.presidency} · {one.body} ·"
            f" {words.state_pill(one, on=network_day(standing.at)).label}",
            url=one.get_absolute_url(),
            icon="mail",
        )
        for one in rows[:limit]
    ]


def _suggestions(text: str, standing: Standing, limit: int) -> list[Found]:
    rows = Suggestion.objects.visible_to(standing).given().matching(text).with_call()
    return [
        Found(
            kind=_("Suggestion"),
            title=one.title,
            note=f"{one.answer.member_state} · {one.get_category_display()}",
            url=one.get_absolute_url(),
            icon="mail",
        )
        for one in rows.order_by("-given_at", "-pk")[:limit]
    ]
