"""The digest of a vault: one number that is equal on two sides exactly when they hold the same stamps.

It is the sum modulo 2^64 of FNV-1a-64 over `collection/id|field|ms.counter.device`, so that a change of one field
costs two hashes, whatever the size of the vault.
"""

from app.domain.hlc import Stamp
from app.domain.merge import Fields

MASK = 0xFFFF_FFFF_FFFF_FFFF
FNV_OFFSET = 0xCBF2_9CE4_8422_2325
FNV_PRIME = 0x100_0000_01B3


def fnv1a64(data: bytes, state: int = FNV_OFFSET) -> int:
    """FNV-1a over `data`, 64 bits; `state` continues an earlier call."""
    for byte in data:
        state = (state ^ byte) * FNV_PRIME & MASK
    return state


def record_digest(collection: str, record_id: str, fields: Fields) -> int:
    """What one record adds to the digest of its vault."""
    prefix = _prefix(collection, record_id)
    return sum(_field_hash(prefix, name, field.stamp) for name, field in fields.items()) & MASK


def digest_change(collection: str, record_id: str, before: Fields, after: Fields) -> int:
    """What to add (modulo 2^64) to a vault's digest when a record goes from `before` to `after`."""
    prefix, change = _prefix(collection, record_id), 0
    for name, field in after.items():
        old = before.get(name)
        if old is None or old.stamp != field.stamp:
            change += _field_hash(prefix, name, field.stamp)
            change -= 0 if old is None else _field_hash(prefix, name, old.stamp)
    return change & MASK


def add(digest: str, change: int) -> str:
    """A digest of 16 hex digits moved by a change."""
    return to_hex(int(digest, 16) + change)


def to_hex(number: int) -> str:
    """16 lower-case hex digits, modulo 2^64."""
    return f"{number & MASK:016x}"


def _prefix(collection: str, record_id: str) -> int:
    """Hash state after the part all fields of a record share."""
    return fnv1a64(f"{collection}/{record_id}|".encode())


def _field_hash(prefix: int, name: str, stamp: Stamp) -> int:
    return fnv1a64(f"{name}|{stamp[0]}.{stamp[1]}.{stamp[2]}".encode(), prefix)
