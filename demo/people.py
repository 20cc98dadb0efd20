"""The cast of the demonstration: people of all Member States, in their own alphabets."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path

from accounts.enums import Category
from accounts.folding import folded

DATA = Path(__file__).resolve().parent / "data"
DOMAIN = "demo.example"
REPRESENTATIVE, SUBSTITUTE, PRACTITIONERS, TEAM, TRAINER = 0, 1, range(2, 6), 6, 7
ATTENDEES = 40
TRAINERS = ("LV", "PT", "EL", "SE", "HU", "BG")


@dataclass(frozen=True)
class Country:
    """A Member State as the demonstration plays it."""

    code: str
    city: str
    venue: str
    police: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Guest:
    """Somebody who comes to events."""

    name: str
    email: str
    organisation: str
    country: str
    category: str


@cache
def countries() -> dict[str, Country]:
    """Return the Member States by their codes."""
    with (DATA / "people.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["country"]: Country(
                code=line["country"],
                city=line["city"],
                venue=line["venue"],
                police=line["police"],
                names=tuple(line["names"].split(";")),
            )
            for line in csv.DictReader(file)
        }


def address(local: str) -> str:
    """Return an address of the demonstration."""
    return f"{local}@{DOMAIN}"


def practitioners() -> list[Guest]:
    """Return those who come without a mandate; the first forty have the accounts attendee.N."""
    categories = cycle(Category.values)
    found = [
        (country, country.names[place])
        for place in PRACTITIONERS
        for country in countries().values()
    ]
    return [
        Guest(
            name=name,
            email=address(f"attendee.{number}" if number <= ATTENDEES else _local(name)),
            organisation=_organisation(country, category),
            country=country.code,
            category=category,
        )
        for number, ((country, name), category) in enumerate(
            zip(found, categories, strict=False), 1
        )
    ]


def crowd(code: str, number: int) -> list[Guest]:
    """Return so many people of a state who work together: its names, put together otherwise."""
    country = countries()[code]
    firsts, lasts = zip(*(name.split(" ", 1) for name in country.names), strict=True)
    size = len(country.names)
    names = [
        f"{firsts[place]} {lasts[(place + step) % size]}"
        for step in range(1, size)
        for place in range(size)
    ]
    categories = cycle((Category.POLICE, Category.LOCAL_AUTHORITY, Category.POLICYMAKER))
    return [
        Guest(name, address(_local(name)), _organisation(country, category), code, category)
        for name, category in zip(names[:number], categories, strict=False)
    ]


def members(place: int, *, local: str) -> list[Guest]:
    """Return the holders of one place of each state: ``local`` is ``nr`` or ``sub``."""
    return [
        Guest(
            name=country.names[place],
            email=address(f"{local}.{country.code.lower()}"),
            organisation="",
            country=country.code,
            category=Category.POLICYMAKER,
        )
        for country in countries().values()
    ]


def colleagues(*, but: str = "") -> list[Guest]:
    """Return those who come with their representative, and have no accounts.

    The team of the state ``but`` has one: it presides.
    """
    found = [
        (country, country.names[place])
        for place in (TEAM, TRAINER)
        for country in countries().values()
        if not (place == TEAM and country.code == but)
        and not (place == TRAINER and country.code in TRAINERS)
    ]
    return [
        Guest(
            name=name,
            email=address(_local(name)),
            organisation=country.police if number % 2 else country.venue,
            country=country.code,
            category=Category.POLICE if number % 2 else Category.POLICYMAKER,
        )
        for number, (country, name) in enumerate(found)
    ]


def from_afar() -> list[Guest]:
    """Return guests who come from no Member State."""
    found = [
        ("Олена Коваленко", "Національна поліція України", "UA", Category.POLICE),
        ("Ion Ceban-Țurcan", "Ministerul Afacerilor Interne", "MD", Category.POLICYMAKER),
        ("Ragnhild Bjørnstad", "Konfliktrådet", "NO", Category.PRACTITIONER),
        ("Jón Þórðarson", "Ríkislögreglustjóri", "IS", Category.POLICE),
        ("Тамара Јовановић", "Министарство унутрашњих послова", "RS", Category.RESEARCHER),
        ("ნინო ბერიძე", "შინაგან საქმეთა სამინისტრო", "GE", Category.PROGRAMME_MANAGER),
        ("Saskia Vermeulen-Kowalska", "Europol", "EU", Category.POLICE),
        ("Amina Al-Sayed", "UNODC", "INT", Category.PROGRAMME_MANAGER),
    ]
    return [
        Guest(name, address(_local(name)), organisation, country, category)
        for name, organisation, country, category in found
    ]


def trainers() -> Iterator[tuple[str, str]]:
    """Yield address and name of the six trainers."""
    for number, code in enumerate(TRAINERS, 1):
        yield address(f"trainer.{number}"), countries()[code].names[TRAINER]


def _local(name: str) -> str:
    plain = "".join(sign if sign.isalnum() else " " for sign in folded(name))
    return ".".join(plain.split())


def _organisation(country: Country, category: str) -> str:
    return {
        Category.POLICE: country.police,
        Category.POLICYMAKER: country.venue if "inist" in country.venue else country.police,
        Category.LOCAL_AUTHORITY: country.city,
        Category.RESEARCHER: f"{country.city}, KU / Univ.",
    }.get(Category(category), country.city)
