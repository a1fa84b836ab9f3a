"""Which JSON values can be kept: only those that come back the same from every phone and every database."""

import math
from collections.abc import Iterable

from app.domain.canonical import Json
from app.domain.limits import SAFE_INTEGER, VALUE_DEPTH


def value_fault(value: Json, depth: int = 1) -> str | None:
    """Why a value cannot be kept, or None. `depth` is how deep the value already is."""
    if depth > VALUE_DEPTH:
        return f"nested deeper than {VALUE_DEPTH} levels"
    if isinstance(value, dict):
        return _first(_text_fault(key) or value_fault(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        return _first(value_fault(item, depth + 1) for item in value)
    return _scalar_fault(value)


def _scalar_fault(value: Json) -> str | None:
    match value:
        case None | bool():
            return None
        case str():
            return _text_fault(value)
        case int() if abs(value) > SAFE_INTEGER:
            return "a whole number beyond 2^53 - 1"
        case float() if not math.isfinite(value):
            return "not a number JSON can say"
    return None


def _text_fault(text: str) -> str | None:
    """Half a surrogate pair cannot be written as UTF-8."""
    if text.isascii():
        return None
    return "text with half a surrogate pair" if any("\ud800" <= char <= "\udfff" for char in text) else None


def _first(faults: Iterable[str | None]) -> str | None:
    return next((fault for fault in faults if fault), None)
