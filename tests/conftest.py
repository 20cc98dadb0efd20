"""What all tests share."""

import os
import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests import journal_door

journal_door.install()
hypothesis.settings.register_profile("any machine", deadline=None)  # a busy one is no fault
hypothesis.settings.load_profile("any machine")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15_000  # milliseconds for what a page is about to do, on a busy machine too
expect.set_options(timeout=PATIENCE)


def no_browser(reason: str) -> None:
    """Skip a test that needs a browser, or fail it where a browser is required."""
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


LONGEST = (
    "tests/browser/test_pages.py",
    "tests/demo/",
    "tests/journeys/",
    "tests/browser/",
    "tests/test_migrations.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, so that no process ends long after the others."""

    def place(item: pytest.Item) -> int:
        found = (n for n, path in enumerate(LONGEST) if item.nodeid.startswith(path))
        return next(found, len(LONGEST))

    items.sort(key=place)


@pytest.fixture(scope="session", autouse=True)
def _files_go_with_the_run() -> Iterator[None]:
    """Take away the store of this process's tests."""
    yield
    shutil.rmtree(settings.STORAGES["default"]["OPTIONS"]["location"], ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Playwright's own Chromium, else ``$CHROMIUM``, else one on PATH.

    Once it runs, Django's connection in this thread is another: it must start before the test's
    transaction, which it does where a test asks for ``page`` by name.
    """
    if connection.in_atomic_block:
        pytest.fail("Ask for the page by name, not while the test runs.", pytrace=False)
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        own = chromium.executable_path
        path = own if os.path.exists(own) else found  # noqa: PTH110
        if path is None:
            no_browser("No browser was found: install chromium or set CHROMIUM.")
        try:
            opened = chromium.launch(executable_path=path, args=arguments)
        except Error as error:
            no_browser(f"The browser does not start: {error}")
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's browser, fresh."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when the browser reports a broken policy or an error in a script."""
    opened = context.new_page()
    troubles: list[str] = []
    opened.on(
        "pageerror",
        lambda error: None if "Transition was" in str(error) else troubles.append(str(error)),
    )  # a page that is left while it still fades in says so as an error
    opened.on(
        "console",
        lambda message: (
            troubles.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    yield opened
    assert troubles == []
