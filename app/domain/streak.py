"""The streak: how many stretched days hang together, bridged by marks and planned rest days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.domain.days import parse_day, weekday

DAYS_AHEAD_BELIEVED = 2
"""Local dates differ by at most two between UTC+14 and UTC-12; further ahead means a wrong clock."""
WHOLE_WEEK = 0b111_1111


@dataclass(frozen=True)
class Streak:
    """`current` and `best` count stretched days; `kept` all days of the current run; `pending`: today is still open."""

    current: int
    best: int
    kept: int
    pending: bool


def streak(done: Iterable[str], marks: Iterable[str], plans: Iterable[tuple[str, int]], today: str) -> Streak:
    """The streak of days `done`, given marked days, planned rest `(from day, weekday mask)` and today.

    All days are YYYY-MM-DD; bit 0 of a mask is Monday; the plan with the latest start that has begun rules.
    The work grows with the days and plans given, never with the years between them: one stray day of the year 1
    costs nothing.
    """
    now = parse_day(today)
    days = sorted({day for day in map(parse_day, done) if day <= now + DAYS_AHEAD_BELIEVED})
    if not days:
        return Streak(0, 0, 0, False)
    cover = _Cover(days, marks, plans)
    end = max(now, days[-1])
    is_open = cover.since(end) > end
    last = end - 1 if is_open else end
    first = cover.reach(last, days[0])
    kept = last - first + 1
    return Streak(len(days) - bisect_left(days, first) if kept else 0, _best(days, cover), kept, is_open and kept > 0)


class _Cover:
    """Answers which days keep a run going."""

    def __init__(self, days: Iterable[int], marks: Iterable[str], plans: Iterable[tuple[str, int]]) -> None:
        self._kept = {*days, *map(parse_day, marks)}
        by_start = {parse_day(start): mask for start, mask in plans}
        self._starts = sorted(by_start)
        self._masks = [by_start[start] for start in self._starts]

    def since(self, day: int) -> int:
        """A day from which on every day up to `day` is covered, found in one look; `day + 1` when `day` is a hole."""
        ruling = bisect_right(self._starts, day) - 1
        mask = self._masks[ruling] & WHOLE_WEEK if ruling >= 0 else 0
        if mask == WHOLE_WEEK:
            return self._starts[ruling]
        return day if day in self._kept or mask >> weekday(day) & 1 else day + 1

    def reach(self, day: int, floor: int) -> int:
        """The first day, not before `floor`, of the covered days that end with `day`; `day + 1` when it is a hole.

        A plan without every day of the week meets a hole within seven days, so each plan is looked at seven times.
        """
        while day >= floor:
            since = self.since(day)
            if since > day:
                break
            day = since - 1
        return max(day + 1, floor)


def _best(days: list[int], cover: _Cover) -> int:
    best = run = 1
    for before, day in pairwise(days):
        run = run + 1 if cover.reach(day - 1, before + 1) == before + 1 else 1
        best = max(best, run)
    return best
