"""The virus scanner clamd, where one is set: the file is handed to it, nothing is kept before.

The protocol is a page long (docs.clamav.net, INSTREAM), so no library stands between. A scanner
that is set and does not answer takes nothing in, rather than letting everything through.
"""

import socket
import struct
from typing import IO
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from documents.enums import Refusal

PORT = 3310
CONNECT_SECONDS = 5
SCAN_SECONDS = 60
CHUNK = 1 << 16
LONGEST_ANSWER = 4096
log = structlog.get_logger(__name__)


def fault(file: IO[bytes]) -> Refusal | None:
    """Return what the scanner has against a file; nothing where no scanner is set."""
    if not settings.CLAMD_URL:
        return None
    try:
        answer = _answer(file, settings.CLAMD_URL)
    except OSError:
        log.exception("The virus scanner does not answer.")
        return Refusal.UNSCANNED
    if answer.endswith(" OK"):
        return None
    if answer.endswith(" FOUND"):
        log.warning("The virus scanner found something.", answer=answer)
        return Refusal.INFECTED
    log.error("The virus scanner cannot scan.", answer=answer)
    return Refusal.UNSCANNED


def _answer(file: IO[bytes], url: str) -> str:
    with _connected(url) as line:
        line.settimeout(SCAN_SECONDS)
        try:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
        except ConnectionError:
            pass  # it hangs up on what is too long for it, having said so
        return _received(line)


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((parts.hostname, parts.port or PORT), CONNECT_SECONDS)


def _received(line: socket.socket) -> str:
    """Return what it says up to the NUL that ends it; nothing, where it hangs up before."""
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    said, ends, _rest = answer.partition(b"\0")
    return said.decode("utf-8", "replace").strip() if ends else ""
