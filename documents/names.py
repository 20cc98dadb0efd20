"""What a file is called: a name that is safe in every folder and shows what it is; pure."""

import re

from interface import text

LONGEST = 120
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
EXTENSION = re.compile(r"\w{1,10}", re.ASCII)


def cleaned(name: str) -> str:
    r"""Return a name without path, controls, marks of direction or what systems forbid.

    >>> cleaned("C:\\Users\\me\\Πρόγραμμα  \u202efdp.exe")
    'Πρόγραμμα fdp.exe'
    >>> cleaned("../../con.txt")
    '_con.txt'
    """
    last = re.split(r"[\\/]", text.line(name))[-1]
    stem, dot, end = FORBIDDEN.sub("-", last).strip(" .").rpartition(".")
    if not dot:
        stem, end = end, ""
    stem = stem.strip(" .")
    if RESERVED.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    ending = f".{end}" if end else ""
    return f"{stem[: LONGEST - len(ending)].rstrip(' .') or 'file'}{ending}"[:LONGEST]


def folder(title: str) -> str:
    """Return a title as the name of a folder: whole at a slash, and cut at a word.

    >>> folder("5 Report 2024/25"), folder("1.1 " + "Prevention " * 12).endswith("Prevention")
    ('5 Report 2024-25', True)
    """
    name = FORBIDDEN.sub("-", text.line(title)).strip(" .")
    if RESERVED.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    if len(name) <= LONGEST:
        return name
    words = name[: LONGEST + 1].rpartition(" ")[0]
    return (words if len(words) > LONGEST // 2 else name[:LONGEST]).rstrip(" .")


def extension(name: str) -> str:
    """Return the end of a cleaned name in small letters, or nothing.

    >>> extension("Agenda.final.PDF"), extension("Agenda")
    ('pdf', '')
    """
    end = name.rpartition(".")[2] if "." in name else ""
    return end.lower() if EXTENSION.fullmatch(end) else ""


def without_extension(name: str) -> str:
    """Return a name as a title: what stands before its end.

    >>> without_extension("Draft agenda.pdf")
    'Draft agenda'
    """
    return name.rpartition(".")[0] or name


def apart(names: list[str]) -> list[str]:
    """Return names of which no two are alike, on systems that know no capitals either.

    >>> apart(["Agenda.pdf", "agenda.pdf", "Notes"])
    ['Agenda.pdf', 'agenda (2).pdf', 'Notes']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, end = name.rpartition(".") if "." in name else (name, "", "")
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{stem} ({number}){dot}{end}"
        taken.add(free.casefold())
        found.append(free)
    return found
