"""The main job: open, follow the figure, hold, done, streak kept; also with the server killed; then synced."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.server import Server
from tests.browser.stretcher import Stretcher

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SYNC_WITHIN_S = 10


@pytest.fixture
def stretcher(phone: Callable[..., BrowserContext], server: Server) -> Iterator[Stretcher]:
    stretcher = Stretcher(phone(timezone_id="Europe/London"), server.url, MORNING)
    yield stretcher
    assert stretcher.errors == []


def sessions_on(server: Server) -> list[str]:
    """The days of the sessions that the server holds on its disk."""
    with sqlite3.connect(f"file:{server.folder / 'data' / 'ilio.db'}?mode=ro", uri=True) as base:
        rows = base.execute("SELECT fields FROM record WHERE collection = 'session'").fetchall()
    return sorted(json.loads(fields)["day"]["value"] for (fields,) in rows)


def arrives(server: Server, count: int) -> list[str]:
    """Waits, at most as long as promised, until the server holds that many sessions."""
    deadline = time.monotonic() + SYNC_WITHIN_S
    while len(sessions_on(server)) < count:
        assert time.monotonic() < deadline, f"only {sessions_on(server)} after {SYNC_WITHIN_S} s"
    return sessions_on(server)


def test_two_taps_to_the_figure(stretcher: Stretcher) -> None:
    stretcher.opens().sees_screen("today").taps("Start stretch").taps("Begin")
    expect(stretcher.control("Pause")).to_be_visible()
    figure = stretcher.page.locator("#screen-stretch figure-stage svg").first
    expect(figure).to_be_visible()
    before = figure.inner_html()
    stretcher.lets_pass(9)
    assert figure.inner_html() != before, "the figure moves"


def test_whole_session_keeps_the_day(stretcher: Stretcher) -> None:
    stretcher.chooses_short_dose().begins("Teach me").stretches_to_the_end()
    expect(stretcher.done_heading).to_be_focused()
    stretcher.taps("Only on this phone").taps("Back to today").sees_screen("today")
    stretcher.opens("/history").sees_screen("history")
    expect(stretcher.page.get_by_label("10 March 2026: stretched, 2 sides, 1 min").first).to_be_visible()


def test_server_killed_then_back(stretcher: Stretcher, server: Server, tmp_path: Path) -> None:
    stretcher.chooses_short_dose().has_the_app_offline()
    stretcher.begins().stretches_to_the_end().taps("Keep a safe copy")
    assert arrives(server, 1) == ["2026-03-10"]
    server.kill()
    stretcher.sleeps(timedelta(days=1)).reloads().begins().stretches_to_the_end().taps("Back to today").sees(
        "2 days in a row"
    )
    server.start()
    stretcher.lets_pass(SYNC_WITHIN_S)
    assert arrives(server, 2) == ["2026-03-10", "2026-03-11"]
    stretcher.reloads().sees("2 days in a row")
    assert sessions_on(server) == ["2026-03-10", "2026-03-11"], "once each"


def test_never_linked_sends_nothing(stretcher: Stretcher, server: Server) -> None:
    sent: list[str] = []
    stretcher.context.on("request", lambda request: sent.append(request.url))
    stretcher.chooses_short_dose().begins().stretches_to_the_end().taps("Only on this phone").taps("Back to today")
    stretcher.lets_pass(60)
    assert [url for url in sent if "/api/" in url] == []


def test_the_shortcut_begins_once(stretcher: Stretcher) -> None:
    stretcher.chooses_short_dose().begins().stretches_to_the_end().taps("Only on this phone")
    stretcher.opens("/stretch?go")
    expect(stretcher.control("Pause")).to_be_visible()
    stretcher.stretches_to_the_end().reloads()
    expect(stretcher.control("Begin")).to_be_enabled()
