"""The hold ends at its true deadline whatever happens to clocks, tabs and pages meanwhile."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.server import Server
from tests.browser.stretcher import Stretcher

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HOLD_MS, COUNTDOWN_MS = 15_000, 3_000
EXACT_MS = 50
DAY_MS = 86_400_000
# The page itself notes, by the steady clock and by the wall clock, when the timer came and when it went.
WATCH = """() => {
  const clock = document.querySelector('hold-clock');
  const timing = () => clock.getAttribute('role') === 'timer' && clock.checkVisibility();
  window.held = {};
  const look = () => {
    const [steady, wall, { held }] = [performance.now(), Date.now(), window];
    if (timing() && !held.from) Object.assign(held, { from: steady, began: wall });
    if (!timing() && held.from && !held.to) Object.assign(held, { to: steady, ended: wall });
  };
  look();
  new MutationObserver(look).observe(document.querySelector('#screen-stretch'), { subtree: true, attributes: true });
}"""
HIDE = """(state) => {
  Object.defineProperty(document, 'visibilityState', { get: () => state, configurable: true });
  Object.defineProperty(document, 'hidden', { get: () => state === 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
SHIFT_WALL_CLOCK = """(shift_ms) => {
  const now = Date.now;
  Date.now = () => now() + shift_ms;
}"""


@pytest.fixture
def holding(phone: Callable[..., BrowserContext], server: Server) -> Iterator[Stretcher]:
    """Somebody three seconds or so into a hold of fifteen."""
    stretcher = Stretcher(phone(timezone_id="Europe/London"), server.url, MORNING)
    stretcher.chooses_short_dose().has_the_app_offline()
    stretcher.begins()
    stretcher.page.evaluate(WATCH)
    stretcher.waits_for_the_hold().lets_pass(2)
    yield stretcher
    assert stretcher.errors == []


def held_ms(stretcher: Stretcher) -> float:
    """How long the timer was on the screen."""
    held = stretcher.page.evaluate("window.held")
    return float(held["to"] - held["from"])


def test_nothing_happens(holding: Stretcher) -> None:
    holding.lets_pass(16)
    assert held_ms(holding) == pytest.approx(HOLD_MS, abs=EXACT_MS)


@pytest.mark.parametrize("shift_ms", [DAY_MS, -DAY_MS])
def test_wall_clock_moved_by_a_day(holding: Stretcher, shift_ms: int) -> None:
    holding.page.evaluate(SHIFT_WALL_CLOCK, shift_ms)
    holding.lets_pass(16)
    assert held_ms(holding) == pytest.approx(HOLD_MS, abs=EXACT_MS)


def test_hidden_for_a_moment_counts(holding: Stretcher) -> None:
    holding.page.evaluate(HIDE, "hidden")
    holding.sleeps(timedelta(seconds=4))
    holding.page.evaluate(HIDE, "visible")
    holding.lets_pass(12)
    assert held_ms(holding) == pytest.approx(HOLD_MS, abs=EXACT_MS)


def test_hidden_for_five_minutes_is_asked_about(holding: Stretcher) -> None:
    left = holding.seconds_left
    holding.page.evaluate(HIDE, "hidden")
    holding.sleeps(timedelta(minutes=5))
    holding.page.evaluate(HIDE, "visible")
    expect(holding.control("Count this hold")).to_be_visible()
    holding.taps(f"Carry on with {left} s left").lets_pass(COUNTDOWN_MS / 1000)
    assert abs(holding.seconds_left - left) <= 1, "the rest of the hold is as long as it was"


def test_reload_in_the_middle(holding: Stretcher) -> None:
    began = holding.page.evaluate("window.held.began")
    stopped = holding.page.evaluate("Date.now()")
    holding.reloads()
    expect(holding.control("Continue")).to_be_visible()
    holding.page.evaluate(WATCH)
    went_on = holding.page.evaluate("Date.now()")
    holding.taps("Continue").lets_pass(COUNTDOWN_MS / 1000 + 16)
    ended = holding.page.evaluate("window.held.ended")
    rest_ms = HOLD_MS - (stopped - began)
    assert ended - went_on - COUNTDOWN_MS == pytest.approx(rest_ms, abs=1000)


def test_killed_tab_comes_back_from_today(holding: Stretcher) -> None:
    holding.page.close()
    holding.page = holding.new_tab()
    holding.opens("/").taps("Count it")
    expect(holding.control("Pause")).to_be_visible()
    holding.taps("End")
    expect(holding.done_heading).to_be_visible()
