"""When the demonstration is built for the tests that look at it."""

import datetime as dt

AT = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
