"""A small mail server for tests: takes letters, refuses some, keeps what came."""

import asyncio
import contextlib
import email
import email.policy
import socket

from aiosmtpd.controller import Controller


class Sink:
    """Keeps each letter that arrives.

    The recipient's local part says how it is treated: ``nobody`` has no mailbox, ``later``
    is put off, ``policy`` is refused, ``spam`` is refused once its content is seen.
    """

    def __init__(self, *, pause=0.0):
        self.pause = pause
        self.arrived = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        answers = {
            "nobody": "550 5.1.1 No such user",
            "later": "451 4.7.1 Try again later",
            "policy": "550 5.7.1 Not from you",
        }
        local = address.partition("@")[0]
        if local not in answers:
            envelope.rcpt_tos.append(address)
        return answers.get(local, "250 OK")

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if envelope.rcpt_tos[0].startswith("spam@"):
            return "554 5.6.0 Unwanted"
        self.arrived.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        await asyncio.sleep(self.pause)
        return "250 OK"

    @property
    def message_ids(self):
        return [message["Message-ID"] for message in self.arrived]

    @property
    def recipients(self):
        return [message["To"].addresses[0].addr_spec for message in self.arrived]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mailer(port):
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


@contextlib.contextmanager
def listening(*, pause=0.0):
    """Listen on this machine; yield the sink and its port."""
    sink, port = Sink(pause=pause), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()
