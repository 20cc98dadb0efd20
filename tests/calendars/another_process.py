"""A feed as another process reads it at a moment: its tag, then its bytes."""

import datetime as dt
import sys

import django


def main(database: str, key: str, moment: str) -> None:
    """Print what the feed with this key is at the moment."""
    django.setup()
    from django.db import connection

    from accounts.access import standing
    from calendars import reading
    from calendars.models import Feed
    from calendars.own import Reading

    connection.settings_dict["NAME"] = database
    feed = Feed.objects.select_related("owner").get(key=key)
    at = dt.datetime.fromisoformat(moment)
    read = Reading(feed, reading.reader(standing(feed.owner, at)))
    sys.stdout.buffer.write(read.tag.encode() + b"\n" + read.content())


if __name__ == "__main__":
    main(*sys.argv[1:])
