"""R13: hostile inputs from every role: no 5xx, and nothing that was typed comes back as markup."""

import asyncio
import io
import json
import random
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from tests.endurance.client import Form, Line, NoAnswerError, Visitor, forms
from tests.endurance.sites import Site

ROLES = {
    "visitor": "",
    "attendee": "attendee.1@demo.example",
    "NR": "nr.be@demo.example",
    "substitute": "sub.be@demo.example",
    "Presidency": "presidency@demo.example",
    "Secretariat": "secretariat@demo.example",
    "Commission": "com@demo.example",
    "trainer": "trainer.1@demo.example",
    "administrator": "admin@demo.example",
}
PAGES = 120


def bomb():
    """A small file that unpacks to fifty megabytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"\0" * (50 << 20))
    return made.getvalue()


AT_ONCE = 6
CHECK_EVERY = 100
# What would end the role's own session or right, and so the test of it.
SPARED = re.compile(r"logout|/sessions/|password|/end/|/close/|/rights/|2fa|/accounts/again")
MARKUP = (
    "<script>zqx()</script>",
    '"><img src=x onerror=zqx()>',
    "'><svg/onload=zqx()>",
    "</textarea><script>zqx()</script>",
    "</title><script>zqx()</script>",
    "[zqx](javascript:zqx())",
    "<a href='javascript:zqx()'>zqx</a>",
    "<!--<script>zqx()//-->",
    "{{ 7|add:35 }}zqx{% zqx %}",
    "&#60;script&#62;zqx()",
    "<iframe srcdoc='<script>zqx()</script>'>",
)
NONSENSE = (
    "", " ", "\x00", "a\x00b", "\r\nSet-Cookie: zqx=1", "\u202e\u2066evil", "\ud800", "\ufeff", "\u2028",
    "A" * 10_000, "é" * 5_000, "😀" * 300, "0", "-1", "1e309", "NaN", "9" * 40, "१२३", "2026-02-30",
    "0000-00-00", "9999-12-31", "10000-01-01", "32", "13", "25:61", "02:30", "xx", "None", "null", "true",
    "'; DROP TABLE events_event; --", "1 OR 1=1", "%", "%%s", "%00", "../../etc/passwd", "..%2f..",
    "//evil.example", "http://evil.example/", "https:evil", "\\evil.example", "javascript:zqx()",
    "=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "person@sto\u2028rm.example", "a@b", "a@" + "é" * 60 + ".eu",
    "00000000-0000-0000-0000-000000000000", "not-a-uuid", "[[link:events:own_registration:1]]",
)  # fmt: skip
FILES = (
    ("zqx.html", b"<html><script>zqx()</script>"), ("zqx.svg", b"<svg onload=zqx()>"),
    ("zqx.pdf", b"%PDF-1.7 <script>zqx()</script> %%EOF"), ("zqx.pdf", b"MZ" + b"\0" * 3_000),
    ("zqx.pdf", b""), ("zqx.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50), ("zqx.jpg", b"\xff\xd8\xff\xe0"),
    ("zqx.webp", b"RIFF\xff\xff\xff\xffWEBPVP8X"), ("zqx.docx", b"PK\x03\x04" + b"\xff" * 500),
    ("zqx.docx", b"PK\x05\x06" + b"\0" * 18), ("zqx.docm", b"PK\x03\x04"), ("zqx.zip", b"PK\x03\x04"),
    ("zqx.txt", b"\xff\xfe\x00\xd8"), ("zqx.csv", b"=1+1\x00"), ("zqx.xlsx", bomb()),
    ("../../zqx.txt", b"plain"), ("zqx\u202efdp.exe", b"MZ"), ("con.txt", b"plain"),
    ("<img src=x onerror=zqx()>.txt", b"plain"), ("x" * 4_000 + ".txt", b"plain"),
)  # fmt: skip
NAMES = (
    "q", "page", "next", "from", "to", "kind", "state", "when", "month", "year", "as", "seal", "sort", "body",
    "area", "event", "version", "role", "role_key", "changed", "country", "deed", "person", "until", "since",
)  # fmt: skip
RAW = re.compile(
    rb"<script>zqx|<img src=x onerror|<svg/onload|<a\b[^<>]*href=['\"]?javascript:|<iframe srcdoc|42zqx",
    re.IGNORECASE,
)
HEADERS = (
    ("Host", "evil.example"),
    ("Host", "evil.example:99999"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-For", "1.2.3.4, <script>"),
    ("Content-Type", "application/x-www-form-urlencoded; charset=utf-7"),
    ("Content-Type", "multipart/form-data; boundary="),
    ("Content-Type", "multipart/form-data; boundary=zqx"),
    ("Content-Type", "application/json"),
    ("Accept-Language", "zz-" + "z" * 300),
    ("Accept-Language", "<script>zqx()</script>"),
    ("Cookie", "session=" + "z" * 3000),
    ("Cookie", "csrftoken=\x7f\xff; session=\xe9"),
    ("If-None-Match", '"zqx, W/"'),
    ("If-Modified-Since", "yesterday"),
    ("Range", "bytes=5-1"),
    ("HX-Request", "true"),
    ("HX-Current-URL", "javascript:zqx()"),
    ("Authorization", "Basic zqx"),
    ("Transfer-Encoding", "zqx"),
    ("Referer", "http://evil.example/"),
)
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "ZQX")


@dataclass
class Attacker:
    """One role that sends nonsense: what it knows of the site, and what came of it."""

    role: str
    site: Site
    cookie: str
    dice: random.Random
    pages: list = field(default_factory=list)
    forms: list = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    faults: dict = field(default_factory=dict)
    refused: int = 0

    @property
    def with_files(self):
        """The forms that take files."""
        return [known for known in self.forms if known[2].files]

    def visitor(self):
        return Visitor(self.site.port, {"session": self.cookie} if self.cookie else {})

    async def explore(self):
        """Walk from page to page, and note the pages and forms that the role sees."""
        waiting, seen, me = ["/", "/events/", "/accounts/login/"], set(), self.visitor()
        kinds = Counter()
        while waiting and len(seen) < PAGES:
            path = waiting.pop(0)
            kind = re.sub(r"\d[\w-]*|[0-9a-f-]{36}|[\w-]{30,}", "#", path.partition("?")[0])
            kinds[kind] += 1
            if path in seen or kinds[kind] > 2:
                continue
            seen.add(path)
            answer = await me.get(path)
            self.judge(f"GET {path}", answer)
            if answer.status != 200 or "html" not in answer.header("content-type"):
                continue
            self.pages.append(path)
            for form in forms(answer.text):
                action = urlsplit(form.action).path or path.partition("?")[0]
                if not SPARED.search(action):
                    self.forms.append((path, action, form))
            waiting += [
                href.replace("&amp;", "&")
                for href in re.findall(r'href="(/[^"#]*)"', answer.text)
                if not href.startswith("/static/") and "logout" not in href
            ]

    def value(self):
        pool = MARKUP if self.dice.random() < 0.4 else NONSENSE
        return self.dice.choice(pool)

    async def send(self, number):
        """Send one hostile request."""
        kinds = ("form", "upload", "query", "path", "head")
        kind = self.dice.choices(kinds, (45, 5 if self.with_files else 0, 25, 15, 10))[0]
        try:
            what, answer = await getattr(self, f"_{kind}")()
        except NoAnswerError as error:
            # The server itself may hang up on what is no HTTP; it must go on answering others.
            self.refused += 1
            if kind != "head":
                self.faults.setdefault(f"no answer: {error}", f"{kind} {number}")
            return
        self.judge(what, answer)

    def judge(self, what, answer):
        """Note an answer, and what is wrong with it."""
        self.statuses[answer.status] += 1
        if answer.status >= 500 and not (answer.status == 501 and what.startswith("head")):
            self.faults.setdefault(f"{answer.status} for {what[:300]!a}", what)
        if "html" in answer.header("content-type") and (found := RAW.search(answer.body)):
            self.faults.setdefault(f"unescaped {found[0]!r} after {what[:300]!a}", what)
        location = answer.header("location")
        if answer.status in {301, 302, 303} and re.match(
            r"(https?:)?[/\\]{2}(?!localhost)", location
        ):
            self.faults.setdefault(f"led away to {location[:80]} by {what[:300]!a}", what)

    async def _form(self):
        page, action, form = self.dice.choice(self.forms)
        me, fields = self.visitor(), dict(form.fields)
        if form.method == "post":
            fresh = next(
                (
                    one
                    for one in forms((await me.get(page)).text)
                    if (urlsplit(one.action).path or page.partition("?")[0]) == action
                ),
                Form(action, "post"),
            )
            fields = {**fields, **fresh.fields}
        names = [name for name in fields if name != "csrfmiddlewaretoken"] or ["q"]
        for name in self.dice.sample(names, min(len(names), self.dice.randint(1, 3))):
            fields[name] = self.value()
        if self.dice.random() < 0.05:
            fields.pop(self.dice.choice(names), None)
        if form.method != "post":
            return await self._ask(me, action, fields)
        return f"POST {action} {fields}", await me.post(action, fields)

    async def _upload(self):
        page, action, _form = self.dice.choice(self.with_files)
        me = self.visitor()
        fresh = next((one for one in forms((await me.get(page)).text) if one.files), None)
        if fresh is None:
            return await self._form()
        name, content = self.dice.choice(FILES)
        if self.dice.random() < 0.3:
            name = self.value().replace('"', "").replace("\r", "").replace("\n", "")[:300]
        files = [(field_name, name, content) for field_name in fresh.files]
        what = f"POST {action} with {name!a}, {len(content)} bytes"
        return what, await me.post_files(action, fresh.fields, files)

    async def _query(self):
        names = self.dice.sample(NAMES, self.dice.randint(1, 4))
        page = self.dice.choice(self.pages).partition("?")[0]
        return await self._ask(self.visitor(), page, {name: self.value() for name in names})

    async def _ask(self, me, path, fields):
        address = f"{path}?{urlencode(fields, errors='surrogatepass')}"
        return f"GET {address}", await me.get(address[:60_000])

    async def _path(self):
        parts = self.dice.choice(self.pages).partition("?")[0].split("/")
        parts[self.dice.randrange(1, len(parts))] = quote(
            self.value()[:2000], safe="", errors="surrogatepass"
        )
        path = "/".join(parts)
        return f"GET {path}", await self.visitor().get(path)

    async def _head(self):
        method = self.dice.choice(("GET", "POST", *METHODS))
        path = self.dice.choice(self.pages)
        name, value = self.dice.choice(HEADERS)
        line = Line(self.site.port)
        headers = [("Connection", "close")]
        if name != "Cookie" and self.cookie:
            headers.append(("Cookie", f"session={self.cookie}"))
        body = b"zqx=%ff%fe&\x00=--zqx\r\n" if method in {"POST", "PUT", "PATCH"} else b""
        try:
            answer = await line.ask(method, path, headers=[*headers, (name, value)], body=body)
        finally:
            line.close()
        return f"head {method} {path} {name}: {value}", answer


async def attack(attacker, database, number):
    """Explore, send so many hostile requests, and look at every page once more."""
    await attacker.explore()
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(which):
        async with gate:
            await attacker.send(which)

    for start in range(0, number, CHECK_EVERY):
        amount = min(CHECK_EVERY, number - start)
        await asyncio.gather(*(one(start + which) for which in range(amount)))
        if attacker.cookie:
            answer = await attacker.visitor().get("/accounts/profile/")
            if answer.status != 200:
                attacker.cookie = await asyncio.to_thread(signed_in, database, attacker.role)
    for path in attacker.pages:
        attacker.judge(f"GET {path} afterwards", await attacker.visitor().get(path))


def signed_in(database, role):
    """Return a session of that role."""
    address = ROLES[role]
    return json.loads(database.inside("cookies", address))[address] if address else ""


def hostile(engine, result, *, rounds):
    """R13 for each role, on the demonstration's data; as many inputs each as there are rounds."""
    database = engine.fresh(demo=True)
    statuses, explored, refused = Counter(), {}, 0
    with Site(database) as site:
        for role in ROLES:
            dice = random.Random(f"{role} {rounds}")
            attacker = Attacker(role, site, signed_in(database, role), dice)
            asyncio.run(attack(attacker, database, rounds))
            statuses += attacker.statuses
            refused += attacker.refused
            explored[role] = f"{len(attacker.pages)} pages, {len(attacker.forms)} forms"
            result.faults += [f"{role}: {fault}" for fault in attacker.faults]
        result.expect("alive afterwards", site.status("/healthz"), 200)
    result.rounds = rounds
    result.figures["inputs"] = sum(statuses.values())
    result.figures["answers"] = {str(status): n for status, n in sorted(statuses.items())}
    result.figures["not HTTP, hung up on"] = refused
    result.figures["seen by each role"] = explored
