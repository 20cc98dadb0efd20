"""What the calendar of a feed's owner gets, and what it reads there."""

from accounts.access import standing
from calendars import reading
from calendars.models import Feed
from calendars.own import Reading
from tests.clients.lines import named


def reading_of(feed, at):
    """One reading at a moment, of the feed and its owner as they are stored."""
    fresh = Feed.objects.select_related("owner").get(pk=feed.pk)
    return Reading(fresh, reading.reader(standing(fresh.owner, at)))


def read(feed, at):
    """The feed as its owner's calendar would get it at a moment."""
    return reading_of(feed, at).content()


def tag(feed, at):
    """Its ETag at a moment."""
    return reading_of(feed, at).tag


def told(data):
    """Title, state and SEQUENCE of each entry."""
    found = [named(data, name) for name in ("SUMMARY", "STATUS", "SEQUENCE")]
    return [tuple(line.partition(":")[2] for line in lines) for lines in zip(*found, strict=True)]


def titles(data):
    """The title of each entry, as a program shows it."""
    return [line.partition(":")[2].replace("\\,", ",") for line in named(data, "SUMMARY")]


def entry_of(data, uid):
    """The lines of one entry by name, each with what stands behind its first colon."""
    text = data.decode().replace("\r\n ", "")
    piece = next((one for one in text.split("BEGIN:VEVENT")[1:] if f"UID:{uid}\r" in one), "")
    return dict(line.split(":", 1) for line in piece.splitlines() if ":" in line)
