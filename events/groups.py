"""As what people take part, in the words of the event."""

from events.enums import Group
from events.models import Event


def name(group: str, label: str) -> str:
    """Return what an event calls a group, else its usual name.

    >>> name("member", "Delegate")
    'Delegate'
    """
    return label or str(Group(group).label)


def names(event: Event) -> dict[str, str]:
    """Return what an event calls each of the groups; one query, none where they are read."""
    labels = {one.group: one.label for one in event.groups.all()}
    return {group.value: name(group, labels.get(group, "")) for group in Group}
