"""Rates: never more than allowed, and a wait that is neither too short nor much too long."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.window import FORGET_OVER, Rate, Windows


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


def test_a_flood_of_new_keys_does_not_look_through_the_old_ones_each_time() -> None:
    windows, passes = Windows(Rate(1, 60)), 0
    for number in range(60_000):
        before = windows._counters
        assert windows.wait_s(str(number), 0.0) == 0
        passes += windows._counters is not before
        assert passes <= 12, number
        assert len(windows._counters) <= FORGET_OVER
    assert windows.wait_s("59999", 1.0) > 0


def test_who_keeps_coming_is_forgotten_last() -> None:
    windows = Windows(Rate(2, 60))
    windows.wait_s("regular", 0.0)
    for number in range(FORGET_OVER - 1):
        windows.wait_s(f"before {number}", 0.0)
    windows.wait_s("regular", 60.0)
    windows.wait_s("newcomer", 60.0)
    assert {"regular", "newcomer"} <= set(windows._counters)
