"""Civil days: which day an instant belongs to, and days as numbers that can be counted."""

import re
from datetime import date

UNIX_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
MS_A_MINUTE = 60_000
MS_A_DAY = 86_400_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(instant_ms: int, offset_min: int, day_start_min: int) -> str:
    """The civil day (YYYY-MM-DD) of an instant, where a day begins `day_start_min` after local midnight.

    `offset_min` is minutes east of UTC at that instant. Raises ValueError outside the years 1 to 9999.
    """
    local_ms = instant_ms + (offset_min - day_start_min) * MS_A_MINUTE
    return format_day(local_ms // MS_A_DAY)


def format_day(number: int) -> str:
    """YYYY-MM-DD of a count of days since 1970-01-01. Raises ValueError outside the years 1 to 9999."""
    try:
        return date.fromordinal(number + UNIX_EPOCH_ORDINAL).isoformat()
    except OverflowError as error:
        raise ValueError("day out of range") from error


def parse_day(text: str) -> int:
    """Days since 1970-01-01 of a YYYY-MM-DD. Raises ValueError when it is not a day of the calendar."""
    if not _DAY.fullmatch(text):
        raise ValueError("a day is written YYYY-MM-DD")
    return date.fromisoformat(text).toordinal() - UNIX_EPOCH_ORDINAL


def is_day(text: object) -> bool:
    """Whether this is a real day written YYYY-MM-DD."""
    try:
        return isinstance(text, str) and parse_day(text) is not None
    except ValueError:
        return False


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday, of a count of days since 1970-01-01 (a Thursday)."""
    return (number + 3) % 7
