"""The only place of the server that asks the time."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the server may ask about time; a test hands in its own."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01T00:00Z by the wall clock."""

    def mono_s(self) -> float:
        """Seconds on a clock that never goes back; only differences mean anything."""


class SystemClock:
    """The clock of this machine."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01T00:00Z by the wall clock."""
        return time.time_ns() // 1_000_000

    def mono_s(self) -> float:
        """Seconds on a clock that never goes back; only differences mean anything."""
        return time.monotonic()


def utc_day(now_ms: int) -> str:
    """The UTC day of an instant as YYYY-MM-DD; days are all the server keeps about when a device was seen."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y-%m-%d")
