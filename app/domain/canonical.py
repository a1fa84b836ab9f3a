"""JSON values as bytes that are the same in Python and in JavaScript, so that both settle a tie alike."""

import json
import math
from typing import Any

Json = Any
"""null, boolean, number, string, list or object, as the json module reads them."""


def canonical_bytes(value: Json) -> bytes:
    """UTF-8 of the value without spaces, keys in UTF-16 order, numbers as JavaScript prints them.

    Raises ValueError for what JSON cannot say (NaN, lone surrogates).
    """
    return _text(value).encode("utf-8")


def _text(value: Json) -> str:
    if isinstance(value, dict):
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be"))
        return "{" + ",".join(f"{_text(name)}:{_text(item)}" for name, item in pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """As ECMAScript's Number::toString: the shortest digits, an exponent only from 1e21 and below 1e-6."""
    if not math.isfinite(value):
        raise ValueError("JSON has no such number")
    if value == 0:
        return "0"
    digits, exponent = _shortest(abs(value))
    sign, count = "-" if value < 0 else "", len(digits)
    if count <= exponent <= 21:
        return sign + digits + "0" * (exponent - count)
    if 0 < exponent <= 21:
        return f"{sign}{digits[:exponent]}.{digits[exponent:]}"
    if -6 < exponent <= 0:
        return sign + "0." + "0" * -exponent + digits
    fraction = f".{digits[1:]}" if count > 1 else ""
    return f"{sign}{digits[0]}{fraction}e{exponent - 1:+d}"


def _shortest(value: float) -> tuple[str, int]:
    """Digits d1d2… and exponent n with value = 0.d1d2… × 10^n."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole) if whole.strip("0") else len(digits) - len(fraction)
    return digits.rstrip("0"), leading + int(power or 0)
