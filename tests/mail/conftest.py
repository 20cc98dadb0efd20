"""A mail server to send to."""

import pytest

from tests.mail import sink as sinks


@pytest.fixture
def sink(settings):
    """A mail server that takes what the outbox sends, all of it by SMTP."""
    with sinks.listening() as (sink, port):
        settings.MAILERS = {"default": sinks.mailer(port), "calendar": sinks.mailer(port)}
        yield sink


@pytest.fixture
def nobody_listens(settings):
    """A mail server that is away."""
    mailer = sinks.mailer(sinks.free_port())
    settings.MAILERS = {"default": mailer, "calendar": mailer}
