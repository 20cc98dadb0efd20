"""Whether a row of a programme still means the same person; pure.

Photograph, consent and the own link belong to a person, not to a row.
"""

from accounts.folding import folded


def is_same_person(before: str, after: str) -> bool:
    """Return whether a changed name is a correction: one word of it has stayed.

    >>> is_same_person("Eva Nowak", "Dr Eva Nováková"), is_same_person("Eva Novak", "Ulla Berg")
    (True, False)
    """
    return before == after or bool(set(_words(before)) & set(_words(after)))


def _words(name: str) -> list[str]:
    """Return the words that tell people apart; initials and titles do not."""
    return [word for word in folded(name).replace(".", " ").split() if len(word) > 2]
