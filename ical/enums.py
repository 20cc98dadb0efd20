"""The words of the calendar format that callers choose between."""

import enum


class Status(enum.StrEnum):
    """Whether an entry takes place; RFC 5545 knows no other word for an event."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class Answer(enum.StrEnum):
    """What the person an invitation is addressed to has said so far."""

    NEEDED = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


class Method(enum.StrEnum):
    """What the calendar part of a mail asks the receiving program to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"
