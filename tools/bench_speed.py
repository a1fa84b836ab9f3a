"""What a slow phone feels: launch, frames and the hold's end in real Chromium, its processor held to a quarter."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.browser.conftest import FLAGS, PHONE
from tests.browser.server import Server
from tools.chromium import ensure_chromium

SLOWER = 4
LAUNCHES = 9
FRAMES_S = 6
HOLD_MS = 10_000
READY = """async () => {
  while (!navigator.serviceWorker.controller) await new Promise(requestAnimationFrame);
}"""
FIRST_PAINT = """() => new Promise((resolve) => {
  const look = (list) => list.getEntriesByName('first-contentful-paint').forEach((paint) => resolve(paint.startTime));
  new PerformanceObserver(look).observe({ type: 'paint', buffered: true });
})"""
# Counts frames for a while; the browser's own metrics around it say how long the main thread was busy.
COUNT_FRAMES = """(seconds) => new Promise((resolve) => {
  const until = performance.now() + seconds * 1000;
  let frames = 0;
  const look = () => { frames += 1; if (performance.now() < until) requestAnimationFrame(look); else resolve(frames); };
  requestAnimationFrame(look);
})"""
SHORTEST_HOLD = """async () => {
  const { openData } = await import('/static/js/adapters/boot-data.js');
  const { createClock } = await import('/static/js/adapters/clock.js');
  const { createIds } = await import('/static/js/adapters/ids.js');
  const clock = createClock();
  const { perform } = openData({ clock, ids: createIds(clock) });
  await perform({ type: 'put_record', collection: 'setting', id: 'hold_s', values: { value: 10 } }, () => undefined);
}"""
TIME_THE_HOLD = """() => new Promise((resolve) => {
  const clock = document.querySelector('hold-clock');
  let from;
  new MutationObserver(() => {
    const timing = clock.getAttribute('role') === 'timer' && clock.checkVisibility();
    if (timing) from ??= performance.now();
    else if (from) resolve(performance.now() - from);
  }).observe(document.querySelector('#screen-stretch'), { subtree: true, attributes: true });
})"""


def measure_speed() -> dict[str, float]:
    """Milliseconds by name; medians where something is done more than once."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=FLAGS)
        try:
            return _measure(browser, server)
        finally:
            browser.close()
            server.kill()


def _measure(browser: Browser, server: Server) -> dict[str, float]:
    with _slow_phone(browser) as (page, _):
        hold_ms = _hold(page, server.url)
    with _slow_phone(browser) as (page, session):
        frame_ms = _session_frame(page, session, server.url)
    with _slow_phone(browser) as (page, _):
        page.goto(server.url)
        page.evaluate(READY)
        server.kill()
        launches = [_launch(page.context, server.url) for _ in range(LAUNCHES)]
    return {
        "offline_launch_first_paint_ms": statistics.median(launches),
        "session_frame_ms": frame_ms,
        "hold_end_error_ms": abs(hold_ms - HOLD_MS),
    }


@contextmanager
def _slow_phone(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    options: dict[str, Any] = PHONE
    context = browser.new_context(**options)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page, session
    context.close()


def _launch(context: BrowserContext, url: str) -> float:
    """The app opened anew without a server: from the address to the first words."""
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    paint = float(page.evaluate(FIRST_PAINT))
    page.close()
    return paint


def _busy_per_frame(page: Page, session: CDPSession) -> float:
    before = _task_s(session)
    frames = page.evaluate(COUNT_FRAMES, FRAMES_S)
    return (_task_s(session) - before) * 1000 / float(frames)


def _task_s(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def _hold(page: Page, url: str) -> float:
    page.goto(url)
    page.evaluate(SHORTEST_HOLD)
    _begin(page, url, "Just the timer")
    return float(page.evaluate(TIME_THE_HOLD))


def _session_frame(page: Page, session: CDPSession, url: str) -> float:
    """Main thread per frame while the figure steps forward, less what an empty page needs for a frame."""
    _begin(page, url, "Teach me")
    frame_ms = _busy_per_frame(page, session)
    page.goto(f"{url}/healthz")
    return frame_ms - _busy_per_frame(page, session)


def _begin(page: Page, url: str, level: str) -> None:
    page.goto(f"{url}/stretch")
    page.get_by_label(level, exact=True).check()
    page.get_by_role("button", name="Begin", exact=True).click()
