"""What somebody answers to what an event asked afterwards, and when."""

import datetime as dt

from tests.factories.feedback import OPENED

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
AT = OPENED + 5 * MINUTE
SAID = {"content": 5, "way": 1, "liked": [0], "words": "Good."}
