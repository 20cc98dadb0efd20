"""Dates and moments in templates; the words are made in ``interface.moments``."""

import datetime as dt

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interface import moments

register = template.Library()


@register.simple_tag
def moment(at: dt.datetime | None, zone: str | None = None) -> SafeString | str:
    """``Friday 31 May 2024, 09:30 (Brussels)``."""
    return _time(at, moments.moment(at, zone)) if at else ""


@register.simple_tag
def short_moment(at: dt.datetime | None, zone: str | None = None) -> SafeString | str:
    """``Fri 31 May 2024, 09:30``."""
    return _time(at, moments.short_moment(at, zone)) if at else ""


@register.simple_tag
def day(on: dt.date | None) -> SafeString | str:
    """``Friday 31 May 2024``."""
    return _time(on, moments.day(on)) if on else ""


@register.simple_tag
def short_day(on: dt.date | None) -> SafeString | str:
    """``Fri 31 May 2024``."""
    return _time(on, moments.short_day(on)) if on else ""


@register.simple_tag
def days(first: dt.date, last: dt.date) -> SafeString:
    """``Tuesday 26 – Wednesday 27 January 2027``."""
    return _time(first, moments.days(first, last))


@register.simple_tag
def span(start: dt.datetime, end: dt.datetime, zone: str | None = None) -> SafeString:
    """``Friday 31 May 2024, 09:30–16:30 (Brussels)``."""
    return _time(start, moments.span(start, end, zone))


@register.simple_tag
def hours(start: dt.datetime, end: dt.datetime, zone: str | None = None) -> SafeString:
    """``09:30–16:30 (Brussels)``."""
    return _time(start, moments.hours(start, end, zone))


@register.simple_tag
def your_time(
    start: dt.datetime, end: dt.datetime, zone: str | None, viewer: str | None
) -> SafeString | str:
    """Give the hours on the viewer's own clock, where it differs."""
    words = moments.your_time(start, end, zone, viewer)
    return _time(start, words) if words else ""


@register.simple_tag
def left(by: dt.datetime, at: dt.datetime) -> str:
    """``2 days 9 hours left``."""
    return moments.left(by, at)


def _time(value: dt.date, words: str) -> SafeString:
    if isinstance(value, dt.datetime):
        stamp = value.astimezone(dt.UTC).isoformat(timespec="minutes").replace("+00:00", "Z")
    else:
        stamp = value.isoformat()
    return format_html('<time datetime="{}">{}</time>', stamp, words)
