"""What the rule says, in words that need no explanation."""

from django.utils.translation import gettext as _

from certificates.enums import Verdict
from certificates.rules import Earned, Terms
from events.attended import length


def hours(minutes: int) -> str:
    """Return minutes as hours: one digit where that is exact, else two, and never too much.

    >>> hours(540), hours(75), hours(503), hours(50), hours(0)
    ('9.0', '1.25', '8.38', '0.83', '0.0')
    """
    whole, part = divmod(minutes * 100 // 60, 100)
    return f"{whole}.{part:02}" if minutes % 6 else f"{whole}.{part // 10}"


def is_in_tenths(*minutes: int) -> bool:
    """Return whether each is a number of hours with one digit, exactly."""
    return not any(number % 6 for number in minutes)


def spent(attended: int, total: int) -> str:
    """Return how long of how long: in hours with one digit where that is exact.

    >>> spent(540, 630), spent(277, 315)
    ('9.0 of 10.5 h', '4 h 37 min of 5 h 15 min')
    """
    if is_in_tenths(attended, total):
        return _("%(attended)s of %(total)s h") % {
            "attended": hours(attended),
            "total": hours(total),
        }
    return _("%(attended)s of %(total)s") % {"attended": length(attended), "total": length(total)}


def percent(earned: Earned, share: int) -> int:
    """Return the share attended in whole per cent; one that is missed is not rounded up to it.

    >>> percent(Earned(Verdict.ELIGIBLE, 540, 630), 80), percent(Earned(Verdict.ELIGIBLE, 1, 0), 80)
    (86, 0)
    >>> percent(Earned(Verdict.TOO_LITTLE, 503, 630), 80)
    79
    """
    if not earned.total:
        return 0
    rounded = (earned.attended * 200 + earned.total) // (2 * earned.total)
    return min(rounded, share - 1) if earned.attended * 100 < earned.total * share else rounded


def explained(earned: Earned, terms: Terms) -> str:
    """Return why: "9.0 of 10.5 h, 86 %, eligible"."""
    return _("%(spent)s, %(percent)d %%, %(verdict)s") % {
        "spent": spent(earned.attended, earned.total),
        "percent": percent(earned, terms.share),
        "verdict": _verdict(earned.verdict, terms),
    }


def for_holder(verdict: Verdict, earned: Earned, terms: Terms) -> str:
    """Return to who has no certificate what a verdict means: why, and what is to come."""
    had = {
        "spent": spent(earned.attended, earned.total),
        "percent": percent(earned, terms.share),
        "share": terms.share,
    }
    return {
        Verdict.ELIGIBLE: _(
            "Once the organisers have issued it you get a letter, and it stands here."
        ),
        Verdict.TOO_LITTLE: _(
            "You were there for %(spent)s, %(percent)d %%; %(share)d %% is"
            " needed, so no certificate is issued."
        )
        % had,
        Verdict.UNKNOWN: _(
            "It is not decided yet: whether you were at one of the sessions is not written down."
        ),
        Verdict.NOT_OVER: _("It is not decided yet: a session that counts is not over."),
        Verdict.NOTHING_COUNTS: _("No session of this event counts, so no certificate is issued."),
    }[verdict]


def _verdict(verdict: Verdict, terms: Terms) -> str:
    return {
        Verdict.ELIGIBLE: _("eligible"),
        Verdict.TOO_LITTLE: _("not eligible: %(share)d %% is needed") % {"share": terms.share},
        Verdict.UNKNOWN: _("not decided: attendance of a session is unknown"),
        Verdict.NOT_OVER: _("not decided: the event is not over"),
        Verdict.NOTHING_COUNTS: _("not eligible: no session counts"),
    }[verdict]
