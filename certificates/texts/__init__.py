"""The words of certificates, one file a language; where there is none, English."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import takewhile
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from certificates import words

FOLDER = Path(__file__).resolve().parent
ENGLISH = "en"


@dataclass(frozen=True)
class Text:
    """The words of one language, and how it writes days, hours and names of languages.

    ``tag`` is the language as a file names it; ``took_part`` holds a sentence a kind of event.
    """

    tag: str
    words: dict[str, str]
    took_part: dict[str, str]
    locale: Locale

    def __getitem__(self, key: str) -> str:
        """Return the words that stand under a key."""
        return self.words[key]

    def day(self, day: date) -> str:
        """Return a day in full."""
        return format_date(day, "long", self.locale)

    def short(self, day: date) -> str:
        """Return a day as short as the language has it in words."""
        return format_date(day, "medium", self.locale)

    def days(self, first: date, last: date) -> str:
        """Return one day, or from one to another; what they have in common is said once."""
        begins, ends = self.day(first).split(" "), self.day(last)
        if first == last:
            return ends
        from_behind = zip(reversed(begins), reversed(ends.split(" ")), strict=False)
        alike = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], from_behind))
        begins = begins[: len(begins) - alike]
        dash = "–" if len(begins) == 1 else " – "
        return f"{' '.join(begins)}{dash}{ends}"

    def spent(self, attended: int, held: int) -> str:
        """Return for how long somebody was there: in hours with one digit where that is exact."""
        if words.is_in_tenths(attended, held):
            return self["hours"].format(attended=self.hours(attended), held=self.hours(held))
        return self["lengths"].format(attended=self.length(attended), held=self.length(held))

    def length(self, minutes: int) -> str:
        """Return minutes as hours and minutes."""
        whole, rest = divmod(minutes, 60)
        said = [self["hour"].format(number=whole)] if whole or not rest else []
        return " ".join([*said, *([self["minute"].format(number=rest)] if rest else [])])

    def hours(self, minutes: int) -> str:
        """Return minutes as hours, as the language writes numbers."""
        number = Decimal(words.hours(minutes))
        return format_decimal(number, format="0.0#", locale=self.locale)

    def languages(self, codes: Sequence[str]) -> str:
        """Return the names of languages; a code that has none stays as it is."""
        names = [self.locale.languages.get(code, code) for code in codes]
        return format_list(names, locale=self.locale)


def language_for(codes: Sequence[str]) -> str:
    """Return in which language the certificate of an event is: its first one, else English."""
    return codes[0] if codes and codes[0] in known() else ENGLISH


@cache
def known() -> frozenset[str]:
    """Return the languages there are words in."""
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


@cache
def text_in(language: str) -> Text:
    """Return the words of a language, read once a process."""
    found = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    tag, took_part = found.pop("tag"), found.pop("took_part")
    return Text(tag, found, took_part, Locale.parse(tag, sep="-"))
