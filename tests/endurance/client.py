"""A small client: plain HTTP over asyncio streams, cookies, and forms as a browser fills them."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

PATIENCE = 120


class NoAnswerError(Exception):
    """The connection ended before an answer was complete."""


@dataclass(frozen=True)
class Answer:
    """What came back, and when."""

    status: int
    headers: list
    body: bytes
    sent: float
    answered: float

    def header(self, name):
        """Return a header, or nothing."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def location(self):
        return self.header("location")

    @property
    def seconds(self):
        return self.answered - self.sent


@dataclass
class Line:
    """One connection, kept open between requests."""

    port: int
    reader: object = None
    writer: object = None

    async def ask(self, method, path, *, headers=(), body=b""):
        """Send a request; return the whole answer."""
        try:
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            head = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}"]
            head += [f"{name}: {value}" for name, value in headers]
            if body or method == "POST":
                head.append(f"Content-Length: {len(body)}")
            sent = time.monotonic()
            self.writer.write("\r\n".join([*head, "", ""]).encode("latin-1") + body)
            async with asyncio.timeout(PATIENCE):
                answer = await self._answer(method, sent)
        except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.close()
            raise NoAnswerError(repr(error)) from error
        if answer.header("connection").lower() == "close":
            self.close()
        return answer

    async def _answer(self, method, sent):
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        headers = []
        for line in filter(None, head[1:]):
            name, _, value = line.partition(":")
            headers.append((name.strip().lower(), value.strip()))
        known = dict(headers)
        if method == "HEAD" or status in {204, 304}:
            body = b""
        elif known.get("transfer-encoding") == "chunked":
            body = await self._chunks()
        else:
            body = await self.reader.readexactly(int(known.get("content-length", 0)))
        return Answer(status, headers, body, sent, time.monotonic())

    async def _chunks(self):
        parts = []
        while size := int((await self.reader.readline()).split(b";")[0], 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readline()
        return b"".join(parts)

    def close(self):
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Visitor:
    """One person's browser: a cookie jar, and a connection of its own for each request."""

    port: int
    cookies: dict = field(default_factory=dict)

    async def get(self, path, *, headers=()):
        return await self._ask("GET", path, headers=headers)

    async def post(self, path, fields, *, headers=()):
        """Send a form."""
        body = urlencode(fields, doseq=True, errors="surrogatepass").encode()
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        return await self._ask("POST", path, headers=[kind, *headers], body=body)

    async def post_files(self, path, fields, files):
        """Send a form with files: triples of field, name and bytes."""
        border = "----border-of-the-storm"
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode(
                "utf-8", "surrogatepass"
            )
            for name, value in fields.items()
        ]
        for field_name, name, content in files:
            head = (
                f'--{border}\r\nContent-Disposition: form-data; name="{field_name}";'
                f' filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
            )
            parts += [head.encode("utf-8", "surrogatepass"), content, b"\r\n"]
        body = b"".join([*parts, f"--{border}--\r\n".encode()])
        kind = ("Content-Type", f"multipart/form-data; boundary={border}")
        return await self._ask("POST", path, headers=[kind], body=body)

    async def _ask(self, method, path, *, headers=(), body=b""):
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line = Line(self.port)
        cookie = [("Cookie", jar)] if jar else []
        try:
            answer = await line.ask(
                method, path, headers=[("Connection", "close"), *cookie, *headers], body=body
            )
        finally:
            line.close()
        for name, value in answer.headers:
            if name == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        return answer


@dataclass
class Form:
    """A form of a page: where it goes, and what it holds before anybody types."""

    action: str
    method: str
    fields: dict = field(default_factory=dict)
    files: list = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        name, value = known.get("name"), known.get("value") or ""
        if tag == "form":
            method = (known.get("method") or "get").lower()
            self.forms.append(Form(known.get("action") or "", method))
            return
        if not self.forms:
            return
        fields = self.forms[-1].fields
        if tag == "input" and name:
            if known.get("type") in {"checkbox", "radio"}:
                if "checked" in known:
                    fields[name] = value if "value" in known else "on"
            elif known.get("type") == "file":
                self.forms[-1].files.append(name)
            else:
                fields[name] = value
        elif tag == "select" and name:
            self.select = name
            fields[name] = ""
        elif tag == "option" and self.select and "selected" in known:
            fields[self.select] = value
        elif tag == "textarea" and name:
            self.area = name
            fields[name] = ""

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            name = self.area
            held = self.forms[-1].fields[name]
            self.forms[-1].fields[name] = held + data if held else data.removeprefix("\n")


def forms(page):
    """Return the forms of a page."""
    reader = Forms()
    reader.feed(page)
    return reader.forms


def form_with(page, *names):
    """Return the fields of the first form that posts and holds these."""
    for form in forms(page):
        if form.method == "post" and all(name in form.fields for name in names):
            return form
    raise LookupError(f"No form with {names} on the page.")


def problems(page):
    """Return what a page says is wrong with a form."""
    summary = page.partition('role="alert"')[2].partition("</div>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in summary.split("<li>")[1:]]


async def at_most(number, deeds):
    """Do all deeds, that many at a time; return what came of each, in order."""
    gate = asyncio.Semaphore(number)

    async def one(deed):
        async with gate:
            return await deed

    return await asyncio.gather(*map(one, deeds))
