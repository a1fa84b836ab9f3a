"""What a record may look like: reads the fields of one pushed change, or says why it cannot be kept."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain import limits
from app.domain.days import is_day
from app.domain.fields import known_field_fault
from app.domain.hlc import Stamp, is_ahead
from app.domain.merge import Field, Fields
from app.domain.values import value_fault

OK, INVALID, TOO_LARGE = "ok", "invalid", "too_large"
UNKNOWN_KIND, CLOCK_SKEW, QUOTA = "unknown_kind", "clock_skew", "quota_account"

_COLLECTION = re.compile(r"[a-z][a-z0-9_]{0,31}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
_NAME = re.compile(r"_?[a-z][a-z0-9_]{0,39}")
_DEVICE = re.compile(r"[0-9a-f]{16}")
_PARTS = (int, int, str)
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NAMED_BY_DAY = ("mark", "plan")


class Refused(Exception):
    """This record cannot be kept; `result` is the word for programs, the text says why without repeating values."""

    def __init__(self, result: str, detail: str) -> None:
        self.result, self.detail = result, detail
        super().__init__(detail)


@dataclass(frozen=True)
class Change:
    """One record as a phone pushed it, not yet believed."""

    collection: str
    id: str
    fields: Mapping[str, Any]


def read_change(change: Change, now_ms: int) -> Fields:
    """The fields of a change. Raises Refused when the record cannot be kept as it is."""
    _check_key(change.collection, change.id)
    if not change.fields:
        raise Refused(INVALID, "a change needs at least one field")
    fields = {name: _read_field(change.collection, name, field) for name, field in change.fields.items()}
    if any(is_ahead(field.stamp, now_ms, limits.SKEW_MS) for field in fields.values()):
        raise Refused(CLOCK_SKEW, "a stamp is more than 10 minutes ahead of the server's clock")
    return fields


def dump_fields(fields: Fields) -> str:
    """Fields as they are stored and sent: compact JSON. Raises Refused when the record is over its size."""
    wire = {name: {"value": field.value, "stamp": field.stamp} for name, field in fields.items()}
    text = _compact(wire)
    if len(text) > limits.RECORD_BYTES or len(text.encode("utf-8")) > limits.RECORD_BYTES:
        raise Refused(TOO_LARGE, f"a record is at most {limits.RECORD_BYTES} bytes")
    return text


def load_fields(text: str) -> Fields:
    """Fields from their stored form."""
    stored = json.loads(text)
    return {name: Field(field["value"], tuple(field["stamp"])) for name, field in stored.items()}


def _check_key(collection: str, record_id: str) -> None:
    if not _COLLECTION.fullmatch(collection):
        raise Refused(UNKNOWN_KIND, "this is not the name of a collection")
    if not _ID.fullmatch(record_id):
        raise Refused(INVALID, "this is not a record id")
    if collection in _NAMED_BY_DAY and not is_day(record_id):
        raise Refused(INVALID, "the id must be a day, YYYY-MM-DD")


def _read_field(collection: str, name: str, field: object) -> Field:
    if not _NAME.fullmatch(name):
        raise Refused(INVALID, "this is not a field name")
    if not isinstance(field, dict) or not {"value", "stamp"} <= field.keys():
        raise Refused(INVALID, f"{name}: a field is a value and a stamp")
    value = field["value"]
    fault = value_fault(value) or known_field_fault(collection, name, value)
    if fault:
        raise Refused(INVALID, f"{name}: {fault}")
    if isinstance(value, str | list | dict) and len(_compact(value).encode("utf-8")) > limits.FIELD_BYTES:
        raise Refused(TOO_LARGE, f"{name}: a value is at most {limits.FIELD_BYTES} bytes")
    return Field(value, _read_stamp(name, field["stamp"]))


def _read_stamp(name: str, stamp: object) -> Stamp:
    if isinstance(stamp, list) and len(stamp) == len(_PARTS) and tuple(map(type, stamp)) == _PARTS:
        ms, counter, device = stamp
        if 0 <= ms <= limits.SAFE_INTEGER and 0 <= counter <= limits.COUNTER_MAX and _DEVICE.fullmatch(device):
            return ms, counter, device
    raise Refused(INVALID, f"{name}: a stamp is [milliseconds, counter, device id of 16 hex digits]")
