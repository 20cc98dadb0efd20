"""What a line of the log leaves out: the secret part of addresses behind mailed links."""

import re
from typing import Any

MASK = "***"

# A slash may also stand as a query quotes it. Months of the calendar and the public feed are no
# secrets: of what stands under that address, the name of another file is one, and whatever is
# as long as a token, or half of it.
_SLASH = r"(?:/|%2F)"
_SIGN = r"(?:[^/?&#%\s\"'\\<>]|%(?!2F))"
SECRET = re.compile(
    rf"({_SLASH}(?:registrations|invitations|speakers|feedback|verify|door){_SLASH}){_SIGN}+"
    rf"|({_SLASH}calendar{_SLASH})(?!public\.ics)(?:{_SIGN}+(?=\.ics)|{_SIGN}{{16,}})",
    re.IGNORECASE,
)


def masked(_logger: Any, _method: str, line: str) -> str:
    """Return a line of the log with the tokens of addresses masked, wherever they stand in it.

    It runs last, over the whole line, so that message, traceback and facts are all covered.

    >>> masked(None, "", "Forbidden: /registrations/c2VjcmV0/withdraw/")
    'Forbidden: /registrations/***/withdraw/'
    """
    return SECRET.sub(lambda found: f"{found[1] or found[2]}{MASK}", line)
