"""One spelling for searching and sorting, whatever the alphabet."""

import unicodedata

from anyascii import anyascii


def folded(text: str) -> str:
    """Return the text in plain lower-case Latin letters without marks.

    Names are found and sorted by it however they are typed.

    >>> folded("Παπαδόπουλος Ó Súilleabháin, Мария")
    'papadopoulos o suilleabhain, mariya'
    """
    if text.isascii():  # most of what is folded: nothing in it has marks or another alphabet
        return " ".join(text.lower().split())
    marked = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    bare = bare.replace("ου", "ou")  # one sound in two letters, as Greeks write it in Latin
    return " ".join(anyascii(bare).casefold().split())
