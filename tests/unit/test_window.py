"""Rates: never more than allowed, and a wait that is neither too short nor much too long."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.window import Rate, Windows


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.integers(1, 6), st.integers(2, 30), st.lists(st.floats(0, 20), max_size=40))
def test_after_the_wait_there_is_room_and_in_no_window_more_than_the_rate(
    count: int, seconds: int, pauses: list[float]
) -> None:
    windows, now, taken = Windows(Rate(count, seconds)), 1_000.0, []
    for pause in pauses:
        now += pause
        wait = windows.wait_s("someone", now)
        assert wait <= 2 * seconds + 1
        if wait:
            now += wait
            assert windows.wait_s("someone", now) == 0
        taken.append(now)
    for at in range(int(taken[0]) if taken else 0, int(now) + 1):
        window = [each for each in taken if at // seconds * seconds <= each < at // seconds * seconds + seconds]
        assert len(window) <= count


def test_keys_do_not_share() -> None:
    windows = Windows(Rate(1, 60))
    assert windows.wait_s("a", 0.0) == 0
    assert windows.wait_s("a", 1.0) > 0
    assert windows.wait_s("b", 1.0) == 0


def test_old_keys_are_forgotten() -> None:
    windows = Windows(Rate(1, 60))
    for number in range(10_000):
        windows.wait_s(str(number), 0.0)
    windows.wait_s("later", 1_000.0)
    assert len(windows._counters) == 1
