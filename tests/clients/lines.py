"""The lines of a calendar as they lie in the file."""


def faults(data: bytes) -> list[str]:
    """What RFC 5545 forbids in the lines: ends other than CRLF, more than 75 octets, cut letters."""
    found = []
    if not data.endswith(b"\r\n"):
        found.append("the last line does not end")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        if b"\r" in line or b"\n" in line:
            found.append(f"a lone CR or LF: {line!r}")
        if len(line) > 75:
            found.append(f"{len(line)} octets: {line!r}")
        try:
            line.decode()
        except UnicodeDecodeError:
            found.append(f"a letter is cut: {line!r}")
    return found


def unfolded(data: bytes) -> list[str]:
    """The content lines, each in one piece."""
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def named(data: bytes, name: str) -> list[str]:
    """The content lines of that name, in order: ``named(data, "ATTENDEE")``."""
    return [line for line in unfolded(data) if line.partition(":")[0].partition(";")[0] == name]
