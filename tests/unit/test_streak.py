"""Days and the streak against a second, naive implementation."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.days import day_of, format_day, is_day, parse_day, weekday
from app.domain.streak import Streak, streak

TODAY = date(2026, 3, 10)
near = st.integers(-25, 5).map(lambda n: (TODAY + timedelta(days=n)).isoformat())
plans = st.lists(st.tuples(near, st.integers(0, 127)), max_size=3, unique_by=lambda plan: plan[0])


def naive(done: set[str], marks: set[str], plan: list[tuple[str, int]], today: date) -> Streak:
    """Writes every day as a letter and reads the words: x stretched, o bridged, . a hole."""
    stretched = {day for day in map(date.fromisoformat, done) if (day - today).days <= 2}
    if not stretched:
        return Streak(0, 0, 0, False)
    text, day, last = "", min(stretched), max(today, *stretched)
    while day <= last:
        ruling = max((start, mask) for start, mask in [("", 0), *plan] if start <= day.isoformat())
        is_off = day.isoformat() in marks or ruling[1] >> (day.isoweekday() - 1) & 1
        text += "x" if day in stretched else "o" if is_off else "."
        day += timedelta(days=1)
    is_open = text.endswith(".")
    run = text.removesuffix(".").split(".")[-1]
    best = max(word.count("x") for word in text.split("."))
    return Streak(run.count("x"), best, len(run), is_open and bool(run))


@settings(max_examples=800, deadline=None, derandomize=True, database=None)
@given(done=st.sets(near), marks=st.sets(near), plan=plans)
def test_the_streak_is_what_the_naive_one_says(done: set[str], marks: set[str], plan: list[tuple[str, int]]) -> None:
    assert streak(done, marks, plan, TODAY.isoformat()) == naive(done, marks, plan, TODAY)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(done=st.sets(near, min_size=1), marks=st.sets(near))
def test_marking_a_day_never_takes_anything_away(done: set[str], marks: set[str]) -> None:
    today = TODAY.isoformat()
    for day in range(-20, 1):
        marked = marks | {(TODAY + timedelta(days=day)).isoformat()}
        assert streak(done, marked, [], today).best >= streak(done, marks, [], today).best
        assert streak(done, marked, [], today).current >= streak(done, marks, [], today).current


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(
    st.integers(-2_200_000_000_000, 32_500_000_000_000),
    st.integers(-14 * 60, 14 * 60),
    st.integers(0, 720),
)
def test_the_day_is_what_a_wall_clock_shows(instant_ms: int, offset_min: int, day_start_min: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant_ms)
    wall = at.astimezone(timezone(timedelta(minutes=offset_min))).replace(tzinfo=None)
    expected = (wall - timedelta(minutes=day_start_min)).date().isoformat()
    assert day_of(instant_ms, offset_min, day_start_min) == expected


@given(st.dates())
def test_days_are_counted_as_the_calendar_does(day: date) -> None:
    number = parse_day(day.isoformat())
    assert format_day(number) == day.isoformat()
    assert weekday(number) == day.weekday()
    assert is_day(day.isoformat())


def test_what_is_not_a_day() -> None:
    for text in (
        "2026-02-29",
        "2026-3-1",
        "20260301",
        "2026-W10-1",
        "2026-03-10T00:00",
        "",
        "٢٠٢٦-٠٣-١٠",
        None,
        5,
        True,
    ):
        assert not is_day(text), text
