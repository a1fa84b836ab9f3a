"""The streak: how many stretched days hang together, bridged by marks and planned rest days."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.days import parse_day, weekday

DAYS_AHEAD_BELIEVED = 2
"""Local dates differ by at most two between UTC+14 and UTC-12; further ahead means a wrong clock."""


@dataclass(frozen=True)
class Streak:
    """`current` and `best` count stretched days; `kept` all days of the current run; `pending`: today is still open."""

    current: int
    best: int
    kept: int
    pending: bool


@dataclass(frozen=True)
class Run:
    """Days without a hole between them, first and last included."""

    first: int
    last: int
    done: int


def streak(done: Iterable[str], marks: Iterable[str], plans: Iterable[tuple[str, int]], today: str) -> Streak:
    """The streak of days `done`, given marked days, planned rest `(from day, weekday mask)` and today.

    All days are YYYY-MM-DD; bit 0 of a mask is Monday; the plan with the latest start that has begun rules.
    """
    now = parse_day(today)
    done_days = {day for day in map(parse_day, done) if day <= now + DAYS_AHEAD_BELIEVED}
    if not done_days:
        return Streak(0, 0, 0, False)
    end = max(now, *done_days)
    runs = list(_runs(done_days, _Cover(done_days, marks, plans), end))
    best = max(run.done for run in runs)
    last = runs[-1]
    if last.last < end - 1:
        return Streak(0, best, 0, False)
    return Streak(last.done, best, last.last - last.first + 1, last.last < end)


class _Cover:
    """Answers whether a day keeps a run going."""

    def __init__(self, done: set[int], marks: Iterable[str], plans: Iterable[tuple[str, int]]) -> None:
        self._kept = done | set(map(parse_day, marks))
        by_start = {parse_day(start): mask for start, mask in plans}
        self._starts = sorted(by_start)
        self._masks = [by_start[start] for start in self._starts]

    def __call__(self, day: int) -> bool:
        return day in self._kept or self._is_planned(day)

    def _is_planned(self, day: int) -> bool:
        ruling = bisect_right(self._starts, day) - 1
        return ruling >= 0 and bool(self._masks[ruling] >> weekday(day) & 1)


def _runs(done: set[int], is_covered: _Cover, end: int) -> Iterator[Run]:
    first, count = None, 0
    for day in range(min(done), end + 2):
        if day <= end and is_covered(day):
            first = day if first is None else first
            count += day in done
        elif first is not None:
            yield Run(first, day - 1, count)
            first, count = None, 0
