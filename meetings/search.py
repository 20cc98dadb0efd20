"""What a search finds among meetings."""

from accounts.access import Standing
from accounts.search import Found


def find(text: str, standing: Standing, limit: int) -> list[Found]:
    """Return what the person may see of meetings that holds each word."""
    return []
