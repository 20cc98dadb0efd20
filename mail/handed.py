"""The mails that a provider hands on, read within bounds: anybody may have written them.

Anymail checks who calls and reads no mail here: the standard library's newer way to read headers,
which it uses, takes minutes over one of a few thousand brackets or quotation marks.
"""

import base64
import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from functools import partial
from typing import Any, cast

from django.http import HttpRequest

LONGEST_HEADER = 1_000
MOST_PARTS = 20
"""An answer has three or four; each box in a box makes every line of the mail dearer to read."""


class _Short(Compat32):
    """Headers as they stand, cut where no address and no kind of a file is longer."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return name and value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


_SHORT = _Short()


def mails(request: HttpRequest, provider: str) -> list[Callable[[], Message]]:
    """Return a reader of each mail in a call; what it raises concerns that mail alone.

    What is no call of the provider raises an error of its own at once.
    """
    split, read = _PROVIDERS[provider]
    return [partial(read, told) for told in split(request)]


def _parsed(raw: bytes) -> Message:
    number = itertools.count()

    def part(*, policy: Any) -> Message:
        if next(number) > MOST_PARTS:
            raise ValueError("a mail in too many parts")
        return Message(policy)

    return BytesParser(cast("type[Message]", part), policy=_SHORT).parsebytes(raw)


def _built(sender: str, number: str, files: Iterable[tuple[str, str]]) -> Message:
    """Return what a provider has taken apart as a mail again; files are in base64."""
    mail = Message(_SHORT)
    mail["From"], mail["Message-ID"] = sender[:LONGEST_HEADER], number[:LONGEST_HEADER]
    for kind, content in files:
        part = Message(_SHORT)
        part["Content-Type"] = kind[:LONGEST_HEADER]
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(content)
        mail.attach(part)
    return mail


def _raw(text: str, *, is_base64: bool = False) -> Message:
    return _parsed(base64.b64decode(text) if is_base64 else text.encode())


def _of_body(request: HttpRequest) -> list[Any]:
    return [json.loads(request.body)]


def _of_postmark(request: HttpRequest) -> list[Any]:
    [told] = _of_body(request)
    if told.get("RecordType", "Inbound") != "Inbound":
        raise ValueError("a report is no mail")
    return [told]


def _postmark(told: Any) -> Message:
    if "RawEmail" in told:
        return _raw(told["RawEmail"])
    headers = {one["Name"].casefold(): one["Value"] for one in told["Headers"]}
    files = [(one["ContentType"], one["Content"]) for one in told["Attachments"]]
    return _built(told["FromFull"]["Email"], headers.get("message-id", ""), files)


def _of_mailgun(request: HttpRequest) -> list[Any]:
    return [request]


def _mailgun(request: HttpRequest) -> Message:
    if "body-mime" in request.POST:
        return _raw(request.POST["body-mime"])
    headers = json.loads(request.POST["message-headers"])
    told = {name.casefold(): value for name, value in headers}
    files = [
        (file.content_type, base64.b64encode(file.read()).decode())
        for file in cast("Iterable[Any]", request.FILES.values())
    ]
    return _built(told["from"], told.get("message-id", ""), files)


def _mailjet(told: Any) -> Message:
    headers = {name.casefold(): value for name, value in told["Headers"].items()}
    files = [
        (part["Headers"]["Content-Type"], told[part["ContentRef"]])
        for part in told["Parts"]
        if "Attachment" in part["ContentRef"]
    ]
    return _built(headers["from"], headers.get("message-id", ""), files)


def _of_mandrill(request: HttpRequest) -> list[Any]:
    return [one["msg"] for one in json.loads(request.POST["mandrill_events"])]


def _mandrill(told: Any) -> Message:
    return _raw(told["raw_msg"])


def _postal(told: Any) -> Message:
    return _raw(told["message"], is_base64=told.get("base64") is True)


def _of_sparkpost(request: HttpRequest) -> list[Any]:
    [events] = _of_body(request)
    return [one["msys"]["relay_message"]["content"] for one in events if one["msys"]]


def _sparkpost(told: Any) -> Message:
    return _raw(told["email_rfc822"], is_base64=bool(told["email_rfc822_is_base64"]))


_PROVIDERS: Mapping[str, tuple[Callable[[HttpRequest], list[Any]], Callable[[Any], Message]]] = {
    "mailgun": (_of_mailgun, _mailgun),
    "mailjet": (_of_body, _mailjet),
    "mandrill": (_of_mandrill, _mandrill),
    "postal": (_of_body, _postal),
    "postmark": (_of_postmark, _postmark),
    "sparkpost": (_of_sparkpost, _sparkpost),
}
