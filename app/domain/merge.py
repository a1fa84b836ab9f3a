"""Merging two states of one record: per field the larger stamp wins, and a deleted record reads as nothing.

A map of fields under a per-field maximum is a join semilattice, so the order, the number and the
grouping of merges cannot matter, and a replay changes nothing.
"""

from typing import NamedTuple

from app.domain.canonical import Json, canonical_bytes
from app.domain.hlc import Stamp

DELETED = "_deleted"


class Field(NamedTuple):
    """A value and the stamp it was written under."""

    value: Json
    stamp: Stamp


Fields = dict[str, Field]


def merge(ours: Fields, theirs: Fields) -> Fields:
    """The record that knows all of both. Neither argument is changed."""
    joined = dict(ours)
    for name, field in theirs.items():
        mine = joined.get(name)
        joined[name] = field if mine is None else later(mine, field)
    return erase_deleted(joined)


def later(mine: Field, other: Field) -> Field:
    """The field with the larger stamp.

    Equal stamps (a cloned device, or a value erased by a deletion) are settled by the values: null wins, so that
    what was erased stays erased; then the larger canonical bytes.
    """
    if mine.stamp != other.stamp:
        return mine if mine.stamp > other.stamp else other
    return mine if _rank(mine.value) >= _rank(other.value) else other


def erase_deleted(fields: Fields) -> Fields:
    """While `_deleted` is true every other value is null; stamps stay, so that late edits still find their place."""
    if DELETED not in fields or fields[DELETED].value is not True:
        return fields
    return {name: field if name == DELETED else field._replace(value=None) for name, field in fields.items()}


def _rank(value: Json) -> tuple[bool, bytes]:
    return value is None, canonical_bytes(value)
