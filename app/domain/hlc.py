"""The hybrid logical clock: stamps that never go back and always follow what a phone has seen."""

from collections.abc import Iterable

Stamp = tuple[int, int, str]
"""(milliseconds, counter, device id as 16 hex digits); compared in that order."""


def observe(last: Stamp | None, received: Iterable[Stamp]) -> Stamp | None:
    """The largest stamp seen so far. Receiving never fails, however far ahead a stamp is."""
    seen = [stamp for stamp in (last, *received) if stamp is not None]
    return max(seen, default=None)


def tick(last: Stamp | None, wall_ms: int, device: str) -> Stamp:
    """A new stamp of this device, larger than `last` whatever the wall clock says."""
    if last is None or wall_ms > last[0]:
        return (wall_ms, 0, device)
    return (last[0], last[1] + 1, device)


def is_ahead(stamp: Stamp, now_ms: int, tolerance_ms: int) -> bool:
    """Whether a stamp is further ahead of the clock than a wrong clock may be forgiven."""
    return stamp[0] > now_ms + tolerance_ms
