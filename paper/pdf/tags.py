"""The tree that says what each piece of a page is, for those who hear a paper read."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Marked:
    """A piece of a page's content, by the page and its number there."""

    page: int
    number: int


@dataclass(frozen=True)
class Linked:
    """A link's place on a page, in the order in which the page got them."""

    page: int
    number: int
    says: str


@dataclass(frozen=True)
class Field:
    """A field for a signature on a page, where nothing of it is seen."""

    page: int
    name: str
    says: str


@dataclass
class Node:
    """An element of the tree: its kind, what is in it, and what is said about it."""

    kind: str
    kids: list["Node | Marked | Linked | Field"] = field(default_factory=list)
    scope: str = ""
    alt: str = ""

    def add(self, kind: str, *, scope: str = "", alt: str = "") -> "Node":
        """Add an element inside, and return it."""
        kid = Node(kind, scope=scope, alt=alt)
        self.kids.append(kid)
        return kid
