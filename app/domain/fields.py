"""The fields this version knows, and the values each may take; fields it does not know are kept as they come."""

from collections.abc import Callable

from app.domain.canonical import Json
from app.domain.days import is_day
from app.domain.limits import NOTE_CHARACTERS
from app.domain.merge import DELETED

Rule = tuple[Callable[[Json], bool], str]
INSTANT_MAX_MS = 8_640_000_000_000_000
"""The range of JavaScript's Date."""


def _whole(low: int, high: int) -> Rule:
    def fits(value: Json) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high

    return fits, f"must be a whole number from {low} to {high}"


def _text(most: int) -> Rule:
    return lambda value: isinstance(value, str) and len(value) <= most, f"must be text of at most {most} characters"


def _is_flag(value: Json) -> bool:
    return isinstance(value, bool)


DAY: Rule = (is_day, "must be a day, YYYY-MM-DD")
FLAG: Rule = (_is_flag, "must be true or false")
LIST: Rule = (lambda value: isinstance(value, list), "must be a list")
NAME, NOTE = _text(64), _text(NOTE_CHARACTERS)
MINUTES_OF_OFFSET, MINUTES_OF_DAY = _whole(-1_440, 1_440), _whole(0, 1_440)

RULES: dict[str, dict[str, Rule]] = {
    "session": {
        "day": DAY,
        "ended_ms": _whole(-INSTANT_MAX_MS, INSTANT_MAX_MS),
        "offset_min": MINUTES_OF_OFFSET,
        "day_start_min": MINUTES_OF_DAY,
        "holds": LIST,
        "variant": NAME,
        "level": NAME,
        "backfill": FLAG,
        "note": NOTE,
    },
    "mark": {"kind": NAME, "note": NOTE},
    "plan": {"mask": _whole(0, 127)},
}


def known_field_fault(collection: str, name: str, value: Json) -> str | None:
    """Why a value does not suit a known field, or None. Null always suits: it is what an erased value is."""
    if name == DELETED:
        return None if _is_flag(value) else FLAG[1]
    rule = RULES.get(collection, {}).get(name)
    if rule is None or value is None or rule[0](value):
        return None
    return rule[1]
