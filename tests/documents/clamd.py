"""A scanner of the tests: it speaks clamd's protocol on a socket and knows the test virus."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.documents.files import EICAR


@dataclass
class Clamd:
    """What it listens on, and what it was handed."""

    url: str
    seen: list[bytes] = field(default_factory=list)


@contextmanager
def clamd(
    path: str = "", *, longest: int = 1 << 30, says: bytes = b"", well: bytes = b"stream: OK\0"
) -> Iterator[Clamd]:
    """Run one, on a socket of the file system or of this machine; ``says`` is said whatever comes."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family) as listening:
        listening.bind(path or ("127.0.0.1", 0))
        listening.listen()
        url = f"unix://{path}" if path else f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        made = Clamd(url)
        thread = threading.Thread(
            target=_serve, args=(listening, made, longest, says, well), daemon=True
        )
        thread.start()
        yield made
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _serve(listening: socket.socket, made: Clamd, longest: int, says: bytes, well: bytes) -> None:
    while True:
        try:
            line, _address = listening.accept()
        except OSError:
            return
        with line:
            line.sendall(says or _judged(line, made, longest, well))


def _judged(line: socket.socket, made: Clamd, longest: int, well: bytes) -> bytes:
    reader = line.makefile("rb")
    assert reader.read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!I", reader.read(4))[0]:
        content += reader.read(length)
        if len(content) > longest:
            return b"INSTREAM size limit exceeded. ERROR\0"
    made.seen.append(content)
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else well
