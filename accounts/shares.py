"""A share of a number of seats, kept exact; pure but for its words."""

from fractions import Fraction

from django.utils.translation import gettext as _

LONGEST = 20


class MalformedShareError(ValueError):
    """What was written is no fraction above 0 and at most 1."""


def read_share(text: str) -> Fraction:
    """Return the share that was written as two whole numbers; a decimal is none.

    Raises ``MalformedShareError``.

    >>> read_share("2/3"), read_share("14/27")
    (Fraction(2, 3), Fraction(14, 27))
    """
    above, slash, below = text.partition("/")
    digits = above.isascii() and above.isdigit() and below.isascii() and below.isdigit()
    if len(text) > LONGEST or not slash or not digits or int(below) == 0:
        raise MalformedShareError(text)
    found = Fraction(int(above), int(below))
    if not 0 < found <= 1:
        raise MalformedShareError(text)
    return found


def least(base: int, share: Fraction, *, strict: bool) -> int:
    """Return the least whole number that is more than a share, or at least it.

    Never below 1, so that nothing out of nothing is no majority.

    >>> least(12, Fraction(51, 100), strict=False), least(27, Fraction(1, 2), strict=True)
    (7, 14)
    """
    above, below = base * share.numerator, share.denominator
    return max(1, above // below + 1 if strict else -(-above // below))


def in_words(share: Fraction, *, strict: bool) -> str:
    """Return a share as a sentence says it: "more than half".

    >>> in_words(Fraction(2, 3), strict=False)
    'at least 2/3'
    """
    if share == Fraction(1, 2):
        return _("more than half") if strict else _("at least half")
    if share == 1:
        return _("all")
    said = _("more than %(share)s") if strict else _("at least %(share)s")
    return said % {"share": share}
