"""No screen or state breaks a rule of axe, in light and dark, and text at 200 % stays inside the screen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext

from tests.browser.server import Server
from tests.browser.stretcher import Stretcher

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
SCREENS = {"/": "today", "/stretch": "stretch", "/history": "history", "/learn": "learn", "/settings": "settings"}
BIG_TEXT = "document.documentElement.style.fontSize = '200%'"
SIDEWAYS = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# The figure may be cut by its own frame on purpose.
OUTSIDE = """() => [...document.querySelectorAll('.screen :is(button, a, h1, h2, p), .tabs a')]
  .filter((each) => each.checkVisibility() && !each.closest('.visually-hidden'))
  .filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width && (left < -1 || right > innerWidth + 1);
  })
  .map((each) => each.textContent.trim().slice(0, 40))"""


@pytest.fixture(params=["light", "dark"])
def someone(
    request: pytest.FixtureRequest, phone: Callable[..., BrowserContext], server: Server
) -> Iterator[Stretcher]:
    someone = Stretcher(phone(timezone_id="Europe/London", color_scheme=request.param), server.url, NOON)
    yield someone
    assert someone.errors == []


def sound(someone: Stretcher) -> None:
    """What axe holds against the page as it stands: nothing."""
    found = Axe().run(someone.page)
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found.response["violations"]] == []


@pytest.mark.parametrize(("path", "screen"), SCREENS.items())
def test_first_visit(someone: Stretcher, path: str, screen: str) -> None:
    someone.opens(path).sees_screen(screen).has_the_app_offline()
    sound(someone)


def test_a_whole_session(someone: Stretcher) -> None:
    someone.chooses_short_dose().begins("Teach me")
    sound(someone)
    someone.waits_for_the_hold()
    sound(someone)
    someone.taps("Pause")
    sound(someone)
    someone.reloads().control("Continue").wait_for()
    sound(someone)
    someone.taps("Continue").stretches_to_the_end()
    sound(someone)
    someone.taps("Keep a safe copy").taps("Back to today").sees_screen("today")
    sound(someone)
    someone.taps("History").taps("10 March 2026: stretched, 2 sides, 1 min")
    sound(someone)


@pytest.mark.parametrize("size", [(360, 740), (390, 844), (844, 390), (320, 640)])
@pytest.mark.parametrize(("path", "screen"), SCREENS.items())
def test_big_text_stays_inside(
    phone: Callable[..., BrowserContext], server: Server, path: str, screen: str, size: tuple[int, int]
) -> None:
    width, height = size
    someone = Stretcher(phone(viewport={"width": width, "height": height}), server.url, NOON)
    someone.opens(path).sees_screen(screen).has_the_app_offline()
    someone.page.evaluate(BIG_TEXT)
    assert someone.page.evaluate(SIDEWAYS) <= 0
    assert someone.page.evaluate(OUTSIDE) == []
