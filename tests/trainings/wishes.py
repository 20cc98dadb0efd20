"""The form of a request, as a browser sends it."""

import uuid

from django.urls import reverse

NEW = reverse("trainings:new")
JSON = {"headers": {"accept": "application/json"}}


def boxes(teaches, **changes):
    """What a browser sends of a form that is filled in well."""
    said = {
        "course": str(teaches.pk),
        "language": "en",
        "place": "member_state",
        "city": "Lisbon",
        "venue": "Town hall",
        "expected": "24",
        "least": "12",
        "most": "30",
        "groups_police": "10",
        "groups_local_authority": "8",
        "groups_policymaker": "6",
        "rows": "3",
        "provides": ["room", "catering"],
        "motivation": "Five municipalities begin.",
        **window(1, (18, 1, 2027), (22, 1, 2027)),
        **window(2, (8, 2, 2027), (12, 2, 2027)),
    }
    return {**said, **changes}


def window(row, starts, ends):
    """The six boxes of one window."""
    names = ("day", "month", "year")
    return {
        f"{end}_{row}_{name}": str(part)
        for end, day in (("starts", starts), ("ends", ends))
        for name, part in zip(names, day, strict=True)
    }


def stamped(version=2, once=None, **more):
    """The marks of a form that travel hidden."""
    return {"once": str(once or uuid.uuid4()), "version": str(version), **more}


def address(made):
    return reverse("trainings:draft", args=[made.reference])
