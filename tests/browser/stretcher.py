"""A person on the mat: goes through sessions by what the screen says, on a clock that the test owns."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.person import Person

SHORT_DOSE = {"Seconds to hold": "15", "Times each side": "1", "Seconds between": "5"}
SECOND_MS = 1000
# Longer than any session of the short dose, so that a stuck one fails.
PATIENCE_S = 240
# Shorter than the parts of the shortest hold that a test wants to see.
STEP_S = 3


class Stretcher(Person):
    """A person whose phone's clock is ours: time passes only when the test says so, and never by waiting."""

    def __init__(self, context: BrowserContext, url: str, at: datetime) -> None:
        super().__init__(context, url)
        self.page.clock.install(time=at)

    def chooses_short_dose(self) -> "Stretcher":
        """Sets the smallest dose in Settings, so that a session takes seconds."""
        self.opens("/settings").sees_screen("settings")
        for label, value in SHORT_DOSE.items():
            field = self.page.get_by_label(label, exact=True).filter(visible=True).first
            expect(field).to_be_enabled()
            field.fill(value)
            field.press("Tab")
            self.sees("Saved")
        return self

    def begins(self, level: str = "Just the timer") -> "Stretcher":
        """From Today to a running session, with this level of help."""
        self.opens().sees_screen("today").taps("Start stretch").sees_screen("stretch")
        self.page.get_by_label(level, exact=True).check()
        self.taps("Begin")
        expect(self.control("Pause")).to_be_visible()
        return self

    def lets_pass(self, seconds: float) -> "Stretcher":
        """Time goes by, every timer and frame of it."""
        self.page.clock.run_for(int(seconds * SECOND_MS))
        return self

    def sleeps(self, duration: timedelta) -> "Stretcher":
        """The phone lies in a drawer: afterwards each timer that is due rings once."""
        self.page.clock.fast_forward(int(duration.total_seconds() * SECOND_MS))
        return self

    def waits_for_the_hold(self) -> "Stretcher":
        """Lets time pass until the hold has just begun."""
        return self._passes_until(lambda: self.in_a_hold)

    def stretches_to_the_end(self) -> "Stretcher":
        """Lets time pass until the session says it is done."""
        return self._passes_until(self.done_heading.is_visible)

    @property
    def done_heading(self) -> Locator:
        return self.page.get_by_role("heading", name="Done for today", exact=True)

    @property
    def in_a_hold(self) -> bool:
        """Whether the number counts a hold: the timer is seen."""
        return self.page.get_by_role("timer").filter(visible=True).count() == 1

    @property
    def seconds_left(self) -> int:
        """What the timer shows."""
        text = self.page.get_by_role("timer").filter(visible=True).inner_text()
        found = re.search(r"\d+", text)
        assert found, text
        return int(found[0])

    def _passes_until(self, seen: Callable[[], bool]) -> "Stretcher":
        for _ in range(PATIENCE_S // STEP_S):
            if seen():
                return self
            self.lets_pass(STEP_S)
        raise AssertionError("it never came")
