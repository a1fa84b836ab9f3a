"""A rate: at most so many in so many seconds, counted over two neighbouring windows."""

import math
from dataclasses import dataclass

FORGET_OVER = 10_000
KEEP = FORGET_OVER // 2


@dataclass(frozen=True)
class Rate:
    """At most `count` in any `seconds`, nearly: the window before counts by the share of it that is still in sight."""

    count: int
    seconds: int


@dataclass
class _Counter:
    window: int
    here: int = 0
    before: int = 0


class Windows:
    """Counts hits by key. Time comes in as an argument; nothing is kept but numbers, and not for long."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._counters: dict[str, _Counter] = {}

    def wait_s(self, key: str, now_s: float) -> int:
        """0 when one more is within the rate, and counts it; else how many seconds to wait, and counts nothing."""
        window, into = divmod(now_s, self._rate.seconds)
        counter = self._counter(key, int(window))
        share = 1 - into / self._rate.seconds
        if counter.here + counter.before * share + 1 <= self._rate.count:
            counter.here += 1
            return 0
        return self._wait_s(counter, into)

    def _wait_s(self, counter: _Counter, into: float) -> int:
        """Until the share of the older window leaves room for one more; the current one is older after `rest`."""
        rest, room = self._rate.seconds - into, self._rate.count - 1
        if counter.here > room:
            return math.floor(rest + self._rate.seconds * (1 - room / counter.here)) + 1
        return math.floor(rest - self._rate.seconds * (room - counter.here) / counter.before) + 1

    def _counter(self, key: str, window: int) -> _Counter:
        counter = self._counters.get(key)
        if counter is None:
            self._forget(window)
            counter = self._counters[key] = _Counter(window)
        elif counter.window != window:
            counter.before = counter.here if counter.window == window - 1 else 0
            counter.window, counter.here = window, 0
            self._counters[key] = self._counters.pop(key)
        return counter

    def _forget(self, window: int) -> None:
        """Keys stand in the order of the windows they came back in. Half the room is free afterwards, stale or not.

        So a flood of new keys costs one pass in KEEP of them, not one each; what it pushes out begins to count anew.
        """
        if len(self._counters) >= FORGET_OVER:
            fresh = [(key, old) for key, old in self._counters.items() if old.window >= window - 1]
            self._counters = dict(fresh[-KEEP:])
