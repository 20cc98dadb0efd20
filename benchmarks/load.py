"""A load of requests, light enough to leave the processor to the server."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"


@dataclass
class Load:
    """What a load of one request, sent again and again, came to."""

    statuses: dict = field(default_factory=dict)
    seconds: float = 0.0
    times: list = field(default_factory=list)

    @property
    def number(self):
        return len(self.times)

    @property
    def rate(self):
        return self.number / self.seconds if self.seconds else 0.0

    @property
    def p50(self):
        return statistics.median(self.times) if self.times else 0.0


class Line(asyncio.Protocol):
    """One kept connection that sends the same request as soon as the last one is answered."""

    def __init__(self, request, load, until, ended):
        self.request, self.load, self.until, self.ended = request, load, until, ended
        self.held, self.wanted, self.sent = b"", None, 0.0

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        self.sent = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data):
        try:
            self.take(data)
        except ValueError as error:
            self.ended.set_exception(error)
            self.transport.abort()

    def take(self, data):
        self.held += data
        if self.wanted is None:
            end = self.held.find(HEAD_END)
            if end < 0:
                return
            head = self.held[:end].lower()
            at = head.find(b"content-length:")
            status = int(head[9:12])
            if at < 0 and status != 304:
                raise ValueError(f"An answer without a length: {head!r}")
            length = 0 if at < 0 else int(head[at + 15 :].split(b"\r\n", 1)[0])
            self.wanted = end + 4 + (0 if status == 304 else length)
            self.load.statuses[status] = self.load.statuses.get(status, 0) + 1
        if len(self.held) < self.wanted:
            return
        now = time.perf_counter()
        self.load.times.append(now - self.sent)
        self.held, self.wanted = b"", None
        if now < self.until:
            self.send()
        else:
            self.transport.close()

    def connection_lost(self, _error):
        if not self.ended.done():
            self.ended.set_result(None)


async def _run(port, request, connections, seconds):
    load, loop = Load(), asyncio.get_running_loop()
    began = time.perf_counter()
    ends = []
    for _ in range(connections):
        ended = loop.create_future()
        ends.append(ended)
        await loop.create_connection(
            lambda ended=ended: Line(request, load, began + seconds, ended), "127.0.0.1", port
        )
    await asyncio.gather(*ends)
    load.seconds = time.perf_counter() - began
    return load


def load(port, path, *, connections=16, seconds=4.0, headers=()):
    """Ask for one path over so many kept connections for so long."""
    lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Accept-Encoding: identity"]
    lines += [f"{name}: {value}" for name, value in headers]
    request = "\r\n".join([*lines, "", ""]).encode()
    return asyncio.run(_run(port, request, connections, seconds))
