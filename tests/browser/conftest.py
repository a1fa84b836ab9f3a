"""A real Chromium, a real server, and people with phones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.browser.person import Person
from tests.browser.server import Server
from tools.chromium import ensure_chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "locale": "en-GB"}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """One driver for each module: it must not be alive while async tests run."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium_path() -> str:
    return ensure_chromium()


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with its own empty data."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh phones: a context of a phone's size; keyword arguments go to the context."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        made.append(browser.new_context(**(PHONE | options)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def person(phone: Callable[..., BrowserContext], server: Server) -> Iterator[Person]:
    """Somebody with a fresh phone; any error on the page or broken content policy fails the test."""
    person = Person(phone(), server.url)
    yield person
    assert person.errors == []
