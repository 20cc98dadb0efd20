"""Who has been to which course, by certificates, and what is lacking of who registers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from certificates.models import Certificate
from courses import rules
from courses.models import Course, Prerequisite
from courses.rules import Before


@dataclass(frozen=True)
class Lacking:
    """The courses that somebody has no certificate of: required ones, recommended ones."""

    required: tuple[Course, ...]
    recommended: tuple[Course, ...]


def held_by(addresses: Iterable[str]) -> dict[str, set[int]]:
    """Return for each address the courses of which its person holds a certificate; one query.

    A certificate is of a course where its event was a delivery of it.
    """
    rows = (
        Certificate.objects.live()
        .made()
        .filter(
            registration__email__in=list(addresses), registration__event__delivery__isnull=False
        )
    )
    found: dict[str, set[int]] = {}
    pairs = rows.values_list("registration__email", "registration__event__delivery__course")
    for email, course in pairs:
        found.setdefault(email, set()).add(course)
    return found


def lacking(before: Sequence[Prerequisite], addresses: Iterable[str]) -> dict[str, Lacking]:
    """Return for each address what its person lacks of what comes before a course; one query."""
    wanted = list(addresses)
    courses = {one.before_id: one.before for one in before}
    rows = [Before(one.before_id, is_required=one.is_required) for one in before]
    held = held_by(wanted) if rows else {}
    found = {}
    for address in wanted:
        required, recommended = rules.missing(rows, held=held.get(address, set()))
        found[address] = Lacking(
            tuple(courses[key] for key in required), tuple(courses[key] for key in recommended)
        )
    return found
